"""What the review page shows of the story's other articles: one of them beside the text, and contradictions made in their reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse

from annotations.anchoring.segments import Shown
from annotations.models import Claim, Mark, MarkKind, Review, Span, SpanRole, User, Version
from annotations.review.content import ContradictionContent, MarkState
from annotations.review.parts import parts_of
from annotations.review.states import mark_states, states_of
from annotations.views.cards import Home, VersionName, letters_of
from annotations.views.shown import ShownLink, drawn_with, links_of, shown_of


@dataclass(frozen=True)
class Beside:
    """The article beside the one under review, and what there is to choose from.

    `choices` are the newest texts of the story's other articles, and the chosen one where it is older. `version` None: none is
    chosen. `is_missing`: the address names one that is not there. `review` is the reviewer's own review of it, by its number, as
    far as the user may read that, and `states` what he marked in it.
    """

    choices: list[Version]
    version: Version | None = None
    is_missing: bool = False
    review: int | None = None
    states: list[MarkState] = field(default_factory=list)
    links: list[ShownLink] = field(default_factory=list)

    def shown(self, own: Iterable[MarkState], homes: Mapping[UUID, Home]) -> list[Shown]:
        """What is drawn in it: the reviewer's marks there, the sides that this page's contradictions have there, its links."""
        if self.version is None:
            return []
        here = [state for state in own if isinstance(state.content, ContradictionContent)]
        known = {state.id for state in here}
        there = [state for state in self.states if state.id not in known]
        marks = [one for state in [*here, *there] for one in shown_of(state, self.version.pk, homes.get(state.id))]
        return drawn_with(marks, self.links)

    @property
    def ties(self) -> list[UUID]:
        """The contradictions among what the reviewer marked in it."""
        return [state.id for state in self.states if isinstance(state.content, ContradictionContent)]

    def page(self, homes: Mapping[UUID, Home]) -> dict[str, Any] | None:
        """What the modules need of it: the type BesidePage in js/types.js."""
        if self.version is None:
            return None
        letter = next((homes[key].letter for key in self.ties), "")
        return {
            "version": stored_text(self.version, self.links),
            "language": self.version.article.language,
            "marks": [state.model_dump(mode="json") for state in self.states],
            "home": asdict(Home(self.version.article.headline, "", letter)),
        }


def stored_text(version: Version, links: Iterable[ShownLink]) -> dict[str, Any]:
    """By what a text is told apart, and what lies in it beside its words: the type StoredText in js/types.js."""
    return {
        "id": version.pk,
        "length": len(version.text),
        "sha256": version.sha256,
        "parts": parts_of(version),
        "links": [one.page for one in links],
    }


def beside_asked(request: HttpRequest, review: Review, user: User) -> Beside:
    """The article that the address asks for (`?beside=<version>`), as far as the user may see it."""
    others = _other_versions(review, user)
    newest = {one.article_id: one for one in others}
    asked = request.GET.get("beside", "")
    # The length first: a number of any length would be slow to read.
    key = int(asked) if asked.isdecimal() and len(asked) < 12 else None
    chosen = next((one for one in others if one.pk == key), None)
    choices = [one for one in others if one == newest[one.article_id] or one == chosen]
    if chosen is None:
        return Beside(choices, is_missing=asked != "")
    found, states = _own_states(review, chosen, user)
    return Beside(choices, chosen, review=found, states=states, links=links_of(chosen))


def _other_versions(review: Review, user: User) -> list[Version]:
    """The versions of the story's other articles, the newest of each last, without their texts."""
    of_story = Version.objects.visible_to(user).filter(article__story=review.round.story_id)
    others = (
        of_story.exclude(article=review.version.article_id).select_related("article__outlet__merged_into").defer("text")
    )
    return list(others.order_by("article", "number"))


def _own_states(review: Review, version: Version, user: User) -> tuple[int | None, list[MarkState]]:
    """The review that the reviewer of this review has of another text, in the same round, and what he marked in it.

    As far as the user may read it.
    """
    own = Review.objects.visible_to(user).filter(reviewer=review.reviewer_id, round=review.round_id, kind=review.kind)
    found = own.filter(version=version).first()
    return (found.pk, mark_states(found, user)) if found else (None, [])


def contradictions_elsewhere(review: Review, beside: Beside, user: User) -> tuple[list[MarkState], dict[UUID, Home]]:
    """The contradictions that the same reviewer made in other reviews of the round, with a side in this review's text.

    With the home of each, and of those that are only in the text beside. Only those that the user may read.
    """
    here = Span.objects.filter(mark=OuterRef("pk"), role=SpanRole.SIDE, version=review.version_id)
    same = {"review__reviewer": review.reviewer_id, "review__round": review.round_id, "review__kind": review.kind}
    marks = Mark.objects.visible_to(user).standing().filter(Exists(here), kind=MarkKind.CONTRADICTION, **same)
    marks = marks.exclude(review=review.pk)
    made = list(marks.values_list("pk", "review", "review__version__article__headline"))
    known = {key for key, _, _ in made}
    if beside.review and beside.version:
        made += [(key, beside.review, beside.version.article.headline) for key in beside.ties if key not in known]
    letters = letters_of(home for _, home, _ in made)
    homes = {
        key: Home(headline, _place_of(home, review.version_id, key), letters[home]) for key, home, headline in made
    }
    return (states_of(marks, MarkKind.CONTRADICTION) if known else []), homes


def _place_of(review: int, beside: int, mark: UUID) -> str:
    """Where a mark's card is, in its own review with another text beside it."""
    return f"{reverse('review', args=[review])}?beside={beside}#c-{mark}"


def names_of_versions(
    states: Iterable[MarkState], review: Review, beside: Beside, user: User
) -> dict[int, VersionName]:
    """By id: the articles of the other versions in which contradictions have sides, or may yet have. An outlet may be ""."""
    contents = [state.content for state in states]
    sides = [side for content in contents if isinstance(content, ContradictionContent) for side in content.sides]
    wanted = {side.version for side in sides} - {review.version_id}
    # A side that this browser keeps and has not sent yet may lie in any of those that can be chosen.
    known = {one.pk: one for one in beside.choices}
    if missing := wanted - set(known):
        found = (
            Version.objects.visible_to(user)
            .filter(pk__in=missing)
            .select_related("article__outlet__merged_into")
            .defer("text")
        )
        known |= {one.pk: one for one in found}
    return {key: VersionName.of(version.article) for key, version in known.items()}


def propositions_of(review: Review) -> dict[str, str]:
    """What the review's claims say alike with others, by the claim's UUID: before one is withdrawn, it is said."""
    claims = Claim.objects.filter(mark__review=review, proposition__isnull=False).order_by()
    return {str(key): words for key, words in claims.values_list("pk", "proposition__words")}
