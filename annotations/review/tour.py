"""The tour of the review page: whether a person has seen it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from annotations.models import User


@transaction.atomic
def keep_toured(*, user: User) -> datetime:
    """Keep that the person has seen the tour, so that it comes up by itself no more. Returns since when, in UTC.

    Seen is seen: the first time stays. No event tells of it, since it is no work and concerns nobody else.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if held.toured_at is None:
        held.toured_at = timezone.now()
        held.save(update_fields=["toured_at"])
    return held.toured_at
