"""Who reads a contradiction, whose sides may lie in several articles."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import (
    Contradiction,
    Mark,
    MarkKind,
    Review,
    RoundKind,
    Span,
    SpanRole,
    Status,
    Story,
    User,
    Version,
)
from tests.models.reading import Assign, mark, person, reads


def contradiction(home: Review, *versions: Version) -> Mark:
    """A contradiction whose sides lie in these versions."""
    made = mark(home, MarkKind.CONTRADICTION)
    Contradiction.objects.create(mark=made)
    for order, version in enumerate(versions):
        Span.objects.create(
            mark=made, role=SpanRole.SIDE, order=order, version=version, start=order, end=8, quote=version.text[order:8]
        )
    return made


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
