"""The modules of the review page are fetched at once."""

import pytest

from annotations.models import Review, User
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


LOADED = "() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))"


def test_the_page_names_all_modules_that_it_loads(open_screen: OpenScreen, alice: User, review: Review) -> None:
    page = open_screen(alice).open(review).page
    named = page.eval_on_selector_all("link[rel=modulepreload]", "(links) => links.map(({ href }) => href)")
    scripts = page.eval_on_selector_all("script[src]", "(scripts) => scripts.map(({ src }) => src)")
    assert len(named) > 50
    assert sorted({*named, *scripts}) == sorted(set(page.evaluate(LOADED)))
    assert not [name for name in named if "/types." in name]
