"""Originals put straight into their place, as an upload leaves them."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from annotations.models import Original, Version


def keep_original(version: Version, raw: bytes) -> Original:
    """Keep these bytes as those that the version was read from."""
    digest = hashlib.sha256(raw).hexdigest()
    original, _ = Original.objects.get_or_create(sha256=digest, defaults={"size": len(raw), "created": timezone.now()})
    if not storages["originals"].exists(original.place):
        storages["originals"].save(original.place, ContentFile(raw))
    Version.objects.filter(pk=version.pk).update(original=original)
    return original
