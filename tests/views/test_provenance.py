"""Where a version came from is told on its article's page; admins download the bytes that it was read from."""

import hashlib
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Review, User, Version
from tests.fixtures import SignIn
from tests.originals import keep_original
from tests.views.pages import Page

RAW = b"Minister denies the plan\r\n<script>alert(1)</script>"


def bytes_of(answer: object) -> bytes:
    return b"".join(getattr(answer, "streaming_content", []))


def test_a_version_says_where_it_came_from_and_what_was_altered(
    dan: User, alice: User, review: Review, signed_in: SignIn, version: Version, originals: Path
) -> None:
    told = {"reader": "text", "reader_version": "1", "encoding": "cp1252", "file_name": "plan/1.txt"}
    Version.objects.update(**told, normalised=["2 line ends were “\\r\\n”.", "A byte order mark was left out."])
    keep_original(version, RAW)

    page = Page(signed_in(dan).get(f"/articles/{version.article_id}"))

    assert f"Text SHA-256 {version.sha256} Came in" in page.words
    assert "Read as plain text, reader version 1 Encoding cp1252 Original 51 bytes, SHA-256" in page.words
    assert hashlib.sha256(RAW).hexdigest() in page.words
    assert "Altered 2 line ends were “\\r\\n”. A byte order mark was left out." in page.words
    assert f"/versions/{version.pk}/original" in page.links
    assert f"/versions/{version.pk}/original" not in Page(signed_in(alice).get(f"/articles/{version.article_id}")).links


def test_what_was_not_kept_of_an_older_version_is_said_so(dan: User, signed_in: SignIn, version: Version) -> None:
    page = Page(signed_in(dan).get(f"/articles/{version.article_id}"))
    assert "pasted Read as not kept Encoding not kept Original not kept Altered not kept" in page.words


def test_the_original_is_downloaded_to_the_byte_and_never_opened(
    dan: User, signed_in: SignIn, version: Version, originals: Path
) -> None:
    Version.objects.update(file_name="folder/Планъ.html")
    keep_original(version, RAW)

    answer = signed_in(dan).get(f"/versions/{version.pk}/original")

    assert bytes_of(answer) == RAW
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(RAW))


def test_the_original_of_a_pasted_text_goes_by_its_hash(
    dan: User, signed_in: SignIn, version: Version, originals: Path
) -> None:
    original = keep_original(version, RAW)
    answer = signed_in(dan).get(f"/versions/{version.pk}/original")
    assert bytes_of(answer) == RAW
    assert f'filename="{original.sha256}.bin"' in answer.headers["Content-Disposition"]


def test_an_original_that_is_not_kept_or_missing_is_not_found(
    dan: User, signed_in: SignIn, version: Version, originals: Path
) -> None:
    client, address = signed_in(dan), f"/versions/{version.pk}/original"
    assert client.get(address).status_code == 404
    original = keep_original(version, RAW)
    (originals / original.place).unlink()
    missing = client.get(address)
    assert missing.status_code == 404
    assert "The original is missing" in Page(missing).words


def test_versions_cost_the_page_no_query_each(dan: User, signed_in: SignIn, version: Version, originals: Path) -> None:
    client, counts = signed_in(dan), []
    keep_original(version, RAW)
    for number in (2, 3, 4, 5):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/articles/{version.article_id}?version=1")
        counts.append(len(queries))
        more = Version.objects.create(
            article=version.article, number=number, text=f"Text {number}", sha256=f"{number:064}", created_by=dan
        )
        keep_original(more, RAW + str(number).encode())
    assert len(set(counts)) == 1
