"""Addresses of the admin's pages, and what their forms send."""

from django.urls import reverse

from annotations.models import (
    SourceName,
)

LISTS = ["outlet", "source", "user", "codebook", "version", "event"]


def page(table: str, view: str = "changelist", *args: object) -> str:
    """The address of an admin page."""
    return reverse(f"admin:annotations_{table}_{view}", args=args)


def names(*rows: tuple[str, str], kept: list[SourceName] | None = None) -> dict[str, str]:
    """A form's fields for a source's names: name and place, the kept ones first."""
    rows_kept = kept or []
    fields = {"names-TOTAL_FORMS": str(len(rows)), "names-INITIAL_FORMS": str(len(rows_kept))}
    for number, (name, place) in enumerate(rows):
        fields |= {f"names-{number}-name": name, f"names-{number}-order": place}
    for number, row in enumerate(rows_kept):
        fields |= {f"names-{number}-id": str(row.pk), f"names-{number}-source": str(row.source_id)}
    return fields
