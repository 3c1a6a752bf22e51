"""Plots as plain numbers, in units of the picture: the templates plot_*.html only write them down.

Every plot is WIDTH units wide. `label` is a sentence with all its figures, for who hears the page. Marks behind a figure are found
by an `Address`, which takes the conditions of views/marks.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from annotations.models import CheckWorthy
from annotations.overview.figures import GradeCount, Profile, SourceCount
from annotations.overview.profile import HIGH_FROM, LOW_TO, ReviewerProfile

WIDTH = 300
# The histogram: room above the highest bar for its number, the bars, room below for the digits.
TALLEST = 84
FLOOR = 104
STEP = 36
BAR = 28
GAP = 14
# The intervals: the scale from 0 to 100 between the words and the numbers.
SCALE_LEFT = 84
SCALE_WIDTH = 144
ROW = 26
# Of one reviewer's share, below that of all. So many reviewers are drawn at most, and so much of a name.
REVIEWER_ROW = 18
REVIEWERS_DRAWN = 8
NAME = 11
# The sources: how many have a piece of their own, the least room that a number needs, and that between two pieces.
PIECES = 7
NUMBER = 12
BETWEEN = 2


class Address(Protocol):
    """Gives the address of the marks that meet the conditions."""

    def __call__(self, **conditions: object) -> str: ...


@dataclass(frozen=True)
class Bar:
    """One grade: its key and name, how many claims have it, and the bar. One outside the order is apart, and dashed."""

    key: str
    name: str
    count: int
    address: str
    is_apart: bool
    x: int
    height: int

    width = BAR

    @property
    def y(self) -> int:
        """The top of the bar."""
        return FLOOR - self.height

    @property
    def middle(self) -> int:
        """Where its number and its digit are centred."""
        return self.x + BAR // 2

    @property
    def count_y(self) -> int:
        """The foot of the number above the bar."""
        return self.y - 6


@dataclass(frozen=True)
class Histogram:
    """Claims by grade. `ungraded` are told in words, not drawn."""

    label: str
    bars: list[Bar]
    axes: list[tuple[int, int]]
    width: int
    claims: int
    ungraded: int
    ungraded_address: str

    height = 132
    floor = FLOOR + 0.5
    digit_y = FLOOR + 18


def histogram(profile: Profile, address: Address, highest: int = 0) -> Histogram:
    """The claims by grade. The tallest bar stands for `highest` claims, or more where a grade has more: so that plots compare."""
    counts = profile.histogram
    highest = max([highest, 1, *(one.count for one in counts)])
    bars = list(_bars(counts, address, highest))
    told = ", ".join(f"{bar.key}: {bar.count}" for bar in bars)
    ends = [(group[0].x - 4, group[-1].x + BAR + 4) for group in _groups(bars)]
    return Histogram(
        label=f"Claims by grade. {told}, not yet graded: {profile.ungraded}.",
        bars=bars,
        axes=ends,
        width=max([WIDTH, *(right for _, right in ends)]),
        claims=profile.claims,
        ungraded=profile.ungraded,
        ungraded_address=address(graded="no"),
    )


def _bars(counts: Sequence[GradeCount], address: Address, highest: int) -> Iterator[Bar]:
    x = 4
    was_apart = False
    for one in counts:
        is_apart = one.grade.rank is None
        x += GAP if is_apart and not was_apart else 0
        # What is there is seen, however little it is.
        height = max(round(TALLEST * one.count / highest), 2) if one.count else 0
        yield Bar(one.grade.key, one.grade.label, one.count, address(grade=one.grade.key), is_apart, x, height)
        x, was_apart = x + STEP, is_apart


def _groups(bars: Sequence[Bar]) -> Iterator[list[Bar]]:
    """The bars in the order, and those outside it."""
    for is_apart in (False, True):
        group = [bar for bar in bars if bar.is_apart == is_apart]
        if group:
            yield group


@dataclass(frozen=True)
class Point:
    """A share in whole percents, and its place on the scale."""

    percent: int
    x: float


@dataclass(frozen=True)
class Whisker:
    """A share as a dot (`at`) on its interval. The points are None where there is none to count, `low` and `high` also where
    the share has no interval. `reviewer`: by whom, "" for all together.
    """

    words: str
    reviewer: str
    count: int
    of: int
    address: str
    is_low: bool
    y: int
    at: Point | None
    low: Point | None
    high: Point | None

    @property
    def base(self) -> int:
        """The foot of the words beside it."""
        return self.y + 4

    @property
    def name(self) -> str:
        """What stands beside it in the picture."""
        beside = self.reviewer or self.words
        return beside if len(beside) <= NAME else f"{beside[: NAME - 1].rstrip()}…"

    @property
    def told(self) -> str:
        """The share in words."""
        what = f"{self.words} by {self.reviewer}" if self.reviewer else self.words
        if not self.at:
            return f"{what}: none to count"
        reach = f", interval {self.low.percent} to {self.high.percent} %" if self.low and self.high else ""
        return f"{what}: {self.count} of {self.of}, {self.at.percent} %{reach}"


@dataclass(frozen=True)
class Intervals:
    """The shares at either end of the scale. `drawn` are those in the picture, `whiskers` all; `of_address` leads to the claims
    that they are shares of. `is_repeated`: of all together no interval is told.
    """

    label: str
    whiskers: list[Whisker]
    drawn: list[Whisker]
    grid: list[tuple[float, int]]
    of: int
    of_address: str
    is_repeated: bool

    width = WIDTH
    scale_left = SCALE_LEFT

    @property
    def grid_foot(self) -> int:
        """Where the lines of the scale end."""
        return self.drawn[-1].y + 16

    @property
    def grid_y(self) -> int:
        """The foot of the scale's numbers."""
        return self.grid_foot + 16

    @property
    def height(self) -> int:
        """The height of all of it."""
        return self.grid_foot + 20


