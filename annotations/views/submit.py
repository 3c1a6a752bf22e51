"""Submitting a review: what it holds, what is still open, and the button."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods

from annotations.anchoring.links import LinkPlace
from annotations.models import MarkKind, Review
from annotations.review.advice import Concern, spoken
from annotations.review.content import MarkState
from annotations.review.guidelines import GUIDELINES, Entry
from annotations.review.refusals import Refusal
from annotations.review.states import mark_states
from annotations.review.submit import submit_review
from annotations.views.cards import quote_of
from annotations.views.reviews import is_editable
from annotations.views.shown import links_of
from annotations.views.who import user_of


def rule_of(entry: Entry) -> str:
    """When marks of one kind are complete, as a sentence."""
    return f"A {entry.label.lower()} is complete {entry.definition[0].lower()}{entry.definition[1:]}"


# What a group of marks is called: its heading, after a count, and the rule behind it.
HEADINGS = {
    Concern.UNGRADED: ("not yet graded", ""),
    Concern.INCOMPLETE: ("incomplete", " ".join(rule_of(entry) for entry in GUIDELINES["complete"].entries)),
    Concern.UNSURE: ("unsure", ""),
    Concern.ODD: ("worth another look", "What was recorded of these does not fit together by the codebook’s rules."),
}


@dataclass(frozen=True)
class OpenMark:
    """A mark with something to look at again: its name ("Claim 8"), its words, and what there is to say of it."""

    id: str
    name: str
    quote: str
    words: str


@dataclass(frozen=True)
class Group:
    """The marks of one concern, with a heading that counts them, and the rule behind it or ""."""

    concern: Concern
    heading: str
    rule: str
    marks: list[OpenMark]


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own review, about to be submitted. Nothing that is still open forbids it."""
    user = user_of(request)
    review = get_object_or_404(Review.objects.of(user).select_related("version__article", "round__story"), pk=pk)
    if not is_editable(review, user):
        return redirect("review", pk=pk)
    refusal = None
    if request.method == "POST":
        try:
            submit_review(user=user, review_id=pk, nothing_to_mark=request.POST.get("nothing_to_mark") == "yes")
        except Refusal as refused:
            refusal = refused.words
        else:
            messages.success(request, f"Submitted: your review of “{review.version.article}”.")
            return redirect("home")
    context = {
        "section": "work",
        "review": review,
        "refusal": refusal,
        **_described(mark_states(review, user), _places(review)),
    }
    return render(request, "annotations/review_submit.html", context, status=422 if refusal else 200)


def _places(review: Review) -> list[LinkPlace]:
    return [link.place for link in links_of(review.version)]


def _described(states: list[MarkState], links: Sequence[LinkPlace]) -> dict[str, Any]:
    """What the page says of the marks."""
    groups = _groups(states, links)
    return {"counts": _counts(states), "groups": groups, "lacking": _lacking(groups)}


def _counts(states: list[MarkState]) -> list[tuple[str, int]]:
    """How many marks of each kind, in words; kinds without a mark are left out."""
    counts = Counter[str](state.content.kind for state in states)
    return [(kind.label + "s" * (counts[kind] > 1), counts[kind]) for kind in MarkKind if counts[kind]]


def _groups(states: Iterable[MarkState], links: Sequence[LinkPlace]) -> list[Group]:
    """The marks with something to look at again, by what that is, most urgent first. A mark stands wherever it belongs."""
    found: dict[Concern, list[OpenMark]] = {concern: [] for concern in Concern}
    for state in sorted(states, key=_kind_order):
        for concern, words in _concerns(state, links):
            found[concern].append(_open_mark(state, words))
    return [_group(concern, marks) for concern, marks in found.items() if marks]


def _kind_order(state: MarkState) -> int:
    return list(MarkKind).index(MarkKind(state.content.kind))


def _concerns(state: MarkState, links: Sequence[LinkPlace]) -> Iterator[tuple[Concern, str]]:
    """What there is to say of the mark, concern by concern."""
    rules = spoken(state.content, links)
    for concern in Concern:
        if words := [rule.words for rule in rules if rule.concern == concern]:
            yield concern, ". ".join(words)


def _open_mark(state: MarkState, words: str) -> OpenMark:
    name = f"{MarkKind(state.content.kind).label.capitalize()} {state.number}"
    return OpenMark(str(state.id), name, quote_of(state.content), words)


def _group(concern: Concern, marks: list[OpenMark]) -> Group:
    called, rule = HEADINGS[concern]
    return Group(concern, f"{len(marks)} {called}", rule, marks)


def _lacking(groups: Iterable[Group]) -> str:
    """What the review is submitted with, as in "2 ungraded and 1 incomplete"; "" where nothing lacks."""
    lacking = [group for group in groups if group.concern in {Concern.UNGRADED, Concern.INCOMPLETE}]
    return get_text_list([f"{len(group.marks)} {group.concern}" for group in lacking], "and")
