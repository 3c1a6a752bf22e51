"""Work that takes long is done by a worker, which finds it in the database as a task; little is done at once.

A task is written down with what makes it necessary, in one transaction, also for what is then done at once: so that a worker does
it where the server is killed in between.
"""

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, OperationalError, close_old_connections, connections, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from annotations.intake.originals import remove_begun, remove_unused
from annotations.intake.pause import Stopped, is_asked_to_stop
from annotations.intake.reads import read_upload
from annotations.intake.store import index_upload, store_upload
from annotations.models import Event, Upload, UploadStatus

logger = logging.getLogger(__name__)

# What is done at once is left to a worker only if it is not done by then.
AT_ONCE_WITHIN = timedelta(seconds=60)
LOOKS_EVERY = 1.0
SLEEPS = 0.2
HELD_UP_FOR = 5.0
TIDIES_EVERY = 3_600.0
RESULTS_KEPT = timedelta(days=1)


@task()
def reading(upload_id: str) -> None:
    """Read an upload."""
    read_upload(UUID(upload_id))


@task()
def storing(upload_id: str) -> None:
    """Store an upload, and put what is stored by then into the indexes, be the upload cancelled meanwhile."""
    store_upload(UUID(upload_id))
    index_upload(UUID(upload_id))


Work = Task[[str], None]
Result = DBTaskResult[[str], None]


def put_down(work: Work, upload_id: UUID, *, at_once: bool) -> str:
    """Write a task down, in the transaction that makes it necessary. Gives its number, for `do_at_once`."""
    run_after = timezone.now() + AT_ONCE_WITHIN if at_once else None
    return str(work.using(run_after=run_after).enqueue(str(upload_id)).id)


def do_at_once(work: Work, upload_id: UUID, number: str) -> None:
    """Do what the task is about in this process. Raises nothing that the work says in its upload."""
    try:
        work.call(str(upload_id))
    except Stopped:
        return
    DBTaskResult.objects.filter(pk=number, status=TaskResultStatus.READY).delete()


def waits_since(upload_id: UUID) -> datetime | None:
    """Since when an upload waits for a worker; None where one is at it, or where it is done at once. One query."""
    about = DBTaskResult.objects.filter(_OURS, args_kwargs__args__0=str(upload_id))
    is_due = Q(run_after=get_date_max()) | Q(run_after__lte=timezone.now())
    at = about.filter(Q(status=TaskResultStatus.RUNNING) | Q(status=TaskResultStatus.READY) & is_due)
    found = at.order_by("enqueued_at").values_list("status", "enqueued_at")
    if any(status == TaskResultStatus.RUNNING for status, _ in found):
        return None
    return next((enqueued for _, enqueued in found), None)


def work_until_stopped(worker_id: str) -> None:
    """Do task after task until the process is asked to stop: then at the next step, and the task is gone on with another time.

    What a killed worker was at is taken up first. A database or disk that is away for a while ends nothing.
    """
    while not is_asked_to_stop():
        try:
            _work(worker_id)
        except (DatabaseError, OSError):
            logger.exception("The worker is held up, and tries again in %d seconds.", HELD_UP_FOR)
            connections.close_all()
            _sleep(HELD_UP_FOR)


def _work(worker_id: str) -> None:
    take_up()
    tidied: float | None = None
    while not is_asked_to_stop():
        close_old_connections()
        if tidied is None or time.monotonic() > tidied + TIDIES_EVERY:
            tidied = time.monotonic()
            tidy()
        if not work_off(worker_id):
            _sleep(LOOKS_EVERY)


def work_off(worker_id: str = "") -> int:
    """Do the tasks that are due, unless the process is asked to stop. Gives how many there were."""
    done = 0
    while not is_asked_to_stop() and (claimed := _claim(worker_id)) is not None:
        _do(claimed)
        done += 1
    return done


def _sleep(seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_asked_to_stop() and time.monotonic() < until:
        time.sleep(SLEEPS)


def take_up() -> int:
    """Let the tasks be done again at which a worker is written down as being: it may have been killed. Gives how many.

    Where it was not, two are at the same upload for a while, which does no harm.
    """
    return DBTaskResult.objects.filter(_OURS, status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)


_OURS = Q(task_path__in=[reading.module_path, storing.module_path])


def _claim(worker_id: str) -> Result | None:
    """A task that is due, which then is this worker's; None where none is. Without one, nothing is written or held."""
    due = DBTaskResult.objects.ready().filter(_OURS)
    if not due.exists():
        return None
    with transaction.atomic():
        claimed: Result | None = due.get_locked()
        if claimed is not None:
            claimed.claim(worker_id)
    return claimed


def _do(claimed: Result) -> None:
    try:
        claimed.task.call(*claimed.args_kwargs["args"])
    except Stopped:
        DBTaskResult.objects.filter(pk=claimed.pk).update(status=TaskResultStatus.READY)
    except OperationalError:
        logger.exception("The database was held up: the task is done again in a while.")
        again = timezone.now() + AT_ONCE_WITHIN
        DBTaskResult.objects.filter(pk=claimed.pk).update(status=TaskResultStatus.READY, run_after=again)
    except Exception as fault:
        logger.exception("A task broke off.")
        claimed.set_failed(fault)
    else:
        claimed.set_successful(None)


def tidy() -> None:
    """Remove what nobody needs any more.

    What became of tasks of yesterday; uploads whose files never all arrived; originals that nothing names; files half written.
    """
    before = timezone.now() - RESULTS_KEPT
    DBTaskResult.objects.finished().filter(_OURS, finished_at__lt=before).delete()
    arrived = Event.objects.filter(change=OuterRef("pk"))
    Upload.objects.filter(~Exists(arrived), status=UploadStatus.READING, created__lt=before).delete()
    remove_unused()
    remove_begun()
