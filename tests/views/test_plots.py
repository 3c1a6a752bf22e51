"""The plots' numbers: bars, whiskers and pieces stand where their counts say."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Grade, User
from annotations.overview.figures import GradeCount, NamedSource, Profile, Share, SourceCount
from annotations.overview.profile import ReviewerProfile
from annotations.views.plots import (
    BAR,
    FLOOR,
    PIECES,
    REVIEWERS_DRAWN,
    SCALE_LEFT,
    SCALE_WIDTH,
    TALLEST,
    WIDTH,
    histogram,
    intervals,
    sources,
)

KEYS = "6543210N"
NONE = Share(0, 0)


def profile(
    counts: list[int] | None = None, *, high: Share = NONE, low: Share = NONE, by: list[int] | None = None
) -> Profile:
    """A profile with these claims at 6, 5 … 0 and N, these shares, and sources with so many claims, most first."""
    grades = [Grade(key=key, label=key, rank=None if key == "N" else int(key)) for key in KEYS]
    credited = sorted(by or [], reverse=True)
    return Profile(
        reviews=1,
        submitted=1,
        reviewers=1,
        words=100,
        text_words=100,
        histogram=[GradeCount(grade, count) for grade, count in zip(grades, counts or [0] * 8, strict=True)],
        ungraded=3,
        check_worthy=0,
        unsaid=0,
        high=high,
        low=low,
        sources=[SourceCount(NamedSource(uuid.uuid4(), f"Source {n}"), count) for n, count in enumerate(credited)],
        contradictions=[],
        other_contradictions=0,
        typo_errors=0,
    )


def address(**conditions: object) -> str:
    """The conditions as they stand."""
    return str(conditions)


def test_bars_are_as_high_as_their_counts_and_the_highest_fills_the_plot() -> None:
    plot = histogram(profile([1, 4, 2, 0, 0, 0, 0, 2]), address)

    assert [bar.height for bar in plot.bars] == [21, 84, 42, 0, 0, 0, 0, 42]
    assert [bar.y for bar in plot.bars][:4] == [83, 20, 62, 104]
    assert [bar.count_y for bar in plot.bars][:2] == [77, 14]
    assert plot.label == "Claims by grade. 6: 1, 5: 4, 4: 2, 3: 0, 2: 0, 1: 0, 0: 0, N: 2, not yet graded: 3."


def test_grades_outside_the_order_stand_apart_after_a_gap_on_an_axis_of_their_own() -> None:
    plot = histogram(profile(), address)

    assert [bar.x for bar in plot.bars] == [4, 40, 76, 112, 148, 184, 220, 270]
    assert [bar.is_apart for bar in plot.bars] == [False] * 7 + [True]
    assert plot.axes == [(0, 252), (266, 302)]


def test_histograms_compare_when_drawn_to_the_same_height() -> None:
    plot = histogram(profile([0, 4, 0, 0, 0, 0, 0, 0]), address, highest=8)

    assert plot.bars[1].height == TALLEST // 2


@given(counts=st.lists(st.integers(0, 10**6), min_size=8, max_size=8), highest=st.integers(0, 10**6))
def test_every_bar_stands_on_the_floor_within_the_plot_and_is_seen_if_there_is_any(
    counts: list[int], highest: int
) -> None:
    plot = histogram(profile(counts), address, highest)

    for bar in plot.bars:
        assert bar.y + bar.height == FLOOR
        assert 0 <= bar.height <= TALLEST
        assert bool(bar.height) == bool(bar.count)
        assert 0 <= bar.x <= bar.x + BAR <= plot.width


def test_a_share_is_a_dot_on_its_interval_between_0_and_100() -> None:
    plot = intervals(profile(high=Share(10, 18), low=Share(7, 18)), address)

    high, low = plot.drawn
    # Wilson at 95 %, by hand: 10 of 18 is 0.3372 to 0.7544.
    assert high.at
    assert high.low
    assert high.high
    assert (high.at.percent, high.low.percent, high.high.percent) == (56, 34, 75)
    assert (high.at.x, high.low.x, high.high.x) == (164.0, 132.6, 192.6)
    assert (high.is_low, low.is_low, high.y, low.y) == (False, True, 14, 40)
    assert plot.grid == [(84.0, 0), (120.0, 25), (156.0, 50), (192.0, 75), (228.0, 100)]
    assert "4 or above: 10 of 18, 56 %, interval 34 to 75 %; 2 or below: 7 of 18, 39 %" in plot.label
    assert "'check_worthy': 'yes', 'grade': ['6', '5', '4']" in high.address
    assert "'grade': ['2', '1', '0']" in low.address


def test_where_several_read_a_text_each_reviewer_has_an_interval_and_all_together_have_none() -> None:
    several = profile(high=Share(11, 20, is_repeated=True), low=Share(7, 20, is_repeated=True))
    each = [
        ReviewerProfile(User(username=f"reviewer-{number}", name=f"Reviewer {number}"), profile(high=Share(10, 18)))
        for number in range(REVIEWERS_DRAWN + 1)
    ]

    plot = intervals(several, address, each)

    rows = [(one.words, one.reviewer, one.y, one.low and one.low.percent) for one in plot.drawn]
    assert rows[:2] == [("4 or above", "", 14, None), ("4 or above", "Reviewer 0", 32, 34)]
    assert rows[REVIEWERS_DRAWN + 1 :][:2] == [("2 or below", "", 184, None), ("2 or below", "Reviewer 0", 202, None)]
    assert (plot.drawn[1].name, plot.drawn[-1].y < plot.grid_foot < plot.grid_y < plot.height) == ("Reviewer 0", True)
    assert len(plot.whiskers) == 2 * (REVIEWERS_DRAWN + 2)
    assert "4 or above: 11 of 20, 55 %; 4 or above by Reviewer 0: 10 of 18, 56 %, interval 34 to 75 %" in plot.label
    assert "'by': 'reviewer-0'" in plot.drawn[1].address


def test_a_share_of_none_is_none_to_count() -> None:
    plot = intervals(profile(), address)

    assert [(one.at, one.low, one.high) for one in plot.whiskers] == [(None, None, None)] * 2
    assert plot.label.endswith("4 or above: none to count; 2 or below: none to count.")


@given(count=st.integers(0, 1000), others=st.integers(0, 1000))
def test_dots_and_whiskers_stay_on_the_scale(count: int, others: int) -> None:
    for one in intervals(profile(high=Share(count, count + others)), address).whiskers:
        points = [point.x for point in (one.low, one.at, one.high) if point]
        assert points == sorted(points)
        assert all(SCALE_LEFT <= x <= SCALE_LEFT + SCALE_WIDTH for x in points)


def test_the_bar_of_sources_is_cut_by_their_claims_and_the_first_is_the_top_one() -> None:
    plot = sources(profile(by=[6, 3, 1]), address)

    assert [(piece.x, piece.width) for piece in plot.pieces] == [(0.0, 178.0), (180.0, 88.0), (270.0, 28.0)]
    assert [piece.is_top for piece in plot.pieces] == [True, False, False]
    assert [piece.percent for piece in plot.pieces] == [60, 30, 10]
    # By hand: 1 over 0.36 + 0.09 + 0.01
    assert plot.effective == "2.2"
    assert plot.label == "Claims by source. Source 0 6, Source 1 3, Source 2 1. Effective number of sources: 2.2."


def test_sources_beyond_the_first_few_are_one_piece_without_an_address() -> None:
    plot = sources(profile(by=[2] * PIECES + [1, 1, 1]), address)

    assert len(plot.pieces) == PIECES + 1
    last = plot.pieces[-1]
    assert (last.name, last.count, last.address) == ("3 others", 3, "")
    assert (plot.credited, plot.sources) == (17, 10)


def test_no_sources_leave_nothing_to_draw() -> None:
    plot = sources(profile(), address)

    assert (plot.pieces, plot.top, plot.effective) == ([], None, "")
    assert plot.label == "Claims by source. none to count."


@given(by=st.lists(st.integers(1, 1000), min_size=1, max_size=40))
def test_the_pieces_fill_the_bar_and_no_more(by: list[int]) -> None:
    plot = sources(profile(by=by), address)

    assert sum(piece.count for piece in plot.pieces) == plot.credited
    assert all(piece.x + piece.width <= WIDTH + 1 for piece in plot.pieces)
    assert all(piece.width > 0 for piece in plot.pieces)
