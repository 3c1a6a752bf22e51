"""A page's modules as one file: otherwise a browser asks for ninety, and compiles and links each of them.

This is no bundler: it joins what is written as our modules are, keeps it as it is written, and refuses what is not.
"""

import re
from collections.abc import Callable
from graphlib import TopologicalSorter

# The ways in which our modules import and export, each at the start of a line. A comment's `@import` names a type alone.
IMPORT = re.compile(r"^import (?:(\{[^}]*\})|\* as (\w+)) from '\./([\w-]+)\.js';$", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
ANOTHER_WAY = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

Read = Callable[[str], str]
"""Gives the text of the module of a name, without `.js`."""


def imported(text: str) -> set[str]:
    """The names, without `.js`, of the modules that a module imports itself."""
    return {name for *_, name in IMPORT.findall(text)}


def joined(name: str, text: str, read: Read) -> str:
    """A module and all that it imports, directly or through others, as one that imports nothing.

    Each stays a scope of its own and in its own lines, below one that names it: so an error still leads to the source. What
    imports nothing is as it was. Raises graphlib.CycleError where modules import each other, and ValueError where one imports
    or exports in another way than ours do.
    """
    if not imported(text):
        return text
    texts = {name: text}
    while unread := set().union(*map(imported, texts.values())) - texts.keys():
        texts |= {one: read(one) for one in unread}
    order = TopologicalSorter({one: imported(text) for one, text in texts.items()}).static_order()
    return "".join(_scope(one, texts[one]) for one in order)


def _scope(name: str, text: str) -> str:
    exports = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(_taken_over, text))
    if another := ANOTHER_WAY.search(body):
        raise ValueError(f"{name}.js: “{another[0]}” can't be joined: see factcheck/modules.py")
    return f"const {_variable(name)} = (() => {{ // {name}.js\n{body}\nreturn {{ {exports} }};\n}})();\n"


def _taken_over(line: re.Match[str]) -> str:
    """The line that imports, as one that takes the same from the scope of the module."""
    names, whole, module = line.groups()
    return f"const {names.replace(' as ', ': ') if names else whole} = {_variable(module)};"


def _variable(name: str) -> str:
    return f"${name.replace('-', '_')}"
