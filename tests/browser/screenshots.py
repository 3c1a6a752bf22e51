"""The README's picture, taken anew by `make screenshots`. Not collected with the tests."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from annotations.models import Review, User
from annotations.review.content import SourceContent
from annotations.review.marks import save_mark
from annotations.review.sources import propose_source
from tests.browser.screen import Screen
from tests.wire import Wire, claim, place, read

PICTURE = Path(__file__).parents[2] / "screenshot.png"
OPEN = "that number has been cut to just a few dozen after Maduro failed to cover the bill"


def claims(text: str, trump: str, reports: str) -> list[Wire]:
    """A handful of honest claims of the first sample article."""
    tweeted = {"source": trump, "mode": "paraphrase", "source_spans": [place(text, "President Trump’s")]}
    suggest = {
        "source": reports,
        "mode": "hedge",
        "source_spans": [place(text, "recent reports")],
        "cue_spans": [place(text, "suggest")],
    }
    hedge = {"cue_spans": [place(text, "is also thought")], "mode": "hedge"}
    contractors = (
        "Russian defence firm Rostec had stationed around 1,000 security contractors in the country two years ago"
    )
    return [
        claim(text, "Moscow had just finished pulling its people out", grade="4", attributions=[tweeted]),
        claim(text, "America and Russia are locked in a battle for control over Venezuela", grade="0"),
        claim(text, "site of the world’s largest oil reserves", grade="N"),
        claim(text, "Protesters have been trying for months to topple President Nicolas Maduro"),
        claim(text, contractors, grade="0", claim_type="number"),
        claim(
            text,
            OPEN,
            grade="2",
            attributions=[suggest],
            confidence="unsure",
            rationale="No outlet, no date: which reports?",
        ),
        claim(text, "to be present in the country", grade="1", attributions=[hedge]),
    ]


@pytest.mark.browser
def test_picture(open_screen: Callable[..., Screen], tmp_path: Path) -> None:
    with override_settings(FACTCHECK_VAR=tmp_path):
        call_command("demo", verbosity=0)
    User.objects.update(toured_at=timezone.now())
    alice = User.objects.get(username="alice")
    review = Review.objects.select_related("version").filter(reviewer=alice).order_by("pk")[0]
    entries = [("Donald Trump", "person"), ("recent reports", "media")]
    names = [_propose(alice, review, name, kind) for name, kind in entries]
    for wire in claims(review.version.text, *names):
        ids = {"mark_id": uuid.uuid4(), "change": uuid.uuid4()}
        save_mark(user=alice, review_id=review.pk, revision=0, content=read(wire), **ids)
    screen = open_screen(alice, device_scale_factor=1).open(review)
    screen.card(OPEN).click()
    screen.page.wait_for_timeout(500)
    screen.page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size > 50_000


def _propose(user: User, review: Review, name: str, kind: str) -> str:
    content = SourceContent.model_validate({"name": name, "kind": kind})
    key = uuid.uuid4()
    propose_source(user=user, review_id=review.pk, source_id=key, change=uuid.uuid4(), content=content)
    return str(key)
