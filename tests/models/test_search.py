"""Finding articles by words: the same on both databases, and nothing of another's marks before one's own is in."""

import re
import threading
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotations.intake.load import load_article
from annotations.models import Article, Indexed, Review, Source, SourceName, Span, Status, Story, User, Version
from annotations.models.search import Where, having, index_versions, read_wanted
from annotations.models.words import Term, found_in, pattern_of, pattern_within, words_of
from annotations.review.articles import edit_article
from tests.exports.marking import credit, make_claim, make_source
from tests.fixtures import MakeVersion


def found(user: User, typed: str, where: Where = Where.EVERYWHERE) -> list[str]:
    """The headlines of the articles that this person finds who types this."""
    seen = Article.objects.visible_to(user).filter(having(read_wanted(typed), where, user))
    return list(seen.order_by("pk").values_list("headline", flat=True))


@pytest.fixture
def texts(make_version: MakeVersion) -> None:
    """Four articles, indexed."""
    make_version("Alpha\n\nThe minister said the plan was dropped on Monday.")
    make_version("Beta\n\nLe ministre dénie: the plan was postponed; co-operation failed.")
    make_version("Gamma\n\nMinisters met. Nothing was decided about 1,000 men, don’t ask.")
    make_version("Министр Ёлкин\n\nСТРАССЕ straße हिन्दी 漢字かな")
    index_versions()


@pytest.mark.parametrize(
    ("typed", "headlines"),
    [
        ("plan", ["Alpha", "Beta"]),
        ("PLAN", ["Alpha", "Beta"]),
        ("plan dropped", ["Alpha"]),
        ("dropped alpha", ["Alpha"]),
        ("plan -dropped", ["Beta"]),
        ("-plan", ["Gamma", "Министр Ёлкин"]),
        ('"plan was"', ["Alpha", "Beta"]),
        ("“was plan”", []),
        ('plan -"was postponed"', ["Alpha"]),
        ("minister", ["Alpha"]),
        ("minister*", ["Alpha", "Gamma"]),
        ("minist*", ["Alpha", "Beta", "Gamma"]),
        ("denie", ["Beta"]),
        ("DÉNIÉ", ["Beta"]),
        ("co-operation", ["Beta"]),
        ("cooperation", []),
        ('"plan dropped"', []),
        ("1,000", ["Gamma"]),
        ("don’t", ["Gamma"]),
        ("don't", ["Gamma"]),
        ("елкин", ["Министр Ёлкин"]),
        ("Straße", ["Министр Ёлкин"]),
        ("हिन्दी", ["Министр Ёлкин"]),
        ("漢字*", ["Министр Ёлкин"]),
        ('"alpha the minister"', ["Alpha"]),
        ('"alpha alpha"', []),
        ('"open quote', []),
        ("OR", []),
        ("plan NEAR monday", []),
        ("", ["Alpha", "Beta", "Gamma", "Министр Ёлкин"]),
        ('!?* -- "" \'', ["Alpha", "Beta", "Gamma", "Министр Ёлкин"]),
    ],
)
def test_what_people_type_means_the_same_on_both_databases(
    typed: str, headlines: list[str], dan: User, texts: None
) -> None:
    assert found(dan, typed) == headlines


@pytest.mark.django_db
@given(typed=st.text(max_size=60) | st.text(alphabet="ab\"“”*-()^:'\\ ANDORT%_{}[]é\x00\ud800", max_size=30))
@example(typed='"a\x00b" -c* \ud800 OR NEAR(')
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_text_is_a_valid_search(typed: str, dan: User, article: Article) -> None:
    index_versions()

    for where in Where:
        found(dan, typed, where)


WORD = st.text(alphabet="aàbBcçıİßΣ1é", min_size=1, max_size=4)


@given(words=st.lists(WORD, min_size=1, max_size=5), prefix=st.booleans())
def test_what_the_index_finds_is_what_the_pattern_finds(words: list[str], prefix: bool) -> None:
    text = "; ".join(words)
    read = words_of(text)
    for first in range(len(read)):
        term = Term((read[first],), prefix)
        expected = [one for one in read if one == read[first] or (prefix and one.startswith(read[first]))]
        assert len(found_in(text, (term,))) == len(expected)


