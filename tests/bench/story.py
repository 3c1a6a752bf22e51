"""The story page as an overview: 12 articles, each reviewed by three, with 6,000 marks, contradictions among them.

The floor is the bare SQL that the page needs: its own statements, run once more by Python's sqlite3 alone, all rows fetched.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import Role, User
from tests.bench.figures import Figure, Times, median, times_floor
from tests.bench.filling import (
    make_contradictions,
    make_ink,
    make_marks,
    make_reviews,
    make_stories,
    make_user,
    make_versions,
    prose,
)
from tests.bench.ground import Ground, Visitor

ARTICLES = 12
REVIEWERS = 3
MARKS = 6_000
ASKED = 10
TIMES_FLOOR = 4


def figures(ground: Ground, *, marks: int = MARKS) -> Iterator[Figure]:
    """The figures of the story page with so many marks, as an adjudicator sees it, who reads all of them."""
    path, reader = f"/stories/{fill(marks)}", make_user("story-reader", Role.ADJUDICATOR)
    statements = statements_of(reader, path)
    floor = median(bare_ms(statements) for _ in range(ASKED))
    with ground.product() as server, Visitor(server, reader) as visitor:
        visitor.get(path)
        ms = Times([visitor.get(path).ms for _ in range(ASKED)]).p50
    what = f"Story page, {ARTICLES} articles, {REVIEWERS} reviewers, {marks:,} marks"
    yield Figure(
        f"{what}: server (floor: its {len(statements)} statements)", ms, "ms", floor, times_floor(TIMES_FLOOR, floor)
    )


def fill(marks: int) -> str:
    """A story with so many marks, one in fifty of them a contradiction between two articles. Gives its slug."""
    [story] = make_stories("Overview", 1)
    versions = make_versions([story], prose(5_000), each=ARTICLES)
    ink, each = make_ink(), marks // (ARTICLES * REVIEWERS)
    for place in range(REVIEWERS):
        reviews = make_reviews(make_user(f"story-{place}"), versions, submitted=True)
        make_contradictions(reviews, each=each // 50)
        make_marks(reviews, ink, each=each - each // 50)
    return story.slug


def statements_of(reader: User, path: str) -> Sequence[str]:
    """The SQL statements by which the page is made. The session's own are among them."""
    # A host that the product answers to, also outside of tests.
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(reader)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def bare_ms(statements: Sequence[str]) -> float:
    """The milliseconds that the statements take on a connection of their own."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as bare:
        began = time.perf_counter()
        for statement in statements:
            bare.execute(statement).fetchall()
        return 1000 * (time.perf_counter() - began)
