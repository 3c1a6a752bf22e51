"""Storing an upload: chosen drafts become articles, each whole."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from annotations.intake.uploads import (
    begin_storing,
    choose_drafts,
    go_on,
    read_upload,
    start_upload,
    store_upload,
)
from annotations.models import (
    Article,
    Copy,
    Draft,
    DraftStatus,
    Event,
    Fingerprint,
    Role,
    RoundKind,
    Story,
    Upload,
    UploadFile,
    UploadStatus,
    User,
    Verb,
    Version,
)
from annotations.models.indexing import empty_index
from annotations.models.search import Where, having, read_wanted
from annotations.review.refusals import Closed, Unfit
from annotations.review.stories import archive_story, make_story
from tests.staged import ONE, TWO, Files

pytestmark = pytest.mark.django_db


def test_texts_of_one_story_by_name_or_number_go_in_one_story(dan: User, files: Files) -> None:
    key = "005a2961-0c2e-4575-8eec-770ba52a08e0"
    table = f"headline,text,story\nOne,First words.,{key}\nTwo,Second words.,{key}\nThree,Third words.,The flood\nFour,Fourth.,\n"
    upload = start_upload(
        user=dan, story=None, files=files("t.csv", table.encode(), "u.csv", table.replace("words", "ones").encode())
    )
    begin_storing(user=dan, upload=upload)
    stories = {story.title: story.articles.count() for story in Story.objects.all()}
    assert stories == {"One": 4, "The flood": 2, "Four": 1}
    assert all(
        story.rounds.count() == 1 and story.events.filter(verb=Verb.MADE).count() == 1 for story in Story.objects.all()
    )


def test_a_text_goes_into_the_story_of_its_title_that_is_here(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(
        user=dan, story=None, files=files("t.csv", b"headline,text,story\nOne,First words.,The plan\n")
    )
    begin_storing(user=dan, upload=upload)
    assert story.articles.get().headline == "One"


def test_a_text_that_another_story_has_goes_into_the_story_that_is_named(
    dan: User, version: Version, files: Files
) -> None:
    other = make_story(user=dan, title="Another")
    upload = start_upload(user=dan, story=other, files=files("same.txt", version.text.encode()))
    draft = upload.drafts.get()
    assert (draft.status, draft.like, draft.shared) == (DraftStatus.NEW, version, 1.0)
    begin_storing(user=dan, upload=upload)
    assert other.articles.count() == 1


def test_a_text_like_one_here_says_which_and_is_then_proposed_as_a_copy(dan: User, story: Story, files: Files) -> None:
    words = "\n\n".join(
        f"Paragraph {number} tells what happened at the place number {number} that day." for number in range(20)
    )
    begin_storing(user=dan, upload=start_upload(user=dan, story=story, files=[], text=f"First\n\n{words}"))
    upload = start_upload(
        user=dan, story=story, files=[], text=f"Second\n\n{words.replace('happened', 'came to pass', 1)}"
    )
    draft = upload.drafts.get()
    assert draft.like == Version.objects.get()
    assert draft.shared is not None
    assert draft.shared > 0.8
    begin_storing(user=dan, upload=upload)
    assert Copy.objects.get().article.headline == "Second"


def test_what_is_stored_is_found_by_its_words(dan: User, story: Story) -> None:
    begin_storing(user=dan, upload=start_upload(user=dan, story=story, files=[], text="Flood\n\nthe river overflowed"))
    assert Article.objects.filter(having(read_wanted("overflowed"), Where.TEXT, dan)).count() == 1


def test_only_chosen_texts_are_stored(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE, "two.txt", TWO))
    choose_drafts(user=dan, upload=upload, chosen=[2, 77])
    begin_storing(user=dan, upload=upload)
    assert [article.headline for article in Article.objects.all()] == ["Two"]
    assert [draft.status for draft in upload.drafts.all()] == [DraftStatus.NEW, DraftStatus.STORED]


def test_storing_nothing_is_refused(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    choose_drafts(user=dan, upload=upload, chosen=[])
    with pytest.raises(Unfit, match="No text is chosen"):
        begin_storing(user=dan, upload=upload)


def test_an_archived_story_takes_nothing_and_says_so(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    elsewhere = start_upload(
        user=dan, story=None, files=files("t.csv", b"headline,text,story\nOne,Some words here,The plan\nTwo,Others,\n")
    )
    archive_story(user=dan, story=story, archived=True)
    with pytest.raises(Closed, match="archived"):
        begin_storing(user=dan, upload=upload)
    with pytest.raises(Closed, match="archived"):
        start_upload(user=dan, story=story, files=files("one.txt", ONE))
    begin_storing(user=dan, upload=elsewhere)
    refused, stored = elsewhere.drafts.all()
    assert (refused.status, stored.status) == (DraftStatus.REFUSED, DraftStatus.STORED)
    assert "“The plan” is archived" in refused.reason


def test_an_upload_for_a_story_that_is_archived_amid_storing_breaks_off_and_goes_on_once_it_is_not(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    archive_story(user=dan, story=story, archived=True)
    store_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.failure) == (
        UploadStatus.FAILED,
        "“The plan” is archived. Take it out of the archive first.",
    )
    archive_story(user=dan, story=story, archived=False)
    assert go_on(user=dan, upload=upload).status == UploadStatus.DONE


def test_an_admin_who_is_one_no_more_stores_nothing_and_another_can_go_on(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    User.objects.filter(pk=dan.pk).update(role=Role.REVIEWER)
    store_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.failure == "Dan Petrov is no longer an admin. Another admin can go on with the upload from here."
    assert not Article.objects.exists()
    other = User.objects.create_user("other", "a-long-password", role=Role.ADMIN)
    assert begin_storing(user=other, upload=upload).status == UploadStatus.DONE
    assert Version.objects.get().created_by == other


def stored_by_a_worker(upload: Upload) -> None:
    """Put the upload in the state in which a worker takes up storing it."""
    Upload.objects.filter(pk=upload.pk).update(status=UploadStatus.STORING)


def test_an_upload_whose_story_is_deleted_is_gone_and_nothing_breaks(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    story.events.all().delete()
    story.rounds.all().delete()
    story.delete()
    store_upload(upload.pk)
    read_upload(upload.pk)
    assert not Upload.objects.exists()


def test_a_text_that_the_database_does_not_take_is_refused_and_the_others_are_stored(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE, "two.txt", TWO))
    Draft.objects.filter(order=1).update(address="gopher://paper.example")
    begin_storing(user=dan, upload=upload)
    first, second = upload.drafts.all()
    assert (first.status, second.status) == (DraftStatus.REFUSED, DraftStatus.STORED)
    assert "The database does not take it" in first.reason


def test_reading_or_storing_again_changes_nothing(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    before = list(Draft.objects.values())
    read_upload(upload.pk)
    store_upload(upload.pk)
    assert list(Draft.objects.values()) == before
    begin_storing(user=dan, upload=upload)
    stored = everything()
    read_upload(upload.pk)
    store_upload(upload.pk)
    assert everything() == stored


def everything() -> list[Any]:
    """All rows that uploads are about."""
    return [list(table.objects.values()) for table in (Upload, UploadFile, Draft, Article, Version, Event)]


def test_a_text_of_no_story_gets_one_of_its_own_named_by_its_headline(dan: User) -> None:
    upload = start_upload(user=dan, story=None, files=[], text="word " * 60 + "\n\nText", outlet="The Paper")
    begin_storing(user=dan, upload=upload)

    [article] = Article.objects.all()
    assert (article.story.title[-5:], len(article.story.title) <= 200) == ("word…", True)
    assert (str(article.outlet), article.story.current_round.kind) == ("The Paper", RoundKind.BLIND)


def test_what_search_and_copies_do_not_know_yet_they_are_told_by_the_command(dan: User, story: Story) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    for headline in ("First", "Second"):
        begin_storing(
            user=dan, upload=start_upload(user=dan, story=story, files=[], text=f"{headline}\n\n{words}"), at_once=True
        )
    Fingerprint.objects.all().delete()
    Copy.objects.all().delete()
    empty_index()

    call_command("index_articles", stdout=(said := io.StringIO()))

    assert said.getvalue() == "2 indexed.\n"
    assert Article.objects.filter(having(read_wanted("word7"), Where.TEXT, dan)).count() == 2
    assert Copy.objects.count() == 1
