"""Articles, and the versions of their text that never change."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from annotations.models.account import Role, User
from annotations.models.fields import choice_field, not_empty, one_of, web_address
from annotations.models.original import Original
from annotations.models.sorting import LONG_PAST, DayOr
from annotations.models.story import BEFORE_ALL, Outlet, Story


class ArticleType(models.TextChoices):
    """What kind of piece an article is."""

    NEWS = "news", "news report"
    ANALYSIS = "analysis", "analysis"
    OPINION = "opinion", "opinion"
    FEATURE = "feature", "feature"
    INTERVIEW = "interview", "interview"
    PRESS_RELEASE = "press_release", "press release"
    OTHER = "other", "other"


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, as people see them."""

    def visible_to(self, user: User) -> Self:
        """The articles of the stories that the user sees."""
        if user.role == Role.REVIEWER:
            return self.filter(story__in=Story.objects.visible_to(user))
        return self.all()

    def put_away(self) -> Self:
        """Those that were archived themselves, whatever became of their story. Few are: an index leads to them."""
        # Not "is not null", for which SQLite has no use for an index.
        return self.filter(archived_at__gt=BEFORE_ALL)


class Article(models.Model):
    """One report of a story: what is known about it. Its text is in its versions."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="articles")
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, related_name="articles", null=True, blank=True, help_text="Null: not known."
    )
    headline = models.CharField(max_length=500)
    byline = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=1000, blank=True)
    archived_address = models.URLField(
        max_length=1000, blank=True, help_text="A copy that will stay, for instance in a web archive."
    )
    published = models.DateField(null=True, blank=True)
    fetched = models.DateField(null=True, blank=True, help_text="When the text was taken from its address.")
    language = models.CharField(max_length=35, default="en", help_text="A BCP 47 tag, such as en or pt-BR.")
    type = choice_field(ArticleType)
    created = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="Null while people work on it.")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["story", "id"]
        indexes = [
            models.Index(fields=["created"], name="article_by_created"),
            models.Index(fields=["archived_at"], name="article_by_archived_at"),
            models.Index(DayOr("published", LONG_PAST), "id", name="article_by_published"),
            models.Index(Lower("headline"), "id", name="article_by_headline"),
        ]
        constraints = [
            not_empty("article", "headline"),
            one_of("article", "type", ArticleType),
            web_address("article", "address"),
            web_address("article", "archived_address"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_archived(self) -> bool:
        """Whether the article was put away: all of it is kept, its reviews are read only, and nobody is given any."""
        return self.archived_at is not None

    @property
    def current_version(self) -> "Version":
        """The newest version: the one that new reviews are made on."""
        return self.versions.latest("number")


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions, as people see them."""

    def visible_to(self, user: User) -> Self:
        """The versions of the articles that the user sees."""
        if user.role == Role.REVIEWER:
            return self.filter(article__in=Article.objects.visible_to(user))
        return self.all()


class Version(models.Model):
    """An article's text as it stood, to the letter. It never changes: another text is another version.

    Line ends are "\\n"; there is no NUL; all else is as it came. Spans count its code points.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, help_text="Of the text in UTF-8, in hexadecimal.")
    file_name = models.CharField(max_length=500, blank=True, help_text="Empty: the text was pasted.")
    original = models.ForeignKey(
        Original,
        models.PROTECT,
        related_name="versions",
        null=True,
        blank=True,
        help_text="Null: its bytes were not kept.",
    )
    reader = models.CharField(max_length=24, blank=True, help_text="Which reader read it. Empty: not known.")
    reader_version = models.CharField(max_length=80, blank=True, help_text="Of the reader, and of the library it uses.")
    encoding = models.CharField(max_length=40, blank=True, help_text="In which the bytes were. Empty: not known.")
    normalised = models.JSONField(default=list, help_text="What was altered in reading, a sentence each. Read whole.")
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="versions",
        null=True,
        blank=True,
        help_text="Null: loaded on the command line.",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        indexes = [models.Index(fields=["sha256"], name="version_by_sha256")]
        constraints = [
            not_empty("version", "text"),
            models.UniqueConstraint(fields=["article", "number"], name="version_numbers_differ"),
            models.UniqueConstraint(
                fields=["article", "sha256"],
                name="version_texts_differ",
                violation_error_message="The article has a version with this very text.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_start_at_one"),
            models.CheckConstraint(
                condition=~Q(text__contains="\r"),
                name="version_line_ends_are_lf",
                violation_error_message="Line ends are kept as \\n.",
            ),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="version_sha256_has_64_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.article}, version {self.number}"

    @property
    def words(self) -> int:
        """How many words the text has, parted by white space."""
        return len(self.text.split())
