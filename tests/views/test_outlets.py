"""The pages of outlets: the list, one outlet, and what admins do there; and that a merged outlet's name shows nowhere else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Article, Event, Outlet, OutletDomain, Review, Story, User, Verb, Version
from annotations.review.outlets import merge_outlets
from tests.exports.marking import make_claim, make_contradiction, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


@pytest.fixture
def post(db: None) -> Outlet:
    return Outlet.objects.create(name="The Post")


@pytest.fixture
def online(post: Outlet) -> Outlet:
    """An outlet that is the Post under another name, with a domain; nobody has merged it."""
    made = Outlet.objects.create(name="The Post Online")
    OutletDomain.objects.create(outlet=made, domain="post.example")
    return made


@pytest.fixture
def merged(dan: User, post: Outlet, online: Outlet) -> Outlet:
    """The same, merged into the Post."""
    return merge_outlets(user=dan, outlet_id=online.pk, into_id=post.pk)


def at(outlet: Outlet, name: str = "outlet") -> str:
    return reverse(name, args=[outlet.pk])


# The list


def test_the_list_shows_names_domains_and_how_many_articles(
    dan: User, signed_in: SignIn, post: Outlet, merged: Outlet, article: Article, make_version: MakeVersion
) -> None:
    Outlet.objects.create(name="a herald")
    Article.objects.filter(pk=article.pk).update(outlet=post)
    Article.objects.filter(pk=make_version("Another").article_id).update(outlet=merged)

    page = Page(signed_in(dan).get("/outlets"))

    assert "2 outlets" in page.words
    assert "a herald 0 articles The Post post.example also The Post Online 2 articles" in page.words
    assert at(merged) not in page.links


def test_a_search_finds_names_domains_and_what_was_merged(dan: User, signed_in: SignIn, merged: Outlet) -> None:
    Outlet.objects.create(name="Ética")
    client = signed_in(dan)

    for words in ("post", "ONLINE the", "post.ex"):
        page = Page(client.get("/outlets", {"q": words}))
        assert "1 outlet with" in page.words
        assert "also The Post Online" in page.words
    for words in ("ÉTICA", "etica"):
        assert "1 outlet with" in Page(client.get("/outlets", {"q": words})).words
    assert "Nothing found" in Page(client.get("/outlets", {"q": "zebra"})).words


def test_an_empty_list_says_what_to_do(dan: User, eve: User, signed_in: SignIn) -> None:
    assert "Say who published an article when you bring it in" in Page(signed_in(dan).get("/outlets")).words
    assert "Those of the articles that you see" in Page(signed_in(eve).get("/outlets")).words


def test_a_reviewer_sees_the_outlets_of_the_own_stories_and_counts_no_others(
    alice: User, signed_in: SignIn, review: Review, merged: Outlet, post: Outlet, make_version: MakeVersion
) -> None:
    Article.objects.update(outlet=merged)
    elsewhere = make_version("Another", within=Story.objects.create(title="Elsewhere", slug="elsewhere"))
    hidden = Outlet.objects.create(name="Hidden Herald")
    Article.objects.filter(pk=elsewhere.article_id).update(outlet=post)
    client = signed_in(alice)

    page = Page(client.get("/outlets"))
    assert "The Post post.example also The Post Online 1 article" in page.words
    assert "Hidden" not in page.words
    assert client.get(at(hidden)).status_code == 404
    assert "Hidden" not in client.get("/articles").content.decode()
    of_it = Page(client.get(at(post)))
    assert "Minister denies the plan" in of_it.words
    assert "Another" not in of_it.words


def test_near_spellings_are_proposed_to_whoever_keeps_outlets(
    dan: User, carol: User, signed_in: SignIn, post: Outlet, online: Outlet, article: Article
) -> None:
    Outlet.objects.create(name="Post, The")
    Article.objects.update(outlet=post)

    page = Page(signed_in(dan).get("/outlets"))

    assert "One and the same? 1 pair" in page.words
    assert f"{at(Outlet.objects.get(name='Post, The'), 'outlet-merge')}?into={post.pk}" in page.links
    assert "One and the same?" not in Page(signed_in(carol).get("/outlets")).words


# One outlet


def test_an_outlet_shows_its_articles_and_those_of_what_was_merged_into_it(
    dan: User, signed_in: SignIn, post: Outlet, merged: Outlet, article: Article, make_version: MakeVersion
) -> None:
    Article.objects.filter(pk=article.pk).update(outlet=merged, published=date(2026, 11, 2), byline="Ana")
    Article.objects.filter(pk=make_version("Another").article_id).update(outlet=post)

    page = Page(signed_in(dan).get(at(post)))

    assert "Articles 2 articles, the newest first See all, or search in them Another The plan" in page.words
    assert "Minister denies the plan The plan by Ana 2 Nov 2026" in page.words
    assert "Merged into it" in page.words
    assert f"/articles/{article.pk}" in page.links


def test_a_merged_outlet_says_what_it_stands_for(dan: User, signed_in: SignIn, post: Outlet, merged: Outlet) -> None:
    page = Page(signed_in(dan).get(at(merged)))

    assert "Merged into The Post : its articles go by that name everywhere." in page.words.replace("Post:", "Post :")
    assert at(post) in page.links
    assert at(merged, "outlet-name") not in page.links


def test_a_reviewer_is_offered_nothing_to_change(
    alice: User, signed_in: SignIn, review: Review, post: Outlet, merged: Outlet
) -> None:
    Article.objects.update(outlet=post, address="https://www.herald.example/a")
    page = signed_in(alice).get(at(post)).content.decode()
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert "herald.example" not in page


def test_it_is_renamed(dan: User, signed_in: SignIn, post: Outlet) -> None:
    answer = signed_in(dan).post(at(post, "outlet-name"), {"name": "The Morning Post"}, follow=True)
    assert "“The Morning Post” is its name now." in Page(answer).words
    assert Outlet.objects.get().name == "The Morning Post"


def test_a_name_that_is_taken_leads_to_merging(dan: User, signed_in: SignIn, post: Outlet, online: Outlet) -> None:
    page = Page(signed_in(dan).post(at(online, "outlet-name"), {"name": "the post"}))
    assert "There is an outlet of the name “the post” already." in page.words
    assert f"{at(online, 'outlet-merge')}?into={post.pk}" in page.links


def test_a_domain_is_added_and_removed(dan: User, signed_in: SignIn, post: Outlet) -> None:
    client, address = signed_in(dan), at(post, "outlet-domain")

    added = client.post(address, {"address": "https://www.post.example/a"}, follow=True)
    assert "“post.example” is a domain of “The Post” now" in Page(added).words
    assert OutletDomain.objects.get().domain == "post.example"

    client.post(address, {"remove": "post.example"})
    assert not OutletDomain.objects.exists()


def test_a_domain_that_is_nobodys_or_anothers_is_refused_with_what_to_do(
    dan: User, signed_in: SignIn, post: Outlet, online: Outlet
) -> None:
    client, address = signed_in(dan), at(post, "outlet-domain")

    assert "“co.uk” is an ending that many share" in Page(client.post(address, {"address": "co.uk"})).words
    taken = Page(client.post(address, {"address": "post.example"}))
    assert "“post.example” is a domain of “The Post Online”" in taken.words
    assert f"{at(post, 'outlet-merge')}?into={online.pk}" in taken.links


def test_hosts_of_its_articles_are_offered_as_domains_and_added_by_a_person_only(
    dan: User, signed_in: SignIn, post: Outlet, online: Outlet, make_version: MakeVersion
) -> None:
    addresses = ("https://herald.co.uk/a", "https://www.herald.co.uk/b", "https://live.post.example/c", "")
    for number, address in enumerate(addresses):
        Article.objects.filter(pk=make_version(f"Report {number}").article_id).update(outlet=post, address=address)

    page = Page(signed_in(dan).get(at(post)))

    assert "Its articles also lie on" in page.words
    assert "herald.co.uk 2 articles" in page.words
    assert "live.post.example" not in page.words
    assert OutletDomain.objects.get().outlet == online


# Merging


def test_merging_shows_what_moves_then_merges_and_can_be_undone(
    dan: User, signed_in: SignIn, post: Outlet, online: Outlet, article: Article
) -> None:
    Article.objects.update(outlet=online)
    client, address = signed_in(dan), at(online, "outlet-merge")

    chosen = Page(client.get(address))
    assert f"{address}?into={post.pk}" in Page(client.get(address, {"q": "post"})).links
    assert "Into which outlet?" in chosen.words

    preview = Page(client.get(address, {"into": post.pk}))
    assert "Moves The Post Online Domains post.example Articles 1 Minister denies the plan" in preview.words
    assert "Stays The Post Domains none Articles 0" in preview.words
    assert not Event.objects.exists()

    for _ in range(2):
        done = Page(client.post(address, {"into": post.pk}, follow=True))
        assert "“The Post Online” is merged into “The Post”. No article was touched." in done.words
    assert Event.objects.get().verb == Verb.MERGED

    back = Page(client.post(at(online, "outlet-unmerge"), {"into": post.pk}, follow=True))
    assert "Taken back: “The Post Online” stands for itself again." in back.words
    assert not Outlet.objects.exclude(merged_into=None).exists()


def test_what_can_not_be_merged_is_told_before_it_is_tried(
    dan: User, signed_in: SignIn, post: Outlet, merged: Outlet
) -> None:
    client = signed_in(dan)
    page = Page(client.get(at(post, "outlet-merge"), {"into": merged.pk}))
    assert "To merge the other way round, take that back first." in page.words
    assert "Merge the two" not in page.words
    assert client.get(at(post, "outlet-merge"), {"into": "x"}).status_code == 404
    assert client.get(at(post, "outlet-merge"), {"into": post.pk + 100}).status_code == 404


def test_a_merger_that_moved_on_is_not_taken_back_here(
    dan: User, signed_in: SignIn, post: Outlet, merged: Outlet
) -> None:
    other = Outlet.objects.create(name="Herald")
    page = Page(signed_in(dan).post(at(merged, "outlet-unmerge"), {"into": other.pk}, follow=True))
    assert "is merged into “The Post” by now, not into “Herald”" in page.words
    nothing = Page(signed_in(dan).post(at(merged, "outlet-unmerge"), {}, follow=True))
    assert "Nothing was taken back." in nothing.words


# Everywhere else


ELSEWHERE = [
    "home",
    "stories",
    "articles",
    "articles-csv",
    "copies",
    "story",
    "story-marks-list",
    "propositions",
    "story-report",
    "story-profile",
    "story-assign",
    "article",
    "article-report",
    "article-profile",
    "article-edit",
    "review",
    "to-check",
    "story-marks",
    "api-v1:read_review",
]


@pytest.fixture
def reported(story: Story, review: Review, merged: Outlet, version: Version, make_version: MakeVersion) -> Review:
    """A submitted review with a claim and a contradiction, all articles of the story under the merged outlet's old name."""
    other = make_version("Another report. The plan was kept.")
    make_claim(review, "the plan was dropped")
    make_contradiction(review, (version, "the plan was dropped"), (other, "The plan was kept"))
    submit(review)
    Article.objects.update(outlet=merged)
    return review


