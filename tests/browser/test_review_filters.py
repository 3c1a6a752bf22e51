"""The cards beside the text: which are shown, and how the list keeps to the text."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Mark, Review, User, Version
from annotations.review.marks import save_mark
from tests.browser.screen import OpenScreen, Screen, eventually
from tests.wire import claim, read

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

LONG = "A long plan\n\n" + "\n\n".join(
    f"In paragraph {number} the minister said that plan {number} was dropped, and that it would never come back to this house."
    for number in range(60)
)

# How far below a card's head its mark's line begins in the text.
OFF_LEVEL = """(mark) => {
  const [card, start] = [document.querySelector(`#c-${mark}`), document.querySelector(`#m-${mark}`)];
  return start.getClientRects()[0].top - card.getBoundingClientRect().top;
}"""

# The first mark that begins in view, and the first card in view.
FIRST = """() => {
  const firstIn = (scroller, all, margin) => {
    const { top } = document.querySelector(scroller).getBoundingClientRect();
    return [...document.querySelectorAll(all)].find((one) => one.getClientRects()[0].bottom > top + margin).id.slice(2);
  };
  return [firstIn('#reader', '[id^="m-"]', 0), firstIn('#cards-scroll', '[id^="c-"]', 9)];
}"""


@pytest.fixture
def long_review(alice: User, make_version: Callable[[str], Version]) -> Review:
    """A claim in each of sixty paragraphs."""
    version = make_version(LONG)
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)
    for number in range(60):
        content = read(claim(LONG, f"plan {number} was dropped", grade=str(number % 7)))
        key = {"mark_id": uuid.uuid4(), "change": uuid.uuid4()}
        save_mark(user=alice, review_id=review.pk, revision=0, content=content, **key)
    return review


def menu(screen: Screen) -> Locator:
    return screen.page.get_by_role("combobox", name="Show")


def shown(screen: Screen) -> list[str]:
    """The number among its kind of each card that is shown: at its end, or on the badge."""
    said = "(cards) => cards.map((card) => card.querySelector('.mk-no').textContent || card.querySelector('.chip').lastChild.data)"
    numbers: list[str] = screen.page.locator(".mk:visible").evaluate_all(said)
    return numbers


def pressed(screen: Screen) -> list[str]:
    return screen.page.locator("#filters [aria-pressed=true]").all_inner_texts()


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("All marks (11)", {"1", "2", "3", "4", "5", "6", "7", "8", "t1", "t2", "x1"}),
        ("Not graded (1)", {"1"}),
        ("Unsure (1)", {"5"}),
        ("Claims (8)", {"1", "2", "3", "4", "5", "6", "7", "8"}),
        ("Typos (2)", {"t1", "t2"}),
        ("Contradictions (1)", {"x1"}),
        ("6 · Primary or corroborated (1)", {"8"}),
        ("4 · Named, indirect (1)", {"2"}),
        ("3 · Described, not named (0)", set()),
        ("N · None needed (1)", {"4"}),
        ("With a note (2)", {"6", "t1"}),
        ("With references (2)", {"6", "t1"}),
    ],
)
def test_the_menu_counts_and_shows(
    open_screen: OpenScreen, alice: User, rich: Review, label: str, numbers: set[str]
) -> None:
    screen = open_screen(alice).open(rich)
    menu(screen).select_option(label)
    assert set(shown(screen)) == numbers
    expect(screen.page.locator("#said")).to_have_text(f"{len(numbers)} of 11 marks shown.")


def test_buttons_and_menu_are_one_choice(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    screen.page.get_by_role("button", name="Unsure 1").click()
    expect(menu(screen)).to_have_value("unsure")
    menu(screen).select_option("Typos (2)")
    assert pressed(screen) == []
    menu(screen).select_option("Not graded (1)")
    assert pressed(screen) == ["Not graded 1"]
    screen.page.get_by_role("button", name="All 11").click()
    expect(menu(screen)).to_have_value("all")
    assert len(shown(screen)) == 11


def test_the_menu_works_by_key_and_the_walk_keeps_to_what_is_shown(
    open_screen: OpenScreen, alice: User, rich: Review
) -> None:
    screen = open_screen(alice).open(rich)
    menu(screen).focus()
    screen.page.keyboard.type("Typo")
    expect(menu(screen)).to_have_value("kind typo")
    assert set(shown(screen)) == {"t1", "t2"}
    screen.page.locator("#reader").focus()
    for title in ("Typo 1", "Typo 2", "Typo 1"):
        screen.press("j")
        expect(screen.editor.get_by_role("heading", name=title)).to_be_visible()


def test_the_choice_stays_while_cards_change_and_so_does_the_open_card(
    open_screen: OpenScreen, alice: User, rich: Review
) -> None:
    screen = open_screen(alice).open(rich)
    menu(screen).select_option("4 · Named, indirect (1)")
    screen.card("the plan was dropped").click()
    screen.press("3")
    expect(menu(screen)).to_have_value("grade 4")
    expect(menu(screen).locator("option:checked")).to_have_text("4 · Named, indirect (0)")
    expect(screen.editor).to_be_visible()
    screen.claim("Recent reports suggest", "4")
    expect(screen.editor).to_be_visible()
    screen.press("Escape", "Escape")
    assert shown(screen) == ["9"]
    screen.press("Control+z", "Control+z", "Control+z", "Escape", "Escape")
    assert shown(screen) == ["2"]
    screen.all_saved()


def test_who_sees_no_card_can_show_all(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    menu(screen).select_option("3 · Described, not named (0)")
    screen.page.get_by_role("button", name="Show all").click()
    assert len(shown(screen)) == 11
    expect(menu(screen)).to_have_value("all")


def test_on_a_phone_the_menu_stands_for_the_buttons(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice, **PHONE).open(rich)
    screen.page.get_by_role("button", name="The list of marks").tap()
    expect(screen.page.locator("#filters")).to_be_hidden()
    menu(screen).select_option("3 · Described, not named (0)")
    screen.page.get_by_role("button", name="Show all").tap()
    expect(menu(screen)).to_be_focused()
    menu(screen).select_option("Typos (2)")
    assert set(shown(screen)) == {"t1", "t2"}
    assert screen.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [1440, 1280, 1024, 800])
def test_the_filters_take_one_line(open_screen: OpenScreen, alice: User, rich: Review, width: int) -> None:
    screen = open_screen(alice, viewport={"width": width, "height": 800}).open(rich)
    for row in ("#filters button", ".panel-title > *"):
        boxes = [box for one in screen.page.locator(row).all() if (box := one.bounding_box())]
        middles = [box["y"] + box["height"] / 2 for box in boxes]
        assert max(middles) - min(middles) < 3
        assert max(box["x"] + box["width"] for box in boxes) <= width


def test_a_card_opens_level_with_its_line(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice).open(long_review)
    mark = Mark.objects.get(kind="claim", number=31)
    screen.page.locator("#reader").evaluate("(reader) => { reader.scrollTop = reader.scrollHeight / 2 - 300 }")
    screen.page.locator(f"#m-{mark.pk}").click()
    expect(screen.editor).to_have_id(f"c-{mark.pk}")
    assert screen.page.evaluate(OFF_LEVEL, str(mark.pk)) == pytest.approx(0, abs=1)


def test_text_and_card_meet_at_eye_level(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice, reduced_motion="reduce").open(long_review)
    screen.page.locator("#reader").focus()
    screen.press("k")
    for number in (60, 40, 20, 1):
        mark = Mark.objects.get(kind="claim", number=number)
        screen.page.goto(f"/reviews/{long_review.pk}#m-{mark.pk}")
        expect(screen.editor).to_have_id(f"c-{mark.pk}")
        expect(screen.page.locator(f"#m-{mark.pk}")).to_be_in_viewport()
        if 1 < number < 60:
            assert screen.page.evaluate(OFF_LEVEL, str(mark.pk)) == pytest.approx(0, abs=1)


def test_the_walk_by_key_keeps_text_and_card_in_view(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice).open(long_review)
    screen.page.locator("#reader").focus()
    for number in range(1, 16):
        screen.press("j")
        mark = Mark.objects.get(kind="claim", number=number)
        expect(screen.page.locator(f"#m-{mark.pk}")).to_be_focused()
        expect(screen.page.locator(f"#m-{mark.pk}")).to_be_in_viewport()
        expect(screen.editor.get_by_role("radio", name="0,")).to_be_in_viewport()


def test_an_open_card_is_not_lost_below_the_edge(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice, viewport={"width": 1440, "height": 700}).open(long_review)
    screen.page.locator("#reader").evaluate("(reader) => { reader.scrollTop = reader.scrollHeight / 2 }")
    lowest = screen.page.locator("[id^='m-']:visible").evaluate_all(
        "(marks) => marks.findLast((one) => one.getBoundingClientRect().bottom < 640).id"
    )
    screen.page.locator(f"#{lowest}").click()
    expect(screen.editor.get_by_role("radio", name="0,")).to_be_in_viewport()
    expect(screen.editor.get_by_role("combobox", name="Source")).to_be_in_viewport()


def test_the_cards_go_along_while_nobody_works_in_them(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice).open(long_review)
    screen.page.locator("#article").hover()

    def are_level() -> bool:
        mark, card = screen.page.evaluate(FIRST)
        return bool(mark == card)

    for by in (900, 900, 900, -1_500):
        screen.page.mouse.wheel(0, by)
        assert eventually(lambda: screen.page.evaluate("document.querySelector('#cards-scroll').scrollTop > 0"))
        assert eventually(are_level)


def test_the_cards_stay_under_the_pointer_the_focus_and_while_one_is_open(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice).open(long_review)
    reader, cards = screen.page.locator("#reader"), screen.page.locator("#cards-scroll")

    def stays(by: int) -> None:
        before = cards.evaluate("(cards) => cards.scrollTop")
        reader.evaluate("(reader, by) => { reader.scrollTop += by }", by)
        screen.page.wait_for_timeout(250)
        assert cards.evaluate("(cards) => cards.scrollTop") == before

    screen.page.locator(".mk").nth(3).hover()
    stays(1_500)
    screen.page.locator("#article").hover()
    screen.page.locator(".mk").nth(3).focus()
    stays(1_500)
    screen.page.locator(".mk").nth(3).click()
    screen.page.locator("#article").hover()
    reader.focus()
    stays(1_500)
