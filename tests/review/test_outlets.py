"""Admins name outlets, say which domains are theirs, and merge those that are one; a merger can be taken back whole."""

import pytest

from annotations.models import Article, Event, Outlet, OutletDomain, Review, User, Verb
from annotations.review.articles import edit_article, find_or_make_outlet
from annotations.review.outlets import (
    add_domain,
    hindrance,
    merge_outlets,
    outlet_of_address,
    remove_domain,
    rename_outlet,
    take_back_merger,
)
from annotations.review.refusals import Conflict, NotAllowed, NotThere, Refusal, Unfit


@pytest.fixture
def post(db: None) -> Outlet:
    return Outlet.objects.create(name="The Post")


@pytest.fixture
def post_online(db: None) -> Outlet:
    return Outlet.objects.create(name="Post Online")


@pytest.fixture
def herald(db: None) -> Outlet:
    return Outlet.objects.create(name="The Herald")


def merge(user: User, outlet: Outlet, into: Outlet) -> Outlet:
    return merge_outlets(user=user, outlet_id=outlet.pk, into_id=into.pk)


def take_back(user: User, outlet: Outlet, into: Outlet) -> Outlet:
    return take_back_merger(user=user, outlet_id=outlet.pk, into_id=into.pk)


def mergers() -> dict[str, str | None]:
    """By name: what each outlet is merged into."""
    return dict(Outlet.objects.values_list("name", "merged_into__name"))


def test_a_merged_outlet_goes_by_the_name_of_the_other_and_no_article_is_touched(
    dan: User, post: Outlet, post_online: Outlet, article: Article
) -> None:
    Article.objects.update(outlet=post_online)
    before = Article.objects.values().get()
    merge(dan, post_online, post)
    assert Article.objects.values().get() == before
    outlet = Article.objects.get().outlet
    assert outlet is not None
    assert (outlet.name, str(outlet), outlet.standing) == ("Post Online", "The Post", post)


def test_a_merger_and_its_end_are_events_of_the_outlet(dan: User, post: Outlet, post_online: Outlet) -> None:
    merge(dan, post_online, post)
    take_back(dan, post_online, post)
    merged, unmerged = Event.objects.all()
    assert [(one.verb, one.actor, one.outlet) for one in (merged, unmerged)] == [
        (Verb.MERGED, dan, post_online),
        (Verb.UNMERGED, dan, post_online),
    ]
    assert (merged.before, merged.after) == ({"merged_into": None}, {"merged_into": post.pk, "carried": []})
    assert (unmerged.before, unmerged.after) == ({"merged_into": post.pk, "carried": []}, {"merged_into": None})


def test_merging_or_taking_back_twice_is_one_change(dan: User, post: Outlet, post_online: Outlet) -> None:
    for _ in range(2):
        merge(dan, post_online, post)
    assert Event.objects.count() == 1
    for _ in range(2):
        take_back(dan, post_online, post)
    assert Event.objects.count() == 2
    assert mergers() == {"The Post": None, "Post Online": None}


def test_what_was_merged_goes_along_and_comes_back(
    dan: User, post: Outlet, post_online: Outlet, herald: Outlet
) -> None:
    merge(dan, post_online, post)
    merge(dan, post, herald)
    assert mergers() == {"The Herald": None, "The Post": "The Herald", "Post Online": "The Herald"}
    take_back(dan, post, herald)
    assert mergers() == {"The Herald": None, "The Post": None, "Post Online": "The Post"}
    take_back(dan, post_online, post)
    assert set(mergers().values()) == {None}


def test_what_was_decided_on_its_own_since_stays_where_it_is(
    dan: User, post: Outlet, post_online: Outlet, herald: Outlet
) -> None:
    merge(dan, post_online, post)
    merge(dan, post, herald)
    take_back(dan, post_online, herald)
    merge(dan, post_online, herald)
    take_back(dan, post, herald)
    assert mergers() == {"The Herald": None, "The Post": None, "Post Online": "The Herald"}


