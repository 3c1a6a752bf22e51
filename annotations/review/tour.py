"""The tour of the review page: whether a person has seen it."""

from datetime import datetime

from django.utils import timezone

from annotations.models import User


def keep_toured(*, user: User) -> datetime:
    """Keep that the person has seen the tour, so that it comes up by itself no more. Returns since when, in UTC.

    Seen is seen: the first time stays. No event tells of it, since it is no work and concerns nobody else.
    """
    own = User.objects.filter(pk=user.pk)
    own.filter(toured_at=None).update(toured_at=timezone.now())
    return own.values_list("toured_at", flat=True).get()
