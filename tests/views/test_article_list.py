"""The list of articles: who sees which, what it is narrowed to, how one pages through it, and what of it tells of marks."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article, Codebook, Copy, CopyKind, CopyStatus, Outlet, Review, Story, User
from annotations.models.search import index_versions
from annotations.overview import listing
from annotations.review.assign import assign_review
from tests.exports.marking import credit, make_claim, make_source, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


@pytest.fixture
def make_article(make_version: MakeVersion) -> Callable[..., Article]:
    """A function that makes an article of this headline, indexed, with these fields."""

    def make(headline: str, text: str = "Nothing happened.", **fields: Any) -> Article:
        made = make_version(f"{headline}\n\n{text}", **({"within": fields.pop("story")} if "story" in fields else {}))
        index_versions([made.pk])
        Article.objects.filter(pk=made.article_id).update(**fields)
        return Article.objects.get(pk=made.article_id)

    return make


MakeArticle = Callable[..., Article]


def listed(client: Client, query: dict[str, str] | str = "") -> list[str]:
    """The headlines in the list that this address gives."""
    answer = client.get(f"/articles{query}") if isinstance(query, str) else client.get("/articles", query)
    assert answer.status_code == 200
    return [line.article.headline for line in answer.context["lines"]]


@pytest.fixture
def dans(dan: User, signed_in: SignIn) -> Client:
    return signed_in(dan)


def test_a_reviewer_sees_the_articles_of_his_stories_and_a_stranger_none(
    review: Review, alice: User, eve: User, carol: User, signed_in: SignIn, codebook: object
) -> None:
    Article.objects.create(story=Story.objects.create(title="Other", slug="other"), headline="Elsewhere")

    assert listed(signed_in(alice)) == [review.version.article.headline]
    assert listed(signed_in(carol)) == ["Elsewhere", review.version.article.headline]
    assert "Nothing is assigned to you yet" in Page(signed_in(eve).get("/articles")).words


def test_a_list_of_nothing_says_what_to_do_first(dan: User, carol: User, signed_in: SignIn) -> None:
    assert "No articles yet" in Page(signed_in(dan).get("/articles")).words
    assert "once an admin has added some" in Page(signed_in(carol).get("/articles")).words


def test_a_line_says_what_is_known_of_an_article(dans: Client, make_article: MakeArticle) -> None:
    paper, former = Outlet.objects.create(name="The Courier"), Outlet.objects.create(name="Courier, The")
    former.merged_into = paper
    former.save()
    made = make_article("Ships wait", published=date(2026, 3, 1), outlet=former)
    make_article("Unknown")

    words = Page(dans.get("/articles")).words

    assert "2 articles, added last first" in words
    assert f"Ships wait The Courier The plan 1 Mar 2026 {made.created:%-d %b %Y} 4 No reviews" in words


def test_words_that_were_found_are_shown_and_emphasised_and_the_text_is_escaped(
    dans: Client, make_article: MakeArticle
) -> None:
    make_article(
        "<b>Ships</b> wait", "Long before. " * 30 + "Forty <script>ships</script> & boats waited. " + "On. " * 99
    )

    body = dans.get("/articles", {"q": "ships"}).content.decode()

    assert "&lt;b&gt;<mark>Ships</mark>&lt;/b&gt; wait" in body
    assert "Forty &lt;script&gt;<mark>ships</mark>&lt;/script&gt; &amp; boats waited." in body
    assert "before. Long before." in body
    assert "…" in body


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ({}, ["Gamma", "Beta", "Alpha"]),
        ({"sort": "added-first"}, ["Alpha", "Beta", "Gamma"]),
        ({"sort": "headline"}, ["Alpha", "Beta", "Gamma"]),
        ({"sort": "published"}, ["Beta", "Alpha", "Gamma"]),
        ({"sort": "published-first"}, ["Gamma", "Alpha", "Beta"]),
        ({"sort": "sideways"}, ["Gamma", "Beta", "Alpha"]),
        ({"q": "ships"}, ["Beta", "Alpha"]),
        ({"q": "ships -forty"}, ["Beta"]),
        ({"q": "gamma", "where": "text"}, ["Gamma"]),
        ({"q": "ships", "where": "headline"}, []),
        ({"outlet": "the courier"}, ["Alpha"]),
        ({"outlet": "Courier"}, []),
        ({"story": "the-plan"}, ["Gamma", "Beta", "Alpha"]),
        ({"story": "PLAN"}, ["Gamma", "Beta", "Alpha"]),
        ({"story": "budget"}, []),
        ({"language": "DE"}, ["Beta"]),
        ({"type": "news"}, ["Alpha"]),
        ({"type": "novel"}, ["Gamma", "Beta", "Alpha"]),
        ({"published_from": "2026-02-01"}, ["Beta"]),
        ({"published_to": "2026-02-01"}, ["Alpha"]),
        ({"published_from": "tomorrow"}, ["Gamma", "Beta", "Alpha"]),
        ({"added_from": "2026-05-02", "added_to": "2026-05-02"}, ["Beta"]),
        ({"added_to": "9999-12-31"}, ["Gamma", "Beta", "Alpha"]),
        ({"reviews": "yes"}, ["Alpha"]),
        ({"reviews": "open"}, ["Alpha"]),
        ({"reviews": "submitted"}, []),
        ({"reviews": "no"}, ["Gamma", "Beta"]),
        ({"copy": "confirmed"}, ["Beta"]),
        ({"copy": "proposed"}, ["Gamma"]),
        ({"copy": "none"}, ["Alpha"]),
        ({"kept": "archived"}, ["Put away"]),
        ({"kept": "all"}, ["Put away", "Gamma", "Beta", "Alpha"]),
        ({"q": "a\x00b"}, ["Gamma", "Beta", "Alpha"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed_and_sorted_as_the_address_says(
    query: dict[str, str], headlines: list[str], dan: User, dans: Client, make_article: MakeArticle
) -> None:
    courier = Outlet.objects.create(name="The Courier")
    alpha = make_article("Alpha", "Forty ships.", published=date(2026, 1, 5), outlet=courier, type="news")
    beta = make_article("Beta", "Ships.", published=date(2026, 2, 5), language="de")
    gamma = make_article("Gamma")
    make_article("Put away", archived_at=timezone.now())
    Article.objects.filter(pk=beta.pk).update(created=datetime(2026, 5, 2, 12, tzinfo=UTC))
    Copy.objects.create(article=beta, of=alpha, shared=0.9, kind=CopyKind.AGENCY, status=CopyStatus.CONFIRMED)
    Copy.objects.create(article=gamma, of=alpha, shared=0.5)
    Copy.objects.create(article=alpha, of=beta, shared=0.9, status=CopyStatus.REFUSED)
    assign_review(user=dan, reviewer=dan, version=alpha.current_version)

    assert listed(dans, query) == headlines


def test_what_an_archived_story_holds_is_archived(dans: Client, make_article: MakeArticle, story: Story) -> None:
    make_article("Alpha")
    Story.objects.update(archived_at=timezone.now())

    assert listed(dans) == []
    assert listed(dans, {"kept": "archived"}) == ["Alpha"]


@pytest.mark.parametrize("sort", ["added", "added-first", "published", "published-first", "headline"])
def test_pages_follow_each_other_both_ways_and_none_is_shown_twice(
    sort: str, dans: Client, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing.part_of, "__kwdefaults__", {"after": "", "before": "", "size": 3})
    for number in range(8):
        make_article(
            "Same" if number % 3 else f"É~ {number}", published=None if number % 2 else date(2026, 1, 1 + number % 4)
        )
    whole = [article.headline for article in sorted_as(sort)]
    addresses, forth = [f"?sort={sort}"], []

    for _ in range(3):
        forth.append(listed(dans, addresses[-1]))
        addresses.append(way(dans, addresses[-1], "after"))
    last = way(dans, addresses[2], "before")

    assert addresses[3] == ""
    assert [headline for part in forth for headline in part] == whole
    assert listed(dans, last) == forth[1]
    assert listed(dans, way(dans, last, "before")) == forth[0]


def way(client: Client, address: str, name: str) -> str:
    """Where the page's link to the page before it, or behind it, leads."""
    return next((link for link in Page(client.get(f"/articles{address}")).links if f"{name}=" in link), "")


