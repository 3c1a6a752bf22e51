"""The one app."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Stories, articles, reviews and the sets made of them."""

    name = "annotations"
    verbose_name = "factcheck"

    def ready(self) -> None:
        """Register the system checks."""
        from annotations import checks  # noqa: F401, PLC0415  (models must be loaded first)
