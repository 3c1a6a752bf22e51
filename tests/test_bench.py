"""The bench's own arithmetic, and small runs of its cheap parts, so that it works when somebody wants to know."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from annotations.models import Article, Claim, Event, Mark, User, Version
from tests.bench import exports, intake, meanwhile, saves, story
from tests.bench.figures import Figure, Times, at_least, at_most, percentile, rounded, table, times_floor
from tests.bench.ground import Ground
from tests.serving import open_database


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 1), (1, 1), (50, 50), (50.5, 51), (95, 95), (99.5, 100), (100, 100)]
)
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(percent: float, value: float) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == value


def test_of_nothing_there_is_no_percentile() -> None:
    with pytest.raises(ValueError, match="Nothing was measured"):
        percentile([], 50)


def test_times_are_told_by_their_middle_their_slowest_twentieth_and_their_worst() -> None:
    times = Times([float(one) for one in range(1, 21)])
    assert (times.p50, times.p95, times.worst) == (10, 19, 20)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.1234, "0.123"), (1.234, "1.23"), (2, "2"), (12.34, "12.3"), (123.4, "123"), (12_345.6, "12,346")],
)
def test_a_figure_has_three_digits_that_count(value: float, words: str) -> None:
    assert rounded(value) == words


@pytest.mark.parametrize(("value", "outcome"), [(6, "met"), (6.1, "**missed**")])
def test_a_goal_in_multiples_of_the_floor_is_met_up_to_its_limit(value: float, outcome: str) -> None:
    assert Figure("Save", value, "ms", 2, times_floor(3, 2)).outcome == outcome


def test_an_allowance_comes_on_top_of_the_multiple() -> None:
    goal = times_floor(2, 100, plus=150, unit="ms")
    assert (goal.words, goal.limit) == ("≤ 2 × floor + 150 ms", 350)


def test_a_goal_can_be_the_least_that_is_wanted() -> None:
    assert Figure("Saves", 200, "/s", goal=at_least(200, "/s")).outcome == "met"
    assert Figure("Saves", 199, "/s", goal=at_least(200, "/s")).outcome == "**missed**"


def test_the_table_sets_each_figure_beside_its_floor_their_ratio_and_the_goal() -> None:
    told = table(
        [Figure("Save", 4.5, "ms", 1.5, times_floor(3, 1.5)), Figure("Idle", 130, "MB", goal=at_most(120, "MB"))]
    )
    assert told.splitlines() == [
        "| what | measured | floor   | ratio | goal        |            |",
        "|------|----------|---------|-------|-------------|------------|",
        "| Save | 4.50 ms  | 1.50 ms | 3.0 × | ≤ 3 × floor | met        |",
        "| Idle | 130 MB   |         |       | ≤ 120 MB    | **missed** |",
    ]


@pytest.fixture
def ground(transactional_db: None, tmp_path: Path, settings: Settings) -> Ground:
    """Servers over the test database, without static files: what is asked here has none."""
    return Ground(tmp_path, open_database(), settings.SECRET_KEY)


def test_a_small_run_of_saves_saves_and_compares(ground: Ground) -> None:
    figures = list(saves.figures(ground, sequence=4, each=1))
    assert [figure.what for figure in figures] == [
        *(f"Save a claim, 4 in sequence: {one}" for one in ("p50", "p95")),
        *(f"Save a claim, 8 reviewers at once: {one}" for one in ("p50", "p95", "saves a second, one worker")),
    ]
    assert all(figure.ratio for figure in figures)
    assert Claim.objects.count() == Event.objects.count() == 4 + 8


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The bench copies a database as SQLite does.")
def test_saves_go_on_while_sets_are_exported_copies_made_and_articles_loaded(ground: Ground) -> None:
    """On a real server, whose threads take both: each save was acknowledged, and stands in the database."""
    slug = exports.fill(200)
    before = Claim.objects.count()
    figures = list(meanwhile.figures(ground, slug=slug, number=20))
    acts = ("exports run", "backups run", "imports of 100 articles run")
    told = ("p50", "p95", "worst of 20")
    assert [figure.what for figure in figures] == [f"Save a claim while {act}: {one}" for act in acts for one in told]
    assert Claim.objects.count() == before + 60
    assert Article.objects.filter(story__title="Imports").count() >= 100


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The floor of exports is SQLite's own.")
def test_a_small_run_of_exports_compares_with_bare_sql(ground: Ground) -> None:
    figures = {figure.what: figure for figure in exports.figures(ground, slug=exports.fill(80), marks=80)}
    assert figures["marks.csv of 80 marks"].ratio
    assert figures["Whole set of 80 marks: most memory"].value > 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The floor of the story page is SQLite's own.")
def test_the_floor_of_the_story_page_is_its_own_statements_run_bare(transactional_db: None, carol: User) -> None:
    path = f"/stories/{story.fill(1_800)}"
    statements = story.statements_of(carol, path)
    assert any("annotations_mark" in statement for statement in statements)
    assert story.bare_ms(statements) > 0
    assert Mark.objects.filter(kind="contradiction").count() == 36


def test_a_small_run_of_articles_coming_in_stores_them_and_leaves_nothing_of_the_floor(dan: User) -> None:
    figures = list(intake.stored(dan, 2))
    assert all(figure.ratio for figure in figures)
    assert {len(version.text.split()) for version in Version.objects.all()} == {702}
    assert Article.objects.count() == 3 * 2
