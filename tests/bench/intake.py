"""Articles coming in: 1,000 of 700 words stored, beside a bare insert of their texts; and a ZIP of 200 MB, read and stored.

Storing is done in this process, as the worker does it. Of the ZIP, a server takes it as a browser sends it and a worker reads and
stores it, while a reviewer saves claims.
"""

import hashlib
import io
import json
import random
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotations.intake.store import index_upload
from annotations.intake.uploads import Incoming, begin_storing, read_upload, start_upload, store_upload
from annotations.models import Article, DraftStatus, Role, Story, Upload, UploadStatus, User, Version
from tests.bench.beside import Watched
from tests.bench.figures import Figure, Times, at_most, median, times_floor
from tests.bench.filling import make_user
from tests.bench.ground import Ground, Refused, Visitor
from tests.bench.meanwhile import Repeated
from tests.bench.saves import save_claim, some_reviews

ARTICLES = 1_000
WORDS = 700
ROUNDS = 3
TIMES_FLOOR = 5

# The ZIP: articles among pictures, as in a folder of saved pages. The largest file is as large as one may be.
PICTURES = 180
PICTURE = 1_000_000
LARGEST = 20_000_000
MOST_MEMORY = 250
WORST_SAVE = 250
SAVES_EVERY = 0.05
LOOKS_EVERY = 0.5
MOST_SECONDS = 900

_numbers = count()


def figures(ground: Ground, *, articles: int = ARTICLES, pictures: int = PICTURES) -> Iterator[Figure]:
    """The figures of so many articles stored, and of a ZIP of as many with so many pictures."""
    admin = make_user("intake-admin", Role.ADMIN)
    yield from stored(admin, articles)
    archive = ground.var / "articles.zip"
    _pack(archive, articles, pictures)
    yield from _unpacked(ground, admin, archive, articles)


def stored(admin: User, articles: int) -> Iterator[Figure]:
    """The figures of so many articles stored. They and the floor take turns, so that what else the machine does meets both alike."""
    bare: list[float] = []
    came: list[Came] = []
    for _ in range(ROUNDS):
        bare.append(_inserted(news(articles)))
        came.append(_come_in(admin, news(articles)))
    floor, storing = median(bare), median(one.storing for one in came)
    what = f"{articles:,} articles of {WORDS} words"
    goal = times_floor(TIMES_FLOOR, floor)
    yield Figure(f"Store {what} (floor: bulk_create of articles and texts)", storing, "s", floor, goal)
    yield Figure(f"Store {what}: articles a second", articles / storing, "/s", articles / floor)
    indexing = median(one.indexing for one in came)
    yield Figure(f"Make {what} known to the search, and to the search for copies", indexing, "s", floor)
    whole = median(one.whole for one in came)
    yield Figure(f"From bytes to all of that, {what}: articles a second", articles / whole, "/s", articles / floor)


def _unpacked(ground: Ground, admin: User, archive: Path, articles: int) -> Iterator[Figure]:
    """The archive is sent to the server, and read and stored by the worker, while a reviewer saves."""
    [review] = some_reviews("intake", 1)
    what = f"ZIP of {archive.stat().st_size / 1e6:,.0f} MB with {articles:,} articles"
    times: list[float] = []

    def save() -> None:
        times.append(save_claim(reviewer, review))
        time.sleep(SAVES_EVERY)

    with (
        ground.product() as server,
        ground.worker() as worker,
        Visitor(server, admin) as sender,
        Visitor(server, review.reviewer) as reviewer,
        Watched(server.group, worker.group) as watched,
        Repeated(save) as saving,
    ):
        began = time.perf_counter()
        sent = sender.send_file("/articles/new", "article_files", archive, stories="own").body
        _through(admin, UUID(json.loads(sent)["address"].rpartition("/")[2]), articles)
        seconds = time.perf_counter() - began
    if saving.fault:
        raise Refused(f"While a ZIP came in: {saving.fault}")
    yield Figure(f"{what}: sent, read and stored", seconds, "s")
    goal = at_most(MOST_MEMORY, "MB")
    yield Figure(f"{what}: most memory of server and worker", watched.most, "MB", goal=goal)
    saves = Times(times)
    yield Figure(f"Save a claim while the ZIP comes in: p50 of {len(times):,}", saves.p50, "ms")
    yield Figure("Save a claim while the ZIP comes in: worst", saves.worst, "ms", goal=at_most(WORST_SAVE, "ms"))


