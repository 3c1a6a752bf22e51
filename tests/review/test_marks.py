"""Making, changing, withdrawing and restoring marks: nothing is lost, made twice or overwritten."""

import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import (
    Attribution,
    Claim,
    Event,
    Grade,
    Mark,
    Review,
    SourceKind,
    Span,
    SpanRole,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.refusals import Closed, Conflict, NotThere, Unfit
from annotations.review.states import mark_state, mark_states, sources_named
from annotations.review.submit import submit_review
from tests.conftest import TEXT
from tests.review.conftest import DELAYED, DROPPED, PLAIN, MakeSource, Save, Withdraw, current, refused
from tests.wire import Wire, claim, contradiction, place, side, stored, typo

MakeVersion = Callable[..., Version]

# Made and changed


def test_a_claim_is_read_back_as_it_was_saved(save: Save, review: Review, make_source: MakeSource) -> None:
    ana, agency = make_source("Ana Sousa"), make_source("The agency", kind=SourceKind.MEDIA)
    said = claim(
        TEXT,
        DROPPED,
        note="Look at the date.",
        references=[
            {"address": "https://example.org/a", "seen": "2024-05-01", "note": "The decree."},
            {"address": "http://example.org/b", "archived_address": "https://archive.example.org/b"},
        ],
        grade="4",
        claim_type="event",
        check_worthy="yes",
        part="body",
        confidence="unsure",
        rationale="Named, but paraphrased.",
        attributions=[
            {
                "source": str(ana.pk),
                "relayed_by": str(agency.pk),
                "mode": "paraphrase",
                "stance": "neutral",
                "anonymity_reason": False,
                "source_spans": [place(TEXT, "The minister"), place(TEXT, "Ana Sousa")],
                "cue_spans": [place(TEXT, "said")],
                "relay_spans": [place(TEXT, "Critics")],
            },
            {"mode": "hedge", "cue_spans": [place(TEXT, "Recent reports suggest")]},
        ],
    )

    answer = save(said)

    assert current(review) == [said]
    assert answer == mark_states(review, review.reviewer)[0]
    assert (answer.number, answer.revision, answer.withdrawn) == (1, 1, None)
    assert {source.names[0] for source in sources_named([answer])} == {"Ana Sousa", "The agency"}


def test_a_typo_is_read_back_as_it_was_saved(save: Save, review: Review) -> None:
    said = typo(TEXT, "men", correction="people", type="misspelling", severity="minor", in_quotation=True)

    save(said)

    assert current(review) == [said]


def test_a_contradiction_is_read_back_as_it_was_saved(
    save: Save, review: Review, version: Version, make_version: MakeVersion
) -> None:
    other = make_version("The plan goes ahead, the minister said.")
    here = save(PLAIN)
    said = contradiction(
        side(version, DROPPED, claim=str(here.id)),
        side(other, "The plan goes ahead"),
        side(version, DELAYED),
        type="negation",
        strength="strict",
        locus="outlet_outlet",
        acknowledged=False,
    )

    save(said)

    assert current(review) == [PLAIN, said]


@pytest.mark.parametrize(
    "after",
    [
        claim(TEXT, DROPPED, grade="5"),
        claim(TEXT, DROPPED),
        claim(TEXT, DELAYED, grade="2"),
        claim(TEXT, DROPPED, grade="4", note="Look again."),
        claim(TEXT, DROPPED, grade="4", references=[{"address": "https://example.org"}]),
        claim(TEXT, DROPPED, grade="4", attributions=[{"cue_spans": [place(TEXT, "said")]}]),
        claim(TEXT, DROPPED, grade="4", confidence="sure", part="body"),
    ],
    ids=["grade", "no-grade", "place", "note", "reference", "attribution", "columns"],
)
def test_a_change_replaces_what_the_mark_said(after: Wire, save: Save, review: Review) -> None:
    made = save(PLAIN)

    changed = save(after, made.id, 1)
    assert current(review) == [after]
    save(PLAIN, made.id, 2)

    assert current(review) == [PLAIN]
    assert (changed.number, changed.revision, changed.created) == (1, 2, made.created)
    assert changed.updated >= made.updated


def test_a_change_leaves_no_row_of_what_the_mark_said_before(save: Save, make_source: MakeSource) -> None:
    said = {"source": str(make_source("Ana Sousa").pk), "source_spans": [place(TEXT, "Ana Sousa")]}
    made = save(claim(TEXT, DROPPED, attributions=[said] * 3, references=[{"address": "https://example.org"}] * 2))

    save(PLAIN, made.id, 1)

    assert [span.role for span in Span.objects.all()] == [SpanRole.CLAIM]
    assert not Attribution.objects.exists()
    assert not Mark.objects.get().references.exists()


def test_a_grade_alone_costs_no_span_anew(save: Save, grades: dict[str, Grade]) -> None:
    said = claim(TEXT, DROPPED, attributions=[{"cue_spans": [place(TEXT, "said")]}])
    made = save(said)
    before = list(Span.objects.values()), list(Attribution.objects.values())

    save(said | {"grade": "4"}, made.id, 1)

    assert (list(Span.objects.values()), list(Attribution.objects.values())) == before
    assert Claim.objects.get().grade == grades["4"]


def test_the_event_holds_what_was_before_and_what_is_after(save: Save, alice: User, review: Review) -> None:
    change = uuid.uuid4()
    made = save(PLAIN)
    changed = save(claim(TEXT, DROPPED, grade="5"), made.id, 1, change=change)

    first, second = Event.objects.all()

    assert (first.verb, first.before, first.after) == (Verb.MARKED, None, made.model_dump(mode="json"))
    assert (second.verb, second.actor, second.review, second.mark_id) == (Verb.CHANGED, alice, review, made.id)
    assert second.change == change
    assert (second.before, second.after) == (made.model_dump(mode="json"), changed.model_dump(mode="json"))


def test_the_first_mark_begins_the_review(save: Save, review: Review) -> None:
    save(PLAIN)

    review.refresh_from_db()
    assert review.status == Status.IN_PROGRESS


def test_a_refused_first_mark_does_not_begin_the_review(save: Save, review: Review) -> None:
    refused(Unfit, "unknown-grade", lambda: save(claim(TEXT, DROPPED, grade="9")))

    review.refresh_from_db()
    assert review.status == Status.ASSIGNED


def test_numbers_are_given_once_for_each_kind(save: Save, withdraw: Withdraw) -> None:
    first = save(PLAIN)
    slip = save(typo(TEXT, "men"))
    withdraw(first.id, 1)
    second = save(claim(TEXT, DELAYED))
    withdraw(second.id, 1)
    third = save(claim(TEXT, DELAYED))

    assert [first.number, slip.number, second.number, third.number] == [1, 1, 2, 3]


def test_each_review_numbers_its_own_marks(save: Save, bob: User, bobs_review: Review) -> None:
    save(PLAIN)

    assert save(PLAIN, user=bob, review=bobs_review).number == 1


def test_two_claims_may_stand_at_one_place(save: Save, review: Review) -> None:
    save(PLAIN)
    save(PLAIN)

    assert current(review) == [PLAIN, PLAIN]


def test_a_mark_keeps_its_kind(save: Save) -> None:
    made = save(PLAIN)

    refused(Unfit, "other-kind", lambda: save(typo(TEXT, DROPPED), made.id, 1))


# Withdrawn and restored


def test_a_withdrawn_mark_stays_as_a_tombstone(save: Save, withdraw: Withdraw, review: Review) -> None:
    made = save(PLAIN)

    gone = withdraw(made.id, 1)

    assert current(review) == []
    assert mark_state(Mark.objects.get()) == gone
    assert (gone.revision, gone.content) == (2, made.content)
    assert gone.withdrawn is not None
    assert Event.objects.latest("id").verb == Verb.WITHDREW


def test_a_tombstone_comes_back_by_a_change_of_its_own_revision(save: Save, withdraw: Withdraw, review: Review) -> None:
    made = save(PLAIN)
    withdraw(made.id, 1)

    back = save(claim(TEXT, DROPPED, grade="5"), made.id, 2)

    assert current(review) == [claim(TEXT, DROPPED, grade="5")]
    assert (back.number, back.revision, back.withdrawn) == (1, 3, None)
    assert Event.objects.latest("id").verb == Verb.RESTORED


def test_withdrawing_twice_is_withdrawing_once(save: Save, withdraw: Withdraw) -> None:
    made = save(PLAIN)
    gone = withdraw(made.id, 1)
    before = stored()

    assert withdraw(made.id, 2) == gone
    assert stored() == before


def test_what_was_never_made_is_not_withdrawn(withdraw: Withdraw) -> None:
    refused(NotThere, "not-found", lambda: withdraw(uuid.uuid4(), 0))


# Sent again, sent late, sent by another


def test_a_change_sent_again_gets_its_first_answer(save: Save) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    before = stored()

    assert save(PLAIN, mark_id, change=change) == answer
    assert stored() == before


def test_a_change_sent_again_after_later_ones_gets_its_first_answer(save: Save) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    save(claim(TEXT, DROPPED, grade="5"), mark_id, 1)
    before = stored()

    assert save(PLAIN, mark_id, change=change) == answer
    assert stored() == before


def test_a_change_sent_again_does_not_revive_what_was_withdrawn(save: Save, withdraw: Withdraw, review: Review) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    withdraw(mark_id, 1)

    assert save(PLAIN, mark_id, change=change) == answer
    assert current(review) == []


def test_a_withdrawal_sent_again_does_not_withdraw_what_was_restored(
    save: Save, withdraw: Withdraw, review: Review
) -> None:
    change = uuid.uuid4()
    made = save(PLAIN)
    gone = withdraw(made.id, 1, change=change)
    save(PLAIN, made.id, 2)

    assert withdraw(made.id, 1, change=change) == gone
    assert current(review) == [PLAIN]


def test_a_change_sent_again_after_submission_gets_its_first_answer(
    save: Save, withdraw: Withdraw, alice: User, review: Review
) -> None:
    mark_id, made_by, withdrawn_by = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=made_by)
    gone = withdraw(mark_id, 1, change=withdrawn_by)
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    assert save(PLAIN, mark_id, change=made_by) == answer
    assert withdraw(mark_id, 1, change=withdrawn_by) == gone


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_a_change_of_another_revision_is_refused_with_what_stands(
    revision: int, save: Save, withdraw: Withdraw
) -> None:
    made = save(PLAIN)
    stands = save(claim(TEXT, DROPPED, grade="5"), made.id, 1)

    for refusal in (
        refused(Conflict, "older-revision", lambda: save(PLAIN, made.id, revision)),
        refused(Conflict, "older-revision", lambda: withdraw(made.id, revision)),
    ):
        assert refusal.more == {"current": stands}


