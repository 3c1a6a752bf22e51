"""Bytes kept under their hash: once, whole, and as long as anything names them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from annotations.intake.background import tidy
from annotations.intake.originals import bytes_in, bytes_of, hold, keep, remove_unused
from annotations.intake.storage import WholeFiles
from annotations.models import Original, Story, Upload, Version

pytestmark = pytest.mark.django_db

RAW = b"Some bytes"


def kept(raw: bytes = RAW) -> Original:
    keep([bytes_in(io.BytesIO(raw))])
    return Original.objects.get(size=len(raw))


def in_storage(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once_under_their_hash(originals: Path) -> None:
    original = kept()
    assert kept() == original
    assert bytes_of(original) == RAW
    assert (originals / original.place).read_bytes() == RAW
    assert in_storage(originals) == [RAW]


def test_what_nothing_names_is_removed_and_what_a_version_or_a_file_names_stays(
    originals: Path, version: Version, story: Story
) -> None:
    named, of_a_file, unnamed = kept(), kept(b"Other bytes here"), kept(b"Unnamed")
    Version.objects.filter(pk=version.pk).update(original=named)
    upload = Upload.objects.create(created=timezone.now())
    upload.files.create(order=1, size=1, original=of_a_file)
    assert remove_unused([named.pk, of_a_file.pk, unnamed.pk]) == 1
    assert {original.pk for original in Original.objects.all()} == {named.pk, of_a_file.pk}
    assert sorted(in_storage(originals)) == [b"Other bytes here", RAW]


def test_bytes_removed_before_they_are_named_are_missed_and_kept_again(originals: Path) -> None:
    found = [bytes_in(io.BytesIO(RAW))]
    keep(found)
    remove_unused([found[0].sha256])
    with transaction.atomic():
        assert not hold(found)
    keep(found)
    with transaction.atomic():
        assert hold(found)
    assert in_storage(originals) == [RAW]


def test_what_somebody_may_be_about_to_name_is_spared_for_a_day() -> None:
    kept()
    tidy()
    assert Original.objects.exists()
    Original.objects.update(created=timezone.now() - timedelta(days=2))
    tidy()
    assert not Original.objects.exists()


def test_a_crash_amid_writing_leaves_nothing_in_the_place_and_is_cleared_away(originals: Path) -> None:
    begun = originals / "incoming" / "half"
    begun.parent.mkdir(parents=True)
    begun.write_bytes(RAW[:4])
    original = kept()
    assert bytes_of(original) == RAW
    storage = storages["originals"]
    assert isinstance(storage, WholeFiles)
    storage.remove_begun(before=timezone.now() + timedelta(days=1))
    assert in_storage(originals) == [RAW]


def test_uploads_whose_files_never_all_arrived_go_after_a_day() -> None:
    old = Upload.objects.create(created=timezone.now() - timedelta(days=2))
    new = Upload.objects.create(created=timezone.now())
    tidy()
    assert list(Upload.objects.all()) == [new]
    assert old != new
