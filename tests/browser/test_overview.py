"""The overview of a story: two claims of two articles are grouped, and count as one where the story says who speaks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from annotations.models import Claim, Grade, Review, Source, Span, User
from tests.browser.sample_reviews import FIRST, SECOND, THIRD, SampleReview
from tests.browser.screen import Screen
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK
from tests.exports.marking import credit, make_claim, make_contradiction, make_source

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STORY = "/stories/russian-specialists-in-venezuela"
SENT = "we are not sending troops there"
ARRIVED = "two Russian military transport planes"
SAYS = "Russia may send more specialists."


@pytest.fixture
def alice(transactional_db: None, tmp_path: Path) -> User:
    """Alice, with claims in all three articles of the sample story, and a contradiction between two of them."""
    with override_settings(FACTCHECK_VAR=tmp_path):
        call_command("demo", verbosity=0)
    User.objects.update(toured_at=timezone.now())
    user = User.objects.get(username="alice")
    reviews = list(user.reviews.select_related("version", "round").order_by("pk"))
    for review, sample in zip(reviews, (FIRST, SECOND, THIRD), strict=True):
        _fill(review, sample)
    tie = make_contradiction(reviews[2], (reviews[2].version, SENT), (reviews[1].version, ARRIVED), strength="strict")
    claim = Claim.objects.get(mark__spans__quote__startswith=SENT, mark__spans__role="claim")
    Span.objects.filter(mark=tie.pk, order=0).update(side_claim=claim)
    return user


def _fill(review: Review, sample: SampleReview) -> None:
    grades = {grade.key: grade for grade in Grade.objects.filter(codebook=review.round.codebook)}
    for one in sample.claims:
        if one.words not in review.version.text:
            continue
        claim = make_claim(review, one.words, grade=grades[one.grade])
        if one.source or one.cue:
            credit(claim, _entry(one.named or one.source), mode="direct" if one.grade == "5" else "paraphrase")


def _entry(name: str) -> Source | None:
    return (Source.objects.filter(names__name=name).first() or make_source(name)) if name else None


def test_two_claims_are_grouped_and_count_as_one(open_screen: Callable[..., Screen], alice: User) -> None:
    page = open_screen(alice, **DESK).page
    page.goto(f"{STORY}/propositions")
    offered = page.get_by_role("checkbox")
    for words in ("Russia is ready to increase the number", "If we need more, we will send more"):
        page.get_by_label(words).check()
    before = offered.count()
    page.get_by_label("What do they say?").fill(SAYS)
    page.get_by_role("button", name="Group the ticked claims").click()

    expect(page.get_by_role("heading", name=SAYS)).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert offered.count() == before
    found = {"propositions": violations(page)}

    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_text("Badges count per proposition where claims were grouped")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Aleksandr Schetinin")
    expect(row.get_by_role("link", name="1 at grade 5")).to_have_count(1)
    expect(row.get_by_role("link", name="at grade 4")).to_have_count(0)
    expect(page.locator(".pair").filter(has_text=ARRIVED)).to_contain_text(SENT)
    found["story"] = violations(page)

    row.get_by_role("link", name="1 at grade 5").click()
    expect(page.locator("#asked")).to_contain_text("credited to Aleksandr Schetinin")
    found["marks"] = violations(page)
    for address in ("", "/propositions", "/marks"):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{STORY}{address}")
        found[f"{address}, small"] = violations(page)
    assert not any(found.values()), found
