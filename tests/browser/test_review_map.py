"""The map beside the scroll bar: where marks stand, what is in view, and how to get there."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Review, User, Version
from annotations.review.marks import save_mark
from tests.browser.screen import OpenScreen, Screen
from tests.wire import Wire, claim, contradiction, read, side, typo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


TEXT = "The plan 😀\n\n" + "\n\n".join(
    f"In paragraph {number} the minister said that plan {number} was dropped, and that it would never come back to this house."
    for number in range(60)
)

# Where the mark stands, as a share of the whole text, and where the map's shape of that look does.
HEIGHTS = """([mark, look]) => {
  const reader = document.querySelector('#reader');
  const top = document.querySelector(`#m-${mark}`).getClientRects()[0].top - reader.getBoundingClientRect().top;
  const [path, map] = [document.querySelector(`#map [data-look="${look}"]`), document.querySelector('#map')];
  return [(top + reader.scrollTop) / reader.scrollHeight, path.getBBox().y / map.clientHeight];
}"""

# The part in view, as shares of the whole text, and as the map's frame shows it.
VIEW = """() => {
  const [reader, map] = [document.querySelector('#reader'), document.querySelector('#map')];
  const [frame, strip] = [map.querySelector('.map-view'), map].map((one) => one.getBoundingClientRect());
  const { scrollTop, clientHeight, scrollHeight } = reader;
  return [[scrollTop / scrollHeight, clientHeight / scrollHeight], [(frame.top - strip.top) / strip.height, frame.height / strip.height]];
}"""


@pytest.fixture
def mapped(alice: User, make_version: Callable[[str], Version]) -> Review:
    version = make_version(TEXT)
    return Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)


def save(review: Review, *contents: Wire) -> list[uuid.UUID]:
    """The marks' UUIDs, once they are in the review."""
    ids = [uuid.uuid4() for _ in contents]
    for mark, content in zip(ids, contents, strict=True):
        ids_of_change = {"mark_id": mark, "change": uuid.uuid4()}
        save_mark(user=review.reviewer, review_id=review.pk, revision=0, content=read(content), **ids_of_change)
    return ids


def shape(screen: Screen, look: str) -> Locator:
    return screen.page.locator(f'#map [data-look="{look}"]')


def test_each_mark_stands_in_the_map_where_it_stands_in_the_text(
    open_screen: OpenScreen, alice: User, mapped: Review
) -> None:
    marks = save(
        mapped,
        claim(TEXT, "plan 7 was dropped", grade="6"),
        claim(TEXT, "plan 30 was dropped"),
        typo(TEXT, "paragraph 44", correction="section 44"),
        contradiction(side(mapped.version, "plan 12 was dropped"), side(mapped.version, "plan 50 was dropped")),
    )
    screen = open_screen(alice).open(mapped)
    for mark, look in zip(marks, ["6", "x", "typo", "side"], strict=True):
        expect(shape(screen, look)).to_have_attribute("d", re.compile("^M"))
        in_text, in_map = screen.page.evaluate(HEIGHTS, [str(mark), look])
        assert in_map == pytest.approx(in_text, abs=0.01)
    sides = shape(screen, "side").get_attribute("d")
    assert sides is not None
    assert sides.count("M") == 2
    expect(shape(screen, "5")).to_have_attribute("d", "")


def test_grades_are_told_by_length_too(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    save(mapped, *(claim(TEXT, f"plan {number} was dropped", grade=str(number)) for number in range(7)))
    screen = open_screen(alice).open(mapped)
    expect(shape(screen, "6")).to_have_attribute("d", re.compile("^M"))
    widths = [shape(screen, str(grade)).evaluate("(path) => path.getBBox().width") for grade in range(7)]
    assert widths == sorted(set(widths))


def test_the_map_follows_every_change(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    screen = open_screen(alice).open(mapped)
    screen.claim("plan 2 was dropped")
    expect(shape(screen, "x")).to_have_attribute("d", re.compile("^M"))
    screen.press("4")
    expect(shape(screen, "x")).to_have_attribute("d", "")
    expect(shape(screen, "4")).to_have_attribute("d", re.compile("^M"))
    screen.press("Delete")
    expect(shape(screen, "4")).to_have_attribute("d", "")
    screen.all_saved()


def test_the_frame_shows_what_is_in_view(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    screen = open_screen(alice).open(mapped)

    def frame_fits() -> None:
        text, frame = screen.page.evaluate(VIEW)
        assert frame == pytest.approx(text, abs=0.005)

    screen.page.locator("#article").hover()
    for by in (0, 700, 2_000, -900, 50_000):
        screen.page.mouse.wheel(0, by)
        screen.page.wait_for_timeout(250)
        frame_fits()
    screen.page.set_viewport_size({"width": 1100, "height": 600})
    screen.page.wait_for_timeout(250)
    frame_fits()


def test_a_press_goes_there_and_leaves_the_work_as_it_is(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    [mark] = save(mapped, claim(TEXT, "plan 40 was dropped", grade="2"))
    screen = open_screen(alice).open(mapped)
    screen.select("plan 3 was dropped")
    box = shape(screen, "2").bounding_box()
    assert box
    screen.page.mouse.move(box["x"] + 2, box["y"] + 1)
    screen.page.mouse.down()
    expect(screen.page.locator(f"#m-{mark}")).to_be_in_viewport()
    screen.page.mouse.move(box["x"], 0, steps=5)
    screen.page.mouse.up()
    assert screen.page.evaluate("document.querySelector('#reader').scrollTop") == 0
    assert screen.page.evaluate("String(document.getSelection())") == "plan 3 was dropped"
    expect(screen.page.locator("#reader")).to_be_focused()
    screen.press("c")
    expect(screen.editor.locator(".mk-q")).to_have_text("plan 3 was dropped")
    screen.all_saved()


def test_what_a_search_finds_is_in_the_map(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    screen = open_screen(alice).open(mapped)
    screen.page.get_by_role("button", name="Find").click()
    screen.page.keyboard.type("paragraph 1")
    expect(shape(screen, "found")).to_have_attribute("d", re.compile("^(M[^M]+){11}$"))
    screen.press("Escape")
    expect(shape(screen, "found")).to_have_attribute("d", "")


@pytest.mark.parametrize("options", [{"viewport": {"width": 390, "height": 844}}, {"java_script_enabled": False}])
def test_where_there_is_no_room_or_no_script_there_is_no_map(
    open_screen: OpenScreen, alice: User, mapped: Review, options: dict[str, Any]
) -> None:
    page = open_screen(alice, **options).page
    page.goto(f"/reviews/{mapped.pk}")
    expect(page.locator("#article")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()


def test_paper_and_screen_readers_have_the_cards_instead(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    screen = open_screen(alice).open(mapped)
    expect(screen.page.locator("#map")).to_have_attribute("aria-hidden", "true")
    expect(screen.page.locator("#map").locator("button, a, [tabindex]")).to_have_count(0)
    screen.page.emulate_media(media="print")
    expect(screen.page.locator("#map")).to_be_hidden()


def test_many_marks_are_as_few_elements(open_screen: OpenScreen, alice: User, mapped: Review) -> None:
    save(mapped, *(claim(TEXT, f"plan {number} was dropped", grade="3") for number in range(60)))
    screen = open_screen(alice).open(mapped)
    expect(shape(screen, "3")).to_have_attribute("d", re.compile("^(M[^M]+){60}$"))
    expect(screen.page.locator("#map path")).to_have_count(12)
