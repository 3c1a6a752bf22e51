"""How far an upload is: who changes that holds it, and what breaks in between is said."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from annotations.intake.details import Said
from annotations.intake.pause import Stopped
from annotations.models import Event, Upload, UploadStatus
from annotations.review.refusals import Refusal

logger = logging.getLogger(__name__)


def held_upload(upload_id: UUID, *statuses: UploadStatus) -> Upload | None:
    """The upload as it stands, held until the transaction ends; None unless it is there and of one of these statuses."""
    uploads = Upload.objects.select_for_update(no_key=True)
    return uploads.filter(pk=upload_id, status__in=statuses).first()


def said_of_all(upload_id: UUID) -> Mapping[str, Said] | None:
    """What whoever brought in the upload said of all its texts; None while its files have not all arrived.

    It stands in the event that says so, which has the upload's own number.
    """
    event = Event.objects.filter(change=upload_id).only("after").first()
    if event is None or event.after is None:
        return None
    said: dict[str, Said] = event.after["said"]
    return said


@contextmanager
def broken_off(upload_id: UUID, status: UploadStatus, doing: str) -> Iterator[None]:
    """Where what is done within breaks, the upload of this status has failed, and says why. Stopped goes through."""
    try:
        yield
    except Stopped:
        raise
    except Refusal as refusal:
        _fail(upload_id, status, refusal.words)
    except Exception as fault:
        logger.exception("%s upload %s broke off.", doing, upload_id)
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else "the server's log says where"
        _fail(upload_id, status, f"{doing} broke off ({why}). All that was done by then is kept: go on from here.")


@transaction.atomic
def _fail(upload_id: UUID, status: UploadStatus, words: str) -> None:
    upload = held_upload(upload_id, status)
    if upload is not None:
        upload.status, upload.failure = UploadStatus.FAILED, words
        upload.save(update_fields=["status", "failure"])
