"""Where the sides of a contradiction may lie, and which claims they may name."""

import uuid

from annotations.models import (
    Codebook,
    Review,
    Round,
    Span,
    Story,
    User,
    Version,
)
from annotations.review.refusals import Unfit
from tests.conftest import TEXT
from tests.fixtures import MakeVersion
from tests.review.conftest import DELAYED, DROPPED, PLAIN, Save, Withdraw, current, refused
from tests.wire import claim, contradiction, side, typo


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


def test_no_side_lies_within_another(save: Save, version: Version, review: Review, make_version: MakeVersion) -> None:
    wide, narrow = side(version, f"Monday that {DROPPED}"), side(version, DROPPED)

    refused(Unfit, "nested-side", lambda: save(contradiction(wide, narrow)))
    refused(Unfit, "nested-side", lambda: save(contradiction(narrow, side(version, DELAYED), wide)))

    # They may share words; and the same places of another text are another passage.
    said = contradiction(side(version, f"Monday that {DROPPED}"), side(version, f"{DROPPED}."))
    same = contradiction(narrow, side(make_version(version.text), DROPPED))
    save(said)
    save(same)
    assert current(review) == [said, same]


def test_at_least_one_side_lies_in_the_article_under_review(
    save: Save, version: Version, review: Review, make_version: MakeVersion
) -> None:
    other = make_version("The plan goes ahead, the minister said.")
    there = [side(other, "The plan goes ahead"), side(other, "the minister said")]

    refused(Unfit, "no-side-here", lambda: save(contradiction(*there)))

    # Of which text of the article does not matter.
    newer = Version.objects.create(article=version.article, number=2, text=TEXT, sha256="2" * 64)
    save(contradiction(side(newer, DROPPED), *there))
    assert Span.objects.filter(version=newer, role="side").exists()


def test_a_contradiction_saved_before_these_rules_can_still_be_described(
    save: Save, version: Version, review: Review
) -> None:
    made = save(contradiction(side(version, DROPPED), side(version, DELAYED)))
    within = side(version, "it was only")
    place = within["span"]
    Span.objects.filter(quote=DROPPED).update(start=place["start"], end=place["end"], quote=place["quote"])
    nested = contradiction(within, side(version, DELAYED), strength="strict")

    save(nested, made.id, 1)

    assert current(review) == [nested]
    wider = contradiction(within, side(version, f"{DELAYED}."))
    refused(Unfit, "nested-side", lambda: save(wider, made.id, 2))


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


def test_a_side_is_not_a_whole_article(save: Save, version: Version, make_version: MakeVersion) -> None:
    other = make_version("\n The plan\n\nIt goes ahead.\n\nAll of it. \n")
    for words in (other.text, other.text.strip()):
        said = contradiction(side(version, DROPPED), side(other, words))
        refused(Unfit, "whole-article", lambda said=said: save(said))  # type: ignore[misc]
