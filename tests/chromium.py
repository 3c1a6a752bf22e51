"""The system's Chromium: where it is, and how it is started."""

import os
import shutil
from collections.abc import Sequence
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The same engine without windows: a page in a fresh context costs it half the processor time.
QUICKEST_FIRST = ("chromium-headless-shell", *NAMES)


class NoChromium(Exception):
    """There is none on this system."""


def launch_options(names: Sequence[str] = NAMES) -> dict[str, Any]:
    """What Playwright is told: a browser that asks nobody for anything, the first of these that there is. Raises NoChromium.

    Its sandbox does not start for root, as in many containers.
    """
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise NoChromium(
            "This needs Chromium: install your system's package (Debian: apt-get install chromium) and try again."
        )
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    contained = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": found, "args": [*contained, *quiet]}
