"""The page of the marks behind a figure. Any page of figures links to it, through `marks_address`.

The address says what the marks have in common, all of it optional and all of it to be met: `by` (a username, or "all"), `kind`,
`article`, `grade` (any of several), `graded` ("no", "yes"), `source` (an entry of the register; "none", or of those without one
"hedged" and "own-voice"), `mode`, `check_worthy`, `part`, `severity`, `type`, `strength` (any of several), `locus`, `proposition`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations.models import Article, Grade, Mark, MarkKind, Review, Story, Version
from annotations.overview.marks import in_text_order, marks_behind
from annotations.overview.sources import Mergers, ends_of
from annotations.review.content import ClaimContent, ContradictionContent, MarkState, SourceState
from annotations.review.states import source_state, states_of
from annotations.templatetags.addresses import marks_address
from annotations.views.cards import Card, Vocabulary, card
from annotations.views.conditions import asked_for
from annotations.views.overview import tabs_of
from annotations.views.stories import visible_story

__all__ = ["marks_address", "marks_page"]

MARKS_A_PAGE = 50


@dataclass(frozen=True)
class Side:
    """The words of one side of a contradiction, and the article that they stand in."""

    quote: str
    article: Article


@dataclass(frozen=True)
class MarkRow:
    """One mark in a list; `sides` are a contradiction's. `address` is its place in its review."""

    card: Card
    review: Review
    article: Article
    sides: list[Side]
    address: str


@require_safe
def marks_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The marks of a story that meet the conditions in the address, as far as the user may read them; 50 a page."""
    story = visible_story(request, slug)
    articles = list(story.articles.select_related("outlet__merged_into").order_by("pk"))
    grades = list(Grade.objects.filter(codebook__rounds=story.current_round))
    asked = asked_for(request, story, articles, grades)
    found = in_text_order(marks_behind(asked.chosen.scope, asked.conditions)).values_list("pk", "review")
    page = Paginator(found, MARKS_A_PAGE).get_page(request.GET.get("page"))
    # Not only the scope's: of an article it has the contradictions that were made in reviews of others.
    reviews = Review.objects.select_related("reviewer").in_bulk({review for _, review in page})
    states = _states([mark for mark, _ in page])
    vocabulary = Vocabulary(grades, sources_credited(states.values(), asked.mergers))
    where = Where(story, {article.pk: article for article in articles})
    rows = [where.row(states[mark], reviews[review], vocabulary) for mark, review in page]
    context = {
        "section": "stories",
        "story": story,
        "asked": asked,
        "chosen": asked.chosen,
        "tabs": tabs_of(asked.chosen, "marks"),
        "page": page,
        "groups": [(article, list(group)) for article, group in groupby(rows, key=lambda row: row.article)],
    }
    return render(request, "annotations/marks.html", context)


def _states(keys: Sequence[UUID]) -> Mapping[UUID, MarkState]:
    """By key: the marks as they stand, in a constant number of queries."""
    return {state.id: state for state in states_of(Mark.objects.filter(pk__in=keys).order_by(), *MarkKind.values)}


def sources_credited(states: Iterable[MarkState], mergers: Mergers) -> Iterator[SourceState]:
    """The sources that the claims name, each as the entry that it stands for now."""
    claims = (state.content for state in states if isinstance(state.content, ClaimContent))
    rows = [row for claim in claims for row in claim.attributions]
    keys = {key for row in rows for key in (row.source, row.relayed_by) if key}
    for key, entry in ends_of(keys, mergers).items():
        yield source_state(entry).model_copy(update={"id": key})


class Where:
    """Where marks of a story stand: in which of its articles."""

    def __init__(self, story: Story, articles: Mapping[int, Article]) -> None:
        self._articles = articles
        self._article_of = dict(Version.objects.filter(article__story=story).order_by().values_list("pk", "article"))

    def row(self, state: MarkState, review: Review, vocabulary: Vocabulary) -> MarkRow:
        """The mark of this review as one of a list."""
        content = state.content
        sides = content.sides if isinstance(content, ContradictionContent) else []
        shown = [Side(side.span.quote, self._article(side.version)) for side in sides]
        address = f"{reverse('review', args=[review.pk])}#c-{state.id}"
        return MarkRow(card(state, vocabulary), review, self._article(review.version_id), shown, address)

    def _article(self, version: int) -> Article:
        return self._articles[self._article_of[version]]
