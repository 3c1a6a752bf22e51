"""Files on their way to whoever downloads them."""

from io import BytesIO

import pytest

from annotations.views.downloads import MOST_AT_ONCE, PIECE, Download


@pytest.mark.parametrize(
    ("size", "chunks"),
    [(0, []), (1, [1]), (MOST_AT_ONCE, [MOST_AT_ONCE]), (MOST_AT_ONCE + 1, [*[PIECE] * (MOST_AT_ONCE // PIECE), 1])],
)
def test_what_fits_goes_at_once_and_what_is_larger_in_small_pieces(size: int, chunks: list[int]) -> None:
    file = BytesIO(bytes(range(256)) * (size // 256 + 1))
    file.truncate(size)
    file.seek(size)

    answer = Download(file, as_attachment=True, filename="set.zip")
    sent = [bytes(chunk) for chunk in getattr(answer, "streaming_content")]  # noqa: B009  (mypy takes it for asynchronous)

    assert [len(chunk) for chunk in sent] == chunks
    assert b"".join(sent) == file.getvalue()
    assert answer.headers["Content-Length"] == str(size)
