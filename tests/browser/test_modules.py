"""The modules of a page come as one file, and do in it what they do apart."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from annotations.models import Review, User
from factcheck.modules import joined
from tests.browser.conftest import MODULES
from tests.browser.screen import OpenScreen
from tests.serving import Server, open_database

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


LOADED = "() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))"
RUN = "(module) => import(URL.createObjectURL(new Blob([module], { type: 'text/javascript' })))"

# It stands on modules of ours, and on one that keeps a name to itself which one of ours does too.
PAGE = """import { counted, told } from './told.js';
import * as queue from './queue.js';
import { same } from './values.js';

window.told = [counted, spoken(told, 'Alice'), typeof queue.append, same({ a: [1] }, { a: [1] })];

function spoken(say, name) {
  return say(name);
}
"""
TOLD = """export const counted = 'one';
const joins = ' told';
export function told(name) {
  return `${name}${joins}`;
}
"""


def test_the_review_page_loads_one_file_of_modules(open_screen: OpenScreen, alice: User, review: Review) -> None:
    page = open_screen(alice).open(review).page
    scripts = page.eval_on_selector_all("script[src]", "(scripts) => scripts.map(({ src }) => src)")
    assert [src.rsplit("/", 1)[-1].split(".")[0] for src in scripts] == ["theme", "copies", "review"]
    assert sorted(set(page.evaluate(LOADED))) == sorted(scripts)


def test_for_developers_they_come_apart(
    open_screen: OpenScreen, static_var: Path, alice: User, review: Review, settings: Settings
) -> None:
    with Server(static_var, open_database(), FACTCHECK_SECRET_KEY=settings.SECRET_KEY, FACTCHECK_DEBUG="1") as own:
        page = open_screen(alice).page
        page.goto(f"{own.address}/reviews/{review.pk}")
        page.wait_for_selector("html[data-ready]")
        loaded = page.evaluate(LOADED)
    assert f"{own.address}/static/annotations/js/queue.js" in loaded


def test_what_is_joined_does_what_it_did_apart(modules_page: Page) -> None:
    def read(name: str) -> str:
        return TOLD if name == "told" else (MODULES / f"{name}.js").read_text()

    modules_page.evaluate(RUN, joined("page", PAGE, read))
    assert modules_page.evaluate("window.told") == ["one", "Alice told", "function", True]
