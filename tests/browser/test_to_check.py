"""The claims to check, as Alice and Carol follow one up in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from annotations.models import FollowUp, Grade, Review, Span, User
from tests.browser.screen import Screen
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, submit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHECK = "https://checks.example/plan"
POOR = "it was only delayed"


@pytest.fixture
def poor(review: Review, grades: dict[str, Grade]) -> Span:
    """Two claims to check in Alice's submitted review: the place of one that is contradicted too."""
    claim = make_claim(review, POOR, grade=grades["1"], check_worthy="yes")
    credit(claim, make_source("Ana Sousa"))
    make_claim(review, "Critics doubt it", grade=grades["2"], check_worthy="yes")
    clash = make_contradiction(review, (review.version, POOR), (review.version, "dropped"), strength="strict")
    clash.mark.spans.filter(order=0).update(side_claim=claim)
    submit(review)
    return claim.mark.spans.get(role="claim")


def test_alice_takes_a_claim_and_carol_who_saw_it_free_is_told_so(
    open_screen: Callable[..., Screen], alice: User, carol: User, poor: Span
) -> None:
    alices, carols = open_screen(alice, **DESK).page, open_screen(carol, **DESK).page
    for page in (alices, carols):
        page.goto("/")
        page.get_by_role("link", name="To check").click()
    line = alices.get_by_role("listitem").filter(has_text=POOR).first

    # By keyboard alone.
    line.locator("summary").focus()
    alices.keyboard.press("Enter")
    line.get_by_label("Who has it").select_option("I have it")
    line.get_by_label("Progress").select_option("Passed on")
    assert violations(alices) == []
    line.get_by_role("button", name="Save").press("Enter")
    expect(alices.locator(f"#claim-{poor.mark_id}")).to_contain_text("You have it")
    assert alices.url.endswith(f"#claim-{poor.mark_id}")

    carols.locator(f"#claim-{poor.mark_id} summary").click()
    carols.get_by_label("Where it was checked").first.fill(CHECK)
    carols.locator(f"#claim-{poor.mark_id}").get_by_label("Progress").select_option("Checked elsewhere")
    carols.locator(f"#claim-{poor.mark_id}").get_by_role("button", name="Save").click()
    expect(carols.get_by_role("alert")).to_contain_text("Somebody changed this meanwhile.")
    expect(carols.get_by_text("Alice Moreau has it")).to_be_visible()
    expect(carols.get_by_label("Where it was checked")).to_have_value(CHECK)
    carols.set_viewport_size({"width": 390, "height": 844})
    assert violations(carols) == []
    carols.get_by_role("button", name="Save").click()

    expect(carols.locator(f"#claim-{poor.mark_id}")).to_contain_text("Checked elsewhere")
    assert violations(carols) == []
    stands = FollowUp.objects.get()
    assert (stands.progress, stands.holder, stands.address) == ("checked_elsewhere", None, CHECK)
