"""manage.py verify_texts: whether every text, original and mark still is what was kept."""

from argparse import ArgumentParser
from itertools import chain
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.management.verifying import Counts, faults_of_originals, faults_of_texts

SECONDS_BETWEEN = 5


class Command(BaseCommand):
    """Reads only, and hinders nobody: it may run while people work. What does not hold goes to standard output, a line each."""

    help = (
        "Recompute the hash of every text and every original, and compare every mark, link and part with the text it is in. "
        "Says what does not hold, a line each, and then ends with status 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether originals are read too."""
        parser.add_argument(
            "--quick", action="store_true", help="leave the originals out: look at what the database holds"
        )

    def handle(self, **options: Any) -> None:
        """Look at everything, and say what was looked at. Raises CommandError where something does not hold."""
        self._counts, self._said = Counts(), monotonic()
        self._is_talkative = options["verbosity"] > 0
        faults = faults_of_texts(self._counts, self._tell)
        if not options["quick"]:
            faults = chain(faults, faults_of_originals(self._counts, self._tell))
        found = 0
        for fault in faults:
            self.stdout.write(fault)
            found += 1
        looked_at = self._looked_at() + (", no originals" if options["quick"] else "")
        if found:
            raise CommandError(f"{found:,} of it {'does' if found == 1 else 'do'} not hold. Looked at: {looked_at}.")
        self.stdout.write(f"All holds: {looked_at}.")

    def _tell(self) -> None:
        """Say on standard error how far it is, now and then."""
        if self._is_talkative and monotonic() - self._said >= SECONDS_BETWEEN:
            self._said = monotonic()
            self.stderr.write(f"Looked at so far: {self._looked_at()}")

    def _looked_at(self) -> str:
        counts = self._counts
        return f"{counts.texts:,} texts, {counts.places:,} places in them, {counts.originals:,} originals"
