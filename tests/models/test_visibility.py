"""Who reads whose work: every cell of round kind, role and status, by how far the reader's own review has come."""

import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from django.utils import timezone

from annotations.models import (
    Admission,
    Article,
    Claim,
    Codebook,
    Contradiction,
    Event,
    Mark,
    MarkKind,
    Review,
    ReviewKind,
    Role,
    Round,
    RoundKind,
    Source,
    SourceKind,
    Span,
    SpanRole,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.models.visibility import READING
from annotations.review.events import record

# Bob's review and its marks, as another reads them whose own first review of the same version stands so.
TABLE = """
round  role         status       none  assigned  in_progress  submitted

blind  reviewer     assigned     no    no        no           no
blind  reviewer     in_progress  no    no        no           no
blind  reviewer     submitted    no    no        no           yes
blind  adjudicator  assigned     no    no        no           no
blind  adjudicator  in_progress  no    no        no           no
blind  adjudicator  submitted    yes   no        no           yes
blind  admin        assigned     yes   no        no           yes
blind  admin        in_progress  yes   no        no           yes
blind  admin        submitted    yes   no        no           yes

open   reviewer     assigned     no    yes       yes          yes
open   reviewer     in_progress  no    yes       yes          yes
open   reviewer     submitted    no    yes       yes          yes
open   adjudicator  assigned     yes   yes       yes          yes
open   adjudicator  in_progress  yes   yes       yes          yes
open   adjudicator  submitted    yes   yes       yes          yes
open   admin        assigned     yes   yes       yes          yes
open   admin        in_progress  yes   yes       yes          yes
open   admin        submitted    yes   yes       yes          yes
"""


class Cell(NamedTuple):
    """One cell of the table: may the reader read?"""

    round: str
    role: str
    status: str
    own: str
    reads: bool


def _cells() -> Iterator[Cell]:
    head, *lines = filter(None, TABLE.splitlines())
    for line in lines:
        kind, role, status, *answers = line.split()
        for own, answer in zip(head.split()[3:], answers, strict=True):
            yield Cell(kind, role, status, own, answer == "yes")


CELLS = list(_cells())

Assign = Callable[..., Review]


@pytest.fixture
def assign(version: Version, story: Story) -> Assign:
    """A function that gives a person a review: of the version, in the story's round, unless told otherwise."""

    def give(reviewer: User, status: str = Status.ASSIGNED, **more: object) -> Review:
        fields = {"version": version, "round": story.current_round} | more
        at = timezone.now() if status == Status.SUBMITTED else None
        return Review.objects.create(reviewer=reviewer, status=status, submitted_at=at, **fields)

    return give


def person(role: str) -> User:
    return User.objects.create(username=f"a-{role}", role=role)


def mark(review: Review, kind: MarkKind = MarkKind.CLAIM) -> Mark:
    now = timezone.now()
    made = Mark.objects.create(id=uuid.uuid4(), review=review, kind=kind, number=1, created=now, updated=now)
    record(Verb.MARKED, user=review.reviewer, review=review, mark=made)
    return made


def contradiction(home: Review, *versions: Version) -> Mark:
    """A contradiction whose sides lie in these versions."""
    made = mark(home, MarkKind.CONTRADICTION)
    Contradiction.objects.create(mark=made)
    for order, version in enumerate(versions):
        Span.objects.create(
            mark=made, role=SpanRole.SIDE, order=order, version=version, start=order, end=8, quote=version.text[order:8]
        )
    return made


def reads(user: User, row: Review | Mark | Source | Story | Article | Version | Event) -> bool:
    """Whether the row is among those of its table that the user may read."""
    times = list(type(row).objects.visible_to(user)).count(row)
    assert times in {0, 1}
    return bool(times)


def test_the_table_has_every_cell() -> None:
    assert len(CELLS) == len(RoundKind) * len(Role) * len(Status) * (1 + len(Status))
    assert {(cell.round, cell.role) for cell in CELLS} == set(READING)
    assert all(set(row) == set(Status) for row in READING.values())


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.round}-{cell.role}-{cell.status}-own-{cell.own}")
def test_anothers_work_is_read_as_the_table_says(cell: Cell, story: Story, bob: User, assign: Assign) -> None:
    story.rounds.update(kind=cell.round)
    bobs = assign(bob, cell.status)
    bobs_mark = mark(bobs)
    reader = person(cell.role)
    if cell.own != "none":
        assign(reader, cell.own)

    assert reads(reader, bobs) is cell.reads
    assert reads(reader, bobs_mark) is cell.reads
    assert reads(reader, bobs_mark.events.get()) is cell.reads


