"""Reading an article: its text to the letter, what is known about it, its versions, and the marks in it."""

import re
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.models import Article, Grade, Outlet, Review, Story, User, Version
from tests.conftest import TEXT
from tests.exports.marking import make_claim, make_contradiction, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.article_pages import text_of
from tests.views.pages import Page


@pytest.mark.parametrize("text", [TEXT, "\n\nA <b>&amp;\n 👩‍👩‍👧  e\u0301\n\n\n\u200fשלום\n"])
def test_the_text_on_the_page_is_the_stored_text_to_the_letter(
    text: str, dan: User, signed_in: SignIn, make_version: MakeVersion
) -> None:
    version = make_version(text)

    assert text_of(signed_in(dan).get(f"/articles/{version.article_id}")) == text


def test_the_page_says_what_is_known_about_the_article(
    dan: User, signed_in: SignIn, article: Article, version: Version, review: Review, bobs_review: Review
) -> None:
    outlet = Outlet.objects.create(name="The Post")
    Article.objects.update(
        outlet=outlet, byline="Ana Sousa", published=date(2026, 11, 2), address="https://example.org/plan", type="news"
    )
    Version.objects.update(created_by=dan, file_name="plan.txt")
    submit(bobs_review)

    answer = signed_in(dan).get(f"/articles/{article.pk}")

    page = Page(answer)
    assert "The plan The Post 2 November 2026 by Ana Sousa 34 words" in page.words
    assert 'href="https://example.org/plan" rel="noopener noreferrer"' in answer.content.decode()
    assert re.search(r"Version 1 loaded \d+ \w+ \d{4} by Dan Petrov from plan.txt", page.words)
    assert version.sha256 in page.words
    assert re.search(r"Alice Moreau Not started Bob Okafor Submitted", page.words)
    assert f"/articles/{article.pk}/edit" in page.links


def test_a_version_loaded_on_the_command_line_says_so(dan: User, signed_in: SignIn, version: Version) -> None:
    words = Page(signed_in(dan).get(f"/articles/{version.article_id}")).words

    assert re.search(r"Version 1 loaded \d+ \w+ \d{4} on the command line SHA-256", words)


def test_a_reviewer_is_not_told_who_else_reviews_it(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review
) -> None:
    page = Page(signed_in(alice).get(f"/articles/{review.version.article_id}"))

    assert "Bob" not in page.words
    assert f"/reviews/{review.pk}" in page.links
    assert "Review it" in page.words


def test_the_newest_version_is_shown_and_the_others_can_be_read(dan: User, signed_in: SignIn, version: Version) -> None:
    article = version.article
    Version.objects.create(article=article, number=2, text="Corrected.", sha256="0" * 64)
    client = signed_in(dan)

    newest = client.get(f"/articles/{article.pk}")
    assert text_of(newest) == "Corrected."
    assert "?version=1" in Page(newest).links

    assert text_of(client.get(f"/articles/{article.pk}?version=1")) == TEXT


@pytest.mark.parametrize("number", ["0", "2", "-1", "one", "٣", "99999999999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(number: str, dan: User, signed_in: SignIn, version: Version) -> None:
    assert signed_in(dan).get(f"/articles/{version.article_id}", {"version": number}).status_code == 404


def test_ones_own_marks_are_shown_once_the_review_is_submitted_and_on_demand(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, version: Version, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["4"])
    make_claim(review, "it was only delayed")
    make_typo(review, "men", correction="soldiers")
    make_contradiction(review, (version, "the plan was dropped"), (version, "it was only delayed"))
    make_claim(bobs_review, "Critics doubt it", grade=grades["0"])
    submit(bobs_review)
    client = signed_in(alice)
    address = f"/articles/{version.article_id}"

    assert "<mark" not in client.get(f"{address}?marks=mine").content.decode()
    assert "?marks=mine" not in Page(client.get(address)).links

    submit(review)
    assert "<mark" not in client.get(address).content.decode()
    (switch,) = [link for link in Page(client.get(address)).links if "marks" in link]
    shown = client.get(address + switch)
    drawn = shown.content.decode()
    assert all(mark in drawn for mark in ('data-g="4"', 'data-g="?"', 'data-fix="soldiers"', 'data-x="x1"'))
    assert 'data-g="0"' not in drawn
    assert text_of(shown) == TEXT


def test_a_headline_that_is_not_in_the_text_stands_above_it(dan: User, signed_in: SignIn, article: Article) -> None:
    client = signed_in(dan)
    assert '<h1 class="vh">' in client.get(f"/articles/{article.pk}").content.decode()

    Article.objects.update(headline="As printed <i>")

    assert "<h1>As printed &lt;i&gt;</h1>" in client.get(f"/articles/{article.pk}").content.decode()


@pytest.mark.parametrize("number", [1, 6])
def test_an_article_asks_the_database_as_often_for_six_reviews_as_for_one(
    number: int,
    dan: User,
    signed_in: SignIn,
    version: Version,
    story: Story,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        person = User.objects.create_user(f"person-{one}", name=f"Person {one}")
        Review.objects.create(reviewer=person, version=version, round=story.current_round)
    client = signed_in(dan)
    with django_assert_num_queries(8):
        answer = client.get(f"/articles/{version.article_id}")
    assert Page(answer).words.count("Not started") == number
