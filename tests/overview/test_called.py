"""What people are offered while they type a name, and what they mean by it."""

import pytest

from annotations.models import Outlet, Review, Story, User, Version
from annotations.models.search import read_wanted
from annotations.overview.called import outlets_offered, people_called, stories_called
from annotations.overview.story_list import Stories
from annotations.review.stories import edit_story
from tests.fixtures import MakeVersion


def publish(version: Version, name: str, merged_into: Outlet | None = None) -> Outlet:
    outlet = Outlet.objects.create(name=name, merged_into=merged_into)
    version.article.outlet = outlet
    version.article.save()
    return outlet


def test_reviewers_are_offered_the_outlets_of_their_stories_by_the_names_that_stand(
    alice: User, dan: User, eve: User, review: Review, make_version: MakeVersion
) -> None:
    elsewhere = Story.objects.create(title="Another story", slug="another-story")
    post = publish(make_version(), "The Post")
    publish(make_version(), "Post Online", merged_into=post)
    publish(review.version, "Gazette")
    publish(make_version(within=elsewhere), "Elsewhere")

    assert outlets_offered(alice) == ["Gazette", "The Post"]
    assert outlets_offered(eve) == []
    assert outlets_offered(dan) == ["Elsewhere", "Gazette", "The Post"]


@pytest.mark.parametrize("typed", ["água", "AGUA", "Água é"])
def test_a_story_is_found_whatever_case_and_accents_its_title_is_typed_with(dan: User, typed: str) -> None:
    story = Story.objects.create(title="Floods", slug="floods")
    edit_story(user=dan, story=story, title="A Água é de todos", summary="")

    assert list(stories_called(typed, dan)) == [story]
    assert list(Stories(dan, wanted=read_wanted(typed)).found()) == [story]
    assert not stories_called("todas", dan).exists()


@pytest.mark.parametrize(
    ("typed", "names"),
    [("alice", ["alice"]), ("ALICE", ["alice"]), ("moréau", ["alice", "bob"]), ("\u0301", []), ("nobody", [])],
)
def test_people_are_found_by_sign_in_name_or_else_by_their_names(
    alice: User, bob: User, typed: str, names: list[str]
) -> None:
    for one, name in ((alice, "Alix Moreau"), (bob, "Bob MORÉAU")):
        one.name = name
        one.save()

    assert list(people_called(typed).order_by("pk").values_list("username", flat=True)) == names


def test_an_accent_alone_is_in_no_title(dan: User, story: Story) -> None:
    assert not stories_called("\u0301", dan).exists()
