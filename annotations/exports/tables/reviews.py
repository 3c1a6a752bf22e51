"""reviews.csv: one record a review. Without it nobody could tell an article in which nothing was found from one that nobody read."""

from collections.abc import Iterator

from django.db.models import Prefetch

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.shared import ARTICLE, REVIEW, VERSION, described_versions
from annotations.exports.tables.table import Table, moment, of, own, yes_no
from annotations.models import Review


def _rows(selection: Selection) -> Iterator[Review]:
    reviews = selection.reviews().select_related("reviewer", "round__codebook")
    yield from reviews.prefetch_related(Prefetch("version", described_versions())).iterator(chunk_size=CHUNK)


REVIEWS = Table[Review](
    name="reviews",
    rows=_rows,
    columns=(
        of(lambda review: review.version.article, ARTICLE),
        of(lambda review: review.version, VERSION),
        of(lambda review: review, REVIEW),
        own(
            {
                "round_kind": lambda review: review.round.kind,
                "based_on": lambda review: review.based_on_id,
                "nothing_to_mark": lambda review: yes_no(review.nothing_to_mark),
                "submitted": lambda review: moment(review.submitted_at),
                "codebook": lambda review: str(review.round.codebook),
            }
        ),
    ),
)