def test_a_place_that_is_found_is_where_the_words_stand() -> None:
    text = "Le DÉNIÉ, xdénié: the plan; was dropped"

    places = found_in(text, (Term(("denie",)), Term(("plan", "was"))))

    assert [text[start:end] for start, end in places] == ["DÉNIÉ", "plan; was"]
    assert found_in(text, ()) == []
    assert pattern_of(Term(("a",))) != pattern_of(Term(("a",), is_prefix=True))


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ("mon", "On Monday"),
        ("dÉnied it", "He denied\nit"),
        ("doesn't", "It doesn’t"),
        ("计划取消", "他们说计划取消了"),
        ("l'été", "de L’ete"),
        ("?!", "Never?!"),
        ("\u0301", "e\u0301"),
        ("a" * 120, "b" + "A" * 130),
    ],
)
@pytest.mark.django_db
def test_words_are_found_anywhere_in_a_quote(review: Review, typed: str, quote: str) -> None:
    make_claim(review, "plan").mark.spans.update(quote=quote, end=F("start") + len(quote))

    assert Span.objects.filter(quote__regex=pattern_within(typed)).count() == 1
    assert not Span.objects.filter(quote__regex=pattern_within("?" + typed + "x?")).exists()


@pytest.mark.parametrize(("typed", "text"), [("U.S.", "you said so"), ("9.5", "19 5"), ("$5", "25"), ("ab", "a b")])
def test_signs_and_spaces_that_were_typed_have_to_be_there(typed: str, text: str) -> None:
    assert not re.search(pattern_within(typed), text)


@pytest.mark.parametrize("pattern", [pattern_within, lambda typed: pattern_of(Term(tuple(typed.split())))])
def test_accents_without_end_are_read_in_one_way_only(pattern: Callable[[str], str]) -> None:
    text = ("a" + "\u0301" * 30 + " ") * 8

    # Were there two ways, this would take longer than anybody waits.
    assert not re.search(pattern("a a a a a a a a z"), text)
    assert re.search(pattern("a a a a"), text)


@given(words=st.lists(WORD, min_size=1, max_size=4), data=st.data())
def test_any_part_of_a_quote_finds_it(words: list[str], data: st.DataObject) -> None:
    quote = ", ".join(words)
    start = data.draw(st.integers(0, len(quote) - 1))
    end = data.draw(st.integers(start + 1, len(quote)))
    assert re.search(pattern_within(quote[start:end]), quote)


def test_words_are_looked_for_in_the_headline_or_in_the_text_alone(dan: User, version: Version) -> None:
    edit_article(user=dan, article=version.article, headline="Harbour strike")

    assert found(dan, "harbour", Where.HEADLINE) == ["Harbour strike"]
    assert found(dan, "harbour", Where.TEXT) == []
    assert found(dan, "-harbour", Where.TEXT) == ["Harbour strike"]
    assert found(dan, "critics", Where.TEXT) == ["Harbour strike"]
    assert found(dan, "critics", Where.HEADLINE) == []
    assert found(dan, "critics -harbour") == []
    assert found(dan, "harbour critics") == ["Harbour strike"]


def test_a_changed_headline_is_found_and_the_former_one_is_not(dan: User, version: Version) -> None:
    index_versions()
    for headline in ("Harbour strike", "Strike is over"):
        edit_article(user=dan, article=version.article, headline=headline)

    assert found(dan, "harbour") == []
    assert found(dan, "over", Where.HEADLINE) == ["Strike is over"]
    assert found(dan, "denies", Where.HEADLINE) == []


def test_a_loaded_article_is_found_at_once(dan: User, story: Story) -> None:
    load_article(user=dan, story=story, text="Zebras at large\n\nTwo of them.")

    assert found(dan, "zebras") == ["Zebras at large"]


def test_what_was_stored_and_not_indexed_is_found_by_the_next_call(dan: User, make_version: MakeVersion) -> None:
    for number in range(5):
        make_version(f"Text {number}\n\nzebra")
    assert found(dan, "zebra") == []

    assert index_versions([Version.objects.latest("pk").pk]) == 1
    assert index_versions() == 4
    assert index_versions() == 0
    assert len(found(dan, "zebra")) == 5


def test_a_deleted_article_is_found_by_nobody(dan: User, make_version: MakeVersion) -> None:
    made = make_version("Zebra\n\nOne.")
    index_versions()
    made.delete()
    made.article.delete()
    make_version("Giraffe\n\nTwo.")
    index_versions()

    assert found(dan, "zebra") == []
    assert found(dan, "-zebra") == ["Giraffe"]


def test_a_text_of_two_million_characters_is_found_by_its_first_and_last_words(
    dan: User, make_version: MakeVersion
) -> None:
    words = [f"w{number:x}" for number in range(300_000)]
    make_version("Long\n\n" + " ".join(words))
    make_version("Same words\n\n" + "word " * 20_000 + "at last")
    index_versions()

    assert found(dan, f'{words[0]} "{words[-2]} {words[-1]}"') == ["Long"]
    assert found(dan, f'"{words[2_100]} {words[2_101]} {words[2_102]}"') == ["Long"]
    assert found(dan, '"word at last"') == ["Same words"]


