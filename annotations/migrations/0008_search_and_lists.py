"""The index by which articles are found, filled with what is there; and indexes for the lists."""

import annotations.models.sorting
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


# Contentless: the words are in the index alone, and the text only in its version. They come as they are to be found, parted by
# spaces: so all else counts as a part of a word.
SQLITE = """
    CREATE VIRTUAL TABLE annotations_indexed_words
    USING fts5(headline, text, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")
"""
POSTGRESQL = """
    CREATE TABLE annotations_indexed_words (
        indexed bigint NOT NULL, place integer NOT NULL, words tsvector NOT NULL, PRIMARY KEY (indexed, place)
    );
    CREATE INDEX indexed_words_by_word ON annotations_indexed_words USING gin (words);
"""


def make_words(apps, schema_editor):
    """The table of words, which Django knows nothing of."""
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop_words(apps, schema_editor):
    """Django would leave it where it is."""
    schema_editor.execute("DROP TABLE annotations_indexed_words")


def fill(apps, schema_editor):
    """Index the versions that there are, some at a time."""
    # It reads four columns by name, and so goes on working whatever other columns are added later.
    from annotations.models.indexing import index_versions

    index_versions()


class Migration(migrations.Migration):

    dependencies = [
        ('annotations', '0007_uploads_parts_links_and_copies'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indexed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headline', models.CharField(help_text='As it is in the index.', max_length=500)),
                ('words', models.PositiveIntegerField(help_text='How many words the text has, parted by white space.')),
                ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='indexed', to='annotations.article')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='indexed', to='annotations.version')),
            ],
            options={
                'verbose_name_plural': 'indexed',
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created'], name='article_by_created'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['archived_at'], name='article_by_archived_at'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(annotations.models.sorting.DayOr('published', '0001-01-01'), models.F('id'), name='article_by_published'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(django.db.models.functions.text.Lower('headline'), models.F('id'), name='article_by_headline'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(annotations.models.sorting.DayOr('due', '9999-12-31'), models.F('id'), name='review_by_due'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(django.db.models.functions.text.Lower('title'), models.F('id'), name='story_by_title'),
        ),
        migrations.RunPython(make_words, drop_words),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
