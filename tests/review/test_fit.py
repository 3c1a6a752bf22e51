"""What a mark says fits its review: the text to the letter, the codebook, and addresses."""

import hashlib
import uuid

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotations.models import (
    Article,
    Claim,
    Codebook,
    Grade,
    Review,
    Span,
    Story,
    User,
    Version,
)
from annotations.review.refusals import Unfit
from annotations.review.states import mark_states
from tests.conftest import TEXT
from tests.fixtures import MakeVersion
from tests.marked_texts import texts
from tests.review.conftest import DROPPED, PLAIN, Save, current, refused
from tests.wire import Wire, claim, read, typo


def at(start: int, end: int, quote: str) -> Wire:
    return {"kind": "claim", "span": {"start": start, "end": end, "quote": quote}}


def cued(start: int, end: int, quote: str) -> Wire:
    return claim(TEXT, DROPPED, attributions=[{"cue_spans": [{"start": start, "end": end, "quote": quote}]}])


NO_ADDRESSES = [
    "https://",
    "http:///path",
    "https:// example.org",
    "https://example.org/a b",
    "https://?q",
    "https://:80",
]


UNFIT = [
    (at(0, 8, "minister"), "quote-mismatch"),
    (at(0, 9, "Minister"), "quote-mismatch"),
    (at(1, 9, "Minister"), "quote-mismatch"),
    (at(0, 8, "Minister\n"), "quote-mismatch"),
    (at(5, 5, ""), "empty"),
    (at(8, 0, "Minister"), "empty"),
    (at(0, len(TEXT) + 1, TEXT + "."), "out-of-range"),
    (at(2**31 - 2, 2**31 - 1, "x"), "out-of-range"),
    (at(24, 26, "\n\n"), "blank"),
    (cued(0, 8, "minister"), "quote-mismatch"),
    (cued(0, len(TEXT) + 1, "x"), "out-of-range"),
    (cued(5, 5, ""), "empty"),
    (claim(TEXT, DROPPED, grade="7"), "unknown-grade"),
    (claim(TEXT, DROPPED, grade=""), "unknown-grade"),
    (claim(TEXT, DROPPED, attributions=[{"source": str(uuid.uuid4())}]), "unknown-source"),
    (claim(TEXT, DROPPED, attributions=[{"relayed_by": str(uuid.uuid4())}]), "unknown-source"),
    (claim(TEXT, DROPPED, references=[{"address": "javascript:alert(1)"}]), "no-web-address"),
    (claim(TEXT, DROPPED, references=[{"address": " \tjavascript:alert(1)//http://"}]), "no-web-address"),
    (claim(TEXT, DROPPED, references=[{"address": "example.org"}]), "no-web-address"),
    (claim(TEXT, DROPPED, references=[{"address": ""}]), "no-web-address"),
    (
        claim(TEXT, DROPPED, references=[{"address": "http://a.org", "archived_address": "data:text/html,x"}]),
        "no-web-address",
    ),
    (typo(TEXT, "men") | {"span": {"start": 0, "end": 3, "quote": "men"}}, "quote-mismatch"),
    (typo(TEXT, "men", references=[{"address": "ftp://example.org"}]), "no-web-address"),
    *((typo(TEXT, "men", references=[{"address": address}]), "no-web-address") for address in NO_ADDRESSES),
    (typo(TEXT, "men", correction="men"), "same-correction"),
    (typo(TEXT, "men", correction=" men\n"), "same-correction"),
    (typo(TEXT, "men", correction=" "), "blank-correction"),
    (typo(TEXT, "men", correction="\u00a0\t"), "blank-correction"),
    (at(0, len(TEXT), TEXT), "whole-article"),
    (cued(0, len(TEXT), TEXT), "whole-article"),
    (typo(TEXT, TEXT), "whole-article"),
]


