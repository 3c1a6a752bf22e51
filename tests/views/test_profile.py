"""The pages of sourcing transparency."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Grade, Outlet, Review, Status, Story, User, Version
from annotations.templatetags.addresses import marks_address
from tests.crowds import crowd
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

DROPPED, DELAYED = "the plan was dropped", "it was only delayed"
STORY = "/stories/the-plan/profile"


@pytest.fixture
def marked(review: Review, version: Version, grades: dict[str, Grade]) -> Review:
    """Alice's review, submitted: claims at 4, 2, N and none, two of them credited, a contradiction and a typo."""
    sousa, reports = make_source("Ana Sousa"), make_source("recent reports")
    credit(make_claim(review, DROPPED, grade=grades["4"], check_worthy="yes"), sousa)
    credit(make_claim(review, "We never had 1,000 men there", grade=grades["4"], check_worthy="yes"), sousa)
    credit(make_claim(review, DELAYED, grade=grades["2"], check_worthy="yes"), reports)
    make_claim(review, "Critics doubt it", grade=grades["N"], check_worthy="yes")
    make_claim(review, "Monday")
    make_contradiction(review, (version, DROPPED), (version, DELAYED), strength="strict", locus="source_source")
    make_contradiction(review, (version, DROPPED), (version, "Monday"), strength="likely")
    make_typo(review, "Monday", correction="Tuesday", severity="error")
    submit(review)
    return review


def test_every_figure_says_what_is_counted(alice: User, signed_in: SignIn, marked: Review) -> None:
    page = Page(signed_in(alice).get(f"/articles/{marked.version.article_id}/profile"))

    assert "From 1 review by 1 reviewer, 1 submitted." in page.words
    assert "5 claims, each once for each reviewer who made it; 1 not yet graded is not drawn" in page.words
    assert "4 of 5 claims are marked check-worthy; 3 of these have a grade in the order." in page.words
    assert "Of 1 claim nobody said whether it is check-worthy." in page.words
    assert "Claims are credited 3 times to 2 sources" in page.words
    # By hand: 1 over 4/9 + 1/9
    assert "Effective number of sources 1.8" in page.words
    assert "strict source against source 1 likely nobody said between whom 1" in page.words
    assert f"1 error in {marked.version.words} words" in page.words
    assert f"{1000 / marked.version.words:.1f} per 1,000 words" in page.words


def test_the_plots_figures_stand_in_tables_and_in_a_sentence_too(
    alice: User, signed_in: SignIn, marked: Review
) -> None:
    answer = signed_in(alice).get(f"/articles/{marked.version.article_id}/profile")

    page, html = Page(answer), unescape(answer.content.decode())
    assert page.words.count("Same figures as a table") == 3
    assert "N · None needed 1 Not yet graded 1" in page.words
    assert "4 or above 2 of 3 67 %" in page.words
    assert "Ana Sousa 2 67 % recent reports 1 33 % All 2 sources 3 100 %" in page.words
    assert (
        'role="img" aria-label="Claims by grade. 6: 0, 5: 0, 4: 2, 3: 0, 2: 1, 1: 0, 0: 0, N: 1, not yet graded: 1.'
        in html
    )
    assert 'aria-label="Claims by source. Ana Sousa 2, recent reports 1. Effective number of sources: 1.8."' in html


def test_figures_lead_to_the_marks_behind_them(alice: User, signed_in: SignIn, marked: Review) -> None:
    article = marked.version.article_id
    client = signed_in(alice)

    page = Page(client.get(f"/articles/{article}/profile"))

    behind: dict[str, dict[str, object]] = {
        "Claims at grade 4": {"grade": "4"},
        "Claims not yet graded": {"graded": "no"},
        "Claims at grade 2, 1 or 0, check-worthy": {"check_worthy": "yes", "grade": ["2", "1", "0"]},
        "Contradictions of strength strict": {"kind": "contradiction", "strength": "strict", "locus": "source_source"},
        "Typos of severity error": {"kind": "typo", "severity": "error"},
    }
    for words, conditions in behind.items():
        address = marks_address("the-plan", by="alice", article=article, **conditions)
        assert address in page.links
        assert words in Page(client.get(address)).words


def test_the_marks_behind_a_figure_are_as_many_as_it_says(alice: User, signed_in: SignIn, marked: Review) -> None:
    client = signed_in(alice)

    plot = client.get(STORY).context["whole"].histogram

    found = {bar.key: Page(client.get(bar.address)).words for bar in plot.bars if bar.count}
    assert {
        key: f"by Alice Moreau: {count}" in found[key] for key, count in (("4", 2), ("2", 1), ("N", 1))
    } == dict.fromkeys(("4", "2", "N"), True)


