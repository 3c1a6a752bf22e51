"""Uploads: files on their way to becoming articles. What is here is staged; nothing of it is an article yet."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from annotations.models.account import User
from annotations.models.article import ArticleType, Version
from annotations.models.fields import choice_field, not_empty, one_of
from annotations.models.original import Original
from annotations.models.story import Story


class UploadStatus(models.TextChoices):
    """How far an upload is."""

    READING = "reading", "being read"
    READY = "ready", "to look over"
    STORING = "storing", "being stored"
    DONE = "done", "done"
    CANCELLED = "cancelled", "cancelled"
    FAILED = "failed", "broken off"


class FileStatus(models.TextChoices):
    """What became of a file."""

    WAITING = "waiting", "not read yet"
    FIELDS = "fields", "to say what its columns are"
    READ = "read", "read"
    REFUSED = "refused", "refused"


class DraftStatus(models.TextChoices):
    """What became of a text."""

    NEW = "new", "new"
    HERE = "here", "already here"
    STORED = "stored", "stored"
    REFUSED = "refused", "refused"


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, as people see them."""

    def visible_to(self, user: User) -> Self:
        """Admins see all of them, nobody else any."""
        return self.all() if user.is_admin else self.none()


class Upload(models.Model):
    """Files, or a pasted text, that an admin brings in at one time: read, looked over, stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(
        Story,
        models.CASCADE,
        related_name="uploads",
        null=True,
        blank=True,
        help_text="In which all of it goes. Null: each text says which, or gets a story of its own.",
    )
    status = choice_field(UploadStatus, blank=False, default=UploadStatus.READING)
    failure = models.TextField(blank=True, help_text="Why it was broken off, in a sentence.")
    read = models.DateTimeField(null=True, blank=True, help_text="Null: not all of it is read.")
    created = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="uploads",
        null=True,
        blank=True,
        help_text="Null: the command line.",
    )
    ended = models.DateTimeField(null=True, blank=True, help_text="Null: not at its end.")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "id"]
        constraints = [one_of("upload", "status", UploadStatus, blank=False)]

    def __str__(self) -> str:
        return f"upload of {self.created:%Y-%m-%d %H:%M}"


class UploadFile(models.Model):
    """One file of an upload, or of an archive in it."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    order = models.PositiveIntegerField()
    name = models.CharField(
        max_length=500, help_text="With the folders of the archive it came in. Empty: pasted.", blank=True
    )
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    original = models.ForeignKey(
        Original, models.PROTECT, related_name="files", null=True, blank=True, help_text="Null: its bytes are not kept."
    )
    status = choice_field(FileStatus, blank=False, default=FileStatus.WAITING)
    reason = models.TextField(blank=True, help_text="Why it was refused, and what to do.")
    reader = models.CharField(max_length=24, blank=True, help_text="Which reader read it. Empty: none did.")
    encoding = models.CharField(
        max_length=40, blank=True, help_text="In which its text was found to be. Empty: it says so itself."
    )
    fields = models.JSONField(
        null=True, blank=True, help_text="Which of its columns is which field. Read whole. Null: it has no columns."
    )

    class Meta:
        ordering = ["upload", "order"]
        constraints = [
            one_of("upload_file", "status", FileStatus, blank=False),
            models.UniqueConstraint(fields=["upload", "order"], name="upload_file_places_differ"),
        ]

    def __str__(self) -> str:
        return self.name or "pasted text"


class Draft(models.Model):
    """One text of an upload as it would be stored, with all that is known about it. Every field can be put right before."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="drafts")
    file = models.ForeignKey(UploadFile, models.CASCADE, related_name="drafts")
    order = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text="Empty once it is stored, or was refused: the version has it.")
    sha256 = models.CharField(max_length=64, help_text="Of the text in UTF-8, in hexadecimal.")
    words = models.PositiveIntegerField(help_text="How many words the text has, parted by white space.")
    headline = models.CharField(max_length=500)
    story_title = models.CharField(
        max_length=200, blank=True, help_text="Empty: the upload's story, or one of its own."
    )
    outlet = models.CharField(max_length=200, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    archived_address = models.CharField(max_length=1000, blank=True)
    published = models.DateField(null=True, blank=True)
    fetched = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, default="en")
    type = choice_field(ArticleType)
    reader_version = models.CharField(max_length=80, help_text="Of the reader, and of the library that it uses.")
    normalised = models.JSONField(default=list, help_text="What was altered in reading, a sentence each. Read whole.")
    dropped = models.TextField(blank=True, help_text="What of the file is not in the text, such as menus.")
    parts = models.JSONField(default=list, help_text="[start, end, kind] each, in code points. Read whole.")
    links = models.JSONField(default=list, help_text="[start, end, address] each, in code points. Read whole.")
    is_chosen = models.BooleanField(default=True, help_text="Whether it is to be stored.")
    status = choice_field(DraftStatus, blank=False, default=DraftStatus.NEW)
    reason = models.TextField(blank=True, help_text="Why it was refused, and what to do.")
    version = models.ForeignKey(
        Version,
        models.SET_NULL,
        related_name="drafts",
        null=True,
        blank=True,
        help_text="What it became, or what holds this very text already.",
    )
    like = models.ForeignKey(
        Version,
        models.SET_NULL,
        related_name="like_drafts",
        null=True,
        blank=True,
        help_text="The text here of which it has most. Null: none is like it.",
    )
    shared = models.FloatField(null=True, blank=True, help_text="Which share of it stands in that one too, 0 to 1.")

    class Meta:
        ordering = ["upload", "order"]
        constraints = [
            not_empty("draft", "headline"),
            one_of("draft", "status", DraftStatus, blank=False),
            one_of("draft", "type", ArticleType),
            models.UniqueConstraint(fields=["upload", "order"], name="draft_places_differ"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="draft_sha256_has_64_digits"),
            models.CheckConstraint(
                condition=Q(shared__isnull=True) | Q(shared__gte=0, shared__lte=1), name="draft_shared_is_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(status=DraftStatus.STORED) | Q(text=""), name="draft_text_is_gone_once_stored"
            ),
        ]

    def __str__(self) -> str:
        return self.headline
