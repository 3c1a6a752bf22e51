"""What a list shows of each article."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import Substr

from annotations.models import Article, Copy, CopyStatus, Indexed, Outlet, Status, User, Version
from annotations.models.search import Where
from annotations.models.words import Term, found_in
from annotations.overview.article_list import Articles
from annotations.overview.followed import followed_by

# Of a text, as much is read as is likely to say why it was found; and of it so much is shown.
CHARACTERS_READ = 20_000
CHARACTERS_BEFORE = 60
CHARACTERS_SHOWN = 200


@dataclass(frozen=True)
class Piece:
    """Words of a text; `is_found` where they are what was looked for."""

    words: str
    is_found: bool = False


@dataclass
class ArticleLine:
    """What a list shows of one article. `words` None: not counted yet. `statuses` are of the reviews that the user follows."""

    article: Article
    words: int | None = None
    headline: list[Piece] = field(default_factory=list)
    excerpt: list[Piece] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    copy: str = ""

    @property
    def reviews(self) -> int:
        """How many reviews there are."""
        return sum(self.statuses.values())

    @property
    def submitted(self) -> int:
        """How many of them are submitted."""
        return self.statuses.get(Status.SUBMITTED, 0)

    @property
    def is_begun(self) -> bool:
        """Whether any of them is more than assigned."""
        return self.statuses.get(Status.ASSIGNED, 0) < self.reviews

    @property
    def outlet(self) -> Outlet | None:
        """The outlet, or the one that stands for it now."""
        return self.article.outlet.standing if self.article.outlet else None

    @property
    def is_archived(self) -> bool:
        """Whether it was put away, or its story was."""
        return self.article.is_archived or self.article.story.is_archived


def article_lines(asked: Articles, numbers: Sequence[int]) -> list[ArticleLine]:
    """A line for each of these articles, in this order, in five queries at most; each was found by what is asked."""
    described = Article.objects.filter(pk__in=numbers).select_related("story", "outlet__merged_into")
    lines = {article.pk: ArticleLine(article) for article in described}
    _count_words(lines)
    _count_reviews(asked.user, lines)
    _tell_copies(asked.user, lines)
    _quote(asked, lines)
    return [lines[number] for number in numbers if number in lines]


def _count_words(lines: dict[int, ArticleLine]) -> None:
    counted = Indexed.objects.filter(article__in=lines).order_by("version__number")
    for article, words in counted.values_list("article", "words"):
        lines[article].words = words


def _count_reviews(user: User, lines: dict[int, ArticleLine]) -> None:
    # The versions by number, so that the reviews are found by reviewer and version together.
    versions = list(Version.objects.filter(article__in=lines).values_list("pk", flat=True))
    reviews = followed_by(user).filter(version__in=versions).order_by()
    for article, status, count in reviews.values_list("version__article", "status").annotate(count=Count("pk")):
        lines[article].statuses[status] = count


def _tell_copies(user: User, lines: dict[int, ArticleLine]) -> None:
    copies = Copy.objects.visible_to(user).filter(article__in=lines).exclude(status=CopyStatus.REFUSED)
    # What is confirmed is told before what is proposed: it comes last, since the one before it is written over.
    for article, status in sorted(copies.order_by().values_list("article", "status"), key=_is_confirmed):
        lines[article].copy = status


def _is_confirmed(copy: tuple[int, str]) -> bool:
    return copy[1] == CopyStatus.CONFIRMED


def _quote(asked: Articles, lines: dict[int, ArticleLine]) -> None:
    """Show the words that were looked for, in the headline and in an excerpt of the newest text."""
    terms = asked.wanted.terms if asked.where != Where.SOURCES else ()
    for line in lines.values():
        line.headline = _pieces(line.article.headline, 0, len(line.article.headline), terms)
    if not terms or asked.where == Where.HEADLINE:
        return
    texts = Version.objects.filter(article__in=lines).order_by("number")
    for article, text in texts.values_list("article", Substr("text", 1, CHARACTERS_READ)):
        lines[article].excerpt = _excerpt(text, lines[article].article.headline, terms)


def _excerpt(text: str, headline: str, terms: tuple[Term, ...]) -> list[Piece]:
    """The words around the first place below the headline, with an ellipsis where they break off; nothing where there is none."""
    below = len(headline) if text.startswith(headline) else 0
    first = next((start for start, _ in found_in(text[below:], terms)), None)
    if first is None:
        return []
    first += below
    start = below + max(0, first - below - CHARACTERS_BEFORE)
    # From the beginning of a word, if one begins there.
    start = next((at + 1 for at in range(start, first) if text[at].isspace()), start) if start > below else start
    end = min(len(text), start + CHARACTERS_SHOWN)
    before, behind = ("…" if start > below else ""), ("…" if end < len(text) else "")
    return [Piece(before), *_pieces(text, start, end, terms), Piece(behind)]


def _pieces(text: str, start: int, end: int, terms: tuple[Term, ...]) -> list[Piece]:
    """That stretch of the text, cut where what was looked for begins and ends."""
    pieces, shown = [], text[start:end]
    at = 0
    for first, past in found_in(shown, terms):
        pieces += [Piece(shown[at:first]), Piece(shown[first:past], is_found=True)]
        at = past
    return [*pieces, Piece(shown[at:])]
