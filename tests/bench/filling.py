"""Filling a database with as much as a figure asks for, the same each time."""

import hashlib
import itertools
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from annotations.anchoring.spans import context_of
from annotations.models import (
    Admission,
    Article,
    Attribution,
    Claim,
    Codebook,
    Contradiction,
    Event,
    Grade,
    Mark,
    MarkKind,
    Outlet,
    Review,
    Role,
    Round,
    Source,
    SourceName,
    Span,
    SpanRole,
    Status,
    Story,
    Typo,
    User,
    Verb,
    Version,
)

MARKED = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
TOURED = datetime(2026, 4, 1, tzinfo=UTC)
SOURCES = 200
EVERY_TENTH = 10
MARKS_AT_A_TIME = 5_000
ROWS_AT_A_TIME = 5_000

SENTENCES = (
    "The minister said on Monday that the plan was dropped.",
    "Two officials, who asked not to be named, told the paper that it was only delayed.",
    "According to the harbour's own figures, forty ships waited outside the port.",
    "Residents heard shots at about four in the morning.",
    "“Nobody asked us,” the mayor wrote in a letter that this paper has seen.",
    "Reports suggest that talks began in spring.",
)
PARAGRAPH = 5

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=Model)


def prose(length: int) -> str:
    """A text of so many code points, in paragraphs."""
    paragraphs = (" ".join(itertools.islice(_sentences(number), PARAGRAPH)) for number in itertools.count())
    text = ""
    while len(text) < length:
        text += next(paragraphs) + "\n\n"
    return text[: length - 1] + "."


def _sentences(first: int) -> Iterator[str]:
    return itertools.islice(itertools.cycle(SENTENCES), first % len(SENTENCES), None)


def make_user(username: str, role: Role = Role.REVIEWER) -> User:
    """An account that has seen the tour and has no password."""
    return User.objects.create_user(username, name=username.title(), role=role, toured_at=TOURED)


def make_stories(name: str, number: int) -> list[Story]:
    """So many stories, each with its first round, made an hour apart."""
    codebook = Codebook.objects.latest("pk")
    stories = _kept(Story(title=f"{name} {one}", slug=f"{name}-{one}".lower()) for one in range(number))
    _kept(Round(story=story, number=1, codebook=codebook) for story in stories)
    return stories


