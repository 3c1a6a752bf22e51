"""What the page of a story shows beneath its articles: who speaks where, and what does not fit together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from annotations.models import Article, MarkKind
from annotations.overview.contradictions import Clash, Side, clashes
from annotations.overview.matrix import Matrix, Row, matrix
from annotations.overview.propositions import count_propositions
from annotations.templatetags.addresses import marks_address
from annotations.views.cards import CHOICES
from annotations.views.scopes import COUNTED, EVERYBODY, Chosen

SOURCES_SHOWN = 25
CLASHES_SHOWN = 20


def overview_of(request: HttpRequest, chosen: Chosen, articles: Sequence[Article]) -> dict[str, Any]:
    """What the templates story_matrix.html and story_clashes.html need. `articles` are the columns of the matrix."""
    sources = matrix(chosen.scope)
    found = clashes(chosen.scope, CLASHES_SHOWN)
    return {
        "tabs": tabs_of(chosen, "overview"),
        "matrix": table_of(chosen, sources, articles, everything=request.GET.get("sources") == EVERYBODY),
        "clashes": [row_of(clash) for clash in found],
        "all_clashes": marks_address(chosen.scope.story.slug, **kept_of(chosen), kind=MarkKind.CONTRADICTION.value),
    }


def kept_of(chosen: Chosen) -> dict[str, str | None]:
    """Whose marks count, and whether copies do, as an address of marks says it."""
    by = chosen.scope.reviewer.username if chosen.scope.reviewer else EVERYBODY
    return {"by": by, "copies": COUNTED if chosen.scope.with_copies else None}


@dataclass(frozen=True)
class Tab:
    """A page about the story. `count` None: nothing is counted there."""

    words: str
    address: str
    is_here: bool
    count: int | None = None


def tabs_of(chosen: Chosen, here: str) -> list[Tab]:
    """The pages about a story; `here` is the one that is open. What is counted is of the whole story, as the pages are."""
    story, query, whole = chosen.scope.story, chosen.query, chosen.scope.of_the_story()

    def page(name: str) -> str:
        return f"{reverse(name, args=[story.slug])}?{query}"

    return [
        Tab("Overview", page("story"), here == "overview"),
        Tab("Propositions", page("propositions"), here == "propositions", count_propositions(whole)),
        Tab("Marks", page("story-marks-list"), here == "marks", whole.count()),
        Tab("Sourcing transparency", page("story-profile"), here == "profile"),
        Tab("To check", f"{reverse('to-check')}?{urlencode({'story': story.slug})}", here == "to-check"),
    ]


@dataclass(frozen=True)
class Line:
    """One line of the matrix; `address` leads to the marks of its source, `cells` has a column and its address for each article."""

    row: Row
    address: str
    cells: list[tuple[Any, str]]


@dataclass(frozen=True)
class Table:
    """The matrix as it is shown. `left_off` is how many sources that speak less are not."""

    articles: Sequence[Article]
    lines: list[Line]
    left_off: int
    is_grouped: bool
    has_modes: bool


def table_of(chosen: Chosen, found: Matrix, articles: Sequence[Article], *, everything: bool) -> Table:
    """The sources that say most, or everything, and what has no source."""
    shown = found.sources if everything else found.sources[:SOURCES_SHOWN]
    lines = [_line(chosen, row, articles) for row in [*shown, *found.without]]
    has_modes = any(cell and cell.modes for line in lines for cell, _ in line.cells)
    return Table(articles, lines, len(found.sources) - len(shown), found.propositions > 0, has_modes)


def _line(chosen: Chosen, row: Row, articles: Sequence[Article]) -> Line:
    who = row.who if isinstance(row.who, UUID) else row.who.value
    address = marks_address(chosen.scope.story.slug, **kept_of(chosen), source=who)
    return Line(row, address, [(row.cells.get(one.pk), f"{address}&article={one.pk}") for one in articles])


@dataclass(frozen=True)
class ClashRow:
    """A contradiction in a list: what was recorded of it in words, its sides with their places, and where it is seen side by side."""

    clash: Clash
    facts: list[str]
    sides: list[tuple[Side, str]]
    beside: str


def row_of(clash: Clash) -> ClashRow:
    """The contradiction as a list shows it."""
    sides = [(side, _place(clash, side)) for side in clash.sides]
    elsewhere = (side.version for side in clash.sides if side.version != clash.review.version_id)
    other = next(elsewhere, None)
    beside = f"{_review(clash, other)}#c-{clash.said.mark}" if other else ""
    return ClashRow(clash, list(_facts(clash)), sides, beside)


def _place(clash: Clash, side: Side) -> str:
    other = side.version if side.version != clash.review.version_id else None
    return f"{_review(clash, other)}#m-{clash.said.mark}"


def _review(clash: Clash, beside: int | None) -> str:
    address = reverse("review", args=[clash.review.pk])
    return f"{address}?beside={beside}" if beside else address


def _facts(clash: Clash) -> Iterator[str]:
    said = clash.said
    kind = CHOICES["contradiction_type"].get(said.type, "").split(" (")[0]
    yield from filter(None, [kind, CHOICES["locus"].get(said.locus, "")])
    if said.acknowledged is not None:
        yield "acknowledged in the text" if said.acknowledged else "not acknowledged in the text"
