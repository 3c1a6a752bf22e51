"""profile.csv: one record a figure of the transparency profile of each story's newest round.

Of the whole story (`article` empty) and of each article, by all reviewers together (`reviewer` empty) and by each of them. Who read
nothing but a copy, which the story's figures leave out, is there with that article's alone. What a figure counts, and out of what,
stands at the head of overview/profile.py. In each record:

- `figure` names it, `key` and `label` say of which grade, source or locus.
- `value` is the figure itself: a count, a share from 0 to 1, a rate; empty where there were none to count.
- `count` and `n` are what a share or rate was made of; `low` and `high` are its Wilson interval at 95 %, empty where
  several reviewers read the same text.

What is not a whole number has six digits behind a point.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from annotations.exports.selection import Selection
from annotations.exports.tables.table import Cell, Table, own
from annotations.models import Article, Locus, User
from annotations.overview.figures import Profile, Share
from annotations.overview.profile import Profiles, load_profiles
from annotations.overview.scope import Scope


@dataclass(frozen=True)
class Figure:
    """One figure, as its record has it."""

    name: str
    value: Cell
    key: str = ""
    label: str = ""
    count: int | None = None
    n: int | None = None
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True)
class FigureRow:
    """A figure, and of what: `article` None is the whole story, `reviewer` None all of them."""

    scope: Scope
    article: Article | None
    reviewer: User | None
    figure: Figure


def _rows(selection: Selection) -> Iterator[FigureRow]:
    for story in selection.stories():
        scope = Scope(story, selection.user)
        found = load_profiles(scope)
        for article in [None, *_articles(found)]:
            for reviewer in [None, *sorted(found.people(article), key=attrgetter("username"))]:
                profile = found.of(article=article, reviewer=reviewer)
                yield from (FigureRow(scope, article, reviewer, figure) for figure in figures(profile))


def _articles(found: Profiles) -> list[Article]:
    """The articles of the reviews that were begun, by number."""
    by_number = {review.version.article_id: review.version.article for review in found.reviews}
    return [by_number[number] for number in sorted(by_number)]


def figures(profile: Profile) -> Iterator[Figure]:
    """The figures of a profile, always in the same order; of sources and loci only those that were counted. None where nobody read."""
    if not profile.reviews:
        return
    for name in ("reviewers", "reviews", "submitted", "words"):
        yield Figure(name, getattr(profile, name))
    yield from _about_claims(profile)
    yield from _about_sources(profile)
    for one in profile.contradictions:
        label = str(Locus(one.locus).label) if one.locus else ""
        yield Figure(f"contradictions_{one.strength}", one.count, one.locus, label)
    errors, words = profile.typo_errors, profile.words
    yield Figure("typo_errors_per_1000_words", _number(profile.errors_per_thousand), count=errors, n=words)


def _about_claims(profile: Profile) -> Iterator[Figure]:
    yield Figure("claims", profile.claims)
    for one in profile.histogram:
        yield Figure("claims_at_grade", one.count, one.grade.key, one.grade.label)
    yield Figure("claims_not_graded", profile.ungraded)
    yield Figure("claims_check_worthy", profile.check_worthy)
    yield Figure("claims_check_worthy_not_said", profile.unsaid)
    yield _share("share_at_4_or_above", profile.high)
    yield _share("share_at_2_or_below", profile.low)


def _share(name: str, share: Share) -> Figure:
    interval = share.interval
    low, high = (_number(interval.low), _number(interval.high)) if interval else (None, None)
    return Figure(name, _number(share.share), count=share.count, n=share.of, low=low, high=high)


def _about_sources(profile: Profile) -> Iterator[Figure]:
    for one in profile.sources:
        yield Figure("claims_of_source", one.count, str(one.source.key), one.source.name)
    most = max((one.count for one in profile.sources), default=0)
    yield Figure("share_of_top_source", _number(profile.top_share), count=most, n=profile.credited)
    yield Figure("effective_number_of_sources", _number(profile.effective_sources), n=profile.credited)


def _number(value: float | None) -> str | None:
    """Rounded, so that no machine's last digit makes another file."""
    return None if value is None else f"{value:.6f}"


PROFILE = Table[FigureRow](
    name="profile",
    rows=_rows,
    columns=(
        own(
            {
                "story": lambda row: row.scope.story.slug,
                "article": lambda row: row.article.pk if row.article else None,
                "headline": lambda row: row.article.headline if row.article else None,
                "reviewer": lambda row: row.reviewer.username if row.reviewer else None,
                "round": lambda row: row.scope.round.number,
                "codebook": lambda row: str(row.scope.round.codebook),
                "figure": lambda row: row.figure.name,
                "key": lambda row: row.figure.key,
                "label": lambda row: row.figure.label,
                "value": lambda row: row.figure.value,
                "low": lambda row: row.figure.low,
                "high": lambda row: row.figure.high,
                "count": lambda row: row.figure.count,
                "n": lambda row: row.figure.n,
            }
        ),
    ),
)