def sorted_as(sort: str) -> list[Article]:
    """All articles as this order has them."""
    keys: dict[str, Callable[[Article], Any]] = {
        "added": lambda one: one.pk,
        "published": lambda one: (one.published or date.min, one.pk),
        "headline": lambda one: (lowered(one), one.pk),
    }
    name, _, first = sort.partition("-")
    return sorted(Article.objects.all(), key=keys[name], reverse=not first and name != "headline")


def lowered(article: Article) -> str:
    """The headline as the database puts it in small letters and in order: SQLite knows those of English, by their codes."""
    headline = article.headline
    return headline.lower() if connection.vendor == "postgresql" else headline.replace("S", "s")


@pytest.mark.parametrize("place", ["x", "1", "~", "99999999999999999999~1", "1~99999999999999999999", "0~0", "-5~2"])
@pytest.mark.parametrize("sort", ["added", "published", "headline"])
def test_a_place_that_is_none_leads_somewhere(place: str, sort: str, dans: Client, make_article: MakeArticle) -> None:
    make_article("Alpha")

    for way in ("after", "before"):
        assert dans.get("/articles", {way: place, "sort": sort}).status_code == 200
    assert dans.get("/articles", {"after": "1~a\x00b", "sort": "headline"}).status_code == 200


def test_beyond_a_thousand_it_is_said_that_there_are_more(
    dans: Client, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 60)
    story = make_article("Alpha").story
    Article.objects.bulk_create(Article(story=story, headline=f"Report {number}") for number in range(60))

    page = Page(dans.get("/articles"))

    assert "More than 60 articles, added last first" in page.words
    following = next(link for link in page.links if "after=" in link)
    assert "Further articles, added last first" in Page(dans.get(f"/articles{following}")).words


