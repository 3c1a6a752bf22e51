"""The worked example: what both reviewers found in the sample articles, as `manage.py demo --with-reviews` fills it in."""

import csv
import io
import shutil
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from annotations.exports.archive import write_table
from annotations.exports.dialects import DIALECTS
from annotations.exports.selection import Selection
from annotations.exports.tables import TABLES
from annotations.intake.load import load_article
from annotations.management.written import Unreadable, WrittenPlace, place_of, read_work
from annotations.models import Claim, Event, Mark, Proposition, Review, Source, Status, Story, User
from annotations.review.advice import Concern, spoken
from annotations.review.assign import assign_review
from annotations.review.states import mark_states

pytestmark = pytest.mark.django_db

BOTH = ["alice", "bob"]
ARTICLES = ["000", "001", "002"]


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    """A folder of its own for what the demo keeps."""
    settings.FACTCHECK_VAR = tmp_path / "var"
    return tmp_path / "var"


def demo() -> str:
    """Run the command; what it printed."""
    out = StringIO()
    call_command("demo", with_reviews=True, stdout=out)
    return out.getvalue()


def sides_in_csv() -> dict[frozenset[str], list[dict[str, str]]]:
    """The records of contradictions.csv, a list for each contradiction, by its quotes."""
    [table] = [one for one in TABLES if one.name == "contradictions"]
    file = io.BytesIO()
    write_table(file, Selection(Story.objects.get(), None), DIALECTS["program"], table=table)
    by_mark: dict[str, list[dict[str, str]]] = {}
    for record in csv.DictReader(io.StringIO(file.getvalue().decode())):
        by_mark.setdefault(record["mark_id"], []).append(record)
    return {frozenset(side["quote"] for side in sides): sides for sides in by_mark.values()}


def test_both_reviewers_mark_every_article_with_at_least_twenty_claims() -> None:
    assert "The worked example is filled in: " in demo()
    counted = Counter(Claim.objects.values_list("mark__review__reviewer__username", "mark__review__version__file_name"))
    assert sorted((name, file[:3]) for name, file in counted) == [(name, one) for name in BOTH for one in ARTICLES]
    assert min(counted.values()) >= 20


def test_every_mark_of_it_is_complete() -> None:
    demo()
    lacking = [
        (state.content.kind, rule.words)
        for review in Review.objects.all()
        for state in mark_states(review, review.reviewer)
        for rule in spoken(state.content)
        if rule.concern in {Concern.UNGRADED, Concern.INCOMPLETE}
    ]
    assert lacking == []


def test_all_reviews_are_submitted_but_the_last_which_is_left_to_go_on_with() -> None:
    demo()
    still_open = Review.objects.exclude(status=Status.SUBMITTED).values_list("reviewer__username", "version__file_name")
    assert [(name, file[:3]) for name, file in still_open] == [("bob", "002")]


@pytest.mark.parametrize(
    ("quotes", "articles"),
    [
        (
            {
                "we are not sending troops there – this has never happened",
                "two Russian military transport planes arrived in Caracas with more than 100 troops aboard",
            },
            2,
        ),
        (
            {
                "Proposed talks between the two sides have so far not come to fruition",
                "the new phase of the talks in Oslo between Venezuelan opposition representatives and the government",
            },
            2,
        ),
        (
            {
                "If more [specialists] are needed, we will send them.",
                "If we need more, we will send more [military specialists], as much as it takes",
            },
            2,
        ),
        ({"Alexander Shchetinin", "Aleksandr Schetinin"}, 2),
        (
            {
                "Moscow had just finished pulling its people out",
                "they would either not increase their involvement, and perhaps even scale it back",
                "there was no talk of downsizing in the country",
            },
            2,
        ),
    ],
    ids=["troops", "talks", "wordings", "spellings", "people pulled out"],
)
def test_the_contradictions_between_the_articles_are_in_the_csv(quotes: set[str], articles: int) -> None:
    demo()
    sides = sides_in_csv()[frozenset(quotes)]
    assert len(sides) == len(quotes)
    assert len({side["article"] for side in sides}) == articles


def test_what_claims_say_alike_is_said() -> None:
    demo()
    assert Proposition.objects.filter(reviewer__username="alice").count() == 5
    assert not Proposition.objects.filter(claims=None).exists()


def test_the_register_has_what_was_admitted_and_something_to_decide() -> None:
    demo()
    assert Source.objects.filter(admission="admitted", names__name="Vladimir Putin").count() == 1
    assert Source.objects.filter(admission="proposed").exists()


def test_run_again_it_changes_nothing() -> None:
    demo()
    before = list(Event.objects.values_list("pk", flat=True))
    assert "nobody’s work is overwritten" in demo()
    assert list(Event.objects.values_list("pk", flat=True)) == before


def test_work_that_was_begun_is_not_mixed_with_it() -> None:
    call_command("demo", stdout=StringIO())
    Review.objects.filter(reviewer__username="alice", version__file_name__startswith="001").update(status="in_progress")
    demo()
    assert set(Mark.objects.values_list("review__reviewer__username", flat=True)) == {"bob"}


def test_a_file_that_says_something_else_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    (seeds / "reviews").mkdir(parents=True)
    for path in real_settings.FACTCHECK_SEEDS.glob("*.txt"):
        (seeds / path.name).write_bytes(path.read_bytes())
    (seeds / "reviews" / "alice.toml").write_text("[sources]\n[propositions]\n[[revue]]\n")
    settings.FACTCHECK_SEEDS = seeds
    with pytest.raises(CommandError, match=r"nothing was changed\. alice\.toml"):
        demo()
    assert not Story.objects.exists()


def test_words_that_no_article_has_change_nothing_either(settings: Settings, tmp_path: Path, var: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(real_settings.FACTCHECK_SEEDS, seeds)
    bobs = seeds / "reviews" / "bob.toml"
    bobs.write_text(bobs.read_text().replace("Trump had it wrong", "Trump had it right"))
    settings.FACTCHECK_SEEDS = seeds
    with pytest.raises(CommandError, match="“Trump had it right” stands nowhere in the article"):
        demo()
    assert not Story.objects.exists()
    assert not (var / "demo-passwords.txt").exists()


def test_an_article_that_was_added_to_the_story_is_left_alone() -> None:
    call_command("demo", stdout=StringIO())
    story = Story.objects.get()
    added = load_article(user=None, story=story, text="Another report\n\nIt says more.", file_name="")
    assign_review(user=None, reviewer=User.objects.get(username="alice"), version=added.version)
    assert "is filled in" in demo()
    assert Review.objects.get(version=added.version).status == Status.ASSIGNED


def test_words_that_stand_in_several_places_or_nowhere_are_told() -> None:
    with pytest.raises(Unreadable, match="stands in 2 places"):
        place_of("He said that he said so.", WrittenPlace(words="said"))
    with pytest.raises(Unreadable, match="stands nowhere"):
        place_of("They said so.", WrittenPlace(words="he"))


def test_of_several_places_the_one_nearest_to_other_words_is_meant() -> None:
    place = place_of("He said that\u00a0he said so.", WrittenPlace(words="he said", near="so."))
    assert (place.start, place.quote) == (13, "he said")


def test_every_reviewer_of_the_example_has_an_account_in_the_demo() -> None:
    assert sorted(read_work(real_settings.FACTCHECK_SEEDS / "reviews")) == BOTH
