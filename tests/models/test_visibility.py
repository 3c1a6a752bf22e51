"""Who reads whose work: every cell of round kind, role and status, by how far the reader's own review has come."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from annotations.models import (
    Codebook,
    ReviewKind,
    Role,
    Round,
    RoundKind,
    Status,
    Story,
    User,
    Version,
)
from annotations.models.visibility import READING
from tests.models.reading import Assign, mark, person, reads

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
