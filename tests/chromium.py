"""The system's Chromium: where it is, and how it is started."""

import os
import shutil
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """There is none on this system."""


def launch_options() -> dict[str, Any]:
    """What Playwright is told: a browser that asks nobody for anything. Raises NoChromium.

    Its sandbox does not start for root, as in many containers.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoChromium(
            "This needs Chromium: install your system's package (Debian: apt-get install chromium) and try again."
        )
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    contained = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": found, "args": [*contained, *quiet]}