def test_what_the_list_is_narrowed_to_is_said_with_a_way_out(dans: Client, make_article: MakeArticle) -> None:
    make_article("Alpha", type="news", published=date(2026, 1, 5))

    page = Page(dans.get("/articles", {"type": "news", "published_from": "2026-01-01", "q": "alpha", "after": "0~0"}))

    assert "Type: News report : no longer" in page.words
    assert "Published from: 1 Jan 2026 : no longer" in page.words
    assert "?type=news&q=alpha" in page.links


@pytest.fixture
def blind(review: Review, bobs_review: Review) -> Review:
    """Bob's submitted review with a claim credited to Ana Sousa, which Alice and Carol can't read, as theirs are open."""
    credit(make_claim(bobs_review, "the plan was dropped"), make_source("Ana Souza"))
    submit(bobs_review)
    index_versions()
    return bobs_review


def test_nothing_of_anothers_marks_shows_before_ones_own_is_in(
    blind: Review, alice: User, dan: User, signed_in: SignIn
) -> None:
    headline = blind.version.article.headline
    for query in ({"q": "dropped", "where": "quotes"}, {"q": "souza", "where": "sources"}, {"q": "souza"}):
        assert listed(signed_in(dan), query) == [headline]
        assert listed(signed_in(alice), query) == []
        assert "Nothing found" in Page(signed_in(alice).get("/articles", query)).words
    body = signed_in(alice).get("/articles").content.decode()
    assert "Not started" in body
    assert "is-done" not in body

    submit(Review.objects.get(reviewer=alice))

    assert listed(signed_in(alice), {"q": "souza"}) == [headline]


def test_an_admin_with_a_review_of_his_own_stays_blind_too(blind: Review, dan: User, signed_in: SignIn) -> None:
    assign_review(user=dan, reviewer=dan, version=blind.version)

    assert listed(signed_in(dan), {"q": "souza"}) == []
    assert listed(signed_in(dan), {"q": "dropped", "where": "quotes"}) == []


@pytest.mark.parametrize("query", ["", "?q=ships", "?q=ships&where=quotes", "?reviews=open&outlet=Courier&copy=none"])
def test_the_list_asks_the_database_as_often_for_forty_articles_as_for_two(
    query: str, dan: User, alice: User, signed_in: SignIn, make_article: MakeArticle
) -> None:
    def asked(person: User) -> int:
        client = signed_in(person)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/articles{query}")
        return len(captured)

    def grow(first: int, past: int) -> None:
        for number in range(first, past):
            outlet = Outlet.objects.get_or_create(name="Courier")[0]
            made = make_article(f"Ships {number}", "Ships.", outlet=outlet)
            review = assign_review(user=dan, reviewer=alice, version=made.current_version)
            make_claim(review, "Ships")

    grow(0, 2)
    few = [asked(person) for person in (dan, alice)]
    grow(2, 40)

    assert [asked(person) for person in (dan, alice)] == few
    assert max(few) <= 11


def read_csv(client: Client, query: dict[str, str]) -> list[dict[str, str]]:
    """The list as a file."""
    answer = client.get("/articles.csv", query)
    body = b"".join(getattr(answer, "streaming_content")).decode("utf-8-sig")  # noqa: B009  (a test's answer has it)
    return list(csv.DictReader(io.StringIO(body)))


