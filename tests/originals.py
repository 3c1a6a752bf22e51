"""Originals put straight into their place, as an upload leaves them."""

from io import BytesIO

from annotations.intake.originals import bytes_in, keep
from annotations.models import Original, Version


def keep_original(version: Version, raw: bytes) -> Original:
    """Keep these bytes as those that the version was read from."""
    found = bytes_in(BytesIO(raw))
    keep([found])
    Version.objects.filter(pk=version.pk).update(original=found.sha256)
    return Original.objects.get(pk=found.sha256)