def test_what_went_along_twice_comes_back_step_by_step(
    dan: User, post: Outlet, post_online: Outlet, herald: Outlet
) -> None:
    wire = Outlet.objects.create(name="Wire")
    merge(dan, post_online, post)
    merge(dan, post, herald)
    merge(dan, herald, wire)
    assert set(mergers().items()) == {
        ("Wire", None), ("The Herald", "Wire"), ("The Post", "Wire"), ("Post Online", "Wire")
    }  # fmt: skip
    take_back(dan, post, wire)
    assert mergers()["Post Online"] == "The Post"
    take_back(dan, herald, wire)
    assert mergers() == {"Wire": None, "The Herald": None, "The Post": None, "Post Online": "The Post"}


def test_no_circle_can_close(dan: User, post: Outlet, post_online: Outlet, herald: Outlet) -> None:
    merge(dan, post_online, post)
    merge(dan, herald, post)
    for one, other, code in [
        (post, post, "itself"),
        (post, post_online, "circle"),
        (post_online, herald, "merged-already"),
        (Outlet.objects.create(name="Wire"), herald, "merged-already"),
    ]:
        with pytest.raises(Refusal) as refused:
            merge(dan, Outlet.objects.get(pk=one.pk), other)
        assert refused.value.code == code
        assert hindrance(Outlet.objects.get(pk=one.pk), Outlet.objects.get(pk=other.pk)) == refused.value.words


def test_a_circle_that_came_in_by_another_way_keeps_nobody_waiting(post: Outlet, post_online: Outlet) -> None:
    Outlet.objects.filter(pk=post.pk).update(merged_into=post_online)
    Outlet.objects.filter(pk=post_online.pk).update(merged_into=post)
    assert str(Outlet.objects.get(pk=post.pk)) == "Post Online"


def test_a_merger_is_taken_back_where_it_stands(dan: User, post: Outlet, post_online: Outlet, herald: Outlet) -> None:
    merge(dan, post_online, post)
    with pytest.raises(Conflict, match="“Post Online” is merged into “The Post” by now"):
        take_back(dan, post_online, herald)


def test_the_old_name_of_a_merged_outlet_gives_the_one_it_stands_for(
    dan: User, post: Outlet, post_online: Outlet, article: Article
) -> None:
    merge(dan, post_online, post)
    assert find_or_make_outlet("post  ONLINE") == post
    edit_article(user=dan, article=article, outlet="Post Online")
    assert Article.objects.get().outlet == post


def test_saving_an_article_as_it_is_shown_keeps_its_own_outlet(
    dan: User, post: Outlet, post_online: Outlet, article: Article
) -> None:
    Article.objects.update(outlet=post_online)
    merge(dan, post_online, post)
    edit_article(user=dan, article=article, outlet="The Post", byline="Ana")
    take_back(dan, post_online, post)
    assert (Article.objects.get().outlet, Article.objects.get().byline) == (post_online, "Ana")
    assert Event.objects.filter(verb=Verb.EDITED, before__outlet="The Post", after__outlet="The Post").exists()


def test_an_outlet_is_renamed(dan: User, post: Outlet) -> None:
    rename_outlet(user=dan, outlet_id=post.pk, name=" The  Morning Post ")
    rename_outlet(user=dan, outlet_id=post.pk, name="The Morning Post")
    assert Outlet.objects.get().name == "The Morning Post"
    event = Event.objects.get()
    assert (event.verb, event.outlet, event.before, event.after) == (
        Verb.EDITED,
        post,
        {"name": "The Post"},
        {"name": "The Morning Post"},
    )


def test_a_name_may_differ_from_the_old_one_in_case_only(dan: User, post: Outlet) -> None:
    assert str(rename_outlet(user=dan, outlet_id=post.pk, name="THE POST")) == "THE POST"


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x00b"])
def test_a_name_that_does_not_fit_is_refused(dan: User, post: Outlet, name: str) -> None:
    with pytest.raises(Unfit):
        rename_outlet(user=dan, outlet_id=post.pk, name=name)
    assert Outlet.objects.get().name == "The Post"


