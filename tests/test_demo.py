"""manage.py demo: what it makes the first time, and that it leaves all alone from then on."""

import os
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.management.passwords import kept_passwords
from annotations.models import Article, Event, Review, Role, Status, Story, User, Version
from annotations.review.assign import unassign_review
from annotations.review.stories import archive_story, edit_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    """A folder of its own for what the demo keeps."""
    settings.FACTCHECK_VAR = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def passwords(var: Path) -> Path:
    return var / "demo-passwords.txt"


def demo() -> str:
    """Run the command; what it printed."""
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """All rows of the product's tables, with all that stands in them."""
    return {
        model.__name__: list(model._default_manager.values())
        for model in apps.get_app_config("annotations").get_models()
    }


def test_it_makes_the_sample_story_with_its_articles_to_the_letter() -> None:
    demo()
    story = Story.objects.get()
    assert (story.title, story.slug) == ("Russian specialists in Venezuela", "russian-specialists-in-venezuela")
    stored = {version.file_name: version.text.encode() for version in Version.objects.filter(article__story=story)}
    assert stored == {path.name: path.read_bytes() for path in real_settings.FACTCHECK_SEEDS.glob("*.txt")}
    assert len(stored) == 3


def test_it_says_of_the_articles_only_what_their_files_do() -> None:
    demo()
    known = Article.objects.filter(outlet=None, byline="", address="", published=None, fetched=None)
    assert known.count() == 3


def test_it_makes_an_account_for_each_role_and_two_reviewers() -> None:
    demo()
    assert list(User.objects.values_list("username", "role")) == [
        ("alice", Role.REVIEWER),
        ("bob", Role.REVIEWER),
        ("carol", Role.ADJUDICATOR),
        ("dan", Role.ADMIN),
    ]


def test_nobody_has_seen_the_tour_yet() -> None:
    demo()
    assert not User.objects.exclude(toured_at=None).exists()


def test_both_reviewers_have_all_three_articles_to_review() -> None:
    demo()
    assigned = Review.objects.values_list("reviewer__username", "version__file_name", "status")
    files = Version.objects.values_list("file_name", flat=True)
    assert set(assigned) == {(name, file, Status.ASSIGNED) for name in ("alice", "bob") for file in files}


def test_the_passwords_are_printed_once_and_kept_and_fit(passwords: Path) -> None:
    printed = demo()
    kept = kept_passwords(passwords)
    assert set(kept) == {"alice", "bob", "carol", "dan"}
    assert len(set(kept.values())) == 4
    for username, password in kept.items():
        assert f"{username} with the password {password}" in printed
        assert Client().login(username=username, password=password)
    printed_again = demo()
    assert str(passwords) in printed_again
    assert not any(password in printed_again for password in kept.values())


def test_nobody_but_the_owner_can_read_the_passwords(passwords: Path) -> None:
    before = os.umask(0)
    try:
        demo()
    finally:
        os.umask(before)
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    assert [path.name for path in passwords.parent.iterdir()] == [passwords.name]


def test_a_second_run_changes_nothing(passwords: Path) -> None:
    demo()
    before, kept = everything(), passwords.read_text()
    assert "nothing was changed" in demo()
    assert everything() == before
    assert passwords.read_text() == kept


def test_a_second_run_is_quick(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    demo()
    with django_assert_max_num_queries(20):
        demo()


def test_it_undoes_nothing_that_people_did_since() -> None:
    demo()
    dan, alice = User.objects.get(username="dan"), User.objects.get(username="alice")
    edit_story(user=dan, story=Story.objects.get(), title="Another title", summary="")
    unassign_review(user=dan, review=Review.objects.filter(reviewer=alice).earliest("pk"))
    Review.objects.filter(reviewer=alice).update(status=Status.IN_PROGRESS)
    User.objects.filter(username="bob").update(is_active=False, role=Role.ADJUDICATOR)
    alice.set_password("another-long-password")
    alice.save()
    before = everything()
    demo()
    assert everything() == before


def test_it_leaves_an_archived_story_alone(settings: Settings, tmp_path: Path) -> None:
    demo()
    archive_story(user=User.objects.get(username="dan"), story=Story.objects.get(), archived=True)
    (tmp_path / "new.txt").write_text("One more sample")
    settings.FACTCHECK_SEEDS = tmp_path
    before = everything()
    assert "nothing was changed" in demo()
    assert everything() == before


def test_an_account_that_was_there_keeps_its_password_and_role(passwords: Path, dan: User) -> None:
    User.objects.filter(pk=dan.pk).update(role=Role.REVIEWER)
    demo()
    assert Client().login(username="dan", password="a-long-password")
    assert User.objects.get(pk=dan.pk).role == Role.REVIEWER
    assert set(kept_passwords(passwords)) == {"alice", "bob", "carol"}


def test_an_account_that_is_missing_is_made_and_the_other_passwords_are_kept(passwords: Path) -> None:
    demo()
    before = kept_passwords(passwords)
    User.objects.filter(username="carol").delete()
    demo()
    after = kept_passwords(passwords)
    assert Client().login(username="carol", password=after["carol"])
    assert {**after, "carol": before["carol"]} == before


def test_new_accounts_after_a_lost_database_get_new_passwords(passwords: Path) -> None:
    demo()
    before = kept_passwords(passwords)
    for table in (Event, Review, User):
        table.objects.all().delete()
    demo()
    after = kept_passwords(passwords)
    assert not set(before.values()) & set(after.values())
    assert Client().login(username="alice", password=after["alice"])
    assert Review.objects.count() == 6


def test_it_refuses_to_run_without_sample_articles(settings: Settings, tmp_path: Path) -> None:
    settings.FACTCHECK_SEEDS = tmp_path
    with pytest.raises(CommandError, match="no sample articles"):
        demo()
    assert not User.objects.exists()


def test_it_makes_nothing_where_it_can_not_keep_the_passwords(var: Path) -> None:
    var.write_text("A file where the folder should be")
    with pytest.raises(CommandError, match="nothing was changed"):
        demo()
    assert not User.objects.exists()
    assert not Story.objects.exists()