@pytest.mark.parametrize("kind", RoundKind)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
def test_ones_own_is_always_read(kind: str, role: str, status: str, story: Story, assign: Assign) -> None:
    story.rounds.update(kind=kind)
    own = assign(person(role), status)
    own_mark = mark(own)

    assert reads(own.reviewer, own)
    assert reads(own.reviewer, own_mark)
    assert reads(own.reviewer, own_mark.events.get())


@pytest.mark.parametrize("kind", [ReviewKind.SETTLED, ReviewKind.IMPORTED])
def test_settling_opens_nothing_to_a_reviewer(kind: str, alice: User, bob: User, assign: Assign) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    assign(alice, Status.SUBMITTED, kind=kind)

    assert not reads(alice, bobs)


@pytest.mark.parametrize("kind", [ReviewKind.SETTLED, ReviewKind.IMPORTED])
@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.ADMIN])
def test_settling_closes_nothing_to_whoever_settles(role: str, kind: str, bob: User, assign: Assign) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    reader = person(role)
    assign(reader, Status.IN_PROGRESS, kind=kind)

    assert reads(reader, bobs)


@pytest.mark.parametrize("kind", [ReviewKind.SETTLED, ReviewKind.IMPORTED])
def test_settling_is_no_part_in_an_open_round(kind: str, story: Story, alice: User, bob: User, assign: Assign) -> None:
    story.rounds.update(kind=RoundKind.OPEN)
    bobs = assign(bob)
    assign(alice, kind=kind)

    assert not reads(alice, bobs)


def test_a_revised_review_counts_as_ones_own(alice: User, bob: User, carol: User, assign: Assign) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    for reader in (alice, carol):
        assign(reader, Status.SUBMITTED, kind=ReviewKind.REVISED, based_on=bobs)

    assert reads(alice, bobs)
    assert reads(carol, bobs)


def test_a_revised_review_still_open_closes_an_adjudicators_eyes(bob: User, carol: User, assign: Assign) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    assign(carol, kind=ReviewKind.REVISED, based_on=bobs)

    assert not reads(carol, bobs)


def test_ones_own_of_another_article_opens_nothing_in_a_blind_round(
    alice: User, bob: User, assign: Assign, make_version: Callable[..., Version]
) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    assign(alice, Status.SUBMITTED, version=make_version("Another report."))

    assert not reads(alice, bobs)


def test_ones_own_of_another_article_is_part_enough_in_an_open_round(
    story: Story, alice: User, bob: User, assign: Assign, make_version: Callable[..., Version]
) -> None:
    story.rounds.update(kind=RoundKind.OPEN)
    bobs = assign(bob)
    assign(alice, version=make_version("Another report."))

    assert reads(alice, bobs)


def test_ones_own_of_another_round_opens_and_closes_nothing(
    story: Story, codebook: Codebook, alice: User, bob: User, carol: User, assign: Assign
) -> None:
    bobs = assign(bob, Status.SUBMITTED)
    second = Round.objects.create(story=story, number=2, codebook=codebook)
    assign(alice, Status.SUBMITTED, round=second)
    assign(carol, Status.IN_PROGRESS, round=second)

    assert not reads(alice, bobs)
    assert reads(carol, bobs)