def test_a_name_is_one_outlets(dan: User, post: Outlet, post_online: Outlet, herald: Outlet) -> None:
    merge(dan, post_online, post)
    with pytest.raises(Conflict) as refused:
        rename_outlet(user=dan, outlet_id=herald.pk, name="post online")
    assert (refused.value.code, refused.value.more["twin"]) == ("name-taken", post)
    with pytest.raises(Conflict, match="Rename that one instead"):
        rename_outlet(user=dan, outlet_id=post_online.pk, name="Post on the web")


def test_an_address_tells_its_outlet_by_the_nearest_domain(dan: User, post: Outlet, herald: Outlet) -> None:
    assert add_domain(user=dan, outlet_id=post.pk, address="https://www.Post.co.uk/news") == "post.co.uk"
    add_domain(user=dan, outlet_id=herald.pk, address="herald.post.co.uk")
    assert outlet_of_address("https://www.post.co.uk/a") == post
    assert outlet_of_address("https://live.post.co.uk/a") == post
    assert outlet_of_address("https://live.herald.post.co.uk/a") == herald
    for address in ("https://other.co.uk/", "https://co.uk/", "https://notpost.co.uk/", "no address", ""):
        assert outlet_of_address(address) is None


def test_the_address_of_a_merged_outlet_tells_the_other(dan: User, post: Outlet, post_online: Outlet) -> None:
    add_domain(user=dan, outlet_id=post_online.pk, address="post.example")
    merge(dan, post_online, post)
    assert outlet_of_address("https://post.example/a") == post
    remove_domain(user=dan, outlet_id=post.pk, domain="post.example")
    assert outlet_of_address("https://post.example/a") is None


def test_adding_and_removing_a_domain_are_events_and_done_once(dan: User, post: Outlet, herald: Outlet) -> None:
    for _ in range(2):
        add_domain(user=dan, outlet_id=post.pk, address="post.example")
    remove_domain(user=dan, outlet_id=herald.pk, domain="post.example")
    assert OutletDomain.objects.get().outlet == post
    for _ in range(2):
        remove_domain(user=dan, outlet_id=post.pk, domain="post.example")
    assert not OutletDomain.objects.exists()
    assert list(Event.objects.values_list("verb", "outlet", "before", "after")) == [
        ("edited", post.pk, {"domains": []}, {"domains": ["post.example"]}),
        ("edited", post.pk, {"domains": ["post.example"]}, {"domains": []}),
    ]


@pytest.mark.parametrize("address", ["", "no domain", "co.uk", "https://github.io/", "com", "a\x00b.org"])
def test_what_is_nobodys_domain_is_refused(dan: User, post: Outlet, address: str) -> None:
    with pytest.raises(Unfit):
        add_domain(user=dan, outlet_id=post.pk, address=address)
    assert not OutletDomain.objects.exists()


def test_a_domain_is_one_outlets(dan: User, post: Outlet, post_online: Outlet, herald: Outlet) -> None:
    add_domain(user=dan, outlet_id=post_online.pk, address="post.example")
    merge(dan, post_online, post)
    with pytest.raises(Conflict) as refused:
        add_domain(user=dan, outlet_id=herald.pk, address="post.example")
    assert refused.value.more["twin"] == post
    assert add_domain(user=dan, outlet_id=post.pk, address="post.example") == "post.example"
    with pytest.raises(Conflict, match="Add the domain to that one instead"):
        add_domain(user=dan, outlet_id=post_online.pk, address="other.example")


def test_outlets_are_the_admins_and_strangers_do_not_learn_of_them(
    alice: User, carol: User, eve: User, review: Review, post: Outlet, post_online: Outlet
) -> None:
    Article.objects.update(outlet=post_online)
    Outlet.objects.filter(pk=post_online.pk).update(merged_into=post)
    for person in (alice, carol):
        with pytest.raises(NotAllowed):
            rename_outlet(user=person, outlet_id=post.pk, name="Mine")
    for change in (
        lambda: rename_outlet(user=eve, outlet_id=post.pk, name="Mine"),
        lambda: add_domain(user=eve, outlet_id=post.pk, address="mine.example"),
        lambda: remove_domain(user=eve, outlet_id=post.pk, domain="mine.example"),
        lambda: take_back(eve, post_online, post),
    ):
        with pytest.raises(NotThere):
            change()
    assert not Event.objects.exists()