def intervals(profile: Profile, address: Address, each: Sequence[ReviewerProfile] = ()) -> Intervals:
    """The shares of check-worthy claims at 4 or above and at 2 or below, with Wilson's intervals at 95 %; below, those of `each`."""
    ranks = {one.grade.key: one.grade.rank for one in profile.histogram if one.grade.rank is not None}
    ends = [
        _End(f"{HIGH_FROM} or above", False, [key for key, rank in ranks.items() if rank >= HIGH_FROM]),
        _End(f"{LOW_TO} or below", True, [key for key, rank in ranks.items() if rank <= LOW_TO]),
    ]
    whiskers = [one for end in ends for one in _whiskers(profile, end, address, each)]
    drawn = [one for end in ends for one in _whiskers(profile, end, address, each[:REVIEWERS_DRAWN])]
    return Intervals(
        label=f"Shares of the check-worthy claims, with 95 % intervals. {'; '.join(one.told for one in whiskers)}.",
        whiskers=whiskers,
        drawn=_set(drawn),
        grid=[(_on_scale(percent / 100), percent) for percent in (0, 25, 50, 75, 100)],
        of=profile.ranked,
        of_address=address(check_worthy=CheckWorthy.YES.value, grade=list(ranks)),
        is_repeated=profile.is_repeated,
    )


@dataclass(frozen=True)
class _End:
    """An end of the scale: its grades."""

    words: str
    is_low: bool
    grades: list[str]


def _whiskers(profile: Profile, end: _End, address: Address, each: Sequence[ReviewerProfile]) -> Iterator[Whisker]:
    """The share of all together, then of each reviewer."""
    yield _whisker(profile, end, address, "")
    for one in each:
        by: Address = partial(address, by=one.reviewer.username)
        yield _whisker(one.profile, end, by, str(one.reviewer))


def _whisker(profile: Profile, end: _End, address: Address, reviewer: str) -> Whisker:
    share = profile.low if end.is_low else profile.high
    interval = share.interval
    return Whisker(
        words=end.words,
        reviewer=reviewer,
        count=share.count,
        of=share.of,
        address=address(check_worthy=CheckWorthy.YES.value, grade=end.grades),
        is_low=end.is_low,
        y=0,
        at=_point(share.share),
        low=_point(interval.low if interval else None),
        high=_point(interval.high if interval else None),
    )


def _set(whiskers: Iterable[Whisker]) -> list[Whisker]:
    """The same below one another."""
    found: list[Whisker] = []
    y = 14
    for one in whiskers:
        y += (REVIEWER_ROW if one.reviewer else ROW) if found else 0
        found.append(replace(one, y=y))
    return found


def _point(share: float | None) -> Point | None:
    return None if share is None else Point(round(100 * share), _on_scale(share))


def _on_scale(share: float) -> float:
    return round(SCALE_LEFT + SCALE_WIDTH * share, 1)


@dataclass(frozen=True)
class Piece:
    """One source's part of the bar, or that of all the others, which has no address. The first has most claims."""

    name: str
    count: int
    address: str
    percent: int
    x: float
    width: float
    is_top: bool

    @property
    def middle(self) -> float:
        """Where its number is centred."""
        return round(self.x + self.width / 2, 1)

    @property
    def has_room(self) -> bool:
        """Whether its number fits into it."""
        return self.width >= NUMBER * len(str(self.count))


@dataclass(frozen=True)
class Sources:
    """Claims by source, in one bar. `effective` is the effective number of sources, to one decimal; "" where nobody is credited."""

    label: str
    pieces: list[Piece]
    credited: int
    sources: int
    top: Piece | None
    effective: str

    width = WIDTH
    height = 24


def sources(profile: Profile, address: Address) -> Sources:
    """The bar of the claims credited to sources: the first few one by one, the others together."""
    credited = profile.credited
    pieces = list(_pieces(profile.sources, credited, address))
    effective = "" if profile.effective_sources is None else f"{profile.effective_sources:.1f}"
    told = ", ".join(f"{one.name} {one.count}" for one in pieces) or "none to count"
    return Sources(
        label=f"Claims by source. {told}." + (f" Effective number of sources: {effective}." if effective else ""),
        pieces=pieces,
        credited=credited,
        sources=len(profile.sources),
        top=pieces[0] if pieces else None,
        effective=effective,
    )


def _pieces(counts: Sequence[SourceCount], credited: int, address: Address) -> Iterator[Piece]:
    """From left to right."""
    named = [(one.source.name, one.count, address(source=one.source.key)) for one in counts[:PIECES]]
    left = counts[PIECES:]
    if left:
        words = f"{len(left)} other{'s' if len(left) > 1 else ''}"
        named.append((words, sum(one.count for one in left), ""))
    x = 0.0
    for place, (name, count, where) in enumerate(named):
        width = WIDTH * count / credited
        room = round(max(width - BETWEEN, 1), 1)
        yield Piece(name, count, where, round(100 * count / credited), round(x, 1), room, place == 0)
        x += width
