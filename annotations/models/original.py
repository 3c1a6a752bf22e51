"""Originals: the bytes that articles came in, kept as they came."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Original(models.Model):
    """A file's bytes. They lie in the storage called "originals", once, under their hash."""

    sha256 = models.CharField(max_length=64, primary_key=True, help_text="Of the bytes, in hexadecimal.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    created = models.DateTimeField()

    class Meta:
        ordering = ["created", "sha256"]
        constraints = [
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="original_sha256_has_64_digits")
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def place(self) -> str:
        """Its name in the storage."""
        return f"{self.sha256[:2]}/{self.sha256}"