def make_versions(stories: Iterable[Story], text: str, *, each: int) -> list[Version]:
    """In each story so many articles of this text."""
    outlets = [Outlet.objects.get_or_create(name=name)[0] for name in ("The Courier", "Daily Post", "Wire")]
    articles = _kept(
        Article(story=story, headline=f"{story}, report {one}", outlet=outlets[one % len(outlets)])
        for story in stories
        for one in range(each)
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return _kept(Version(article=article, number=1, text=text, sha256=sha256) for article in articles)


def make_reviews(user: User, versions: Iterable[Version], *, submitted: bool = False) -> list[Review]:
    """A review of each version by this person, in its story's first round."""
    state = {"status": Status.SUBMITTED, "submitted_at": MARKED} if submitted else {"status": Status.IN_PROGRESS}
    rounds = dict(Round.objects.values_list("story", "pk"))
    return _kept(
        Review(reviewer=user, version=version, round_id=rounds[version.article.story_id], **state)
        for version in versions
    )


@dataclass(frozen=True)
class Ink:
    """What marks are made of: the grades of the codebook and the sources of the register."""

    grades: Sequence[Grade]
    sources: Sequence[Source]


def make_ink() -> Ink:
    """The grades of the newest codebook, and a register of admitted sources."""
    sources = _kept(Source(admission=Admission.ADMITTED, affiliation="The ministry") for _ in range(SOURCES))
    _kept(SourceName(source=source, name=f"Ana Sousa {place}") for place, source in enumerate(sources))
    return Ink(list(Codebook.objects.latest("pk").grades.all()), sources)


def make_marks(reviews: Sequence[Review], ink: Ink, *, each: int) -> None:
    """Put so many marks into each review, spread over the text: nine claims of ten, each credited to a source, and typos."""
    for chunk in _chunks(reviews, max(1, MARKS_AT_A_TIME // each)):
        rows = Rows(ink)
        for review in chunk:
            for place in range(each):
                rows.add(review, place, each)
        rows.keep()


def make_contradictions(reviews: Sequence[Review], *, each: int) -> None:
    """Put so many contradictions into each review, whose other side lies in the next article. No event tells of them."""
    marks, rows, spans = [], [], []
    for review, other in zip(reviews, [*reviews[1:], reviews[0]], strict=True):
        for place in range(each):
            number = {"number": place + 1, "created": MARKED, "updated": MARKED}
            mark = Mark(id=uuid.uuid4(), review=review, kind=MarkKind.CONTRADICTION, **number)
            sides = [
                _span(mark, SpanRole.SIDE, place, each),
                _span(mark, SpanRole.SIDE, place, each, version=other.version),
            ]
            sides[1].order = 1
            marks.append(mark)
            rows.append(Contradiction(mark=mark, type="number", strength="strict", locus="outlet_outlet"))
            spans += sides
    for made in (marks, rows, spans):
        _kept(made)


class Rows:
    """Rows of all tables that marks stand in, kept together."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._marks: list[Mark] = []
        self._claims: list[Claim] = []
        self._typos: list[Typo] = []
        self._attributions: list[Attribution] = []
        self._spans: list[Span] = []
        self._events: list[Event] = []

    def add(self, review: Review, place: int, among: int) -> None:
        """The mark of this place among so many in the review, with the event that tells of it."""
        is_typo = place % EVERY_TENTH == EVERY_TENTH - 1
        kind = MarkKind.TYPO if is_typo else MarkKind.CLAIM
        mark = Mark(id=uuid.uuid4(), review=review, kind=kind, number=place + 1, created=MARKED, updated=MARKED)
        span = _span(mark, SpanRole(kind.value), place, among)
        self._marks.append(mark)
        self._spans.append(span)
        content = self._typo(mark) if is_typo else self._claim(mark, place, among)
        self._events.append(_event(mark, {"kind": kind, "span": _said(span), "note": "", "references": [], **content}))

    def _typo(self, mark: Mark) -> dict[str, Any]:
        said = {"correction": "the words", "type": "misspelling", "severity": "error"}
        self._typos.append(Typo(mark=mark, **said))
        return {**said, "in_quotation": False}

    def _claim(self, mark: Mark, place: int, among: int) -> dict[str, Any]:
        grade = self._ink.grades[place % len(self._ink.grades)]
        said = {"claim_type": "fact", "rationale": "Said by an official, by name.", "confidence": "sure"}
        claim = Claim(mark=mark, grade=grade, **said)
        attribution = Attribution(claim=claim, source=self._ink.sources[place % SOURCES], mode="paraphrase")
        words = [_span(mark, role, place, among, attribution) for role in (SpanRole.SOURCE, SpanRole.CUE)]
        self._claims.append(claim)
        self._attributions.append(attribution)
        self._spans += words
        credit = {"source": str(attribution.source_id), "mode": attribution.mode}
        spans = {f"{span.role}_spans": [_said(span)] for span in words}
        return {**said, "grade": grade.key, "attributions": [{**credit, **spans}]}

    def keep(self) -> None:
        """Put them into the tables, all or none."""
        with transaction.atomic():
            for rows in (self._marks, self._claims, self._typos, self._attributions, self._spans, self._events):
                _kept(rows)


def _span(
    mark: Mark,
    role: SpanRole,
    place: int,
    among: int,
    attribution: Attribution | None = None,
    version: Version | None = None,
) -> Span:
    """The words of this place among so many; a source's and a cue's lie within the claim's. `version` None: the reviewed one."""
    version = version or mark.review.version
    start = place * (len(version.text) - 60) // among + (6 if role == SpanRole.CUE else 0)
    end = start + (6 if attribution else 12 + place % 28)
    prefix, suffix = context_of(version.text, start, end)
    words = {"quote": version.text[start:end], "prefix": prefix, "suffix": suffix}
    return Span(mark=mark, role=role, attribution=attribution, version=version, start=start, end=end, **words)


def _said(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _event(mark: Mark, content: dict[str, Any]) -> Event:
    state = {"id": str(mark.pk), "number": mark.number, "revision": 1, "withdrawn": None, "content": content}
    times = {"created": MARKED.isoformat(), "updated": MARKED.isoformat()}
    actor = mark.review.reviewer
    after = {**state, **times}
    return Event(
        change=uuid.uuid4(), at=MARKED, actor=actor, verb=Verb.MARKED, review=mark.review, mark=mark, after=after
    )


def _kept(rows: Iterable[Row]) -> list[Row]:
    """The rows, inserted a few thousand at a time."""
    made: list[Row] = []
    for chunk in _chunks(list(rows), ROWS_AT_A_TIME):
        made += type(chunk[0])._default_manager.bulk_create(chunk)
    return made


def _chunks(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    for first in range(0, len(things), size):
        yield things[first : first + size]
