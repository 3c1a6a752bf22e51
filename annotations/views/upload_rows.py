"""What the pages of uploads show in one line of each upload or text, in a number of queries that does not grow with the lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from annotations.models import Draft, DraftStatus, FileStatus, Story, Upload, UploadFile

TEXTS_A_PAGE = 25
# Of files that could not be read, and of those with columns, so many are shown at once.
FILES_SHOWN = 10


@dataclass(frozen=True)
class UploadRow:
    """One upload in the list. `name` is its first file's, "" for a pasted text; the counts are of files and of texts."""

    upload: Upload
    name: str
    files: int
    texts: int
    stored: int
    here: int
    refused: int

    @property
    def more(self) -> int:
        """How many files there are beside the first."""
        return self.files - 1


def upload_rows(uploads: Sequence[Upload]) -> list[UploadRow]:
    """A row for each, in the same order, in three queries. `refused` counts files and texts."""
    files = _by_status(UploadFile.objects.filter(upload__in=uploads))
    texts = _by_status(Draft.objects.filter(upload__in=uploads))
    first = UploadFile.objects.filter(upload=OuterRef("pk")).order_by("order").values("name")[:1]
    named = Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).annotate(name=Subquery(first))
    names = dict(named.values_list("pk", "name"))
    return [
        UploadRow(
            upload,
            names[upload.pk] or "",
            files=sum(count for (key, _), count in files.items() if key == upload.pk),
            texts=sum(count for (key, _), count in texts.items() if key == upload.pk),
            stored=texts[upload.pk, DraftStatus.STORED],
            here=texts[upload.pk, DraftStatus.HERE],
            refused=texts[upload.pk, DraftStatus.REFUSED] + files[upload.pk, FileStatus.REFUSED],
        )
        for upload in uploads
    ]


def _by_status(rows: "QuerySet[UploadFile] | QuerySet[Draft]") -> Counter[tuple[object, str]]:
    counted = rows.order_by().values_list("upload", "status").annotate(count=Count("pk"))
    return Counter({(upload, status): count for upload, status, count in counted})


class Looked(StrEnum):
    """Which of an upload's texts are looked at."""

    ALL = ""
    NEW = "new"
    LIKE = "like"
    HERE = "here"
    REFUSED = "refused"
    LEFT_OUT = "left-out"
    STORED = "stored"


_WORDS = {
    Looked.ALL: "All",
    Looked.NEW: "New",
    Looked.LIKE: "Nearly the same as one here",
    Looked.HERE: "Already here",
    Looked.REFUSED: "Refused",
    Looked.LEFT_OUT: "Left out",
    Looked.STORED: "Stored",
}
_NEW = Q(status=DraftStatus.NEW)
_HELD = {
    Looked.ALL: Q(),
    Looked.NEW: _NEW & Q(like__isnull=True),
    Looked.LIKE: _NEW & Q(like__isnull=False),
    Looked.HERE: Q(status=DraftStatus.HERE),
    Looked.REFUSED: Q(status=DraftStatus.REFUSED),
    Looked.LEFT_OUT: _NEW & Q(is_chosen=False),
    Looked.STORED: Q(status=DraftStatus.STORED),
}


def asked_for(state: str) -> Looked:
    """What an address asks to look at; everything where it names nothing known."""
    return Looked(state) if state in set(Looked) else Looked.ALL


def looked_through(upload: Upload, state: Looked) -> "QuerySet[Draft]":
    """The upload's texts of this state, in their order."""
    return upload.drafts.filter(_HELD[state])


@dataclass(frozen=True)
class Filter:
    """A choice of what to look at: `count` texts are of this state."""

    state: str
    words: str
    count: int


def filters(upload: Upload) -> list[Filter]:
    """The choices, in one query. Those that would show nothing are left out, but for all."""
    counts = {f"n_{state.name}": Count("pk", filter=held) for state, held in _HELD.items()}
    counted = upload.drafts.aggregate(**counts)
    every = [Filter(state.value, _WORDS[state], counted[f"n_{state.name}"]) for state in Looked]
    return [one for one in every if one.count or not one.state]


def texts_page(drafts: "QuerySet[Draft]", number: str | int | None) -> "Page[Draft]":
    """One page of these texts: what a line shows of each, and not what is long."""
    lines = drafts.select_related("file", "version__article", "like__article")
    short = lines.defer("text", "dropped", "parts", "links", "normalised", "version__text", "like__text")
    return Paginator(short, TEXTS_A_PAGE).get_page(number)


@dataclass(frozen=True)
class ToStore:
    """What storing comes to: so many texts, in so many stories, of which so many are new; and what is left out of it.

    `left_out` are texts that could be stored, `untold` files of which nobody has said what their columns are.
    """

    texts: int
    stories: int
    new_stories: int
    left_out: int
    untold: int

    @property
    def words(self) -> str:
        """Such as "Store 45 texts in 15 stories"."""
        if not self.texts:
            return "Store nothing"
        stories = "1 story" if self.stories == 1 else f"{self.stories:,} stories"
        return f"Store {self.texts:,} text{'' if self.texts == 1 else 's'} in {stories}"


def to_store(upload: Upload) -> ToStore:
    """What would be stored if it were now, in a fixed number of queries."""
    chosen = upload.drafts.filter(_NEW, is_chosen=True)
    told = chosen.exclude(story_title="").order_by().values("story_title").distinct()
    counted = chosen.aggregate(all=Count("pk"), own=Count("pk", filter=Q(story_title="")))
    named = told.count()
    known = Story.objects.filter(title__in=told).order_by().values("title").distinct().count()
    own, own_new = (min(counted["own"], 1), 0) if upload.story else (counted["own"], counted["own"])
    return ToStore(
        counted["all"],
        stories=named + own,
        new_stories=named - known + own_new,
        left_out=upload.drafts.filter(_HELD[Looked.LEFT_OUT]).count(),
        untold=upload.files.filter(status=FileStatus.FIELDS).count(),
    )
