"""One row of every table, each as it should be."""

import uuid

import pytest
from django.utils import timezone

from annotations.models import (
    Admission,
    Article,
    Attribution,
    Claim,
    Contradiction,
    Copy,
    CopyKind,
    CopyStatus,
    Draft,
    Fingerprint,
    FollowUp,
    Grade,
    Indexed,
    Link,
    Mark,
    MarkKind,
    Original,
    Outlet,
    OutletDomain,
    PartKind,
    Proposition,
    Reference,
    Review,
    ReviewKind,
    Source,
    SourceName,
    Span,
    SpanRole,
    Status,
    Story,
    TextPart,
    Typo,
    Upload,
    UploadFile,
    User,
    Verb,
    Version,
)
from annotations.review.events import record
from tests.models.reading import Assign


def _mark(review: Review, kind: MarkKind) -> Mark:
    now = timezone.now()
    return Mark.objects.create(id=uuid.uuid4(), review=review, kind=kind, number=1, created=now, updated=now)


def _span(mark: Mark, role: SpanRole, start: int, end: int, **more: object) -> None:
    version = mark.review.version
    Span.objects.create(
        mark=mark, role=role, version=version, start=start, end=end, quote=version.text[start:end], **more
    )


@pytest.fixture
def source(alice: User) -> Source:
    made = Source.objects.create(admission=Admission.ADMITTED, created_by=alice)
    SourceName.objects.create(source=made, name="Ana Sousa")
    return made


@pytest.fixture
def claim(review: Review, source: Source, grades: dict[str, Grade]) -> Claim:
    mark = _mark(review, MarkKind.CLAIM)
    says = Proposition.objects.create(
        reviewer=review.reviewer, round=review.round, words="It was dropped.", created=mark.created
    )
    made = Claim.objects.create(mark=mark, grade=grades["4"], proposition=says)
    FollowUp.objects.create(claim=made, updated=mark.created)
    attribution = Attribution.objects.create(claim=made, source=source)
    _span(mark, SpanRole.CLAIM, 0, 8)
    _span(mark, SpanRole.SOURCE, 9, 15, attribution=attribution)
    Reference.objects.create(mark=mark, address="https://example.org/register")
    return made


@pytest.fixture
def typo(review: Review) -> Typo:
    mark = _mark(review, MarkKind.TYPO)
    _span(mark, SpanRole.TYPO, 0, 8)
    return Typo.objects.create(mark=mark, correction="Ministers")


@pytest.fixture
def contradiction(review: Review) -> Contradiction:
    mark = _mark(review, MarkKind.CONTRADICTION)
    _span(mark, SpanRole.SIDE, 0, 8)
    _span(mark, SpanRole.SIDE, 9, 15, order=1)
    return Contradiction.objects.create(mark=mark)


@pytest.fixture
def outlet(version: Version) -> Outlet:
    made = Outlet.objects.create(name="The Gazette")
    version.article.outlet = made
    version.article.save()
    return made


@pytest.fixture
def beside_the_words(version: Version, outlet: Outlet) -> None:
    """What a version and an outlet have beside text and name; and a second article, a copy of the first."""
    TextPart.objects.create(version=version, start=0, end=8, kind=PartKind.HEADLINE)
    Link.objects.create(version=version, start=9, end=15, address="https://example.org/register")
    Fingerprint.objects.create(version=version, value=-7)
    Indexed.objects.create(version=version, article=version.article, headline=version.article.headline, words=3)
    OutletDomain.objects.create(outlet=outlet, domain="gazette.example")
    again = Article.objects.create(story=version.article.story, headline="Again")
    Copy.objects.create(
        article=again, of=version.article, kind=CopyKind.UPDATED, shared=0.9, status=CopyStatus.CONFIRMED
    )


@pytest.fixture
def draft(dan: User) -> Draft:
    now = timezone.now()
    original = Original.objects.create(sha256="a" * 64, size=5, created=now)
    upload = Upload.objects.create(created=now, created_by=dan)
    file = UploadFile.objects.create(upload=upload, order=0, name="a.txt", size=5, original=original)
    return Draft.objects.create(
        upload=upload, file=file, order=0, text="Words", sha256="b" * 64, words=1, headline="Words", shared=0.5
    )


@pytest.fixture
def settled(carol: User, review: Review) -> Review:
    return Review.objects.create(
        reviewer=carol, version=review.version, round=review.round, kind=ReviewKind.SETTLED, based_on=review
    )


@pytest.fixture
def every_table(request: pytest.FixtureRequest, alice: User, claim: Claim) -> None:
    """At least one valid row in each table of the app; there are no two sources."""
    for name in ("outlet", "typo", "contradiction", "settled", "beside_the_words", "draft"):
        request.getfixturevalue(name)
    record(Verb.MARKED, user=alice, review=claim.mark.review, mark=claim.mark)


@pytest.fixture
def assign(version: Version, story: Story) -> Assign:
    """A function that gives a person a review: of the version, in the story's round, unless told otherwise."""

    def give(reviewer: User, status: str = Status.ASSIGNED, **more: object) -> Review:
        fields = {"version": version, "round": story.current_round} | more
        at = timezone.now() if status == Status.SUBMITTED else None
        return Review.objects.create(reviewer=reviewer, status=status, submitted_at=at, **fields)

    return give
