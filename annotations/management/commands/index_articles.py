"""manage.py index_articles: what articles are found by, brought up to date or built anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotations.intake.store import make_known
from annotations.models import Version
from annotations.models.indexing import empty_index, index_anew, outdated


class Command(BaseCommand):
    """Brings the search index up to date."""

    help = (
        "Index the articles that the search for words or for copies does not find yet, and those whose headline was changed outside "
        "the product. With --anew the whole index is built anew: until it is done, not all articles are found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to begin with an empty index."""
        parser.add_argument("--anew", action="store_true", help="empty the index first")

    def handle(self, **options: Any) -> None:
        """Index what is not indexed, and say how many versions that was."""
        if options["anew"]:
            empty_index()
        for article in outdated().order_by("pk").iterator(chunk_size=100):
            index_anew(article)
        self.stdout.write(f"{make_known(Version.objects.all())} indexed.")
