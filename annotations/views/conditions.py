"""What the address of the page of marks asks for, as conditions and in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.text import get_text_list

from annotations.forms.marks import ConditionsForm
from annotations.models import Article, Grade, MarkKind, Proposition, Source, Story, User
from annotations.overview.marks import Conditions, Without
from annotations.overview.scope import Scope
from annotations.overview.sources import Mergers, load_mergers, readable_source
from annotations.views.cards import CHOICES
from annotations.views.scopes import Chosen, chosen_scope
from annotations.views.who import user_of

NOUNS = {MarkKind.CLAIM: "Claims", MarkKind.TYPO: "Typos", MarkKind.CONTRADICTION: "Contradictions"}
WITHOUT = {
    Without.SOURCE: "without a source",
    Without.NAME: "hedged, without a source",
    Without.ATTRIBUTION: "in the outlet’s own voice",
}
WORTH = {"yes": "check-worthy", "unimportant": "factual but unimportant", "no": "not check-worthy"}
GRADED = {"no": "not yet graded", "yes": "graded"}
# The kind of mark that a condition on one of these speaks of.
KIND_OF = dict.fromkeys(
    ["grade", "graded", "source", "mode", "check_worthy", "part", "proposition"], MarkKind.CLAIM
) | {"severity": MarkKind.TYPO, "strength": MarkKind.CONTRADICTION, "locus": MarkKind.CONTRADICTION}


@dataclass(frozen=True)
class Shown:
    """A condition in words, its name in the address, and the address without it."""

    name: str
    words: str
    dropped: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `passed_over` are the conditions that name nothing known, such as "grade “9”"."""

    chosen: Chosen
    conditions: Conditions
    shown: list[Shown]
    passed_over: list[str]
    form: ConditionsForm
    mergers: Mergers

    @property
    def noun(self) -> str:
        """What is listed, such as "Claims"."""
        told = (KIND_OF[one.name] for one in self.shown if one.name in KIND_OF)
        kind = self.conditions.kind or next(told, None)
        return NOUNS[kind] if kind else "Marks"


def asked_for(request: HttpRequest, story: Story, articles: Sequence[Article], grades: Sequence[Grade]) -> Asked:
    """What the address asks for. What is not known, or names what the user may not see, is passed over and said to be."""
    form = ConditionsForm(request.GET, articles, grades)
    form.is_valid()
    given = form.cleaned_data
    article = next((one for one in articles if one.pk == given.get("article")), None)
    chosen = chosen_scope(request, story, article)
    user = user_of(request)
    mergers = load_mergers(user)
    source = _source(user, chosen.scope, mergers, given.get("source"))
    proposition = _proposition(user, chosen.scope, given.get("proposition"))
    not_there = [
        f"{name} “{given[name]}”"
        for name, found in (("source", source), ("proposition", proposition))
        if given.get(name) and not found
    ]
    conditions = _conditions(given, source, proposition, mergers)
    words = _in_words(given, article, source, proposition)
    shown = [Shown(name, said, _dropped(request, name)) for name, said in words]
    return Asked(chosen, conditions, shown, [*form.not_known(), *not_there], form, mergers)


def _source(user: User, scope: Scope, mergers: Mergers, asked: UUID | Without | None) -> Source | Without | None:
    """The entry that was asked for, or that stands for it now; None where the user may not see it."""
    if not isinstance(asked, UUID):
        return asked
    return readable_source(user, mergers.end_of(asked), scope.marks(MarkKind.CLAIM))


def _proposition(user: User, scope: Scope, asked: UUID | None) -> Proposition | None:
    if asked is None:
        return None
    return Proposition.objects.visible_to(user).filter(pk=asked, round=scope.round).first()


def _conditions(
    given: dict[str, Any], source: Source | Without | None, proposition: Proposition | None, mergers: Mergers
) -> Conditions:
    graded = given.get("graded")
    return Conditions(
        kind=MarkKind(given["kind"]) if given.get("kind") else None,
        grades=tuple(given.get("grade", ())),
        graded=graded == "yes" if graded else None,
        sources=mergers.standing_for(source.pk) if isinstance(source, Source) else frozenset(),
        without=source if isinstance(source, Without) else None,
        strengths=tuple(given.get("strength", ())),
        proposition=proposition.pk if proposition else None,
        **{name: given.get(name, "") for name in ("mode", "check_worthy", "part", "severity", "type", "locus")},
    )


def _in_words(
    given: dict[str, Any], article: Article | None, source: Source | Without | None, proposition: Proposition | None
) -> Iterator[tuple[str, str]]:
    """The name of each condition but the kind, and its words, in the order in which a sentence has them."""
    words = {
        "strength": f"of strength {_any_of([_short('strength', one) for one in given.get('strength', ())])}",
        "type": f"of type {_type(given.get('type', ''))}",
        "locus": _short("locus", given.get("locus", "")),
        "severity": f"of severity {given.get('severity')}",
        "grade": f"at grade {_any_of(given.get('grade', ()))}",
        "graded": GRADED.get(given.get("graded", "")),
        "check_worthy": WORTH.get(given.get("check_worthy", "")),
        "source": WITHOUT[source] if isinstance(source, Without) else f"credited to {source}",
        "mode": f"rendered as {_short('mode', given.get('mode', ''))}",
        "part": f"in the {given.get('part')}",
        "proposition": f"saying “{proposition}”",
        "article": f"in “{article}”",
    }
    is_asked = {**given, "source": source, "proposition": proposition, "article": article}
    yield from ((name, str(said)) for name, said in words.items() if is_asked.get(name))


def _dropped(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for one in (name, "page"):
        query.pop(one, None)
    return f"?{query.urlencode()}"


def _any_of(keys: Sequence[str]) -> str:
    return get_text_list(list(keys), "or")


def _type(value: str) -> str:
    return _short("typo_type", value) if value in CHOICES["typo_type"] else _short("contradiction_type", value)


def _short(field: str, value: str) -> str:
    """The words for a value, without what explains them."""
    return re.split(r"[:(]", CHOICES[field].get(value, value))[0].strip()
