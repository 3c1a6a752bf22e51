"""The links that an article has in its text: drawn with their words, opened on purpose only."""

import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.models import Grade, Link, Review, TextPart, User, Version
from tests.conftest import TEXT
from tests.exports.marking import make_claim, submit
from tests.fixtures import SignIn
from tests.views.article_pages import text_of
from tests.views.pages import Page

REPORTS = TEXT.index("Recent reports")
ADDRESS = "https://www.paper.example/reports?a=1&b=2"


def link(version: Version, words: str = "Recent reports", address: str = ADDRESS) -> Link:
    start = version.text.index(words)
    return Link.objects.create(version=version, start=start, end=start + len(words), address=address)


def test_a_link_is_drawn_and_is_no_way_to_click_and_the_text_stays_to_the_letter(
    signed_in: SignIn, alice: User, review: Review
) -> None:
    link(review.version)
    client = signed_in(alice)

    for address in (f"/articles/{review.version.article_id}", f"/reviews/{review.pk}"):
        answer = client.get(address)
        assert text_of(answer) == TEXT
        (drawn,) = re.findall(r"<span class=\"lk [^>]*>[^<]*</span>", answer.content.decode())
        assert drawn == (
            '<span class="lk first last" title="https://www.paper.example/reports?a=1&amp;b=2" data-to="paper.example"'
            ' data-end=" link to paper.example ">Recent reports</span>'
        )
        assert "1 link in the text Recent reports paper.example (opens in a new tab)" in Page(answer).words
        assert 'target="_blank" rel="noreferrer noopener"' in answer.content.decode()


def test_a_text_without_links_says_nothing_of_them(signed_in: SignIn, alice: User, review: Review) -> None:
    assert 'class="links"' not in signed_in(alice).get(f"/reviews/{review.pk}").content.decode()


def test_the_modules_get_the_links_with_their_paragraphs_and_the_parts(
    signed_in: SignIn, alice: User, review: Review
) -> None:
    link(review.version)
    TextPart.objects.create(version=review.version, start=0, end=24, kind="headline")

    answer = signed_in(alice).get(f"/reviews/{review.pk}")

    data = re.search(r'<script id="page"[^>]*>(.*?)</script>', answer.content.decode(), re.DOTALL)
    assert data is not None
    version = json.loads(data[1])["version"]
    first = TEXT.index("The minister, Ana")
    assert version["parts"] == [[0, 24, "headline"]]
    assert version["links"] == [
        {
            "start": REPORTS,
            "end": REPORTS + 14,
            "from": first,
            "to": TEXT.index("\n\n“We never"),
            "host": "paper.example",
            "address": ADDRESS,
        }
    ]


def test_a_link_in_its_paragraph_answers_what_a_6_without_any_source_lacks(
    signed_in: SignIn, alice: User, review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["6"])
    Review.objects.update(status="in_progress")
    client, lacks = signed_in(alice), "Graded 6, but no link, reference or source says where a reader finds it"

    for address in (f"/reviews/{review.pk}", f"/reviews/{review.pk}/submit"):
        assert lacks in Page(client.get(address)).words
    link(review.version, "1,000 men")
    assert lacks in Page(client.get(f"/reviews/{review.pk}")).words
    link(review.version)
    for address in (f"/reviews/{review.pk}", f"/reviews/{review.pk}/submit"):
        assert lacks not in Page(client.get(address)).words


def test_a_report_lists_where_they_lead(signed_in: SignIn, alice: User, review: Review) -> None:
    link(review.version)
    make_claim(review, "the plan was dropped")
    submit(review)

    answer = signed_in(alice).get(f"/articles/{review.version.article_id}/report?by=alice")

    assert ADDRESS in Page(answer).links
    assert 'data-to="paper.example"' in answer.content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "/reports", ""])
def test_other_addresses_than_the_webs_are_never_kept(version: Version, address: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        link(version, address=address)


def test_hundreds_of_links_cost_no_more_queries_than_one(signed_in: SignIn, alice: User, review: Review) -> None:
    client, counts = signed_in(alice), set()
    for many in (1, 1, 300):
        Link.objects.bulk_create(
            Link(version=review.version, start=number % 90, end=number % 90 + 3, address=ADDRESS)
            for number in range(many)
        )
        with CaptureQueriesContext(connection) as queries:
            assert text_of(client.get(f"/reviews/{review.pk}")) == TEXT
        counts.add(len(queries))
    assert len(counts) == 1
