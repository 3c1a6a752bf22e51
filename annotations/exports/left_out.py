"""What a set leaves out because its round is blind."""

from dataclasses import dataclass

from annotations.exports.selection import Selection
from annotations.models import Review, ReviewKind, RoundKind, Status, Story, User
from annotations.models.visibility import unless_own_is_open


@dataclass(frozen=True)
class LeftOut:
    """`waiting`: reviews that come in once they are submitted. `unread`: articles that the user has still to review.

    Of the latter nothing is counted that others did: others' reviews of them, and contradictions with a side there, are left
    out, and so is the history of all others' contradictions in the same round (`past_readable`).
    """

    waiting: int
    unread: int


def left_out(story: Story, user: User) -> LeftOut:
    """What this user's set of the story leaves out."""
    reviews = Review.objects.filter(round__story=story)
    kept_back = reviews.exclude(pk__in=Selection(story, user).reviews().order_by())
    own = reviews.of(user).filter(round__kind=RoundKind.BLIND, kind__in=[ReviewKind.FIRST, ReviewKind.REVISED])
    return LeftOut(
        waiting=kept_back.filter(unless_own_is_open(user, "round", "version")).count(),
        unread=own.exclude(status=Status.SUBMITTED).values("version").distinct().count(),
    )