def where(name: str, review: Review) -> str:
    """The address of a page about the review, its article or its story."""
    story, article = review.round.story, review.version.article
    by_word: dict[str, list[object]] = {
        "story": [story.slug],
        "article": [article.pk],
        "review": [review.pk],
        "api": [review.pk],
    }
    args = [story.slug] if name == "propositions" else by_word.get(name.partition("-")[0], [])
    return reverse(name, args=args)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_pages_and_files_name_the_outlet_that_a_merged_one_stands_for(
    name: str, dan: User, alice: User, signed_in: SignIn, reported: Review
) -> None:
    client = signed_in(alice if name in ("home", "review") else dan)
    answer = client.get(where(name, reported), {"by": "all"}, follow=True)
    said = b"".join(getattr(answer, "streaming_content", None) or [answer.content]).decode()
    assert answer.status_code == 200
    assert "The Post Online" not in said


@pytest.mark.parametrize("name", [*ELSEWHERE, "outlets", "outlet"])
def test_mergers_cost_no_page_a_query(
    name: str, dan: User, alice: User, signed_in: SignIn, reported: Review, post: Outlet, make_version: MakeVersion
) -> None:
    client = signed_in(alice if name in ("home", "review") else dan)
    address = at(post) if name == "outlet" else where(name, reported)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, {"by": "all"}, follow=True)
            list(getattr(answer, "streaming_content", []))
        return len(queries)

    for number in range(3):
        make_version(f"Report {number}. Words.")
    Article.objects.update(outlet=post)
    few = asked()
    for number, article in enumerate(Article.objects.all()):
        mine = Outlet.objects.create(name=f"Post {number}", merged_into=post)
        Article.objects.filter(pk=article.pk).update(outlet=mine)
    assert asked() == few


def test_the_pages_of_outlets_cost_the_same_however_many_there_are(
    dan: User, signed_in: SignIn, post: Outlet, make_version: MakeVersion
) -> None:
    client = signed_in(dan)

    def asked() -> list[int]:
        counts = []
        for address in ("/outlets", at(post), f"{at(post, 'outlet-merge')}?q=post"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        return counts

    Article.objects.filter(pk=make_version("First").article_id).update(outlet=post, address="https://a.example.org/")
    OutletDomain.objects.create(outlet=post, domain="post.example")
    few = asked()
    for number in range(30):
        outlet = Outlet.objects.create(name=f"Post number {number}", merged_into=post if number % 2 else None)
        OutletDomain.objects.create(outlet=outlet, domain=f"n{number}.example.org")
        fields = {"outlet": outlet, "address": f"https://m{number}.example.org/"}
        Article.objects.filter(pk=make_version(f"Text {number}").article_id).update(**fields)
    assert asked() == few
