"""The pages about copies: what is proposed, what an article has to do with others, and two of them compared and decided on."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.intake.copies import fingerprint
from annotations.models import Article, Copy, CopyStatus, Grade, Review, Status, Story, User
from tests.exports.marking import make_claim
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

SEED = sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))[1].read_text()


@pytest.fixture
def elsewhere(story: Story) -> Story:
    return Story.objects.create(title="Another matter", slug="another-matter")


@pytest.fixture
def pair(make_version: MakeVersion) -> tuple[Article, Article]:
    """A copy, and what it is proposed to be one of."""
    first, copy = make_version(SEED), make_version(SEED.replace("Kremlin", "Kreml").replace("Deploy", "Send"))
    fingerprint([first, copy])
    return copy.article, first.article


def compare(pair: tuple[Article, Article]) -> str:
    return reverse("article-compare", args=[one.pk for one in pair])


def test_it_lists_what_is_proposed_with_the_share_and_leads_to_the_comparison(
    dan: User, signed_in: SignIn, pair: tuple[Article, Article]
) -> None:
    page = Page(signed_in(dan).get("/copies"))
    assert f"{pair[0]} Outlet not known The plan Proposed {Copy.objects.get().percent} % of it stands in" in page.words
    assert compare(pair) in page.links


@pytest.mark.parametrize("show", ["", "confirmed", "refused", "whatever"])
def test_it_says_what_to_expect_where_there_is_nothing(dan: User, signed_in: SignIn, show: str) -> None:
    words = Page(signed_in(dan).get(f"/copies?show={show}")).words
    assert any(said in words for said in ("Nothing to decide", "No copies yet", "Nothing was refused"))


def test_a_proposal_that_cannot_be_confirmed_any_more_is_not_listed(
    dan: User, signed_in: SignIn, pair: tuple[Article, Article], make_version: MakeVersion
) -> None:
    Copy.objects.create(
        article=pair[0], of=make_version().article, shared=1, status=CopyStatus.CONFIRMED, kind="agency"
    )
    client = signed_in(dan)
    assert "Nothing to decide" in Page(client.get("/copies")).words
    assert compare(pair) not in Page(client.get("/copies?show=confirmed")).links


def test_differences_are_shown_in_their_context(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    html = signed_in(dan).get(compare(pair)).content.decode()
    assert "<ins>Send</ins> <del>Deploy</del>" in html
    assert "words that are the same</summary>" in html


def test_shared_passages_are_shown_side_by_side(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    html = signed_in(dan).get(f"{compare(pair)}?as=both").content.decode()
    assert html.count("<mark>") > 4
    assert "<ins>" not in html


def test_a_copy_is_confirmed_and_taken_back(carol: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    client = signed_in(carol)
    said = {"act": "confirm", "copy": pair[0].pk, "kind": "syndicated"}
    page = Page(client.post(compare(pair), said, follow=True))
    assert "is said to be a copy of" in page.words
    assert "One is a copy of the other" in page.words
    assert Copy.objects.get().status == CopyStatus.CONFIRMED
    page = Page(client.post(compare(pair), {"act": "take-back"}, follow=True))
    assert "it is to be decided again" in page.words
    assert Copy.objects.get().status == CopyStatus.PROPOSED


def test_the_other_one_can_be_the_copy(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    signed_in(dan).post(compare(pair), {"act": "confirm", "copy": pair[1].pk, "kind": "agency"})
    copy = Copy.objects.get()
    assert (copy.article, copy.of) == (pair[1], pair[0])


def test_a_pair_is_refused_and_listed_as_such(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    client = signed_in(dan)
    page = Page(client.post(compare(pair), {"act": "refuse"}, follow=True))
    assert "Not copies of each other" in page.words
    assert compare(pair) in Page(client.get("/copies?show=refused")).links
    assert "Nothing to decide" in Page(client.get("/copies")).words


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"act": "confirm", "kind": "agency"}, "Say which of the two is the copy."),
        ({"act": "confirm", "copy": "0", "kind": "agency"}, "Say which of the two is the copy."),
        ({"act": "confirm", "copy": "first"}, "Say what kind of copy it is."),
        ({"act": "take"}, "Nothing was said. Choose a button."),
        ({}, "Nothing was said. Choose a button."),
    ],
)
def test_what_is_missing_is_said(
    dan: User, signed_in: SignIn, pair: tuple[Article, Article], said: dict[str, str], refused: str
) -> None:
    given = {**said, **({"copy": str(pair[0].pk)} if said.get("copy") == "first" else {})}
    assert refused in Page(signed_in(dan).post(compare(pair), given)).words
    assert Copy.objects.get().status == CopyStatus.PROPOSED


def test_a_circle_is_refused_with_a_sentence(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    client = signed_in(dan)
    client.post(compare(pair), {"act": "confirm", "copy": pair[0].pk, "kind": "agency"})
    page = Page(client.post(compare(pair), {"act": "confirm", "copy": pair[1].pk, "kind": "agency"}))
    assert "Take that back first." in page.words


def test_an_article_is_not_compared_with_itself(dan: User, signed_in: SignIn, article: Article) -> None:
    assert signed_in(dan).get(compare((article, article))).status_code == 404


def test_the_page_of_an_article_tells_both_ways(dan: User, signed_in: SignIn, pair: tuple[Article, Article]) -> None:
    client, percent = signed_in(dan), Copy.objects.get().percent
    assert (
        f"{percent} % of this article stands in {pair[1]}" in Page(client.get(f"/articles/{pair[0].pk}/copies")).words
    )
    of_first = Page(client.get(f"/articles/{pair[1].pk}/copies")).words
    assert f"{percent} % of {pair[0]}" in of_first


def test_copies_are_looked_for_again(
    dan: User, signed_in: SignIn, pair: tuple[Article, Article], make_version: MakeVersion
) -> None:
    older = make_version(f"{SEED}\n\nStored before anything was compared.").article
    client = signed_in(dan)
    assert "It is like no other article" in Page(client.get(f"/articles/{older.pk}/copies")).words
    page = Page(client.post(f"/articles/{older.pk}/copies", follow=True))
    assert "Found: 2 more that it is like." in page.words
    page = Page(client.post(f"/articles/{older.pk}/copies", follow=True))
    assert "Nothing more was found that it is like." in page.words


def test_a_reviewer_reads_what_is_confirmed_and_nothing_of_what_he_does_not_see(
    alice: User,
    dan: User,
    signed_in: SignIn,
    pair: tuple[Article, Article],
    review: Review,
    elsewhere: Story,
    make_version: MakeVersion,
) -> None:
    hidden = make_version(f"Hidden\n\n{SEED}", within=elsewhere)
    fingerprint([hidden])
    client = signed_in(alice)
    assert "It is like no other article" in Page(client.get(f"/articles/{pair[0].pk}/copies")).words
    assert "Two articles compared" in Page(client.get(compare(pair))).words
    Copy.objects.filter(of=pair[1]).update(status=CopyStatus.CONFIRMED, kind="agency")
    page = Page(client.get(f"/articles/{pair[1].pk}/copies"))
    assert str(pair[0]) in page.words
    assert "Hidden" not in page.words
    assert "It is a copy" not in Page(client.get(compare(pair))).words
    assert client.get(compare((hidden.article, pair[1]))).status_code == 404
    assert client.get(compare((pair[1], hidden.article))).status_code == 404


@pytest.mark.parametrize("address", ["/copies", "/articles/{}/copies"])
def test_its_queries_do_not_grow_with_the_copies(
    dan: User, signed_in: SignIn, pair: tuple[Article, Article], make_version: MakeVersion, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address.format(pair[1].pk)).status_code == 200
        return len(asked)

    client = signed_in(dan)
    few = queries()
    for number in range(20):
        Copy.objects.create(article=make_version(f"Report {number}").article, of=pair[1], shared=0.5)
    assert queries() == few


@pytest.fixture
def counted(pair: tuple[Article, Article], alice: User, grades: dict[str, Grade]) -> tuple[Article, Article]:
    """Both articles reviewed by Alice, each with one claim; the first of the pair is confirmed to be a copy of the other."""
    Copy.objects.update(status=CopyStatus.CONFIRMED, kind="agency")
    for article in pair:
        review = Review.objects.create(
            reviewer=alice,
            version=article.current_version,
            round=article.story.current_round,
            status=Status.IN_PROGRESS,
        )
        make_claim(review, "Foreign Ministry", grade=grades["4"], check_worthy="yes")
    return pair


NOT_COUNTED = "One article is a copy of another and is not counted"


@pytest.mark.parametrize("page", ["", "/marks", "/profile", "/report"])
def test_pages_of_figures_say_which_article_is_not_counted_and_count_it_if_asked(
    alice: User, signed_in: SignIn, counted: tuple[Article, Article], page: str
) -> None:
    client, address = signed_in(alice), f"/stories/the-plan{page}"
    once = Page(client.get(address))
    assert f"{NOT_COUNTED}: “{counted[0]}”" in once.words
    assert "?copies=count" in once.links
    often = Page(client.get(f"{address}?copies=count"))
    assert NOT_COUNTED not in often.words
    assert "Copies are counted like every other article." in often.words
    if page != "/report":
        assert "Marks 1" in once.words
        assert "Marks 2" in often.words


def test_links_to_the_marks_behind_a_figure_count_copies_as_the_figure_does(
    alice: User, signed_in: SignIn, counted: tuple[Article, Article]
) -> None:
    client = signed_in(alice)
    for query, claims in (("", 1), ("?copies=count", 2)):
        links = Page(client.get(f"/stories/the-plan/profile{query}")).links
        behind = next(link for link in links if "check_worthy=yes" in link and "article" not in link)
        assert f"check-worthy, by Alice Moreau: {claims} " in Page(client.get(behind)).words


def test_an_articles_own_pages_count_what_it_says(
    alice: User, signed_in: SignIn, counted: tuple[Article, Article]
) -> None:
    for page in ("profile", "report"):
        words = Page(signed_in(alice).get(f"/articles/{counted[0].pk}/{page}")).words
        assert NOT_COUNTED not in words
        assert "1 claim" in words


def test_a_report_shows_the_marks_of_a_copy_too(
    alice: User, signed_in: SignIn, counted: tuple[Article, Article]
) -> None:
    html = signed_in(alice).get("/stories/the-plan/report").content.decode()
    assert html.count('class="report-text"') == 2


def test_claims_of_a_copy_can_be_grouped(alice: User, signed_in: SignIn, counted: tuple[Article, Article]) -> None:
    words = Page(signed_in(alice).get("/stories/the-plan/propositions")).words
    assert NOT_COUNTED not in words
    assert words.count("Foreign Ministry") >= 4


@pytest.mark.parametrize("who", ["alice", "dan"])
def test_the_story_and_the_article_say_what_is_a_copy(
    who: str, signed_in: SignIn, counted: tuple[Article, Article], request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert "Agency copy of “Russia Will Deploy" in Page(client.get("/stories/the-plan")).words
    copy, first = (Page(client.get(f"/articles/{one.pk}")) for one in counted)
    assert f"Agency copy of “{counted[1]}”" in copy.words
    assert f"Copied in “{counted[0]}”" in first.words
    assert compare(counted) in copy.links


def test_what_is_proposed_is_told_to_those_who_decide_alone(
    alice: User, dan: User, signed_in: SignIn, counted: tuple[Article, Article]
) -> None:
    Copy.objects.update(status=CopyStatus.PROPOSED, kind="")
    addresses = ["/stories/the-plan", *(f"/articles/{one.pk}" for one in counted)]
    for address in addresses:
        assert "Perhaps" in Page(signed_in(dan).get(address)).words
        assert "Perhaps" not in Page(signed_in(alice).get(address)).words