def test_a_story_is_shown_whole_first_and_then_article_by_article(
    alice: User, story: Story, signed_in: SignIn, marked: Review, make_version: MakeVersion, grades: dict[str, Grade]
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))
    other = make_version("Another headline\n\nWords that many people say.")
    review = Review.objects.create(reviewer=alice, version=other, round=story.current_round, status=Status.IN_PROGRESS)
    make_claim(review, "many people say", grade=grades["0"])
    empty = make_version("Nobody read this\n\nAt all.")

    page = Page(signed_in(alice).get(STORY))

    words = [
        "The whole story",
        "6 claims",
        "The Post Minister denies",
        "5 claims",
        "Another headline",
        "1 claim,",
        "Nobody read this",
    ]
    places = [page.words.index(one) for one in words]
    assert places == sorted(places)
    assert page.words.endswith("Nothing is marked yet.") or "Nothing is marked yet." in page.words[places[-1] :]
    assert f"/articles/{empty.article_id}/profile?by=alice" in page.links


def test_articles_are_drawn_to_the_same_height(
    alice: User, story: Story, signed_in: SignIn, marked: Review, make_version: MakeVersion, grades: dict[str, Grade]
) -> None:
    other = make_version("Another headline\n\nWords that many people say.")
    review = Review.objects.create(reviewer=alice, version=other, round=story.current_round, status=Status.IN_PROGRESS)
    make_claim(review, "many people say", grade=grades["4"])

    first, second = signed_in(alice).get(STORY).context["articles"]

    assert first.histogram.bars[2].height == 2 * second.histogram.bars[2].height


def test_the_page_leads_to_the_codebook_and_back(
    alice: User, story: Story, article: Article, signed_in: SignIn, marked: Review
) -> None:
    page = Page(signed_in(alice).get(f"/articles/{article.pk}/profile"))

    codebook = f"/codebooks/{story.current_round.codebook_id}"
    assert {codebook, f"/articles/{article.pk}", f"{STORY}?by=alice"} <= set(page.links)
    assert f"/articles/{article.pk}/profile" in Page(signed_in(alice).get(f"/articles/{article.pk}")).links


def test_without_marks_the_page_says_what_to_do_first(
    alice: User, carol: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    for address in (STORY, f"/articles/{article.pk}/profile"):
        mine, hers = (Page(signed_in(one).get(address)) for one in (alice, carol))
        assert "Nothing to count yet Mark the claims of an article and grade them" in mine.words
        assert f"/reviews/{review.pk}" in mine.links
        assert "Figures stand here once somebody whose work you can read has marked a claim." in hers.words


def test_a_text_in_which_nothing_was_to_be_marked_has_figures_that_are_undefined(
    alice: User, signed_in: SignIn, review: Review
) -> None:
    submit(review, nothing_to_mark=True)

    page = Page(signed_in(alice).get(STORY))

    assert "4 or above none to count" in page.words
    assert "None to count: no claim is credited to a source." in page.words
    assert "None was marked." in page.words
    assert "0.0 per 1,000 words: 0 errors" in page.words


def test_nothing_of_anothers_is_counted_before_ones_own_is_submitted(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, grades: dict[str, Grade]
) -> None:
    credit(make_claim(bobs_review, DROPPED, grade=grades["4"], check_worthy="yes"), make_source("Bob’s own find"))
    submit(bobs_review)
    addresses = [
        f"{where}?by={by}"
        for where in (STORY, f"/articles/{review.version.article_id}/profile")
        for by in ("all", "bob")
    ]
    client = signed_in(alice)

    before = [Page(client.get(address)).words for address in addresses]
    assert not any("Bob" in words or "4 or above" in words for words in before)
    assert all("Nothing to count yet" in words for words in before)
    make_claim(review, DELAYED, grade=grades["2"])
    Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS)
    while_open = [Page(client.get(address)).words for address in addresses]
    assert all("From 1 review by 1 reviewer, 0 submitted" in words and "Bob" not in words for words in while_open)
    assert all("only your own marks are counted" in words for words in while_open)
    submit(review)
    after = Page(client.get(f"{STORY}?by=all")).words
    assert "From 2 reviews by 2 reviewers, 2 submitted" in after
    assert "Bob’s own find" in after


def test_one_chooses_whose_marks_are_counted(
    alice: User, carol: User, signed_in: SignIn, marked: Review, bobs_review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(bobs_review, DROPPED, grade=grades["5"])
    submit(bobs_review)

    page, of_bob = (Page(signed_in(carol).get(f"{STORY}{query}")) for query in ("", "?by=bob"))

    assert {"?by=all", "?by=alice", "?by=bob"} <= set(page.links)
    assert "6 claims" in page.words
    assert "1 claim, each once" in of_bob.words
    assert marks_address("the-plan", by="bob", grade="5") in of_bob.links


def test_a_page_costs_the_same_however_many_marks_and_articles(
    alice: User, carol: User, story: Story, signed_in: SignIn, marked: Review, make_version: MakeVersion
) -> None:
    client = signed_in(carol)
    addresses = [STORY, f"/articles/{marked.version.article_id}/profile"]

    def cost() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            counted.append(len(queries))
        return counted

    client.get(STORY)
    few = cost()
    crowd(marked, 60)
    for number in range(3):
        version = make_version(f"Headline {number}\n\nWords that many people say.")
        review = Review.objects.create(reviewer=alice, version=version, round=story.current_round)
        crowd(review, 20)
        submit(review)

    assert cost() == few