def test_the_file_holds_the_list_and_nothing_that_a_spreadsheet_would_run(
    dans: Client, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.exports.article_list.RECORDS_AT_A_TIME", 2)
    for number in range(5):
        make_article(f"=SUM({number})", published=date(2026, 1, 1 + number), byline="Ana")
    make_article("Else")

    rows = read_csv(dans, {"q": "sum", "sort": "published-first"})

    assert [row["headline"] for row in rows] == [f"'=SUM({number})" for number in range(5)]
    assert rows[0]["published"] == "2026-01-01"
    assert rows[0]["words"] == "3"
    assert rows[0]["archived"] == "no"
    assert read_csv(dans, {"dialect": "program", "sort": "added-first"})[0]["headline"] == "=SUM(0)"
    assert dans.get("/articles.csv", {"dialect": "morse"}).status_code == 400


def test_the_file_of_a_reviewer_holds_what_his_list_holds(
    review: Review, bobs_review: Review, alice: User, eve: User, signed_in: SignIn
) -> None:
    assert [row["reviews"] for row in read_csv(signed_in(alice), {})] == ["1"]
    assert read_csv(signed_in(eve), {}) == []


def test_a_reviewer_is_told_of_confirmed_copies_alone_and_of_none_of_what_he_does_not_see(
    alice: User, carol: User, signed_in: SignIn, make_article: MakeArticle, codebook: Codebook
) -> None:
    other = Story.objects.create(title="Other", slug="other")
    names = ("Proposed", "Hidden", "Told", "Whole")
    proposed, hidden, told, whole = (make_article(name) for name in names)
    elsewhere = make_article("Elsewhere", story=other)
    Review.objects.create(reviewer=alice, version=whole.current_version, round=whole.story.current_round)
    Copy.objects.create(article=proposed, of=whole, shared=0.9)
    for article, of in ((hidden, elsewhere), (told, whole)):
        Copy.objects.create(article=article, of=of, shared=0.9, kind=CopyKind.AGENCY, status=CopyStatus.CONFIRMED)
    alices = signed_in(alice)

    assert listed(alices, {"copy": "confirmed"}) == ["Told"]
    assert listed(alices, {"copy": "none"}) == ["Whole", "Hidden", "Proposed"]
    assert {row["headline"]: row["copy"] for row in read_csv(alices, {})} == dict.fromkeys(names, "") | {
        "Told": "confirmed"
    }
    assert 'value="proposed"' not in alices.get("/articles").content.decode()
    assert listed(alices, {"copy": "proposed"}) == list(reversed(names))
    assert listed(signed_in(carol), {"copy": "proposed"}) == ["Proposed"]
    assert 'value="proposed"' in signed_in(carol).get("/articles").content.decode()


def test_a_filter_that_cannot_be_read_is_said_to_be_passed_over_and_shown(dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).get("/articles", {"published_from": "2026-02-31"})

    assert "Passed over, since it can’t be read: Published from." in Page(answer).words
    assert '<details class="filters" open>' in answer.content.decode()
    assert '<details class="filters">' in signed_in(dan).get("/articles").content.decode()


def test_a_story_that_a_reviewer_does_not_see_stands_in_the_way_of_none_that_he_sees(
    review: Review, alice: User, signed_in: SignIn
) -> None:
    Story.objects.create(title="Hidden", slug="plan")
    expected = [review.version.article.headline]

    assert listed(signed_in(alice), {"story": "plan"}) == expected
    answer = signed_in(alice).get("/reviews", {"story": "plan"})
    assert [one.version.article.headline for one in answer.context["reviews"]] == expected


def test_an_outlet_that_a_reviewer_does_not_see_is_none_to_him(
    review: Review, alice: User, dan: User, signed_in: SignIn
) -> None:
    courier = Outlet.objects.create(name="The Courier")
    Outlet.objects.create(name="The Secret", merged_into=courier)
    review.version.article.outlet = courier
    review.version.article.save()

    for query in ({"outlet": "the courier"}, {"outlet": "the secret"}):
        assert listed(signed_in(dan), query) == [review.version.article.headline]
    assert listed(signed_in(alice), {"outlet": "the courier"}) == [review.version.article.headline]
    assert listed(signed_in(alice), {"outlet": "the secret"}) == []
