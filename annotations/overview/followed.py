"""The reviews of which somebody may know that they are made."""

from django.db.models import QuerySet

from annotations.models import Review, Role, User


def followed_by(user: User) -> "QuerySet[Review]":
    """The reviews of which the user may know who makes them and where they stand, which tells nothing of their marks.

    One's own; for adjudicators and admins everybody's.
    """
    return Review.objects.all() if follows_others(user) else Review.objects.of(user)


def follows_others(user: User) -> bool:
    """Whether others' reviews are among those that the user follows."""
    return user.role != Role.REVIEWER
