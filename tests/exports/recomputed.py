"""The figures of profile.csv, worked out anew from the other files of a set with plain arithmetic: nothing of the product's is used."""

from collections import Counter
from collections.abc import Iterator
from math import sqrt

from tests.exports.opened import OpenedSet

Record = dict[str, str]
# Of whom: article ("" for the whole story), reviewer ("" for all). Then the figure, and of which grade, source or locus.
Name = tuple[str, str, str, str]
# Value, low, high, count, n, as far as the figure has them.
Numbers = tuple[float | None, ...]

# The quantile of the normal distribution that leaves 2.5 % above it, from a printed table.
Z = 1.959963985


def as_read(opened: OpenedSet) -> dict[Name, Numbers]:
    """What profile.csv says."""
    columns = ("value", "low", "high", "count", "n")
    return {
        (one["article"], one["reviewer"], one["figure"], one["key"]): tuple(
            float(one[column]) if one[column] else None for column in columns
        )
        for one in opened.records("profile")
    }


def recomputed(opened: OpenedSet) -> dict[Name, Numbers]:
    """What it should say of a set of one story with one round."""
    reviews = [one for one in opened.records("reviews") if one["status"] != "assigned"]
    found = {}
    for article in ["", *sorted({one["article"] for one in reviews})]:
        of_it = [one for one in reviews if article in {"", one["article"]}]
        for reviewer in ["", *sorted({one["reviewer"] for one in of_it})]:
            counted = [one for one in of_it if reviewer in {"", one["reviewer"]}]
            out = set() if article else left_out(opened, counted)
            articles = {article} if article else {one["article"] for one in opened.records("articles")} - out
            for name, key, *numbers in _figures(opened, counted, articles, reviewer):
                found[article, reviewer, name, key] = (*numbers, *[None] * (5 - len(numbers)))
    return found


def left_out(opened: OpenedSet, reviews: list[Record]) -> set[str]:
    """Copies of articles that are counted themselves. Of copies of copies and updates of updates the sets here have none."""
    found = set()
    counted = {one["article"] for one in reviews}
    marked = {one["review"] for table in ("marks", "contradictions") for one in opened.records(table)}
    in_turn = [
        {one["article"] for one in reviews if one["status"] == "submitted"},
        {one["article"] for one in reviews if one["review"] in marked},
        counted,
    ]
    for one in opened.records("articles"):
        pair = [one["article"], one["copy_of"]]
        if set(pair) <= counted and (one["copy_kind"] == "updated" or float(one["copy_shared"]) >= 0.5):
            wanted = pair if one["copy_kind"] == "updated" else pair[::-1]
            stands = next(article for stage in in_turn for article in wanted if article in stage)
            found |= set(pair) - {stands}
    return found


def _figures(
    opened: OpenedSet, every: list[Record], articles: set[str], reviewer: str
) -> Iterator[tuple[str, str, *tuple[float | None, ...]]]:
    reviews = [one for one in every if one["article"] in articles]
    keys = {one["review"] for one in reviews}
    words = sum(len(opened.texts()[one["text_sha256"]].split()) for one in reviews)
    yield "reviews", "", len(reviews)
    yield "submitted", "", sum(one["status"] == "submitted" for one in reviews)
    yield "reviewers", "", len({one["reviewer"] for one in reviews})
    yield "words", "", words
    marks = [one for one in opened.records("marks") if one["review"] in keys]
    claims = [one for one in marks if one["kind"] == "claim"]
    is_repeated = len(reviews) > len({one["article"] for one in reviews})
    yield from _about_claims(claims, [one["grade"] for one in opened.records("codebook")], is_repeated=is_repeated)
    yield from _about_sources(opened, {one["mark_id"] for one in claims})
    sides = [one for one in opened.records("contradictions") if reviewer in {"", one["reviewer"]}]
    sides = [one for one in sides if one["article"] in articles]
    by_mark = {one["mark_id"]: (one["strength"], one["locus"]) for one in sides}
    for (strength, locus), count in Counter(by_mark.values()).items():
        if strength in {"strict", "likely"}:
            yield f"contradictions_{strength}", locus, count
    errors = sum(one["severity"] == "error" for one in marks)
    yield "typo_errors_per_1000_words", "", 1000 * errors / words, None, None, errors, words


def _about_claims(
    claims: list[Record], grades: list[str], *, is_repeated: bool
) -> Iterator[tuple[str, str, *tuple[float | None, ...]]]:
    yield "claims", "", len(claims)
    for grade in grades:
        yield "claims_at_grade", grade, sum(one["grade"] == grade for one in claims)
    yield "claims_not_graded", "", sum(one["grade"] == "" for one in claims)
    worthy = [one for one in claims if one["check_worthy"] == "yes"]
    yield "claims_check_worthy", "", len(worthy)
    yield "claims_check_worthy_not_said", "", sum(one["check_worthy"] == "" for one in claims)
    ranks = [int(one["grade_rank"]) for one in worthy if one["grade_rank"]]
    for name, count in (
        ("share_at_4_or_above", sum(rank >= 4 for rank in ranks)),
        ("share_at_2_or_below", sum(rank <= 2 for rank in ranks)),
    ):
        share, low, high = _share(count, len(ranks))
        # Reviewers of one text mark the same claims: an interval of them all would take one claim for several.
        yield name, "", share, *((None, None) if is_repeated else (low, high)), count, len(ranks)


def _share(count: int, n: int) -> tuple[float | None, float | None, float | None]:
    """The share and its score interval, as the roots of (p - x)² = z² x (1 - x) / n."""
    if not n:
        return None, None, None
    share = count / n
    a, b, c = 1 + Z**2 / n, -(2 * share + Z**2 / n), share**2
    root = sqrt(max(0.0, b**2 - 4 * a * c))
    return share, (-b - root) / (2 * a), (-b + root) / (2 * a)


def _about_sources(opened: OpenedSet, claims: set[str]) -> Iterator[tuple[str, str, *tuple[float | None, ...]]]:
    credited = {
        (one["mark_id"], one["source"])
        for one in opened.records("attributions")
        if one["source"] and one["mark_id"] in claims
    }
    counts = Counter(source for _, source in credited)
    for source, count in counts.items():
        yield "claims_of_source", source, count
    n, most = sum(counts.values()), max(counts.values(), default=0)
    yield "share_of_top_source", "", most / n if n else None, None, None, most, n
    effective = n**2 / sum(count**2 for count in counts.values()) if n else None
    yield "effective_number_of_sources", "", effective, None, None, None, n
