"""Titles of stories and names of people as they are looked for, whatever their case and accents; filled with what is there."""

import annotations.models.fields
from django.db import migrations

ROWS_AT_ONCE = 500


def fill(apps, schema_editor):
    """Fold what stories and people are called, some at a time."""
    for table, column in (("Story", "title"), ("User", "name")):
        model = apps.get_model("annotations", table)
        keys = list(model.objects.exclude(**{column: ""}).order_by("pk").values_list("pk", flat=True))
        for first in range(0, len(keys), ROWS_AT_ONCE):
            _fold(model, keys[first : first + ROWS_AT_ONCE], column)


def _fold(model, keys, column):
    # It knows nothing of the tables, and so goes on working whatever becomes of them.
    from annotations.models.words import folded_name

    rows = list(model.objects.filter(pk__in=keys).only("pk", column))
    for row in rows:
        setattr(row, f"{column}_folded", folded_name(getattr(row, column)))
    model.objects.bulk_update(rows, [f"{column}_folded"])


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0009_names_as_they_are_looked_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='title_folded',
            field=annotations.models.fields.FoldedField(of='title', default='', editable=False),
        ),
        migrations.AddField(
            model_name='user',
            name='name_folded',
            field=annotations.models.fields.FoldedField(of='name', default='', editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
