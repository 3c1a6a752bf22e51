"""The product's default codebook, version 1. Its words stand in fixtures/default_codebook.json."""

import json
from pathlib import Path

from django.db import migrations

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "default_codebook.json"


def load(apps, schema_editor):
    """Write the codebook and its grades; the keys are the database's to give."""
    rows = [row["fields"] for row in json.loads(FIXTURE.read_text(encoding="utf-8"))]
    codebook = apps.get_model("annotations", "Codebook").objects.create(name=rows[0]["name"], version=rows[0]["version"])
    grades = apps.get_model("annotations", "Grade").objects
    for row in rows[1:]:
        grades.create(**row | {"codebook": codebook})


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("annotations", "0001_tables")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
