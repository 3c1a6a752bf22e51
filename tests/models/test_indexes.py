"""The reads that people wait for find their rows by an index, and walk through no table.

The database is asked how it would read (EXPLAIN). SQLite decides by the shape of a query where nobody has counted its rows, as
here and in production. PostgreSQL rightly walks through tables as small as a test's, to find rows and to join them, so it is told
not to where it can help it (`AVOIDED`): what it walks through even so is what no index could find. There too nobody may have
counted the rows, so `make test-postgres` runs without autovacuum.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.exports.selection import Selection
from annotations.models import Event, Mark, MarkKind, Review, Role, Source, SpanRole, Status, Story, User
from annotations.models.search import Where, read_wanted
from annotations.models.sorting import DayOr
from annotations.overview.article_lines import article_lines
from annotations.overview.article_list import SORTS as ARTICLE_SORTS
from annotations.overview.article_list import Articles
from annotations.overview.hanging import hanging_on
from annotations.overview.listing import Sort, part_of
from annotations.overview.register import Voice, claims_counted, families, grades_counted
from annotations.overview.review_list import SORTS as REVIEW_SORTS
from annotations.overview.review_list import Reviews, described
from annotations.overview.scope import Scope
from annotations.overview.to_check import lines
from annotations.review.marks import save_mark, withdraw_mark
from annotations.review.sources import find_sources
from annotations.review.states import mark_states
from annotations.views.rows import ByNewestWork, story_rows
from tests.conftest import TEXT
from tests.crowds import crowd
from tests.wire import claim, read

Read = Callable[[], object]

DROPPED = read(claim(TEXT, "the plan was dropped", grade="4"))


# What PostgreSQL may do where walking through a table is cheap.
AVOIDED = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"]


def walks(act: Read) -> list[str]:
    """The reads of this act in which the database would walk through a table or an index from end to end."""
    with CaptureQueriesContext(connection) as captured:
        act()
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert reads
    return [sql for sql in reads if _walks(sql)]


def _walks(sql: str) -> bool:
    if connection.vendor == "sqlite":
        return any(re.match(r"SCAN (?!CONSTANT ROW|\S+ VIRTUAL TABLE INDEX \d+:M)", line) for line in _lines(sql))
    return any(_is_walk(step) for step in _plan(sql, *AVOIDED))


def _lines(sql: str) -> list[str]:
    """How SQLite would read this, a line a step."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [line for *_, line in cursor.fetchall()]


