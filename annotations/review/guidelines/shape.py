"""What a guideline is made of. The words stand in the modules beside this one."""

import re
from dataclasses import dataclass

from django.db.models import TextChoices


@dataclass(frozen=True)
class Quote:
    """Words of a sample article, to the letter. `core` is the part of them that the example is about; "" for all of them."""

    article: str
    words: str
    core: str = ""

    @property
    def cut(self) -> tuple[str, str, str]:
        """The words before the core, the core, and the words after it."""
        return self.words.partition(self.core) if self.core else (self.words, "", "")


@dataclass(frozen=True)
class Example:
    """One quote, or several to be read side by side, and what there is to see in them."""

    quotes: tuple[Quote, ...]
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """What one choice means. `label` is as the menus show it; `key` is what is pressed for it, where there is one."""

    value: str
    label: str
    definition: str
    examples: tuple[Example, ...] = ()
    key: str = ""

    @property
    def term(self) -> tuple[str, str]:
        """The label in two: what is meant, and what explains it, as in "number" and "(amounts, dates, order)"."""
        short = re.split(r"[:(]", self.label)[0]
        return short.strip(), self.label.removeprefix(short).removeprefix(":").strip()


@dataclass(frozen=True)
class Guideline:
    """One field of a mark: what it is for, and the meaning of each choice. A field without a list of choices has no entries.

    `key` is the page's anchor, and where the field has choices the key of views/cards.py's CHOICES.
    """

    key: str
    title: str
    purpose: str
    entries: tuple[Entry, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """The guidelines of one kind of mark, or of one part of it."""

    key: str
    title: str
    intro: str
    guidelines: tuple[Guideline, ...]


@dataclass(frozen=True)
class Rule:
    """A rule that decides hard cases. Its words name a grade in square brackets, as in [4]."""

    words: str
    examples: tuple[Example, ...] = ()


def in_a(words: str, core: str = "") -> Quote:
    """Words of the first sample article."""
    return Quote("A", words, core)


def in_b(words: str, core: str = "") -> Quote:
    """Words of the second sample article."""
    return Quote("B", words, core)


def in_c(words: str, core: str = "") -> Quote:
    """Words of the third sample article."""
    return Quote("C", words, core)


def example(*quotes: Quote, note: str = "") -> Example:
    """An example of one quote or more."""
    return Example(quotes, note)


def says(choice: TextChoices, definition: str, *examples: Example) -> Entry:
    """What a choice of a field means."""
    return Entry(choice.value, str(choice.label), definition, examples)
