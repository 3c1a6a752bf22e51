"""Copies: what a text is most like, and what is proposed once texts are stored."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.intake.copies import COMMON, fingerprint, most_like
from annotations.models import Copy, CopyStatus, Fingerprint, Story, Version
from tests.fixtures import MakeVersion

SEEDS = [path.read_text() for path in sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))]


def words(name: str, number: int) -> str:
    """A text of so many words, its own, a line each: the first one is its headline."""
    return "\n".join(f"{name}{place}" for place in range(number))


def with_ten_words_changed(text: str) -> str:
    parts = text.split(" ")
    step = len(parts) // 10
    return " ".join("elsewhere" if place % step == step // 2 else word for place, word in enumerate(parts))


@pytest.fixture
def seeds(make_version: MakeVersion) -> list[Version]:
    made = [make_version(text) for text in SEEDS]
    fingerprint(made)
    return made


@pytest.fixture
def elsewhere(story: Story) -> Story:
    return Story.objects.create(title="Elsewhere", slug="elsewhere")


def test_a_text_is_like_none_where_none_is_stored(db: None) -> None:
    assert most_like(SEEDS[0]) is None


def test_a_text_without_words_is_like_none(seeds: list[Version]) -> None:
    assert most_like("…") is None


def test_the_sample_articles_are_no_copies_of_one_another(seeds: list[Version]) -> None:
    assert not Copy.objects.exists()


def test_a_sample_article_with_ten_words_changed_is_like_it(seeds: list[Version]) -> None:
    like = most_like(with_ten_words_changed(SEEDS[1]))
    assert like is not None
    assert like.version == seeds[1]
    assert like.shared == pytest.approx(0.87, abs=0.04)


def test_an_update_with_two_new_paragraphs_is_like_the_first_report(seeds: list[Version]) -> None:
    like = most_like(f"{words('first', 60)}\n\n{SEEDS[2]}\n\n{words('second', 60)}")
    assert like is not None
    assert like.version == seeds[2]
    assert like.of_other == 1
    assert like.shared == pytest.approx(0.8, abs=0.05)


def test_an_agencys_report_within_a_longer_article_is_found_either_way(make_version: MakeVersion) -> None:
    agency, paper = SEEDS[1], f"{words('lead', 800)}\n\n{SEEDS[1]}\n\n{words('rest', 800)}"
    fingerprint([make_version(paper)])
    like = most_like(agency)
    assert like is not None
    assert like.shared == 1
    assert like.of_other < 0.3


def test_of_texts_in_the_same_words_the_first_stored_is_named(seeds: list[Version], make_version: MakeVersion) -> None:
    fingerprint([make_version(f"{SEEDS[0]}\n")])
    like = most_like(SEEDS[0])
    assert like is not None
    assert like.version == seeds[0]


@pytest.mark.parametrize("number", [2, 6, 12, 40])
def test_short_texts_in_the_same_words_are_found(make_version: MakeVersion, number: int) -> None:
    fingerprint([make_version(words("short", number)), make_version(words("other", number))])
    like = most_like(words("short", number).upper())
    assert like is not None
    assert like.version.text == words("short", number)


def test_a_line_that_ends_all_articles_makes_none_a_copy(make_version: MakeVersion) -> None:
    lines = " ".join(f"about{place}" for place in range(40))
    fingerprint([make_version(f"{words(f'n{number}x', 400)} {lines}") for number in range(COMMON + 2)])
    assert not Copy.objects.exists()
    like = most_like(f"{words('n7x', 400)} {lines}")
    assert like is not None
    assert like.version.text.startswith("n7x0\n")


def test_of_a_text_that_stands_everywhere_some_are_found(make_version: MakeVersion) -> None:
    fingerprint([make_version(words("wire", 100)) for _ in range(COMMON + 2)])
    assert most_like(words("wire", 100)) is not None


def test_the_later_article_is_proposed_as_the_copy(seeds: list[Version], make_version: MakeVersion) -> None:
    copy = make_version(with_ten_words_changed(SEEDS[1]))
    [proposed] = fingerprint([copy])
    kept = Copy.objects.get()
    assert (kept.article, kept.of, kept.status) == (copy.article, seeds[1].article, CopyStatus.PROPOSED)
    assert kept.shared == proposed.shared == pytest.approx(0.87, abs=0.04)


def test_what_was_published_first_is_the_first_also_where_it_is_stored_later(
    seeds: list[Version], make_version: MakeVersion
) -> None:
    agency = make_version(f"{SEEDS[1]} {words('more', 100)}")
    for version, day in ((seeds[1], 7), (agency, 6)):
        version.article.published = date(2024, 5, day)
        version.article.save()
    fingerprint([agency])
    kept = Copy.objects.get()
    assert (kept.article, kept.of) == (seeds[1].article, agency.article)
    assert kept.shared == 1


def test_texts_stored_together_and_in_other_stories_are_compared_as_well(
    make_version: MakeVersion, elsewhere: Story
) -> None:
    here, there = make_version(SEEDS[0]), make_version(SEEDS[0], within=elsewhere)
    fingerprint([here, there])
    assert list(Copy.objects.values_list("article", "of")) == [(there.article_id, here.article_id)]


def test_another_version_of_the_same_article_is_no_copy(seeds: list[Version]) -> None:
    text = with_ten_words_changed(SEEDS[1])
    newer = Version.objects.create(article=seeds[1].article, number=2, text=text, sha256="0" * 64)
    assert fingerprint([newer]) == []


@pytest.mark.parametrize("status", [CopyStatus.REFUSED, CopyStatus.PROPOSED])
def test_what_was_proposed_before_is_not_proposed_again(
    seeds: list[Version], make_version: MakeVersion, status: CopyStatus
) -> None:
    copy = make_version(with_ten_words_changed(SEEDS[1]))
    Copy.objects.create(article=seeds[1].article, of=copy.article, shared=0.5, status=status)
    assert fingerprint([copy]) == []
    assert Copy.objects.get().status == status


def test_doing_it_again_changes_nothing(seeds: list[Version], make_version: MakeVersion) -> None:
    copy = make_version(with_ten_words_changed(SEEDS[1]))
    fingerprint([copy])
    before = Fingerprint.objects.count()
    assert fingerprint([copy, *seeds]) == []
    assert Fingerprint.objects.count() == before
    assert Copy.objects.count() == 1


def test_nothing_to_compare_is_no_trouble(db: None) -> None:
    assert fingerprint([]) == []


def queries(make_version: MakeVersion, name: str, number: int, copies: int) -> tuple[int, int]:
    """How many queries it takes to keep so many texts, and to find what a further one is like, each one with so many copies."""
    made = [make_version(f"{words(f'{name}{one}x', 100)} end{copy}") for one in range(number) for copy in range(copies)]
    with CaptureQueriesContext(connection) as keeping:
        fingerprint(made)
    with CaptureQueriesContext(connection) as finding:
        assert most_like(words(f"{name}0x", 100)) is not None
    return len(keeping), len(finding)


def test_it_costs_two_queries_a_text_however_much_is_stored(make_version: MakeVersion) -> None:
    few = queries(make_version, "few", 2, 2)
    many = queries(make_version, "many", 20, 5)
    assert few[1] == many[1] == 2
    assert many[0] - few[0] == 2 * (20 * 5 - 2 * 2)