def _plan(sql: str, *avoided: str) -> list[dict[str, Any]]:
    """The steps in which PostgreSQL would read this, without what is avoided where that can be helped."""
    with connection.cursor() as cursor:
        for setting in avoided:
            cursor.execute(f"SET LOCAL {setting} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        [[[plan]]] = cursor.fetchall()
        return list(_steps(plan["Plan"]))


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """PostgreSQL's plan, step by step."""
    yield step
    for part in step.get("Plans", []):
        yield from _steps(part)


# The sides of contradictions have an index to themselves. PostgreSQL may read all of these few rather than look for each mark's.
SIDES = "span_sides_are_different_passages"


def _is_walk(step: dict[str, Any]) -> bool:
    if step.get("Index Name") == SIDES:
        return False
    return step["Node Type"] in {"Seq Scan", "Index Scan", "Index Only Scan"} and "Index Cond" not in step


def save(review: Review, mark_id: uuid.UUID, revision: int, change: uuid.UUID | None = None) -> None:
    """Save a claim of the review."""
    ids = {"mark_id": mark_id, "change": change or uuid.uuid4()}
    save_mark(user=review.reviewer, review_id=review.pk, revision=revision, content=DROPPED, **ids)


@pytest.fixture
def saved(review: Review) -> uuid.UUID:
    """A claim of Alice's review, among others."""
    crowd(review, 20)
    mark_id = uuid.uuid4()
    save(review, mark_id, 0)
    return mark_id


def a_new_mark(review: Review, _saved: uuid.UUID) -> None:
    save(review, uuid.uuid4(), 0)


def a_changed_mark(review: Review, saved: uuid.UUID) -> None:
    save(review, saved, 1)


def a_withdrawn_mark(review: Review, saved: uuid.UUID) -> None:
    withdraw_mark(user=review.reviewer, review_id=review.pk, mark_id=saved, change=uuid.uuid4(), revision=1)


def the_first_answer_to_a_change(review: Review, saved: uuid.UUID) -> None:
    save(review, saved, 0, Event.objects.get(mark=saved).change)


def the_marks_of_a_review(review: Review, _saved: uuid.UUID) -> None:
    mark_states(review, review.reviewer)


def the_newest_event_of_a_review(review: Review, _saved: uuid.UUID) -> None:
    list(Event.objects.filter(review=review).order_by("-pk").values("pk")[:1])


def the_reviews_of_a_person(review: Review, _saved: uuid.UUID) -> None:
    list(Review.objects.of(review.reviewer).exclude(status=Status.SUBMITTED))


def the_register(review: Review, _saved: uuid.UUID) -> None:
    find_sources(user=review.reviewer, review=review, words="Ana")


def what_a_source_vouches_for(review: Review, _saved: uuid.UUID) -> None:
    source = Source.objects.filter(attributions__claim__mark__review=review).values_list("pk", flat=True).order_by()[0]
    claims_counted(review.reviewer, [source], families())
    grades_counted(review.reviewer, [source], Voice.RELAY)


def the_articles_of_a_story(review: Review, _saved: uuid.UUID) -> None:
    list(review.round.story.articles.select_related("outlet").order_by("pk")[:100])


def the_stories_that_a_reviewer_sees(review: Review, _saved: uuid.UUID) -> None:
    current = Story.objects.visible_to(review.reviewer).filter(archived_at__isnull=True)
    seen = ByNewestWork(current, review.reviewer)
    story_rows(review.reviewer, seen[:20])


def the_articles_that_an_admin_looks_for(review: Review, _saved: uuid.UUID) -> None:
    # The names of sources are looked through: they are few.
    dan = User(role=Role.ADMIN)
    for where in (Where.HEADLINE, Where.TEXT):
        found = Articles(dan, wanted=read_wanted("the plan* -zebra"), where=where).found()
        article_lines(Articles(dan), part_of(found, ARTICLE_SORTS["added"], after="9999~9999").numbers)


def the_reviews_that_a_reviewer_follows(review: Review, _saved: uuid.UUID) -> None:
    found = Reviews(review.reviewer, date(2026, 1, 1), overdue=True).found()
    described(review.reviewer, part_of(found, REVIEW_SORTS["assigned"], after="9999~9999").numbers)


def what_hangs_on_an_article(review: Review, _saved: uuid.UUID) -> None:
    hanging_on([review.version.article_id])


def the_figures_of_an_article(review: Review, _saved: uuid.UUID) -> None:
    scope = Scope(review.round.story, review.reviewer, review.version.article)
    for kinds in ([MarkKind.CLAIM, MarkKind.TYPO], list(MarkKind)):
        list(scope.marks(*kinds).values_list("pk"))


def what_several_marked_at_the_same_words(review: Review, saved: uuid.UUID) -> None:
    lines(review.reviewer, [saved])


def a_set(review: Review, _saved: uuid.UUID) -> None:
    selection = Selection(review.round.story, None)
    list(selection.places(SpanRole.CLAIM, SpanRole.TYPO))
    list(selection.events())


@pytest.mark.parametrize(
    "act",
    [
        a_new_mark,
        a_changed_mark,
        a_withdrawn_mark,
        the_first_answer_to_a_change,
        the_marks_of_a_review,
        the_newest_event_of_a_review,
        the_reviews_of_a_person,
        the_register,
        what_a_source_vouches_for,
        the_articles_of_a_story,
        the_stories_that_a_reviewer_sees,
        the_articles_that_an_admin_looks_for,
        the_reviews_that_a_reviewer_follows,
        what_hangs_on_an_article,
        the_figures_of_an_article,
        what_several_marked_at_the_same_words,
        a_set,
    ],
)
def test_it_is_found_by_an_index(act: Callable[[Review, uuid.UUID], None], review: Review, saved: uuid.UUID) -> None:
    assert walks(lambda: act(review, saved)) == []


@pytest.mark.parametrize("sort", [*ARTICLE_SORTS.values(), *REVIEW_SORTS.values()], ids=lambda sort: sort.key)
def test_a_page_of_a_list_is_read_in_the_order_of_an_index(sort: Sort, saved: uuid.UUID) -> None:
    dan = User.objects.create_user("dan", role=Role.ADMIN)
    found = Articles(dan).found() if sort in ARTICLE_SORTS.values() else Reviews(dan, date(2026, 1, 1)).found()
    place = {"headline": "1~m"}.get(sort.key, "1~2026-01-01" if isinstance(sort.by, DayOr) else "1~1")

    for after, before in (("", ""), (place, ""), ("", place)):
        with CaptureQueriesContext(connection) as captured:
            part_of(found, sort, after=after, before=before)
        assert not any(_sorts(query["sql"]) for query in captured if query["sql"].startswith("SELECT"))


def _sorts(sql: str) -> bool:
    """Whether the database would have to put the rows in order itself."""
    if connection.vendor == "sqlite":
        return any("USE TEMP B-TREE" in line for line in _lines(sql))
    return any(step["Node Type"] == "Sort" for step in _plan(sql, "enable_seqscan", "enable_sort"))


def test_a_walk_would_be_noticed(saved: uuid.UUID) -> None:
    assert walks(lambda: list(Mark.objects.filter(pk=saved))) == []
    assert len(walks(lambda: list(Mark.objects.filter(note="Look again.").order_by()))) == 1
