"""Saving one claim: 500 in sequence, and 8 reviewers at once, beside a bare view that inserts one row.

In sequence, product and floor take turns, so that what else the machine does meets both alike; at once, one follows the other.
"""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

from django.db import connection

from annotations.models import Review
from tests.bench import floor
from tests.bench.figures import Figure, Times, at_least, times_floor
from tests.bench.filling import make_reviews, make_stories, make_user, make_versions, prose
from tests.bench.ground import Ground, Visitor
from tests.serving import Server

SEQUENCE = 500
TURN = 50
REVIEWERS = 8
EACH = 100
TIMES_FLOOR = 3
SAVES_A_SECOND = 200

Act = Callable[[Visitor, Review], float]


def figures(ground: Ground, *, sequence: int = SEQUENCE, each: int = EACH) -> Iterator[Figure]:
    """The figures of saving."""
    reviews = some_reviews("Saves", REVIEWERS)
    make_floor_table()
    with ground.product() as product, ground.floor() as bare:
        yield from _in_sequence(product, bare, reviews[0], sequence)
        yield from _at_once(product, bare, reviews, each)


def some_reviews(name: str, number: int) -> list[Review]:
    """So many reviewers, each with a review of his own of one article."""
    [version] = make_versions(make_stories(name, 1), prose(5_000), each=1)
    people = [make_user(f"{name}-{place}".lower()) for place in range(number)]
    return [make_reviews(person, [version])[0] for person in people]


def make_floor_table() -> None:
    """The table that the floor's view inserts into."""
    with connection.cursor() as cursor:
        cursor.execute(floor.TABLE)


def save_claim(visitor: Visitor, review: Review) -> float:
    """Save a new claim. Gives the milliseconds until it was acknowledged."""
    path = f"/api/v1/reviews/{review.pk}/marks/{uuid.uuid4()}"
    return visitor.send("PUT", path, {"change": str(uuid.uuid4()), "revision": 0, "content": _claim(review)}).ms


def _claim(review: Review) -> dict[str, Any]:
    quote = review.version.text[4:40]
    return {"kind": "claim", "grade": "4", "span": {"start": 4, "end": 40, "quote": quote}}


def insert_row(visitor: Visitor, review: Review) -> float:
    """Have the floor's view insert a row as long as a claim. Gives the milliseconds until it was acknowledged."""
    return visitor.send("POST", "/floor", _claim(review)).ms


def _in_sequence(product: Server, bare: Server, review: Review, number: int) -> Iterator[Figure]:
    saves: list[float] = []
    floors: list[float] = []
    with Visitor(product, review.reviewer) as saving, Visitor(bare, review.reviewer) as inserting:
        for done in range(0, number, TURN):
            turn = range(min(TURN, number - done))
            saves += [save_claim(saving, review) for _ in turn]
            floors += [insert_row(inserting, review) for _ in turn]
    yield from _compared(f"Save a claim, {number} in sequence", Times(saves), Times(floors))


def _at_once(product: Server, bare: Server, reviews: Sequence[Review], each: int) -> Iterator[Figure]:
    saves, saves_a_second = _together(save_claim, product, reviews, each)
    floors, floors_a_second = _together(insert_row, bare, reviews, each)
    what = f"Save a claim, {len(reviews)} reviewers at once"
    yield from _compared(what, saves, floors)
    goal = at_least(SAVES_A_SECOND, "/s")
    yield Figure(f"{what}: saves a second, one worker", saves_a_second, "/s", floors_a_second, goal)


def _together(act: Act, server: Server, reviews: Sequence[Review], each: int) -> tuple[Times, float]:
    """Every reviewer acts so many times, all at once. The times, and the acts a second."""
    with ExitStack() as stack:
        visitors = [stack.enter_context(Visitor(server, review.reviewer)) for review in reviews]
        pool = stack.enter_context(ThreadPoolExecutor(len(reviews)))
        began = time.perf_counter()
        done = pool.map(lambda pair: [act(*pair) for _ in range(each)], zip(visitors, reviews, strict=True))
        times = list(itertools.chain.from_iterable(done))
        return Times(times), len(times) / (time.perf_counter() - began)


def _compared(what: str, found: Times, bare: Times) -> Iterator[Figure]:
    yield Figure(f"{what}: p50", found.p50, "ms", bare.p50, times_floor(TIMES_FLOOR, bare.p50))
    yield Figure(f"{what}: p95", found.p95, "ms", bare.p95, times_floor(TIMES_FLOOR, bare.p95))
