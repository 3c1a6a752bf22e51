"""A review in which everything occurs that a card or a paragraph can show."""

import uuid
from typing import Any

from annotations.models import Review, User
from annotations.review.content import SourceContent
from annotations.review.marks import save_mark
from annotations.review.sources import propose_source
from tests.wire import Wire, claim, contradiction, place, read, side, typo

TEXT = (
    "Minister <denies> the plan & more\n\n"
    "The minister, Ana Sousa, said on Monday that the plan was dropped. Recent reports suggest it was only delayed 😀.\n\n"
    "“We never had 1,000 men there,” she said, according to the agency. Critics doubt it.\n\n"
    "قال الوزير إن الخطة أُلغيت يوم الاثنين."
)


def _attribution(**more: Any) -> Wire:
    pieces = {key: [place(TEXT, words) for words in more.pop(key)] for key in list(more) if key.endswith("_spans")}
    return more | pieces


def fill(review: Review, user: User) -> None:
    """Put marks of all kinds into the review, whose version has TEXT."""
    person = _propose(review, user, "Ana Sousa", "person", "the ministry")
    agency = _propose(review, user, "The <agency>", "media", "")
    for content in _claims(person, agency):
        _save(review, user, content)
    seen = {"address": "https://a.example/", "archived_address": "https://archive.example/a", "seen": "2026-05-02"}
    slip = {"type": "misspelling", "severity": "error", "in_quotation": True, "references": [seen]}
    _save(review, user, typo(TEXT, "dropped", correction="withdrawn", note="Is it?", **slip))
    _save(review, user, typo(TEXT, "Critics"))
    sides = [side(review.version, "dropped"), side(review.version, "only delayed")]
    _save(
        review, user, contradiction(*sides, type="number", strength="strict", locus="source_source", acknowledged=False)
    )


def _claims(person: str, agency: str) -> list[Wire]:
    said = _attribution(
        source=person, source_spans=["The minister", "Ana Sousa"], cue_spans=["said"], mode="paraphrase"
    )
    reports = _attribution(
        source_spans=["Recent reports"], cue_spans=["suggest"], stance="doubting", anonymity_reason=False
    )
    relayed = _attribution(
        source=person, relayed_by=agency, relay_spans=["the agency"], mode="relay", anonymity_reason=True
    )
    seen = {"address": "https://example.org/a?b=1&c=2", "note": "A copy."}
    return [
        claim(TEXT, "Minister <denies> the plan", part="headline"),
        claim(TEXT, "the plan was dropped", grade="4", attributions=[said], claim_type="event", check_worthy="yes"),
        claim(TEXT, "said on Monday that the plan", grade="0", attributions=[said, reports]),
        claim(TEXT, "plan was", grade="N"),
        claim(
            TEXT,
            "it was only delayed 😀",
            grade="2",
            attributions=[reports],
            confidence="unsure",
            rationale="Which\nreports?",
        ),
        claim(
            TEXT,
            "We never had 1,000 men there",
            grade="5",
            attributions=[relayed],
            note="See <above>.",
            references=[seen],
        ),
        claim(TEXT, "Critics doubt it", grade="1", confidence="sure"),
        claim(TEXT, "الخطة أُلغيت", grade="6"),
    ]


def _save(review: Review, user: User, content: Wire) -> None:
    save_mark(
        user=user, review_id=review.pk, mark_id=uuid.uuid4(), change=uuid.uuid4(), revision=0, content=read(content)
    )


def _propose(review: Review, user: User, name: str, kind: str, affiliation: str) -> str:
    content = SourceContent.model_validate({"name": name, "kind": kind, "affiliation": affiliation})
    key = uuid.uuid4()
    propose_source(user=user, review_id=review.pk, source_id=key, change=uuid.uuid4(), content=content)
    return str(key)
