"""Names of people as they are looked for, whatever their case and accents; filled with what is there."""

import annotations.models.fields
from django.db import migrations

ROWS_AT_ONCE = 500


def fill(apps, schema_editor):
    """Fold the names, some at a time."""
    # It knows nothing of the tables, and so goes on working whatever becomes of them.
    from annotations.models.words import folded_name

    people = apps.get_model("annotations", "User").objects
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), ROWS_AT_ONCE):
        rows = list(people.filter(pk__in=keys[first : first + ROWS_AT_ONCE]).only("pk", "name"))
        for row in rows:
            row.name_folded = folded_name(row.name)
        people.bulk_update(rows, ["name_folded"])


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0010_titles_as_they_are_looked_for'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='name_folded',
            field=annotations.models.fields.FoldedField(of='name', default='', editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
