"""Figures: what was measured, its floor from the same run, its goal, and the table they make."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

COLUMNS = ("what", "measured", "floor", "ratio", "goal", "")


@dataclass(frozen=True)
class Goal:
    """What a figure should come to: at most the limit, or (`is_least`) at least it. `words` say it in the table."""

    words: str
    limit: float
    is_least: bool = False

    def is_met(self, value: float) -> bool:
        """Whether the value does."""
        return value >= self.limit if self.is_least else value <= self.limit


def at_most(limit: float, unit: str) -> Goal:
    """A goal in the figure's own unit."""
    return Goal(f"≤ {rounded(limit)} {unit}", limit)


def at_least(limit: float, unit: str) -> Goal:
    """A goal in the figure's own unit, the more the better."""
    return Goal(f"≥ {rounded(limit)} {unit}", limit, is_least=True)


def times_floor(times: float, floor: float, *, plus: float = 0, unit: str = "") -> Goal:
    """A goal in multiples of the floor, with an allowance on top."""
    words = f"≤ {rounded(times)} × floor" + (f" + {rounded(plus)} {unit}" if plus else "")
    return Goal(words, times * floor + plus)


@dataclass(frozen=True)
class Figure:
    """One line of the table. `floor` None: nothing to compare with; `goal` None: told for its own sake."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.value / self.floor if self.floor else None

    @property
    def outcome(self) -> str:
        """What became of the goal."""
        if self.goal is None:
            return ""
        return "met" if self.goal.is_met(self.value) else "**missed**"

    def cells(self) -> tuple[str, ...]:
        """The line, cell by cell, as COLUMNS names them."""
        floor = "" if self.floor is None else f"{rounded(self.floor)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.1f} ×"
        goal = "" if self.goal is None else self.goal.words
        return self.what, f"{rounded(self.value)} {self.unit}", floor, ratio, goal, self.outcome


@dataclass(frozen=True)
class Times:
    """The times of one act, done many times over, in milliseconds."""

    each: Sequence[float]

    @property
    def p50(self) -> float:
        """Half of them were quicker."""
        return percentile(self.each, 50)

    @property
    def p95(self) -> float:
        """Nineteen in twenty were quicker."""
        return percentile(self.each, 95)

    @property
    def worst(self) -> float:
        """The longest."""
        return max(self.each)


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of the values that so many per cent of them do not exceed (nearest rank). Raises ValueError without values."""
    if not values:
        raise ValueError("Nothing was measured.")
    rank = math.ceil(percent / 100 * len(values))
    return sorted(values)[max(rank, 1) - 1]


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return percentile(list(values), 50)


def rounded(value: float) -> str:
    """Three digits that count, thousands parted by commas: 0.123, 1.23, 12.3, 123, 12,345."""
    size = abs(value)
    places = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{places}f}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, its columns aligned for a terminal."""
    lines = [COLUMNS, *(figure.cells() for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    written = [_line(line, widths) for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([written[0], rule, *written[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
