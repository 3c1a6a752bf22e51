"""Files of a form: streamed into one file on the disk, each to be read as if it stood alone."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT
from pytest_django import Settings


def received(*files: tuple[str, bytes]) -> list[UploadedFile[bytes]]:
    """The files as a view gets them."""
    sent = {"files": [SimpleUploadedFile(name, content) for name, content in files]}
    request = RequestFactory().post("/", sent, content_type=MULTIPART_CONTENT)
    return request.FILES.getlist("files")


def open_files() -> int:
    """How many files this process has open."""
    return len(list(Path("/dev/fd").iterdir()))


def test_each_file_is_read_to_its_own_end() -> None:
    files = received(("a.txt", b"first"), ("b.txt", b"second, longer"), ("c.txt", b"x" * 200_000))

    assert [file.read() for file in files] == [b"first", b"second, longer", b"x" * 200_000]
    assert [(file.name, file.size) for file in files] == [("a.txt", 5), ("b.txt", 14), ("c.txt", 200_000)]
    for file in files:
        file.close()


def test_files_are_read_in_turns_and_from_any_place() -> None:
    first, second = received(("a.txt", b"0123456789"), ("b.txt", b"abcdefghij"))

    first.seek(-3, 2)
    second.seek(4)
    assert (first.read(2), second.read(3), first.read()) == (b"78", b"efg", b"9")
    first.close()
    assert second.read() == b"hij"
    second.close()


def test_an_empty_file_is_one() -> None:
    (empty,) = received(("empty.txt", b""))

    assert (empty.size, empty.read()) == (0, b"")
    empty.close()


def test_what_is_over_the_limit_in_all_is_counted_and_not_kept(settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARCHIVE_BYTES = 10

    files = received(("a.txt", b"12345678"), ("b.txt", b"12345678"))

    assert [(file.size, file.read()) for file in files] == [(8, b"12345678"), (8, b"12")]
    for file in files:
        file.close()


def test_the_bytes_are_gone_once_the_last_file_is_closed() -> None:
    before = open_files()
    first, second = received(("a.txt", b"a"), ("b.txt", b"b"))

    first.close()
    first.close()
    assert second.read() == b"b"
    second.close()
    assert open_files() == before