# A contradiction of Bob's submitted review, one side of which lies in another article: as one reads it whose own reviews
# of the home and of the other article stand so.
ACROSS = """
round  role         home       other        reads

blind  reviewer     submitted  none         no
blind  reviewer     submitted  assigned     no
blind  reviewer     submitted  in_progress  no
blind  reviewer     submitted  submitted    yes
blind  reviewer     none       submitted    no
blind  adjudicator  none       none         yes
blind  adjudicator  none       in_progress  no
blind  adjudicator  submitted  in_progress  no
blind  adjudicator  submitted  submitted    yes
blind  admin        none       none         yes
blind  admin        none       assigned     no
blind  admin        submitted  submitted    yes
open   reviewer     none       none         no
open   reviewer     submitted  none         yes
open   reviewer     submitted  in_progress  yes
open   adjudicator  none       in_progress  yes
open   admin        none       in_progress  yes
"""


@pytest.mark.parametrize(
    ("kind", "role", "home", "other", "answer"), [line.split() for line in ACROSS.splitlines()[3:] if line]
)
def test_a_contradiction_shows_once_its_every_side_may_be_read(
    kind: str,
    role: str,
    home: str,
    other: str,
    answer: str,
    story: Story,
    bob: User,
    version: Version,
    assign: Assign,
    make_version: Callable[..., Version],
) -> None:
    story.rounds.update(kind=kind)
    elsewhere = make_version("Another report, of the same day.")
    across = contradiction(assign(bob, Status.SUBMITTED), version, elsewhere)
    reader = person(role)
    for status, place in ((home, version), (other, elsewhere)):
        if status != "none":
            assign(reader, status, version=place)

    assert reads(reader, across) is (answer == "yes")
    assert reads(reader, across.events.get()) is (answer == "yes")


def test_ones_own_contradiction_is_read_whatever_its_sides(
    alice: User, version: Version, assign: Assign, make_version: Callable[..., Version]
) -> None:
    elsewhere = make_version("Another report, of the same day.")
    own = contradiction(assign(alice, Status.IN_PROGRESS), version, elsewhere)
    assign(alice, version=elsewhere)

    assert reads(alice, own)


def test_a_contradiction_within_one_article_is_read_with_its_review(
    alice: User, bob: User, version: Version, assign: Assign, make_version: Callable[..., Version]
) -> None:
    within = contradiction(assign(bob, Status.SUBMITTED), version, version)
    assign(alice, Status.SUBMITTED)
    assign(alice, version=make_version("Another report, of the same day."))

    assert reads(alice, within)


def test_a_contradiction_with_a_side_in_an_earlier_version_waits_for_that_version(
    alice: User, bob: User, version: Version, assign: Assign
) -> None:
    second = Version.objects.create(article=version.article, number=2, text="Minister resigns.", sha256="0" * 64)
    across = contradiction(assign(bob, Status.SUBMITTED, version=second), second, version)
    assign(alice, Status.SUBMITTED, version=second)

    assert not reads(alice, across)


@pytest.fixture
def people(alice: User, bob: User, carol: User, dan: User, eve: User, assign: Assign) -> dict[str, User]:
    """Alice and Bob review the article; Bob's review is submitted, Alice's is not. Eve has no review."""
    assign(alice)
    assign(bob, Status.SUBMITTED)
    return {"Alice": alice, "Bob": bob, "Carol": carol, "Dan": dan, "Eve": eve}


def readers(people: dict[str, User], row: Source | Story | Article | Version | Event) -> set[str]:
    return {name for name, user in people.items() if reads(user, row)}


def test_stories_articles_and_versions_are_read_by_whoever_reviews_there(
    people: dict[str, User], story: Story, version: Version
) -> None:
    for row in (story, version.article, version):
        assert readers(people, row) == {"Alice", "Bob", "Carol", "Dan"}


def test_stories_without_reviews_are_read_by_adjudicators_and_admins_alone(people: dict[str, User]) -> None:
    other = Story.objects.create(title="Another story", slug="another-story")
    article = Article.objects.create(story=other, headline="Another report")
    version = Version.objects.create(article=article, number=1, text="Another report", sha256="0" * 64)

    for row in (other, article, version):
        assert readers(people, row) == {"Carol", "Dan"}


def test_a_story_shows_once_however_many_reviews_one_has_in_it(
    alice: User, story: Story, assign: Assign, make_version: Callable[..., Version]
) -> None:
    assign(alice)
    assign(alice, version=make_version("Another report."))

    assert list(Story.objects.visible_to(alice)) == [story]
    assert len(Article.objects.visible_to(alice)) == len(Version.objects.visible_to(alice)) == 2


