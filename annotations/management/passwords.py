"""A file of passwords that nobody but its owner can read, at no moment."""

import tempfile
from pathlib import Path

_HEAD = "# Made at random for the demo. One that was changed since is not written here.\n"


def keep_passwords(path: Path, passwords: dict[str, str]) -> None:
    """Write the passwords into the file, by sign-in name, beside those of other accounts that stand in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    everyone = kept_passwords(path) | passwords
    # mkstemp makes the file with mode 0600 (O_EXCL); renaming it takes the place of the old file whole or not at all.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(_HEAD)
        file.writelines(f"{username}\t{password}\n" for username, password in everyone.items())
    Path(file.name).replace(path)


def kept_passwords(path: Path) -> dict[str, str]:
    """The passwords in the file, by sign-in name. None where there is no file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split("\t") for line in lines if line.count("\t") == 1)
