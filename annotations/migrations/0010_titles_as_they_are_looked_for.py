"""Titles of stories as they are looked for, whatever their case and accents; filled with what is there."""

import annotations.models.fields
from django.db import migrations

ROWS_AT_ONCE = 500


def fill(apps, schema_editor):
    """Fold the titles, some at a time."""
    # It knows nothing of the tables, and so goes on working whatever becomes of them.
    from annotations.models.words import folded_name

    stories = apps.get_model("annotations", "Story").objects
    keys = list(stories.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), ROWS_AT_ONCE):
        rows = list(stories.filter(pk__in=keys[first : first + ROWS_AT_ONCE]).only("pk", "title"))
        for row in rows:
            row.title_folded = folded_name(row.title)
        stories.bulk_update(rows, ["title_folded"])


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
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
