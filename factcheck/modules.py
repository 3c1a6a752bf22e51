"""A page's modules as one file: otherwise a browser asks for dozens, and compiles and links each of them.

This is no bundler: it joins what is written as our modules are, keeps it as it is written, and refuses what is not.
"""

import re
from collections.abc import Callable, Mapping

# The ways in which our modules import and export, each at the start of a line. A comment's `@import` names a type alone.
IMPORT = re.compile(r"^import (?:(\{[^}]*\})|\* as (\w+)) from '\./([\w-]+)\.js';$", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
ANOTHER_IMPORT = re.compile(r"^import\b.*", re.MULTILINE)
ANOTHER_EXPORT = re.compile(r"^export\b.*", re.MULTILINE)
IMPORTED_NAME = re.compile(r"(\w+)(?: as \w+)?")

Read = Callable[[str], str]
"""Gives the text of the module of a name, without `.js`."""


class CannotBeJoined(ValueError):
    """A module is not written as ours are; the words say where and what."""


def imported(text: str) -> list[str]:
    """The names, without `.js`, of the modules that a module imports itself, in their order.

    Raises CannotBeJoined where it imports in another way than ours do.
    """
    if another := ANOTHER_IMPORT.search(IMPORT.sub("", text)):
        raise CannotBeJoined(f"“{another[0]}” is another way to import than those in factcheck/modules.py")
    return [name for *_, name in IMPORT.findall(text)]


def joined(name: str, text: str, read: Read) -> str:
    """A module and all that it imports, directly or through others, as one that imports nothing.

    They stand in the order in which a browser evaluates them apart. Each stays a scope of its own and in its own lines, below
    one that names it: so an error still leads to the source. What imports nothing is as it was. Raises CannotBeJoined.
    """
    if not imported(text):
        return text
    texts: dict[str, str] = {}
    _gather(name, text, read, texts, ())
    return "".join(_scope(one, texts) for one in texts)


def _gather(name: str, text: str, read: Read, texts: dict[str, str], importers: tuple[str, ...]) -> None:
    """Put into `texts` what a module imports, each before the first that imports it, and then the module."""
    importers = (*importers, name)
    for one in imported(text):
        if one in importers:
            raise CannotBeJoined(f"{name}.js and {one}.js import each other")
        if one not in texts:
            _gather(one, read(one), read, texts, importers)
    texts[name] = text


def _scope(name: str, texts: Mapping[str, str]) -> str:
    exports = ", ".join(EXPORT.findall(texts[name]))
    body = EXPORT.sub("", IMPORT.sub(lambda line: _taken_over(line, texts), texts[name]))
    if another := ANOTHER_EXPORT.search(body):
        raise CannotBeJoined(f"{name}.js: “{another[0]}” is another way to export than those in factcheck/modules.py")
    return f"const {_variable(name)} = (() => {{ // {name}.js\n{body}\nreturn {{ {exports} }};\n}})();\n"


def _taken_over(line: re.Match[str], texts: Mapping[str, str]) -> str:
    """The line that imports, as one that takes the same from the scope of the module."""
    names, whole, module = line.groups(default="")
    lacking = set(IMPORTED_NAME.findall(names)) - set(EXPORT.findall(texts[module]))
    if lacking:
        raise CannotBeJoined(f"{module}.js exports no {', '.join(sorted(lacking))}")
    return f"const {names.replace(' as ', ': ') or whole} = {_variable(module)};"


def _variable(name: str) -> str:
    return f"${name.replace('-', '_')}"
