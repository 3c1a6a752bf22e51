"""The look holds its figures: contrasts, and grades told apart by everybody. All of it computed from the stylesheet."""

import re
from itertools import combinations, product
from pathlib import Path

import pytest

from tests.colours import SIGHT, Triple, contrast, distance, seen

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "annotations" / "static" / "annotations" / "css"
LOOK = (CSS / "look.css").read_text(encoding="utf-8")

THEMES = {"light": 0, "dark": 1}
GRADES = "6543210N"
SURFACES = ["bg", "sheet", "card"]

TOKENS: dict[str, list[str]] = {
    name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", LOOK)
}

# Each text, and each ground that it stands on.
TEXTS = [
    *product(["ink", "ink-2", "ink-3", "link", "ok", "warn", "bad", "typo", "contra", "src-line"], SURFACES),
    *product(
        ["ink"],
        [
            "sunk",
            "src",
            "cue",
            "ok-soft",
            "warn-soft",
            "bad-soft",
            *(f"f{g}" for g in GRADES),
            *(f"s{g}" for g in GRADES),
        ],
    ),
    ("ink-2", "sunk"),
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("on-accent", "accent"),
    ("on-accent", "ink-2"),
    ("sel-ink", "sel"),
    ("ink", "found"),
    ("on-found-here", "found-here"),
    ("sheet", "src-line"),
    ("sheet", "ink"),
    ("on-contra", "contra"),
    *((f"bi{g}", f"b{g}") for g in GRADES),
]

# Each line, border or ring that means something, and each ground that it rests on.
LINES = [
    *product(["line-strong", "focus", "ink-2"], SURFACES),
    *product([f"l{g}" for g in GRADES], ["sheet", *(f"f{g}" for g in GRADES)]),
    *((f"l{g}", f"s{g}") for g in GRADES),
    *((f"l{g}", "bg") for g in GRADES),
]

# Sharma, Wu and Dalal 2005, table 1: the published test pairs with their distance.
SHARMA = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def colour(token: str, theme: str) -> str:
    return TOKENS[token][THEMES[theme]]


@pytest.mark.parametrize("pair", SHARMA.strip().splitlines())
def test_ciede2000_agrees_with_the_published_pairs(pair: str) -> None:
    l1, a1, b1, l2, a2, b2, published = map(float, pair.split())
    one, other = (l1, a1, b1), (l2, a2, b2)
    assert distance(one, other) == pytest.approx(published, abs=0.00005)
    assert distance(other, one) == pytest.approx(published, abs=0.00005)


def test_contrast_agrees_with_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str) -> None:
    faint = {pair: contrast(colour(pair[0], theme), colour(pair[1], theme)) for pair in TEXTS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_that_means_something_can_be_seen(theme: str) -> None:
    faint = {pair: contrast(colour(pair[0], theme), colour(pair[1], theme)) for pair in LINES}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("part", "floor"), [("b", 13), ("l", 8)], ids=["badges", "lines"])
def test_everybody_tells_the_grades_apart(part: str, floor: float, theme: str, sight: str) -> None:
    colours: dict[str, Triple] = {grade: seen(colour(f"{part}{grade}", theme), sight) for grade in GRADES}
    distances = {(one, other): distance(colours[one], colours[other]) for one, other in combinations(GRADES, 2)}
    assert {pair: apart for pair, apart in distances.items() if apart < floor} == {}


def test_no_two_grades_have_the_same_line() -> None:
    line = re.compile(r"^\.u-(\w) { text-decoration-style: (\w+); text-decoration-thickness: ([\d.]+px);", re.MULTILINE)
    lines = {grade: (style, weight) for grade, style, weight in line.findall(LOOK) if grade in GRADES}
    assert set(lines) == set(GRADES)
    assert len(set(lines.values())) == len(GRADES)


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_stylesheet_uses_only_tokens_that_exist(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[\w-]+):", LOOK + text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) - defined == set()


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_stylesheet_names_colours_only_as_tokens(sheet: Path) -> None:
    """So that no colour goes unmeasured. Shadows, which are translucent, are the exception; and paper, which is white."""
    lines = [line.strip() for line in sheet.read_text(encoding="utf-8").splitlines()]
    coloured = [line for line in lines if re.search(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", line)]
    assert [line for line in coloured if not line.startswith("--") and line != "body { background: #fff; }"] == []


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_nothing_that_the_policy_refuses(template: Path) -> None:
    # What stands in a tag of the template language is no attribute of the page.
    text = re.sub(r"\{%.*?%\}", "", template.read_text(encoding="utf-8"))
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))[^>]*>", text) == []


def _with_included(template: Path) -> str:
    """A template's words, with those of all that it includes by name."""
    words = template.read_text(encoding="utf-8")
    included = {ROOT / "templates" / name for name in re.findall(r'{% include "([^"]+)"', words)} - {template}
    return words + "".join(_with_included(one) for one in sorted(included))


PAGES = [
    one for one in sorted((ROOT / "templates").rglob("*.html")) if "{% extends " in one.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.name)
def test_a_page_with_a_row_of_choices_has_their_stylesheet(template: Path) -> None:
    words = _with_included(template)
    has_choices = re.search(r'class="[^"]*\b(?:whose|conditions)\b', words) is not None
    assert ("css/choices.css" in words) == has_choices