@pytest.mark.parametrize(("wire", "code"), UNFIT, ids=lambda value: value if isinstance(value, str) else "")
def test_what_does_not_fit_is_refused_and_changes_nothing(wire: Wire, code: str, save: Save) -> None:
    made = save(PLAIN if wire["kind"] == "claim" else typo(TEXT, "men"))

    as_new = refused(Unfit, code, lambda: save(wire))
    refused(Unfit, code, lambda: save(wire, made.id, 1))

    assert as_new.words.endswith(".")


def test_the_grade_is_the_one_of_the_reviews_own_codebook(save: Save, grades: dict[str, Grade], review: Review) -> None:
    newer = Codebook.objects.create(name="Sourcing", version=2)
    fields = {"codebook": newer, "definition": "Of another codebook."}
    Grade.objects.create(key="4", rank=1, order=1, label="Other", **fields)
    Grade.objects.create(key="7", rank=2, order=2, label="Newer", **fields)

    save(PLAIN)

    assert Claim.objects.get().grade == grades["4"]
    refused(Unfit, "unknown-grade", lambda: save(claim(TEXT, DROPPED, grade="7")))


def test_the_grade_outside_the_order_may_be_given(save: Save, review: Review) -> None:
    save(claim(TEXT, DROPPED, grade="N"))

    assert current(review) == [claim(TEXT, DROPPED, grade="N")]


def test_an_address_may_be_in_capitals(save: Save, review: Review) -> None:
    said = claim(TEXT, DROPPED, references=[{"address": "HTTPS://EXAMPLE.ORG"}])

    save(said)

    assert current(review) == [said]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT, TEXT.strip(".")),
        ("The plan goes ahead.\n", "The plan goes ahead."),
        ("The plan\n\nIt goes ahead.", "The plan\n\nIt goes ahead."),
    ],
)
def test_most_of_an_article_may_be_a_claim_and_all_of_a_short_one(
    text: str, words: str, save: Save, alice: User, make_version: MakeVersion
) -> None:
    version = make_version(text)
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)

    save(claim(text, words), review=review)

    assert Span.objects.get().quote == words


def test_context_is_32_code_points_on_either_side(save: Save, make_version: MakeVersion, alice: User) -> None:
    text = "😀" * 40 + "here" + "👩‍👩‍👧" * 20
    version = make_version(text)
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)

    save(claim(text, "here"), review=review)

    span = Span.objects.get()
    assert (span.start, span.end) == (40, 44)
    assert span.prefix == "😀" * 32
    assert span.suffix == ("👩‍👩‍👧" * 20)[:32]
    assert len(span.suffix) == 32


def test_context_ends_with_the_text(save: Save) -> None:
    body = TEXT.partition("\n\n")[2]
    save(claim(TEXT, "Minister denies the plan"))
    save(claim(TEXT, body))

    headline, rest = Span.objects.order_by("start")
    assert (headline.prefix, headline.suffix) == ("", TEXT[24:56])
    assert (rest.prefix, rest.suffix) == (TEXT[:26], "")


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a place in it that is not blank."""
    text = draw(texts.filter(str.strip))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(not text[start:end].isspace())
    assume(text[start:end].strip() != text.strip())
    return text, start, end


# Each example makes an article of its own, so that the examples may share the test's one transaction.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quoted=quoted())
def test_a_quote_is_the_text_at_its_offsets_in_any_script(
    quoted: tuple[str, int, int], save: Save, alice: User, story: Story
) -> None:
    text, start, end = quoted
    article = Article.objects.create(story=story, headline="In any script")
    version = Version.objects.create(
        article=article, number=1, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    review = Review.objects.create(reviewer=alice, version=version, round=story.current_round)

    save({"kind": "claim", "span": {"start": start, "end": end, "quote": text[start:end]}}, review=review)

    [state] = mark_states(Review.objects.get(pk=review.pk), alice)
    assert read(state.content.model_dump(mode="json")) == state.content
    span = Span.objects.select_related("version").get(mark=state.id)
    assert span.version.text == text
    assert span.quote == text[span.start : span.end] == text[start:end]
    assert span.prefix + span.quote + span.suffix in text
    assert (len(span.prefix), len(span.suffix)) == (min(32, start), min(32, len(text) - end))
