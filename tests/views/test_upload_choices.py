"""What is done with an upload that is looked over: choosing, putting right, storing, stopping, going on, discarding."""

import re

import pytest
from django.test import Client

from annotations.models import Article, Draft, DraftStatus, Story, Upload, UploadStatus, User, Version
from tests.fixtures import SignIn
from tests.staged import make_draft, make_file, make_upload
from tests.views.article_pages import UNKNOWN
from tests.views.pages import Page


@pytest.fixture
def dans(dan: User, signed_in: SignIn) -> Client:
    return signed_in(dan)


@pytest.fixture
def upload(dan: User, story: Story) -> Upload:
    """Three texts to look over."""
    made = make_upload(dan, story=story)
    file = make_file(made)
    for name in ("first", "second", "third"):
        make_draft(file, f"The {name}\n\nIts words.")
    return made


def chosen(upload: Upload) -> list[int]:
    """The orders of the texts that are to be stored."""
    return list(upload.drafts.filter(is_chosen=True).values_list("order", flat=True))


def at(upload: Upload, more: str = "") -> str:
    """The address of the upload, or of something of it."""
    return f"/uploads/{upload.pk}{more}"


def test_of_the_texts_that_are_shown_those_ticked_are_chosen_and_the_others_stay(dans: Client, upload: Upload) -> None:
    dans.post(at(upload), {"shown": ["0", "1"], "chosen": ["1", "x", "9999999999"]})

    assert chosen(upload) == [1, 2]


def test_all_of_a_state_are_chosen_or_none(dans: Client, upload: Upload, version: Version) -> None:
    upload.drafts.filter(order=1).update(like=version, shared=0.9)

    dans.post(at(upload, "?state=like"), {"all": "no"})
    assert chosen(upload) == [0, 2]
    dans.post(at(upload), {"all": "no"})
    assert chosen(upload) == []
    dans.post(at(upload, "?state=like"), {"all": "yes"})
    assert chosen(upload) == [1]


def test_enter_in_a_box_keeps_the_choice_and_chooses_no_others(dans: Client, upload: Upload) -> None:
    form = dans.get(at(upload)).content.decode().partition('id="choice"')[2]

    first = re.search(r"<button([^>]*)>([^<]*)", form)

    assert first is not None
    assert "name=" not in first[1]
    assert first[2] == "Keep the choice"


def test_a_script_is_told_what_storing_comes_to(dans: Client, upload: Upload) -> None:
    answer = dans.post(at(upload), {"shown": ["0"]}, headers={"Accept": "application/json"})

    assert answer.json() == {"refused": "", "words": "Store 2 texts in 1 story", "texts": 2}


def test_storing_is_asked_about_once_the_choice_is_kept(dans: Client, upload: Upload) -> None:
    page = Page(dans.post(at(upload), {"shown": ["0"], "store": ""}, follow=True))

    assert "Store 2 texts in 1 story? They go into “The plan”. 1 text is left out: not chosen." in page.words


def corrected(**said: str) -> dict[str, str]:
    """The form of a text as a browser sends it."""
    return UNKNOWN | {"headline": "As printed", "language": "en", "type": "", "story_title": ""} | said


def test_what_is_put_right_is_kept_and_the_next_text_is_a_click_away(dans: Client, upload: Upload) -> None:
    said = corrected(outlet="The Post", published="2026-11-02", story_title="A flood", then="next")

    answer = dans.post(at(upload, "/drafts/0"), said)

    assert answer["Location"] == at(upload, "/drafts/1")
    draft = upload.drafts.get(order=0)
    assert (draft.headline, draft.outlet, draft.story_title) == ("As printed", "The Post", "A flood")
    assert str(draft.published) == "2026-11-02"
    assert draft.text == "The first\n\nIts words."


def test_the_text_itself_can_be_put_right_before_it_is_stored(dans: Client, upload: Upload) -> None:
    page = dans.get(at(upload, "/drafts/0?text=edit")).content.decode()
    assert "The first\n\nIts words.</textarea>" in page

    dans.post(at(upload, "/drafts/0?text=edit"), corrected(text="The first\r\n\r\nIts better words."))

    draft = upload.drafts.get(order=0)
    assert (draft.text, draft.words) == ("The first\n\nIts better words.", 5)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("headline", "", "An article needs a headline."),
        ("published", "soon", "Write the day as 2026-11-22."),
        ("address", "nowhere at all", "Write the whole address"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_kept_as_typed(
    field: str, value: str, words: str, dans: Client, upload: Upload
) -> None:
    page = Page(dans.post(at(upload, "/drafts/0"), corrected(byline="Ana Sousa", **{field: value})))

    assert words in page.words
    assert page.fields["byline"] == ["Ana Sousa"]
    assert upload.drafts.get(order=0).byline == ""


def test_what_is_chosen_is_stored_and_nothing_else(dans: Client, upload: Upload) -> None:
    dans.post(at(upload), {"shown": ["1"]})

    page = Page(dans.post(at(upload, "/store"), follow=True))

    assert "2 articles stored" in page.words
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == ["The first", "The third"]


def test_an_upload_that_moved_on_meanwhile_says_so(dans: Client, upload: Upload) -> None:
    dans.post(at(upload, "/store"))

    page = Page(dans.post(at(upload), {"shown": ["0"]}, follow=True))

    assert "This upload is done by now." in page.words


def test_reading_is_stopped_and_says_what_became_of_it(dans: Client, dan: User) -> None:
    upload = make_upload(dan, UploadStatus.READING)
    make_file(upload, "big.zip", status="waiting")
    assert "0 of 1 file read, 0 texts found so far." in Page(dans.get(at(upload))).words

    page = Page(dans.post(at(upload, "/cancel"), follow=True))

    assert "Stopped before anything was stored" in page.words


def test_storing_says_how_far_it_is(dans: Client, dan: User, version: Version) -> None:
    upload = make_upload(dan, UploadStatus.STORING)
    file = make_file(upload)
    make_draft(file, "", headline="Stored", status=DraftStatus.STORED, version=version)
    make_draft(file)

    assert "1 of 2 texts stored." in Page(dans.get(at(upload))).words


def test_what_broke_off_can_be_gone_on_with(dans: Client, upload: Upload) -> None:
    upload.status, upload.failure = UploadStatus.FAILED, "The disk is full."
    upload.save()
    page = Page(dans.get(at(upload)))
    assert "The disk is full." in page.words
    assert "Go on from here" in page.words

    page = Page(dans.post(at(upload, "/go-on"), follow=True))

    assert "3 articles stored" in page.words


def test_a_discarded_upload_is_gone(dans: Client, upload: Upload) -> None:
    page = Page(dans.post(at(upload, "/discard"), follow=True))

    assert "The upload is discarded." in page.words
    assert not Draft.objects.exists()
    assert dans.get(at(upload)).status_code == 404


def test_what_is_like_a_text_here_is_held_against_it(dans: Client, upload: Upload, version: Version) -> None:
    upload.drafts.filter(order=0).update(like=version, shared=0.9, text=version.text.replace("dropped", "kept"))
    assert "Show what differs" in Page(dans.get(at(upload, "/drafts/0"))).words

    page = dans.get(at(upload, "/drafts/0?text=compare")).content.decode()

    assert "<ins>kept.</ins>" in page
    assert "<del>dropped.</del>" in page
