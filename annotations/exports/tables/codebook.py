"""codebook.csv: one record a grade of each codebook that the reviews were made by."""

from collections.abc import Iterator

from annotations.exports.selection import Selection
from annotations.exports.tables.table import Table, own
from annotations.models import Grade


def _rows(selection: Selection) -> Iterator[Grade]:
    grades = Grade.objects.filter(codebook__in=selection.codebooks().order_by())
    yield from grades.select_related("codebook").order_by("codebook_id", "order")


CODEBOOK = Table[Grade](
    name="codebook",
    rows=_rows,
    columns=(
        own(
            {
                "codebook": lambda grade: str(grade.codebook),
                "order": lambda grade: grade.order + 1,
                "grade": lambda grade: grade.key,
                "grade_rank": lambda grade: grade.rank,
                "grade_label": lambda grade: grade.label,
                "definition": lambda grade: grade.definition,
                "example": lambda grade: grade.example,
            }
        ),
    ),
)
