"""Saying of each line of a text which part of the article it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from annotations.anchoring.parts import Part
from annotations.intake.parts import Line
from annotations.models import PartKind

BODY = "body"
KINDS = [(BODY, BODY), *PartKind.choices]


@dataclass(frozen=True)
class Row:
    """A line with its choice."""

    number: int
    words: str
    choice: forms.BoundField


class PartsForm(forms.Form):
    """A choice for each line, preset to the part in which it begins."""

    def __init__(self, data: Mapping[str, Any] | None, *, lines: Sequence[Line], parts: Sequence[Part]) -> None:
        super().__init__(data)
        self.lines = lines
        for number, line in enumerate(lines, 1):
            self.fields[f"line-{number}"] = forms.ChoiceField(
                choices=KINDS,
                initial=_kind_of(line, parts),
                widget=forms.Select(attrs={"aria-label": f"Part of line {number}"}),
                error_messages={"invalid_choice": f"Line {number}: choose one of its choices."},
            )

    def rows(self) -> Iterator[Row]:
        """The lines in order."""
        for number, line in enumerate(self.lines, 1):
            yield Row(number, line.words.strip(), self[f"line-{number}"])

    def said(self) -> list[Part]:
        """The lines that are not body. Only of a valid form."""
        kinds = [self.cleaned_data[f"line-{number}"] for number in range(1, len(self.lines) + 1)]
        pairs = zip(self.lines, kinds, strict=True)
        return [(line.start, line.end, kind) for line, kind in pairs if kind != BODY]


def _kind_of(line: Line, parts: Sequence[Part]) -> str:
    first = line.start + len(line.words) - len(line.words.lstrip())
    return next((kind for start, end, kind in parts if start <= first < end), BODY)
