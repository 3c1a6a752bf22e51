"""Leaving out of a stylesheet the rules that no page can use."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise
from typing import Any

import tinycss2

# At-rules that hold rules of the same kind as those outside them.
CONDITIONS = {"media", "supports"}


# Gathering static files asks for the same stylesheet in each of its passes, and reading Bootstrap takes half a second.
@lru_cache(maxsize=4)
def used_rules(stylesheet: str, classes: frozenset[str]) -> str:
    """The stylesheet without the selectors that ask for a class which is not among these, and without rules left with none.

    What is said of variables, fonts and animations stays, and so do comments, which hold the licence.
    """
    return "".join(_used(tinycss2.parse_stylesheet(stylesheet), classes))


def _used(rules: Iterable[Any], classes: AbstractSet[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield _used_of_rule(rule, classes)
        elif rule.type == "at-rule" and rule.lower_at_keyword in CONDITIONS:
            within = "".join(_used(tinycss2.parse_rule_list(rule.content), classes))
            condition = tinycss2.serialize(rule.prelude)
            yield f"@{rule.lower_at_keyword}{condition}{{{within}}}" if within else ""
        else:
            yield str(rule.serialize())


def _used_of_rule(rule: Any, classes: AbstractSet[str]) -> str:
    selectors = [tinycss2.serialize(one) for one in _selectors(rule.prelude) if _classes(one) <= classes]
    return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}" if selectors else ""


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """The tokens of each selector; a comma within brackets, as in :not(), separates none."""
    selectors: list[list[Any]] = [[]]
    for part in prelude:
        if part == ",":
            selectors.append([])
        else:
            selectors[-1].append(part)
    return selectors


def _classes(selector: list[Any]) -> set[str]:
    """The classes that an element, or one around or beside it, must have; not those that it must not, or may have."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}
