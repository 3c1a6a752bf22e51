"""parts.csv and links.csv: what lies in the set's texts beside their words. One record a part, or a link."""

from collections.abc import Iterator

from django.db.models import Prefetch

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.shared import ARTICLE, VERSION, described_versions
from annotations.exports.tables.table import Table, of, own
from annotations.models import Link, TextPart


def _parts(selection: Selection) -> Iterator[TextPart]:
    found = TextPart.objects.filter(version__in=selection.versions().order_by().values("pk"))
    in_order = found.order_by("version__article_id", "version__number", "start")
    yield from in_order.prefetch_related(Prefetch("version", described_versions())).iterator(chunk_size=CHUNK)


def _links(selection: Selection) -> Iterator[Link]:
    found = Link.objects.filter(version__in=selection.versions().order_by().values("pk"))
    in_order = found.order_by("version__article_id", "version__number", "start", "end", "address")
    yield from in_order.prefetch_related(Prefetch("version", described_versions())).iterator(chunk_size=CHUNK)


# A deck is of the headline where a claim says in which part it stands.
PARTS = Table[TextPart](
    name="parts",
    rows=_parts,
    columns=(
        of(lambda part: part.version.article, ARTICLE),
        of(lambda part: part.version, VERSION),
        own(
            {
                "start": lambda part: part.start,
                "end": lambda part: part.end,
                "part": lambda part: part.kind,
            }
        ),
    ),
)

LINKS = Table[Link](
    name="links",
    rows=_links,
    columns=(
        of(lambda link: link.version.article, ARTICLE),
        of(lambda link: link.version, VERSION),
        own(
            {
                "start": lambda link: link.start,
                "end": lambda link: link.end,
                "address": lambda link: link.address,
            }
        ),
    ),
)
