"""The page of sourcing transparency in a browser: everybody can use it, with its tables open, on a desk and on a phone."""

import pytest

from annotations.models import Review, User
from annotations.review.submit import submit_review
from tests.browser.screen import OpenScreen
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_everybody_can_use_the_plots_and_their_tables(
    open_screen: OpenScreen, rich: Review, review: Review, alice: User
) -> None:
    submit_review(user=alice, review_id=rich.pk)
    page = open_screen(alice, **DESK).page
    page.goto(f"/stories/{rich.round.story.slug}/profile")
    assert page.get_by_role("img", name="Claims by grade.").first.is_visible()
    for summary in page.get_by_text("Same figures as a table").all():
        summary.click()
    # The bar stays on top of whatever is scrolled under it.
    page.evaluate("scrollTo(0, 0)")
    wide = violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert (wide, violations(page)) == ([], [])
