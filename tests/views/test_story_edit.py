"""Making a story, renaming it, and putting it into the archive."""

import pytest

from annotations.models import (
    Event,
    Story,
    User,
    Verb,
)
from tests.fixtures import SignIn
from tests.views.pages import Page


def test_an_admin_makes_a_story_and_is_led_to_it(dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).post("/stories/new", {"title": "City budget", "summary": "What was promised."})

    made = Story.objects.get()
    assert (made.title, made.summary) == ("City budget", "What was promised.")
    assert answer.headers["Location"] == f"/stories/{made.slug}"
    assert made.current_round.number == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "", "summary": "Kept."}, "A story needs a title. Say in a few words what it is about."),
        ({"title": " ", "summary": "Kept."}, "A story needs a title."),
        ({"title": "x" * 201, "summary": "Kept."}, "at most 200 characters fit, and these are 201."),
        ({"title": "a\x00b", "summary": "Kept."}, "NUL"),
    ],
)
def test_a_story_that_does_not_fit_is_refused_at_the_field_and_nothing_is_lost(
    sent: dict[str, str], words: str, dan: User, signed_in: SignIn
) -> None:
    page = Page(signed_in(dan).post("/stories/new", sent))

    assert words in page.words
    assert "Kept." in page.words
    assert not Story.objects.exists()


def test_a_story_is_renamed_and_keeps_its_address(dan: User, signed_in: SignIn, story: Story) -> None:
    answer = signed_in(dan).post("/stories/the-plan/edit", {"title": "The dropped plan", "summary": ""}, follow=True)

    assert Story.objects.values_list("title", "slug").get() == ("The dropped plan", "the-plan")
    assert "The story is saved." in Page(answer).words
    event = Event.objects.get(verb=Verb.EDITED)
    assert event.before is not None
    assert event.before["title"] == "The plan"


def test_a_story_without_a_title_stays_as_it_was(dan: User, signed_in: SignIn, story: Story) -> None:
    page = Page(signed_in(dan).post("/stories/the-plan/edit", {"title": "", "summary": "New."}))

    assert "A story needs a title." in page.words
    assert Story.objects.values_list("title", "summary").get() == ("The plan", "")


def test_a_story_is_archived_and_taken_out_again(dan: User, signed_in: SignIn, story: Story) -> None:
    client = signed_in(dan)

    away = Page(client.post("/stories/the-plan/archive", {"archived": "yes"}, follow=True))
    assert "“The plan” is archived." in away.words
    assert "Take it out of the archive" in away.words
    assert Story.objects.get().archived_at is not None

    back = Page(client.post("/stories/the-plan/archive", {"archived": "no"}, follow=True))
    assert "“The plan” is out of the archive." in back.words
    assert Story.objects.get().archived_at is None
