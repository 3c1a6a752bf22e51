"""A worker that is killed or stopped in the middle: what it was at is there in the end, once and whole."""

import hashlib
import io
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db.models import Count

from annotations.intake.background import work_off
from annotations.intake.uploads import (
    Incoming,
    begin_storing,
    cancel_upload,
    progress_of,
    read_upload,
    start_upload,
    store_upload,
)
from annotations.models import (
    Article,
    Draft,
    DraftStatus,
    Event,
    FileStatus,
    Story,
    TextPart,
    Upload,
    UploadFile,
    UploadStatus,
    User,
    Verb,
    Version,
)
from tests.serving import Worker, open_database

FILES, ROWS = 40, 250
TEXTS = FILES + ROWS
MANY = 3_000
PATIENT = 60.0


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Where the worker's originals are."""
    return tmp_path / "originals"


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path, originals: Path) -> Iterator[Worker]:
    """A worker over the test database, not started yet."""
    made = Worker(tmp_path, open_database())
    yield made
    made.kill()


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until it is true."""
    until = time.monotonic() + PATIENT
    while not true():
        assert time.monotonic() < until, "It never came to be."
        time.sleep(0.01)


def large_upload(dan: User, story: Story) -> Upload:
    """Many files, and a table of many rows."""
    rows = "\n".join(f"Row {number},The words of row {number} of the table" for number in range(ROWS))
    table = f"headline,text\n{rows}\n".encode()
    files = [(f"{number}.txt", f"# Text {number}\n\nWords of text {number}.".encode()) for number in range(FILES)]
    files.insert(FILES // 2, ("rows.csv", table))
    return start_upload(user=dan, story=story, files=[Incoming(name, len(raw), io.BytesIO(raw)) for name, raw in files])


def status(upload: Upload) -> str:
    upload.refresh_from_db()
    return upload.status


def drafts() -> int:
    return Draft.objects.count()


def has_drafts(number: int) -> bool:
    return drafts() >= number


def articles() -> int:
    return Article.objects.count()


def test_killed_amid_reading_and_amid_storing_all_is_there_once_in_the_end(
    worker: Worker, dan: User, story: Story
) -> None:
    upload = large_upload(dan, story)
    worker.start()
    # In the middle of the files before the table, and in the middle of the table.
    for reached in (5, FILES // 2 + 100):
        wait_until(partial(has_drafts, reached))
        worker.kill()
        assert drafts() < TEXTS
        assert_nothing_half()
        worker.start()
    wait_until(lambda: status(upload) == UploadStatus.READY)
    assert sorted(Draft.objects.values_list("order", flat=True)) == list(range(1, TEXTS + 1))
    assert len({draft.text for draft in Draft.objects.all()}) == TEXTS
    assert not UploadFile.objects.exclude(status=FileStatus.READ).exists()
    begin_storing(user=dan, upload=upload)
    wait_until(lambda: articles() > 0)
    worker.kill()
    assert 0 < articles() < TEXTS
    assert_nothing_half()
    worker.start()
    wait_until(lambda: status(upload) == UploadStatus.DONE)
    assert_nothing_half()
    assert Article.objects.filter(story=story).count() == TEXTS
    wait_until(lambda: not Version.objects.filter(indexed=None).exists())
    assert worker.stop() == 0


def assert_nothing_half() -> None:
    """Each article has its version and its event, and each draft that was stored its article."""
    made = Article.objects.annotate(
        of_versions=Count("versions", distinct=True), of_events=Count("events", distinct=True)
    )
    assert not made.exclude(of_versions=1, of_events=1).exists()
    loaded = Event.objects.filter(verb=Verb.LOADED).count()
    stored = Draft.objects.filter(status=DraftStatus.STORED, text="", version__isnull=False)
    assert articles() == loaded == stored.count()
    assert Version.objects.values("sha256").distinct().count() == articles()
    assert not TextPart.objects.filter(version=None).exists()


def test_stopped_it_ends_at_once_and_well_and_another_goes_on(worker: Worker, dan: User, story: Story) -> None:
    upload = large_upload(dan, story)
    worker.start()
    wait_until(lambda: drafts() >= 10)
    began = time.monotonic()
    assert worker.stop() == 0
    assert time.monotonic() - began < 5
    assert drafts() < TEXTS
    assert progress_of(upload).waits_since is not None
    assert work_off() == 1
    assert (status(upload), drafts()) == (UploadStatus.READY, TEXTS)


def test_two_workers_at_once_do_everything_once(worker: Worker, dan: User, story: Story) -> None:
    upload = large_upload(dan, story)
    worker.start()
    wait_until(lambda: drafts() >= 10)
    read_upload(upload.pk)
    wait_until(lambda: status(upload) == UploadStatus.READY)
    assert sorted(Draft.objects.values_list("order", flat=True)) == list(range(1, TEXTS + 1))
    begin_storing(user=dan, upload=upload)
    wait_until(lambda: articles() > 0)
    store_upload(upload.pk)
    wait_until(lambda: status(upload) == UploadStatus.DONE)
    assert_nothing_half()
    assert articles() == TEXTS


def test_cancelled_amid_storing_what_is_stored_stays_and_the_rest_is_not_stored(
    worker: Worker, dan: User, story: Story
) -> None:
    upload = start_upload(user=dan, story=story, files=[], text="The first text")
    first = upload.drafts.get()
    texts = [f"Text {number}" for number in range(MANY)]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    Draft.objects.bulk_create(
        Draft(upload=upload, file=first.file, order=order, text=text, sha256=sha256, words=2, headline=text)
        for order, (text, sha256) in enumerate(zip(texts, hashes, strict=True), 2)
    )
    worker.start()
    begin_storing(user=dan, upload=upload)
    wait_until(lambda: articles() > 0)
    cancelled = cancel_upload(user=dan, upload=upload)
    stored = articles()
    assert 0 < stored < MANY
    worker.stop()
    work_off()
    assert (cancelled.status, articles()) == (UploadStatus.CANCELLED, stored)
    event = Event.objects.get(verb=Verb.CANCELLED)
    assert event.after == {"upload": str(upload.pk), "status": "cancelled", "stored": stored}
    assert_nothing_half()