def test_a_change_to_what_was_withdrawn_meanwhile_is_refused_with_the_tombstone(save: Save, withdraw: Withdraw) -> None:
    made = save(PLAIN)
    gone = withdraw(made.id, 1)

    refusal = refused(Conflict, "older-revision", lambda: save(PLAIN, made.id, 1))

    assert refusal.more == {"current": gone}


def test_a_change_to_a_mark_that_is_not_there_is_refused(save: Save) -> None:
    refused(NotThere, "not-found", lambda: save(PLAIN, uuid.uuid4(), 1))


def test_the_uuid_of_a_change_belongs_to_one_person(save: Save, bob: User, bobs_review: Review) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    save(PLAIN, mark_id, change=change)

    refused(Conflict, "change-taken", lambda: save(PLAIN, mark_id, change=change, user=bob, review=bobs_review))
    refused(Conflict, "change-taken", lambda: save(PLAIN, change=change, user=bob, review=bobs_review))


def test_the_uuid_of_a_change_belongs_to_one_mark(save: Save, withdraw: Withdraw) -> None:
    change = uuid.uuid4()
    save(PLAIN, change=change)
    other = save(PLAIN)

    refused(Conflict, "change-taken", lambda: save(PLAIN, change=change))
    refused(Conflict, "change-taken", lambda: withdraw(other.id, 1, change=change))


