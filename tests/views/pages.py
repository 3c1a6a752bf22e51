"""Reading a page as a person does: the words that it shows, and where its links lead."""

import re
from html.parser import HTMLParser
from typing import Protocol


class Answer(Protocol):
    """What a test client answers."""

    @property
    def content(self) -> bytes: ...


class Page(HTMLParser):
    """An HTML page: `words` is all its text with single spaces, `links` every href, `fields` the values of inputs by name."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.feed(answer.content.decode())
        self.words = re.sub(r"\s+", " ", self.words).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link or an input is kept."""
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "input":
            self.fields.setdefault(given.get("name") or "", []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        """Text is kept."""
        self.words += data