def test_the_index_can_be_built_anew(dan: User, texts: None, capsys: pytest.CaptureFixture[str]) -> None:
    Article.objects.filter(headline="Alpha").update(headline="Omega")
    call_command("index_articles")
    assert found(dan, "omega") == ["Omega"]

    call_command("index_articles", "--anew")

    assert "4 indexed." in capsys.readouterr().out
    assert found(dan, "plan") == ["Omega", "Beta"]


def test_two_that_index_at_once_index_each_version_once(
    transactional_db: None, dan: User, make_version: MakeVersion
) -> None:
    for number in range(40):
        make_version(f"Text {number}\n\nzebra {number}")

    def index() -> None:
        index_versions()
        connection.close()

    threads = [threading.Thread(target=index) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index_versions()

    assert Indexed.objects.count() == 40
    assert len(found(dan, "zebra")) == 40


def test_indexing_that_is_broken_off_leaves_nothing_half_indexed(
    transactional_db: None, dan: User, make_version: MakeVersion
) -> None:
    make_version("Text\n\nzebra")

    def index_and_fail() -> None:
        with transaction.atomic():
            index_versions()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        index_and_fail()

    assert found(dan, "zebra") == []
    assert index_versions() == 1
    assert found(dan, "zebra") == ["Text"]


@pytest.fixture
def marked(review: Review, bobs_review: Review) -> Review:
    """A review by Bob with a claim, credited to Ana Sousa; Alice reviews the same text, blind."""
    credit(make_claim(bobs_review, "the plan was dropped"), make_source("Ana Sousa"))
    index_versions()
    return bobs_review


def test_a_quote_or_source_is_found_only_by_who_may_read_the_mark(
    marked: Review, review: Review, alice: User, bob: User, carol: User, dan: User
) -> None:
    expected = {Where.QUOTES: ("dropped", "critics"), Where.SOURCES: ("sousa", "minister")}
    for where, (there, not_there) in expected.items():
        assert found(bob, there, where) == found(dan, there, where) == [marked.version.article.headline]
        assert found(alice, there, where) == found(carol, there, where) == []
        assert found(dan, not_there, where) == []

    Review.objects.update(status=Status.SUBMITTED, submitted_at=timezone.now())

    for person in (alice, carol):
        for where, (there, _) in expected.items():
            assert found(person, there, where) == [marked.version.article.headline]


def test_a_quote_has_all_of_the_words_and_none_of_those_left_out(marked: Review, bob: User) -> None:
    headline = [marked.version.article.headline]

    assert found(bob, '"PLAN was" dropped', Where.QUOTES) == headline
    assert found(bob, "plan -dropped", Where.QUOTES) == []
    assert found(bob, "-critics", Where.QUOTES) == headline
    assert found(bob, "drop", Where.QUOTES) == []
    assert found(bob, "drop*", Where.QUOTES) == headline


def test_a_source_is_found_by_the_name_of_what_was_merged_into_it(marked: Review, bob: User) -> None:
    source = Source.objects.get(names__name="Ana Sousa")
    other = make_source("A. de Sousa Lima")
    other.merged_into = source
    other.save()

    assert found(bob, "lima", Where.SOURCES) == [marked.version.article.headline]
    assert found(bob, "lima ana", Where.SOURCES) == []
    SourceName.objects.create(source=source, order=1, name="Ministra Sousa")
    assert found(bob, "ministra") == [marked.version.article.headline]


def test_a_word_left_out_leaves_out_an_article_that_has_it_anywhere(marked: Review, bob: User, alice: User) -> None:
    headline = [marked.version.article.headline]
    SourceName.objects.update(name="Ana Souza")

    assert found(bob, "souza -zebra") == found(bob, "critics -zebra") == headline
    assert found(bob, "souza -critics") == []
    assert found(bob, "critics -souza") == []
    assert found(bob, "-souza") == []
    assert found(alice, "critics -souza") == found(alice, "-souza") == headline


def test_a_source_is_found_by_the_name_of_any_merged_with_it(marked: Review, bob: User) -> None:
    credited = Source.objects.get(names__name="Ana Sousa")
    other, between, end = make_source("A. Lima"), make_source("Between"), make_source("The Minister")
    for source, into in ((credited, end), (other, between), (between, end)):
        source.merged_into = into
        source.save()

    for name in ("sousa", "lima", "between", "minister"):
        assert found(bob, name, Where.SOURCES) == [marked.version.article.headline], name


def test_a_stranger_finds_nothing(marked: Review, eve: User) -> None:
    for where in Where:
        assert found(eve, "sousa", where) == found(eve, "", where) == []
