"""Names and affiliations of sources as they are looked for, whatever their case and accents; filled with what is there."""

import annotations.models.fields
from django.db import migrations

ROWS_AT_ONCE = 500


def fill(apps, schema_editor):
    """Fold what the sources are called, and where they belong, some at a time."""
    for table, column, folded in (("SourceName", "name", "folded"), ("Source", "affiliation", "affiliation_folded")):
        model = apps.get_model("annotations", table)
        keys = list(model.objects.exclude(**{column: ""}).order_by("pk").values_list("pk", flat=True))
        for first in range(0, len(keys), ROWS_AT_ONCE):
            _fold(model, keys[first : first + ROWS_AT_ONCE], column, folded)


def _fold(model, keys, column, folded):
    # It knows nothing of the tables, and so goes on working whatever becomes of them.
    from annotations.models.words import folded_name

    rows = list(model.objects.filter(pk__in=keys).only("pk", column))
    for row in rows:
        setattr(row, folded, folded_name(getattr(row, column)))
    model.objects.bulk_update(rows, [folded])


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0008_search_and_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='affiliation_folded',
            field=annotations.models.fields.FoldedField(of='affiliation', default='', editable=False),
        ),
        migrations.AddField(
            model_name='sourcename',
            name='folded',
            field=annotations.models.fields.FoldedField(of='name', default='', editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