def test_admitted_sources_are_read_by_all(people: dict[str, User]) -> None:
    shared = Source.objects.create(admission=Admission.ADMITTED)

    assert readers(people, shared) == set(people)


def test_admitted_sources_of_one_article_are_read_by_whoever_sees_the_article(
    people: dict[str, User], article: Article
) -> None:
    own = Source.objects.create(kind=SourceKind.GROUP, admission=Admission.ADMITTED, article=article)

    assert readers(people, own) == {"Alice", "Bob", "Carol", "Dan"}


@pytest.mark.parametrize("admission", [Admission.PROPOSED, Admission.REFUSED])
def test_a_source_not_admitted_is_read_by_its_maker_and_by_who_settles(admission: str, people: dict[str, User]) -> None:
    submitted = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(admission=admission, proposed_in=submitted, created_by=people["Bob"])

    assert readers(people, proposed) == {"Bob", "Carol", "Dan"}


def test_a_source_proposed_in_a_review_still_open_is_read_by_its_maker_and_admins(people: dict[str, User]) -> None:
    still_open = Review.objects.get(reviewer=people["Alice"])
    proposed = Source.objects.create(proposed_in=still_open, created_by=people["Alice"])

    assert readers(people, proposed) == {"Alice", "Dan"}


def test_a_proposed_source_stays_hidden_from_an_adjudicator_who_has_still_to_review(
    people: dict[str, User], assign: Assign
) -> None:
    submitted = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(proposed_in=submitted, created_by=people["Bob"])
    assign(people["Carol"])

    assert readers(people, proposed) == {"Bob", "Dan"}


def test_a_proposed_source_stays_hidden_from_reviewers_who_read_its_review(people: dict[str, User]) -> None:
    reviews = Review.objects.filter(reviewer=people["Alice"])
    reviews.update(status=Status.SUBMITTED, submitted_at=timezone.now())
    bobs = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(proposed_in=bobs, created_by=people["Bob"])

    assert reads(people["Alice"], bobs)
    assert not reads(people["Alice"], proposed)


def test_an_event_is_read_by_who_did_it_and_who_reads_its_review(people: dict[str, User]) -> None:
    submitted = record(Verb.SUBMITTED, user=people["Bob"], review=Review.objects.get(reviewer=people["Bob"]))

    assert readers(people, submitted) == {"Bob", "Carol", "Dan"}


@pytest.mark.parametrize(("kind", "reads_it"), [(RoundKind.BLIND, False), (RoundKind.OPEN, True)])
def test_what_a_contradiction_once_said_waits_until_one_has_nothing_to_review(
    kind: str,
    reads_it: bool,
    carol: User,
    bob: User,
    version: Version,
    story: Story,
    assign: Assign,
    make_version: Callable[..., Version],
) -> None:
    story.rounds.update(kind=kind)
    within = contradiction(assign(bob, Status.SUBMITTED), version, version)
    once_across = within.events.get()
    own = assign(carol, version=make_version("Another report, of the same day."))

    assert reads(carol, within)
    assert reads(carol, once_across) is reads_it
    assert reads(bob, once_across)

    Review.objects.filter(pk=own.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())
    assert reads(carol, once_across)


def test_an_event_about_no_review_is_read_by_admins(people: dict[str, User], story: Story) -> None:
    made = record(Verb.MADE, user=people["Dan"], story=story)
    loaded = record(Verb.LOADED, user=None, story=story)

    assert readers(people, made) == {"Dan"}
    assert readers(people, loaded) == {"Dan"}


def test_withdrawn_marks_and_claims_are_read_no_further_than_standing_ones(people: dict[str, User]) -> None:
    tombstone = mark(Review.objects.get(reviewer=people["Bob"]))
    Mark.objects.update(withdrawn_at=timezone.now())
    Claim.objects.create(mark=tombstone)

    assert not reads(people["Alice"], tombstone)
    assert reads(people["Carol"], tombstone)
    assert not Mark.objects.visible_to(people["Carol"]).standing().exists()
