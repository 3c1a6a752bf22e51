"""Making, renaming and archiving stories."""

from typing import Any

import pytest

from annotations.models import Codebook, Event, Round, RoundKind, Story, User, Verb
from annotations.review.refusals import NotAllowed, Unfit
from annotations.review.stories import archive_story, edit_story, make_story


def test_a_story_is_made_with_a_blind_round_under_the_newest_codebook(dan: User, codebook: Codebook) -> None:
    newer = Codebook.objects.create(name=codebook.name, version=2)
    story = make_story(user=dan, title="Troops to Venezuela", summary="Who said what.")
    assert (story.title, story.slug, story.summary) == ("Troops to Venezuela", "troops-to-venezuela", "Who said what.")
    made = Round.objects.get()
    assert (made.story, made.number, made.kind, made.codebook) == (story, 1, RoundKind.BLIND, newer)


def test_making_a_story_is_one_event(dan: User) -> None:
    story = make_story(user=dan, title="The plan")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.story, event.before) == (Verb.MADE, dan, story, None)
    assert event.after == {"title": "The plan", "summary": "", "slug": "the-plan"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée: a plan?", "creme-brulee-a-plan"),
        ("خطة الوزيرة", "story"),
        ("😀", "story"),
        ("- 7 -", "7"),
        ("word " * 40, "-".join(["word"] * 14)),
    ],
)
def test_the_slug_is_made_of_the_title(dan: User, title: str, slug: str) -> None:
    assert make_story(user=dan, title=title).slug == slug


def test_stories_of_one_title_have_slugs_of_their_own(dan: User) -> None:
    slugs = [make_story(user=dan, title=title).slug for title in ("The plan", "The plan", "The Plan!", "خطة", "قصة")]
    assert slugs == ["the-plan", "the-plan-2", "the-plan-3", "story", "story-2"]


@pytest.mark.parametrize(
    ("title", "summary", "words"),
    [
        ("", "", "Title: "),
        ("x" * 201, "", "at most 200 characters"),
        ("The\x00plan", "", "NUL"),
        ("The plan", "Half \ud83d", "half a character"),
    ],
)
def test_it_refuses_a_title_or_summary_that_does_not_fit(dan: User, title: str, summary: str, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        make_story(user=dan, title=title, summary=summary)
    assert words in refusal.value.words
    assert not Story.objects.exists()
    assert not Event.objects.exists()


def test_a_renamed_story_keeps_its_address(dan: User, story: Story) -> None:
    returned = edit_story(user=dan, story=story, title="The new plan", summary="In short.")
    story.refresh_from_db()
    assert returned == story
    assert (story.title, story.summary, story.slug) == ("The new plan", "In short.", "the-plan")


def test_renaming_is_an_event_with_what_stood_before(dan: User, story: Story) -> None:
    # As a form leaves it: changed in memory, and not in the table.
    story.title = "The new plan"
    edit_story(user=dan, story=story, title="The new plan", summary="")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.story) == (Verb.EDITED, dan, story)
    assert event.before == {"title": "The plan", "summary": ""}
    assert event.after == {"title": "The new plan", "summary": ""}


def test_saving_a_story_as_it_is_writes_nothing(dan: User, story: Story) -> None:
    edit_story(user=dan, story=story, title=story.title, summary=story.summary)
    assert not Event.objects.exists()


def test_it_refuses_a_new_title_that_does_not_fit(dan: User, story: Story) -> None:
    with pytest.raises(Unfit):
        edit_story(user=dan, story=story, title="", summary="")
    assert Story.objects.get().title == "The plan"


def test_a_story_is_archived_and_brought_back(dan: User, story: Story) -> None:
    assert archive_story(user=dan, story=story, archived=True).archived_at is not None
    assert Story.objects.get().archived_at is not None
    archive_story(user=dan, story=story, archived=False)
    assert Story.objects.get().archived_at is None
    said = [(event.verb, event.before, event.after) for event in Event.objects.all()]
    assert said == [
        (Verb.ARCHIVED, {"archived": False}, {"archived": True}),
        (Verb.ARCHIVED, {"archived": True}, {"archived": False}),
    ]


def test_archiving_again_changes_nothing(dan: User, story: Story) -> None:
    archive_story(user=dan, story=story, archived=True)
    when = Story.objects.get().archived_at
    archive_story(user=dan, story=story, archived=True)
    assert Story.objects.get().archived_at == when
    assert Event.objects.count() == 1


def test_it_refuses_whoever_is_no_admin(alice: User, carol: User, story: Story) -> None:
    acts: list[tuple[Any, dict[str, Any]]] = [
        (make_story, {"title": "Another"}),
        (edit_story, {"story": story, "title": "Another", "summary": ""}),
        (archive_story, {"story": story, "archived": True}),
    ]
    for person in (alice, carol):
        for act, said in acts:
            with pytest.raises(NotAllowed):
                act(user=person, **said)
    assert list(Story.objects.values_list("title", "archived_at")) == [("The plan", None)]
