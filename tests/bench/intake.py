"""Articles coming in: 1,000 of 700 words stored, beside a bare insert of their texts; and a ZIP of 200 MB, read and stored.

Storing is done in this process, as the worker does it. Of the ZIP, a server takes it as a browser sends it and a worker reads and
stores it, while a reviewer saves claims.
"""

import io
import random
import time
from collections.abc import Iterator, Sequence
from itertools import count

from django.db import connection, transaction

from annotations.intake.uploads import Incoming, begin_storing, read_upload, start_upload, store_upload
from annotations.models import Role, Story, User
from tests.bench.figures import Figure, median, times_floor
from tests.bench.filling import make_user
from tests.bench.ground import Ground, Refused

ARTICLES = 1_000
WORDS = 700
ROUNDS = 3
TIMES_FLOOR = 5

TABLE = "CREATE TABLE bench_texts (id integer PRIMARY KEY, name text NOT NULL, body text NOT NULL)"
INSERT = "INSERT INTO bench_texts (name, body) VALUES (%s, %s)"

_numbers = count()


def figures(ground: Ground, *, articles: int = ARTICLES) -> Iterator[Figure]:
    """The figures of so many articles stored, and of the ZIP."""
    admin = make_user("intake-admin", Role.ADMIN)
    yield from _stored(admin, articles)


def _stored(admin: User, articles: int) -> Iterator[Figure]:
    """What is stored and the floor take turns, so that what else the machine does meets both alike."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    bare: list[float] = []
    whole: list[float] = []
    storing: list[float] = []
    for _ in range(ROUNDS):
        bare.append(_inserted(news(articles)))
        seconds = _come_in(admin, news(articles))
        whole.append(sum(seconds))
        storing.append(seconds[-1])
    floor = median(bare)
    what = f"{articles:,} articles of {WORDS} words"
    yield Figure(
        f"Store {what} (floor: insert their texts)", median(storing), "s", floor, times_floor(TIMES_FLOOR, floor)
    )
    yield Figure(f"Store {what}: articles a second", articles / median(storing), "/s", articles / floor)
    yield Figure(f"From bytes to articles, {what}: articles a second", articles / median(whole), "/s", articles / floor)


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
    """The seconds that the floor takes."""
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(INSERT, [(text[:10], text) for text in texts])
    return time.perf_counter() - began


def _come_in(admin: User, texts: Sequence[str]) -> tuple[float, float, float]:
    """The seconds to take in the texts as files, to read them, and to store them, in one story."""
    number = next(_numbers)
    story = Story.objects.create(title=f"Intake {number}", slug=f"intake-{number}")
    files = [Incoming(f"{place}.txt", len(raw), io.BytesIO(raw)) for place, raw in enumerate(map(str.encode, texts))]
    began = time.perf_counter()
    upload = start_upload(user=admin, story=story, files=files)
    taken = time.perf_counter()
    read_upload(upload.pk)
    read = time.perf_counter()
    upload.refresh_from_db()
    begin_storing(user=admin, upload=upload)
    store_upload(upload.pk)
    stored = time.perf_counter()
    if story.articles.count() != len(texts):
        raise Refused(f"{story.articles.count()} of {len(texts)} articles were stored.")
    return taken - began, read - taken, stored - read
