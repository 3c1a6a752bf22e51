"""`python -m tests.bench`: measure, print a table and keep it in `var/bench.md` (or bench-large.md).

Everything happens in a temporary folder with a database of its own; the person's own database is never opened.
"""

import argparse
import os
import secrets
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from tests.serving import ROOT, gather_static


def main() -> None:
    """Read what is wanted, prepare a ground, and run."""
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument(
        "--large", action="store_true", help="export 1,000,000 marks, which takes minutes to fill, instead of the rest"
    )
    words.add_argument(
        "--only", nargs="+", default=[], choices=("idle", "saves", "page", "story", "exports", "intake", "lists")
    )
    wanted = words.parse_args()
    name = "bench-part.md" if wanted.only else "bench-large.md" if wanted.large else "bench.md"
    out = Path(os.environ.get("FACTCHECK_VAR") or ROOT / "var").absolute() / name
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _run(Path(folder), wanted, out)


def _run(var: Path, wanted: argparse.Namespace, out: Path) -> None:
    url, key = f"sqlite:///{var / 'bench.sqlite3'}", secrets.token_urlsafe(64)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "FACTCHECK_VAR": str(var),
        "DATABASE_URL": url,
        "FACTCHECK_SECRET_KEY": key,
    }
    django.setup()
    # Both need Django set up over the bench's own database.
    from tests.bench.ground import Ground
    from tests.bench.run import LARGE, PARTS, run

    call_command("migrate", verbosity=0)
    gather_static(var)
    parts = LARGE if wanted.large else PARTS
    chosen = {name: part for name, part in parts.items() if not wanted.only or name in wanted.only}
    run(Ground(var, url, key), chosen, out)


if __name__ == "__main__":
    main()
