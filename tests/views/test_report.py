"""The printable reports of an article and of a story."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Admission,
    Article,
    Grade,
    Mark,
    Outlet,
    Review,
    RoundKind,
    Source,
    Status,
    Story,
    User,
)
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

DROPPED, DELAYED, MEN = "the plan was dropped", "it was only delayed", "We never had 1,000 men there"


def report_of(client: Client, about: Article | Story, query: str = "") -> Page:
    """The report, as this person reads it."""
    address = f"/articles/{about.pk}/report" if isinstance(about, Article) else f"/stories/{about.slug}/report"
    return Page(client.get(f"{address}?{query}"))


def test_an_article_s_report_says_what_it_is_about_and_what_its_marks_come_to(
    alice: User, signed_in: SignIn, review: Review, article: Article, grades: dict[str, Grade]
) -> None:
    Article.objects.update(
        outlet=Outlet.objects.create(name="The Post"), address="https://post.example/plan", published="2026-05-01"
    )
    ana = make_source("Ana Sousa")
    credit(make_claim(review, DROPPED, grade=grades["4"], check_worthy="yes"), ana, mode="paraphrase")
    make_claim(review, DELAYED, grade=grades["2"], check_worthy="yes")
    make_claim(review, "Critics doubt it")
    make_typo(review, "Monday", correction="Tuesday", severity="error", type="misspelling")

    page = report_of(signed_in(alice), article)

    assert "Minister denies the plan The Post 1 May 2026 https://post.example/plan" in page.words
    assert "By Alice Moreau: 1 review, not submitted yet, so all of it may still change." in page.words
    assert "3 claims, 1 of them not graded yet." in page.words
    assert "4 or above 1 of 2 50 % 9 to 91 %" in page.words
    assert "2 or below 1 of 2 50 % 9 to 91 %" in page.words
    assert "Ana Sousa 1 Effective number of sources 1.0" in page.words
    words = review.version.words
    assert f"1 typo in {words} words read: {1_000 / words:.1f} per 1,000." in page.words
    assert "/stories/the-plan/marks?by=alice&article=" in " ".join(page.links)


def test_its_claims_are_listed_in_text_order_and_its_typos_as_corrections(
    alice: User, signed_in: SignIn, review: Review, article: Article, grades: dict[str, Grade]
) -> None:
    last = make_claim(review, MEN, grade=grades["6"], rationale="Her own words.", note="Ask Carol.")
    credit(last, make_source("Ana Sousa"), mode="direct")
    make_claim(review, DROPPED)
    make_typo(review, "Monday", correction="Tuesday", severity="error", type="misspelling", in_quotation=True)
    make_typo(review, "only", note="Twice.")

    page = report_of(signed_in(alice), article)

    assert f"2, in the text ? {DROPPED} not yet graded 1, in the text 6 {MEN} 6 · " in page.words
    assert "Ana Sousa direct quote Why: Her own words. Note: Ask Carol." in page.words
    assert "t1, in the text Monday Tuesday misspelling inside a quotation error" in page.words
    assert "t2, in the text only take it out Twice. not said not said" in page.words
    assert f"#m-{last.pk}" in page.links


def test_the_marks_are_drawn_in_the_text(
    alice: User, signed_in: SignIn, review: Review, article: Article, grades: dict[str, Grade]
) -> None:
    made = make_claim(review, DROPPED, grade=grades["4"])

    content = signed_in(alice).get(f"/articles/{article.pk}/report").content.decode()

    assert f'id="m-{made.pk}"' in content
    assert 'data-g="4"' in content


def test_contradictions_are_quoted_with_all_their_sides_wherever_they_were_recorded(
    alice: User, signed_in: SignIn, review: Review, story: Story, make_version: MakeVersion
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))
    other = make_version("Planes arrive\n\nMore than 100 troops arrived.")
    unrelated = make_version("Weather\n\nIt rains. It does not rain.")
    make_contradiction(
        review,
        (review.version, MEN),
        (other, "More than 100 troops"),
        strength="strict",
        type="number",
        locus="outlet_outlet",
        acknowledged=False,
    )
    third = Review.objects.create(reviewer=alice, version=unrelated, round=story.current_round)
    make_contradiction(third, (unrelated, "It rains"), (unrelated, "It does not rain"), strength="loose")
    client = signed_in(alice)

    Review.objects.create(reviewer=alice, version=other, round=story.current_round, status=Status.IN_PROGRESS)
    for about in (review.version.article, other.article, story):
        words = report_of(client, about).words
        assert (
            "xcontradiction Strict number outlet against outlet not acknowledged in the text "
            "recorded by Alice Moreau in “Minister denies the plan” as x1 "
            f"The Post, Minister denies the plan {MEN} Planes arrive More than 100 troops"
        ) in words
    assert "It does not rain" not in report_of(client, other.article).words
    assert "Weather It does not rain" in report_of(client, story).words


def test_a_contradiction_is_drawn_in_each_text_in_which_it_has_a_side(
    alice: User, signed_in: SignIn, review: Review, story: Story, make_version: MakeVersion
) -> None:
    other = make_version("Planes arrive\n\nMore than 100 troops arrived.")
    Review.objects.create(reviewer=alice, version=other, round=story.current_round, status=Status.IN_PROGRESS)
    Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS)
    made = make_contradiction(review, (review.version, MEN), (other, "More than 100 troops"))
    client = signed_in(alice)

    whole = client.get("/stories/the-plan/report").content.decode()
    alone = client.get(f"/articles/{other.article_id}/report").content.decode()

    assert whole.count(f'id="m-{made.pk}"') == 1
    for content in (whole, alone):
        assert content.count(f'id="m-{made.pk}-{other.pk}"') == 1
        assert 'data-x="x1↗"' in content


def test_a_merged_source_goes_by_the_name_that_it_has_now(
    alice: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    kept, merged = make_source("Ana Sousa"), make_source("Anna Souza")
    credit(make_claim(review, DROPPED), merged)
    Source.objects.filter(pk=merged.pk).update(merged_into=kept)

    words = report_of(signed_in(alice), article).words

    assert words.count("Ana Sousa") > TEXT_NAMES_HER
    assert "Anna Souza" not in words


# In the text itself.
TEXT_NAMES_HER = 1


def test_withdrawn_marks_are_left_out(alice: User, signed_in: SignIn, review: Review, article: Article) -> None:
    make_claim(review, DELAYED)
    gone = make_claim(review, DROPPED, note="Taken back.")
    Mark.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    words = report_of(signed_in(alice), article).words

    assert "1 claim, 1 of them not graded yet." in words
    assert "Taken back." not in words


def test_of_everybody_it_counts_all_and_says_to_choose_one_for_the_marks(
    carol: User, signed_in: SignIn, review: Review, bobs_review: Review, article: Article
) -> None:
    make_claim(review, DROPPED, note="Alice’s note.")
    make_claim(bobs_review, DELAYED, note="Bob’s note.")
    for one in (review, bobs_review):
        submit(one)
    client = signed_in(carol)

    words = report_of(client, article).words
    assert "By 2 reviewers, each mark counted for whoever made it: 2 reviews, submitted." in words
    assert "2 claims" in words
    assert "shown for one of them at a time : choose one at the top of this page" in words.replace("time:", "time :")
    assert "note." not in words

    bobs = report_of(client, article, "by=bob").words
    assert "By Bob Okafor: 1 review, submitted." in bobs
    assert "Note: Bob’s note." in bobs
    assert "Alice’s note." not in bobs


def test_of_one_reviewer_alone_the_marks_are_shown_unasked(
    carol: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    make_claim(review, DROPPED, note="Alice’s note.")
    submit(review)

    assert "Note: Alice’s note." in report_of(signed_in(carol), article).words


@pytest.mark.parametrize(
    ("kind", "words"), [(RoundKind.BLIND, "The round is blind:"), (RoundKind.OPEN, "The round is open:")]
)
def test_it_says_how_it_was_made(
    kind: RoundKind,
    words: str,
    alice: User,
    signed_in: SignIn,
    review: Review,
    story: Story,
    grades: dict[str, Grade],
) -> None:
    make_claim(review, DROPPED)
    story.rounds.update(kind=kind)

    shown = report_of(signed_in(alice), story).words

    assert f"1 reviewer read {review.version.words} words in 1 review (0 submitted) in round 1." in shown
    assert words in shown
    assert "by the codebook Sourcing 1, whose grades are:" in shown
    for grade in grades.values():
        assert f"{grade.key} {grade.label} {grade.definition}" in shown
    assert "does not say whether a claim is true" in shown


def test_a_story_s_report_has_a_section_for_each_article(
    alice: User, signed_in: SignIn, review: Review, story: Story, make_version: MakeVersion, grades: dict[str, Grade]
) -> None:
    make_claim(review, DROPPED, grade=grades["4"], check_worthy="yes", note="In the first.")
    second = make_version("Plan delayed\n\nThe plan is only delayed.")
    other = Review.objects.create(reviewer=alice, version=second, round=story.current_round)
    make_claim(other, "only delayed", grade=grades["1"], note="In the second.")
    unread = make_version("Nobody reads this")

    page = report_of(signed_in(alice), story)

    assert "report of a story with 3 articles" in page.words
    assert page.links.count("/stories/the-plan") == 2
    assert "2 claims." in page.words
    assert "Minister denies the plan Outlet not known 1 1 of 1 0 of 1 – 0.0" in page.words
    assert page.words.index("In the first.") < page.words.index("In the second.")
    assert "Nobody whose work you can read has begun to mark this article." in page.words
    assert f"#article-{unread.article_id}" in page.links


def test_without_marks_it_says_what_has_to_happen_first(
    dan: User, signed_in: SignIn, story: Story, review: Review, article: Article
) -> None:
    for about in (story, article):
        page = report_of(signed_in(dan), about)
        assert "Nothing to report yet" in page.words
        assert "/stories/the-plan" in page.links


def test_nothing_of_anothers_shows_before_ones_own_is_submitted(
    alice: User, bob: User, signed_in: SignIn, review: Review, bobs_review: Review, story: Story, article: Article
) -> None:
    bobs = make_source("Ana, says Bob", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bob)
    credit(make_claim(bobs_review, DELAYED, note="Bob’s note."), bobs)
    make_typo(bobs_review, "Monday", correction="Bobday", severity="error")
    make_contradiction(bobs_review, (article.current_version, DROPPED), (article.current_version, DELAYED))
    submit(bobs_review)
    client = signed_in(alice)
    make_claim(review, DROPPED)

    for about in (article, story):
        for query in ("by=bob", "by=all", ""):
            words = report_of(client, about, query).words
            assert "Bob" not in words
            assert "1 claim" in words
            assert "1 reviewer read" in words
            assert "recorded by" not in words

    submit(review)
    for about in (article, story):
        words = report_of(client, about, "by=bob").words
        assert "Note: Bob’s note." in words
        assert "Bobday" in words
        assert "Ana, says Bob 1 Effective" in words
        assert "recorded by Bob Okafor" in words


def test_a_stranger_is_told_of_nothing(eve: User, signed_in: SignIn, review: Review, article: Article) -> None:
    client = signed_in(eve)

    assert client.get(f"/articles/{article.pk}/report").status_code == 404
    assert client.get("/stories/the-plan/report").status_code == 404


def test_the_story_and_the_article_lead_to_their_reports(
    alice: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    client = signed_in(alice)

    assert "/stories/the-plan/report" in Page(client.get("/stories/the-plan")).links
    assert f"/articles/{article.pk}/report" in Page(client.get(f"/articles/{article.pk}")).links


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("query", ["by=all", "by=alice"])
def test_it_asks_the_database_as_often_for_twelve_articles_as_for_one(
    number: int,
    query: str,
    alice: User,
    bob: User,
    signed_in: SignIn,
    story: Story,
    make_version: MakeVersion,
    grades: dict[str, Grade],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    versions = [make_version(f"Headline {one}\n\nWords that many people say.") for one in range(number)]
    for one, version in enumerate(versions):
        for person in (alice, bob):
            review = Review.objects.create(reviewer=person, version=version, round=story.current_round)
            for _ in range(number):
                credit(make_claim(review, "many people", grade=grades["3"]), make_source(f"Source {one}"))
            make_contradiction(review, (version, "Words"), (version, "say"), strength="strict")
            make_typo(review, "people", severity="error")
            submit(review)
    client = signed_in(alice)
    with django_assert_num_queries(QUERIES[query]["story"]):
        report_of(client, story, query)
    with django_assert_num_queries(QUERIES[query]["article"]):
        report_of(client, versions[0].article, query)


QUERIES = {"by=all": {"story": 21, "article": 22}, "by=alice": {"story": 32, "article": 33}}
