"""profile.csv: the figures of the transparency profile."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from annotations.exports.dialects import SPREADSHEET_SEMICOLON
from annotations.models import Copy, CopyStatus, Grade, Review, Source, Status, Story, User, Version
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.exports.opened import exported
from tests.exports.recomputed import as_read, recomputed

WORDS = "the plan was dropped"


@pytest.fixture
def marked(
    review: Review,
    bobs_review: Review,
    alice: User,
    make_version: Callable[..., Version],
    story: Story,
    grades: dict[str, Grade],
) -> list[Review]:
    """Alice's reviews of two articles, the first submitted, and Bob's of the first, begun; with marks of every kind."""
    other = make_version("Plan delayed\n\nThe plan is only delayed, and the plan was dropped before.")
    second = Review.objects.create(reviewer=alice, version=other, round=story.current_round)
    sousa, merged = make_source("Ana Sousa"), make_source("A. Sousa")
    Source.objects.filter(pk=merged.pk).update(merged_into=sousa)
    sources = [sousa, merged, make_source("The ministry"), None]
    reviews = [review, bobs_review, second]
    for place, (key, said) in enumerate((key, said) for key in "65432100NN" for said in ("yes", "", "unimportant")):
        claim = make_claim(reviews[place % 3 if place % 7 else 0], WORDS, grade=grades[key], check_worthy=said)
        for source in {sources[place % 4], sources[place % 3]}:
            credit(claim, source)
    make_claim(second, WORDS, check_worthy="yes")
    for strength, locus in (("strict", "outlet_outlet"), ("likely", ""), ("loose", "headline_body"), ("strict", "")):
        for one in (review, second):
            make_contradiction(one, (review.version, WORDS), (other, "only delayed"), strength=strength, locus=locus)
    for one in reviews:
        make_typo(one, "plan", severity="error")
        make_typo(one, "dropped", severity="minor")
    Review.objects.update(status=Status.IN_PROGRESS)
    submit(review)
    return reviews


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("kind", ["", "syndicated", "updated"])
def test_its_figures_are_what_the_other_files_come_to(story: Story, kind: str) -> None:
    if kind:
        of, article = story.articles.order_by("pk")
        Copy.objects.create(article=article, of=of, kind=kind, shared=0.7, status=CopyStatus.CONFIRMED)

    opened = exported(story)

    read, worked_out = as_read(opened), recomputed(opened)

    assert read.keys() == worked_out.keys()
    for name, numbers in read.items():
        assert numbers == pytest.approx(worked_out[name], abs=1e-6), name
    if not kind:
        assert read["", "", "share_at_4_or_above", ""][3:] == (3, 8)
    # The update was only begun, so what it updates, of which a review is in, stands for both.
    assert read["", "", "typo_errors_per_1000_words", ""][3] == {"": 3, "syndicated": 2, "updated": 2}[kind]


@pytest.mark.django_db
def test_the_worked_examples_figures_are_what_its_other_files_come_to(settings: Settings, tmp_path: Path) -> None:
    settings.FACTCHECK_VAR = tmp_path
    call_command("demo", with_reviews=True, stdout=StringIO())
    opened = exported(Story.objects.get())

    read, worked_out = as_read(opened), recomputed(opened)

    assert {name[:2] for name in read} == {
        (article, reviewer)
        for article in ("", *(str(one) for one in Story.objects.get().articles.values_list("pk", flat=True)))
        for reviewer in ("", "alice", "bob")
    }
    assert read.keys() == worked_out.keys()
    for name, numbers in read.items():
        assert numbers == pytest.approx(worked_out[name], abs=1e-6), name
    for reviewer in ("", "alice", "bob"):
        assert read["", reviewer, "share_at_4_or_above", ""][4], "the example has check-worthy claims of both"


def test_a_record_says_of_whom_it_is_and_by_which_codebook(marked: list[Review], story: Story) -> None:
    first = marked[0].version.article

    records = exported(story).records("profile")

    [whole] = [
        one
        for one in records
        if one["figure"] == "claims_at_grade" and one["key"] == "4" and not one["article"] and not one["reviewer"]
    ]
    assert whole == {
        "story": "the-plan",
        "article": "",
        "headline": "",
        "reviewer": "",
        "round": "1",
        "codebook": "Sourcing 1",
        "figure": "claims_at_grade",
        "key": "4",
        "label": "Named, indirect",
        "value": "3",
        "low": "",
        "high": "",
        "count": "",
        "n": "",
    }
    of_whom = {(one["article"], one["headline"], one["reviewer"]) for one in records if one["article"] == str(first.pk)}
    assert of_whom == {(str(first.pk), first.headline, name) for name in ("", "alice", "bob")}


def test_figures_come_in_one_order_and_the_story_first(marked: list[Review], story: Story) -> None:
    first, second = (one.version.article_id for one in (marked[0], marked[2]))

    records = exported(story).records("profile")

    of_whom = list(dict.fromkeys((one["article"], one["reviewer"]) for one in records))
    assert of_whom == [
        ("", ""),
        ("", "alice"),
        ("", "bob"),
        (str(first), ""),
        (str(first), "alice"),
        (str(first), "bob"),
        (str(second), ""),
        (str(second), "alice"),
    ]
    assert list(dict.fromkeys(one["figure"] for one in records if not one["article"] and not one["reviewer"])) == [
        "reviewers",
        "reviews",
        "submitted",
        "words",
        "claims",
        "claims_at_grade",
        "claims_not_graded",
        "claims_check_worthy",
        "claims_check_worthy_not_said",
        "share_at_4_or_above",
        "share_at_2_or_below",
        "claims_of_source",
        "share_of_top_source",
        "effective_number_of_sources",
        "contradictions_strict",
        "contradictions_likely",
        "typo_errors_per_1000_words",
    ]


def test_none_to_count_is_an_empty_cell_not_a_zero(review: Review, story: Story) -> None:
    submit(review, nothing_to_mark=True)

    figures = as_read(exported(story))

    assert figures["", "", "claims", ""][0] == 0
    assert figures["", "", "share_at_4_or_above", ""] == (None, None, None, 0, 0)
    assert figures["", "", "effective_number_of_sources", ""] == (None, None, None, None, 0)
    assert figures["", "", "typo_errors_per_1000_words", ""][0] == 0


@pytest.mark.usefixtures("review")
def test_a_review_that_nobody_began_has_no_figures(story: Story) -> None:
    assert exported(story).records("profile") == []


@pytest.mark.usefixtures("marked")
def test_an_adjudicator_gets_figures_of_what_may_be_read(story: Story, carol: User) -> None:
    opened = exported(story, user=carol)

    assert {one["reviewer"] for one in opened.records("profile")} == {"", "alice"}
    assert as_read(opened)["", "", "reviews", ""][0] == 1
    assert as_read(opened)["", "", "claims", ""] == as_read(opened)["", "alice", "claims", ""]


@pytest.mark.usefixtures("marked")
def test_each_story_has_its_own_figures(alice: User, story: Story, make_version: Callable[..., Version]) -> None:
    other = Story.objects.create(title="Another", slug="another")
    round_ = other.rounds.create(number=1, codebook=story.current_round.codebook)
    make_claim(Review.objects.create(reviewer=alice, version=make_version(within=other), round=round_), WORDS)

    records = exported(None).records("profile")

    of_another = [one for one in records if one["story"] == "another"]
    assert [one["value"] for one in of_another if one["figure"] == "claims"] == ["1"] * 4
    assert [one for one in records if one["story"] == "the-plan"] == exported(story).records("profile")


@pytest.mark.usefixtures("marked")
def test_a_spreadsheet_reads_the_same_numbers(story: Story) -> None:
    opened = exported(story, dialect=SPREADSHEET_SEMICOLON)

    assert opened.records("profile", ";") == exported(story).records("profile")
