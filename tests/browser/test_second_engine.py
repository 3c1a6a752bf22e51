"""The review page in Firefox: its selections, texts and events are not Chromium's, and the tables must hold the same."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from annotations.models import Attribution, Claim, Review, User, Version
from tests.browser.firefox import Firefox, FirefoxScreen, running_firefox
from tests.browser.kept import spans
from tests.marked_texts import ACCENTED, FAMILY
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("firefox")]

PARAGRAPH = f"Le {FAMILY} café d{ACCENTED}nies it 😀: Zo{ACCENTED} Dupré said that the plan was dropped. 😀"
TEXT = (
    "Minister 😀 denies the plan\n\n"
    f"{PARAGRAPH}\n\n"
    "Recent reports suggest it was only delayed 😀, says the café. Critics doubt it.\n\n"
    "قال الوزير إن الخطة أُلغيت يوم الاثنين."
)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests of it: it takes seconds to start."""
    with running_firefox(tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture
def review(alice: User, make_version: Callable[[str], Version]) -> Review:
    """Alice's review of an article in which positions in code points, in UTF-16 units and in characters all differ."""
    version = make_version(TEXT)
    return Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)


@pytest.fixture
def screen(
    transactional_db: None,
    server: str,
    firefox: Firefox,
    alice: User,
    signed_in: Callable[[User], Client],
    faults: list[str],
) -> Iterator[FirefoxScreen]:
    """A window in which Alice is signed in. The test fails when anything in its page went wrong."""
    firefox.faults = faults
    window = FirefoxScreen(firefox, server, signed_in(alice).cookies["sessionid"].value)
    yield window
    window.close()


def span_of(words: str) -> tuple[int, int, str]:
    """The words where they stand in the text, in code points."""
    start = TEXT.index(words)
    return start, start + len(words), words


def test_what_is_marked_in_firefox_stands_in_the_tables_and_shows_again(screen: FirefoxScreen, review: Review) -> None:
    screen.open(review).mark("it was only delayed 😀", "c")
    screen.press("2")
    screen.mark("Recent reports", "s")
    screen.mark("suggest", "q")
    screen.all_saved()
    assert spans("claim") == [span_of("it was only delayed 😀")]
    assert spans("source") + spans("cue") == [span_of("Recent reports"), span_of("suggest")]
    assert Claim.objects.values_list("grade__key", flat=True).get() == "2"
    assert Attribution.objects.count() == 1

    screen.open(review)
    assert screen.texts("#article mark") == ["it was only delayed 😀"]
    screen.click("was only delayed", 1)
    screen.wait_for("document.querySelector('.mk.is-on')")
    assert screen.texts("#article mark") == ["Recent reports", "suggest", "it was only delayed 😀"]
    assert screen.ask("document.querySelector('#article').textContent") == TEXT


def test_firefox_marks_whole_characters_of_every_script(screen: FirefoxScreen, review: Review) -> None:
    screen.open(review)
    marked = [FAMILY, f"d{ACCENTED}nies it 😀", f"Zo{ACCENTED} Dupré", "café. Critics", "الخطة أُلغيت"]
    for words in marked:
        screen.mark(words, "c")
    screen.all_saved()
    assert spans("claim") == [span_of(words) for words in marked]


def test_two_clicks_in_firefox_select_the_word_and_three_the_paragraph(screen: FirefoxScreen, review: Review) -> None:
    screen.open(review).click("Critics", 2)
    screen.press("c")
    screen.click("plan was dropped", 3)
    screen.press("c")
    screen.all_saved()
    assert spans("claim") == [span_of(PARAGRAPH), span_of("Critics")]


def test_keys_alone_mark_and_grade_in_firefox(screen: FirefoxScreen, review: Review) -> None:
    screen.open(review).ask("document.querySelector('#reader').focus()")
    screen.press("Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "c", "2")
    screen.press("Control+Home", "ArrowDown", "Home", "Control+Shift+ArrowRight", "c", "4")
    screen.all_saved()
    assert spans("claim") == [span_of("denies"), span_of("Le")]
    assert list(Claim.objects.order_by("mark__number").values_list("grade__key", flat=True)) == ["2", "4"]


def test_a_review_opens_again_in_firefox_while_the_server_is_away(
    own_server: Server,
    firefox: Firefox,
    alice: User,
    review: Review,
    signed_in: Callable[[User], Client],
    faults: list[str],
) -> None:
    firefox.faults = faults
    window = FirefoxScreen(firefox, own_server.address, signed_in(alice).cookies["sessionid"].value).open(review)
    window.wait_for("document.querySelector('#offline-opening').textContent.includes('can be opened again')")
    own_server.stop()
    window.open(review)
    assert window.ask("document.querySelector('#opened-offline').hidden") is False
    assert window.ask("document.querySelector('#article').textContent") == TEXT
    window.close()
