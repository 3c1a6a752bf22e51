"""What a mark says fits its review: the text to the letter, the codebook, the register and the story."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotations.models import (
    Admission,
    Article,
    Claim,
    Codebook,
    Grade,
    Review,
    Round,
    Source,
    SourceKind,
    Span,
    Story,
    User,
    Version,
)
from annotations.review.refusals import Unfit
from annotations.review.states import mark_states
from tests.conftest import TEXT
from tests.marked_texts import texts
from tests.review.conftest import DELAYED, DROPPED, PLAIN, MakeSource, Save, Withdraw, current, refused
from tests.wire import Wire, claim, contradiction, read, side, typo

MakeVersion = Callable[..., Version]


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


# Sources


def credited(source: Source, **more: Any) -> Wire:
    return claim(TEXT, DROPPED, attributions=[{"source": str(source.pk)}], **more)


def test_ones_own_proposal_may_be_named(save: Save, make_source: MakeSource, alice: User, review: Review) -> None:
    own = make_source("Ana Sousa", admission=Admission.PROPOSED, proposed_in=review, created_by=alice)

    save(credited(own))

    assert current(review) == [credited(own)]


def test_anothers_proposal_is_no_source_for_this_review(
    save: Save, make_source: MakeSource, bob: User, bobs_review: Review
) -> None:
    bobs = make_source("Ana Sousa", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bob)

    refusal = refused(Unfit, "unknown-source", lambda: save(credited(bobs)))

    assert refusal.more == {"sources": [str(bobs.pk)]}


def test_another_articles_own_source_is_no_source_for_this_review(
    save: Save, make_source: MakeSource, make_version: MakeVersion
) -> None:
    elsewhere = make_source("critics", kind=SourceKind.GROUP, article=make_version("Another report.").article)

    refused(Unfit, "unknown-source", lambda: save(credited(elsewhere)))


def test_this_articles_own_source_may_be_named(save: Save, make_source: MakeSource, article: Article) -> None:
    here = make_source("critics", kind=SourceKind.GROUP, article=article)

    assert save(credited(here)).revision == 1


@pytest.mark.parametrize("role", ["source", "relayed_by"])
def test_a_source_merged_since_stays_on_the_claim_that_names_it(
    role: str, save: Save, make_source: MakeSource, review: Review
) -> None:
    merged, kept = make_source("A. Sousa"), make_source("Ana Sousa")
    said = claim(TEXT, DROPPED, attributions=[{role: str(merged.pk)}])
    made = save(said)
    Source.objects.filter(pk=merged.pk).update(merged_into=kept)

    save(said | {"grade": "4"}, made.id, 1)

    assert current(review) == [said | {"grade": "4"}]


@pytest.mark.parametrize("since", [{"admission": Admission.REFUSED}, {"merged": True}], ids=["refused", "merged"])
def test_a_source_merged_or_refused_since_is_not_named_anew(
    since: dict[str, Any], save: Save, make_source: MakeSource
) -> None:
    gone, kept = make_source("A. Sousa"), make_source("Ana Sousa")
    change = {"merged_into": kept} if since.get("merged") else since
    Source.objects.filter(pk=gone.pk).update(**change)

    refused(Unfit, "unknown-source", lambda: save(credited(gone)))


def test_a_source_refused_since_does_not_lock_the_claim_that_names_it(
    save: Save, make_source: MakeSource, review: Review
) -> None:
    gone = make_source("A. Sousa")
    made = save(credited(gone))
    Source.objects.filter(pk=gone.pk).update(admission=Admission.REFUSED)

    save(credited(gone, grade="4"), made.id, 1)

    assert current(review) == [credited(gone, grade="4")]


# Contradictions


def test_a_side_may_lie_in_another_article_of_the_story(
    save: Save, version: Version, make_version: MakeVersion
) -> None:
    other = make_version("The plan goes ahead 😀, the minister said.")

    save(contradiction(side(version, DROPPED), side(other, "the minister said")))

    assert [(span.version, span.quote) for span in Span.objects.order_by("order")] == [
        (version, DROPPED),
        (other, "the minister said"),
    ]
    assert Span.objects.get(version=other).prefix == "The plan goes ahead 😀, "


def test_a_side_lies_in_no_other_story(
    save: Save, codebook: Codebook, version: Version, make_version: MakeVersion
) -> None:
    story = Story.objects.create(title="Another story", slug="another-story")
    Round.objects.create(story=story, number=1, codebook=codebook)
    other = make_version("The plan goes ahead.", within=story)

    refused(
        Unfit,
        "other-story",
        lambda: save(contradiction(side(version, DROPPED), side(other, "The plan goes ahead"))),
    )


def test_a_side_lies_in_a_version_that_there_is(save: Save, version: Version) -> None:
    nowhere = side(version, DELAYED) | {"version": 2**31 - 1}

    refused(Unfit, "other-story", lambda: save(contradiction(side(version, DROPPED), nowhere)))


def test_a_contradiction_needs_two_passages(save: Save, version: Version) -> None:
    one = side(version, DROPPED)

    refused(Unfit, "one-side", lambda: save(contradiction(one)))
    refused(Unfit, "one-side", lambda: save(contradiction()))
    refused(Unfit, "same-side", lambda: save(contradiction(one, one)))


def test_a_sides_words_stand_in_its_own_version(save: Save, version: Version, make_version: MakeVersion) -> None:
    other = make_version("The plan goes ahead.")
    misplaced = side(version, DELAYED) | {"version": other.pk}

    refused(Unfit, "out-of-range", lambda: save(contradiction(side(version, DROPPED), misplaced)))


def test_a_sides_claim_may_be_ones_own_in_another_article(
    save: Save, alice: User, story: Story, version: Version, make_version: MakeVersion, review: Review
) -> None:
    other = make_version("The plan goes ahead.")
    others = Review.objects.create(reviewer=alice, version=other, round=story.current_round)
    there = save(claim(other.text, "The plan goes ahead"), review=others)
    said = contradiction(side(version, DROPPED), side(other, "The plan goes ahead", claim=str(there.id)))

    save(said)

    assert current(review) == [said]


def test_a_sides_claim_is_no_other_reviewers(save: Save, bob: User, bobs_review: Review, version: Version) -> None:
    bobs = save(PLAIN, user=bob, review=bobs_review)
    said = contradiction(side(version, DROPPED, claim=str(bobs.id)), side(version, DELAYED))

    refused(Unfit, "unknown-claim", lambda: save(said))


def test_a_sides_claim_stands_in_that_sides_version(save: Save, version: Version, make_version: MakeVersion) -> None:
    made = save(PLAIN)
    other = make_version("The plan goes ahead.")
    said = contradiction(side(version, DROPPED), side(other, "The plan goes ahead", claim=str(made.id)))

    refused(Unfit, "unknown-claim", lambda: save(said))


def test_a_side_points_to_a_claim_that_there_is(save: Save, version: Version) -> None:
    slip = save(typo(TEXT, "men"))
    for key in (slip.id, uuid.uuid4()):
        said = contradiction(side(version, DROPPED, claim=str(key)), side(version, DELAYED))
        refused(Unfit, "unknown-claim", lambda said=said: save(said))  # type: ignore[misc]


def test_a_sides_claim_was_not_withdrawn(save: Save, withdraw: Withdraw, version: Version) -> None:
    made = save(PLAIN)
    withdraw(made.id, 1)
    said = contradiction(side(version, DROPPED, claim=str(made.id)), side(version, DELAYED))

    refused(Unfit, "unknown-claim", lambda: save(said))


def test_a_contradiction_may_go_on_naming_a_claim_withdrawn_since(
    save: Save, withdraw: Withdraw, version: Version, review: Review
) -> None:
    made = save(PLAIN)
    said = contradiction(side(version, DROPPED, claim=str(made.id)), side(version, DELAYED))
    apart = save(said)
    withdraw(made.id, 1)
    withdraw(apart.id, 1)

    save(said, apart.id, 2)

    assert current(review) == [said]
    wider = contradiction(side(version, f"{DROPPED}.", claim=str(made.id)), side(version, DELAYED))
    save(wider, apart.id, 3)
    assert current(review) == [wider]


def test_a_sides_claim_shares_words_with_the_side(save: Save, version: Version, review: Review) -> None:
    made = save(PLAIN)

    for words in (DELAYED, "Monday that "):
        said = contradiction(side(version, words, claim=str(made.id)), side(version, "Critics"))
        refused(Unfit, "unknown-claim", lambda said=said: save(said))  # type: ignore[misc]

    said = contradiction(side(version, "Monday that the", claim=str(made.id)), side(version, DELAYED))
    save(said)
    assert current(review)[1:] == [said]


def test_a_side_that_stays_keeps_its_claim_wherever_that_moved(save: Save, version: Version, review: Review) -> None:
    made = save(PLAIN)
    dropped = side(version, DROPPED, claim=str(made.id))
    apart = save(contradiction(dropped, side(version, DELAYED)))
    save(claim(TEXT, "Critics doubt it"), made.id, 1)

    save(contradiction(dropped, side(version, DELAYED), strength="strict"), apart.id, 1)

    assert [one.get("strength") for one in current(review)] == [None, "strict"]
    moved = contradiction(side(version, "Monday", claim=str(made.id)), side(version, DELAYED))
    refused(Unfit, "unknown-claim", lambda: save(moved, apart.id, 2))


# Text


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


def test_a_side_is_not_a_whole_article(save: Save, version: Version, make_version: MakeVersion) -> None:
    other = make_version("\n The plan\n\nIt goes ahead.\n\nAll of it. \n")
    for words in (other.text, other.text.strip()):
        said = contradiction(side(version, DROPPED), side(other, words))
        refused(Unfit, "whole-article", lambda said=said: save(said))  # type: ignore[misc]


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