def _through(admin: User, upload_id: UUID, articles: int) -> None:
    """Wait until the worker has read the upload, have it stored, and wait until that is done. Raises Refused where it is not."""
    upload = _wait(upload_id, UploadStatus.READY)
    begin_storing(user=admin, upload=upload)
    upload = _wait(upload_id, UploadStatus.DONE)
    stored = upload.drafts.filter(status=DraftStatus.STORED).count()
    if stored != articles:
        raise Refused(f"{stored} of {articles} articles were stored.")


def _wait(upload_id: UUID, status: UploadStatus) -> Upload:
    """The upload, once it is of this status."""
    until = time.monotonic() + MOST_SECONDS
    while (upload := Upload.objects.get(pk=upload_id)).status != status:
        if upload.status == UploadStatus.FAILED or time.monotonic() > until:
            raise Refused(f"The upload is {upload.get_status_display()}. {upload.failure}")
        time.sleep(LOOKS_EVERY)
    return upload


def _pack(archive: Path, articles: int, pictures: int) -> None:
    chance = random.Random(200)  # noqa: S311  (no secret)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("largest.jpg", _picture(chance, LARGEST))
        for number, text in enumerate(news(articles)):
            packed.writestr(f"pages/{number}.txt", text)
            if number < pictures:
                packed.writestr(f"pages/{number}.jpg", _picture(chance, PICTURE))


def _picture(chance: random.Random, size: int) -> bytes:
    return b"\xff\xd8\xff\xe0" + chance.randbytes(size - 4)


def news(articles: int, *, words: int = WORDS) -> list[str]:
    """So many texts of so many words that are not like one another."""
    return [_text(next(_numbers), words) for _ in range(articles)]


def _text(number: int, words: int) -> str:
    chance = random.Random(number)  # noqa: S311  (no secret)
    said = chance.choices(VOCABULARY, k=words)
    paragraphs = [" ".join(said[first : first + 60]).capitalize() + "." for first in range(0, words, 60)]
    return "\n\n".join([f"Report {number}", *paragraphs])


def _vocabulary() -> Sequence[str]:
    chance = random.Random(700)  # noqa: S311  (no secret)
    return ["".join(chance.choices("abcdefghiklmnoprstuvwy", k=chance.randint(2, 9))) for _ in range(20_000)]


VOCABULARY = _vocabulary()


def _inserted(texts: Sequence[str]) -> float:
    """The seconds that the floor takes: the rows of articles and of their texts, and nothing else. They go again."""
    number = next(_numbers)
    story = Story.objects.create(title=f"Floor {number}", slug=f"floor-{number}")
    began = time.perf_counter()
    with transaction.atomic():
        rows = Article.objects.bulk_create([Article(story=story, headline=text[:20]) for text in texts])
        hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        Version.objects.bulk_create(
            Version(article=article, number=1, text=text, sha256=sha256)
            for article, text, sha256 in zip(rows, texts, hashes, strict=True)
        )
    seconds = time.perf_counter() - began
    Version.objects.filter(article__story=story).delete()
    story.articles.all().delete()
    story.delete()
    return seconds


@dataclass(frozen=True)
class Came:
    """The seconds that texts took: in all, from bytes on; until all were stored; and to be made known to the searches then."""

    whole: float
    storing: float
    indexing: float


def _come_in(admin: User, texts: Sequence[str]) -> Came:
    """Bring the texts in as files, and have them read and stored, in one story."""
    number = next(_numbers)
    story = Story.objects.create(title=f"Intake {number}", slug=f"intake-{number}")
    files = [Incoming(f"{place}.txt", len(raw), io.BytesIO(raw)) for place, raw in enumerate(map(str.encode, texts))]
    began = timezone.now()
    upload = start_upload(user=admin, story=story, files=files)
    read_upload(upload.pk)
    upload.refresh_from_db()
    read = timezone.now()
    begin_storing(user=admin, upload=upload)
    store_upload(upload.pk)
    index_upload(upload.pk)
    ended = timezone.now()
    upload.refresh_from_db()
    if upload.ended is None or story.articles.count() != len(texts):
        raise Refused(f"{story.articles.count()} of {len(texts)} articles were stored.")
    spans = (ended - began, upload.ended - read, ended - upload.ended)
    return Came(*(span.total_seconds() for span in spans))
