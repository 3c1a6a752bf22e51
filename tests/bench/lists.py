"""The lists of stories, articles and reviews, and a search, with 100, 10,000 and 100,000 articles: time should hardly grow.

Each story has two articles, so that a page of the list is full at any size, and each article one review, half of them
submitted. Ten reviewers share them, but for the first hundred, which are all one's own: his pages are asked for, and an admin's.
The floor of each figure is the same page with 100 articles. The words that are looked for stand in every text, which is the
most that a search can find.
"""

from collections.abc import Iterator

from annotations.models import Role, User
from annotations.models.search import index_versions
from tests.bench.figures import Figure, Times, times_floor
from tests.bench.filling import make_reviews, make_stories, make_user, make_versions, prose
from tests.bench.ground import Ground, Visitor
from tests.serving import Server

SIZES = (100, 10_000, 100_000)
PAGES = {
    "stories, by an admin": "/stories",
    "first page of an admin": "/",
    "articles, by an admin": "/articles",
    "articles by headline": "/articles?sort=headline",
    "reviews, by an admin": "/reviews",
    "what a search finds": "/articles?q=minister+%22plan+was%22",
}
OWN_PAGES = {
    "stories, by a reviewer": "/stories",
    "own reviews": "/",
    "articles, by a reviewer": "/articles",
    "reviews, by a reviewer": "/reviews",
}
SEARCH = "what a search finds"
EACH = 2
ASKED = 10
REVIEWERS = 10
TIMES_FLOOR = 2
TIMES_FLOOR_SEARCH = 4


def figures(ground: Ground, *, sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """The figures of the lists."""
    admin = make_user("lists-admin", Role.ADMIN)
    reviewers = [make_user(f"lists-{number}") for number in range(REVIEWERS)]
    least: dict[str, float] = {}
    with ground.product() as server:
        for before, size in zip((0, *sizes), sizes, strict=False):
            _grow(reviewers if before else reviewers[:1], f"Lists-{size}", size - before)
            for what, ms in _times(server, admin, reviewers[0]):
                floor = least.setdefault(what, ms)
                times = TIMES_FLOOR_SEARCH if what == SEARCH else TIMES_FLOOR
                goal = times_floor(times, floor) if size > sizes[0] else None
                yield Figure(f"List of {what}, {size:,} articles", ms, "ms", floor, goal)


def _grow(reviewers: list[User], name: str, articles: int) -> None:
    versions = make_versions(make_stories(name, articles // EACH), prose(500), each=EACH)
    index_versions()
    for place, reviewer in enumerate(reviewers):
        own = versions[place :: len(reviewers)]
        make_reviews(reviewer, own[: len(own) // 2])
        make_reviews(reviewer, own[len(own) // 2 :], submitted=True)


def _times(server: Server, admin: User, reviewer: User) -> Iterator[tuple[str, float]]:
    for user, pages in ((admin, PAGES), (reviewer, OWN_PAGES)):
        with Visitor(server, user) as visitor:
            for what, path in pages.items():
                visitor.get(path)
                yield what, Times([visitor.get(path).ms for _ in range(ASKED)]).p50
