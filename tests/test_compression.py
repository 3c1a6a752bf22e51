"""Pages go compressed, and nothing else does."""

import gzip

import pytest

from annotations.models import Review, User
from tests.exports.marking import make_claim
from tests.fixtures import SignIn

TAKES_GZIP = {"accept-encoding": "gzip, deflate, br"}


def test_a_page_is_compressed_for_a_browser_that_takes_it(signed_in: SignIn, alice: User, review: Review) -> None:
    client = signed_in(alice)
    answer = client.get(f"/reviews/{review.pk}", headers=TAKES_GZIP)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert review.version.text.splitlines()[0] in gzip.decompress(answer.content).decode()
    assert "Content-Encoding" not in client.get(f"/reviews/{review.pk}").headers


def test_a_page_has_another_length_each_time_so_that_it_gives_nothing_away(
    signed_in: SignIn, alice: User, review: Review
) -> None:
    client = signed_in(alice)
    lengths = {len(client.get(f"/reviews/{review.pk}", headers=TAKES_GZIP).content) for _ in range(20)}
    assert len(lengths) > 5


@pytest.mark.parametrize(
    "path", ["/stories/the-plan/export/set.zip", "/stories/the-plan/export/marks.csv", "/api/v1/reviews/{}"]
)
def test_downloads_and_answers_go_as_they_are(signed_in: SignIn, dan: User, review: Review, path: str) -> None:
    make_claim(review, "the plan was dropped")
    answer = signed_in(dan).get(path.format(review.pk), headers=TAKES_GZIP)
    assert answer.status_code == 200
    answer.close()
    assert "Content-Encoding" not in answer.headers