def test_the_uuid_of_a_change_belongs_to_one_review(
    save: Save, alice: User, story: Story, make_version: MakeVersion
) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    save(PLAIN, mark_id, change=change)
    other = Review.objects.create(reviewer=alice, version=make_version(), round=story.current_round)

    refused(Conflict, "change-taken", lambda: save(PLAIN, mark_id, change=change, review=other))


def test_a_mark_stays_in_its_review(save: Save, alice: User, story: Story, make_version: MakeVersion) -> None:
    made = save(PLAIN)
    other = Review.objects.create(reviewer=alice, version=make_version(), round=story.current_round)

    refused(NotThere, "not-found", lambda: save(PLAIN, made.id, 1, review=other))


@pytest.mark.parametrize("name", ["bob", "carol", "dan", "eve"])
def test_nobody_else_marks_in_ones_review(
    name: str, save: Save, withdraw: Withdraw, request: pytest.FixtureRequest
) -> None:
    somebody: User = request.getfixturevalue(name)
    made = save(PLAIN)

    refused(NotThere, "not-found", lambda: save(PLAIN, user=somebody))
    refused(NotThere, "not-found", lambda: save(PLAIN, made.id, 1, user=somebody))
    refused(NotThere, "not-found", lambda: withdraw(made.id, 1, user=somebody))


def test_a_closed_review_takes_no_change(save: Save, withdraw: Withdraw, alice: User, review: Review) -> None:
    made = save(PLAIN)
    gone = save(typo(TEXT, "men"))
    withdraw(gone.id, 1)
    submit_review(user=alice, review_id=review.pk)

    refused(Closed, "closed", lambda: save(PLAIN))
    refused(Closed, "closed", lambda: save(claim(TEXT, DROPPED), made.id, 1))
    refused(Closed, "closed", lambda: withdraw(made.id, 1))
    refused(Closed, "closed", lambda: save(typo(TEXT, "men"), gone.id, 2))


def test_an_archived_story_takes_no_change(save: Save, withdraw: Withdraw) -> None:
    made = save(PLAIN)
    Story.objects.update(archived_at=timezone.now())

    refusal = refused(Closed, "archived", lambda: save(PLAIN))
    refused(Closed, "archived", lambda: save(claim(TEXT, DROPPED), made.id, 1))
    refused(Closed, "archived", lambda: withdraw(made.id, 1))

    assert refusal.words == "The story is archived. An admin can take it out of the archive."


def test_a_change_made_before_the_story_was_archived_gets_its_first_answer(save: Save) -> None:
    change = uuid.uuid4()
    made = save(PLAIN, change=change)
    Story.objects.update(archived_at=timezone.now())

    assert save(PLAIN, made.id, change=change) == made
