"""Making, changing, withdrawing and restoring marks: all that was said is kept."""

import uuid

import pytest

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
    User,
    Verb,
    Version,
)
from annotations.review.refusals import NotThere, Unfit
from annotations.review.states import mark_states, sources_named, states_of
from tests.conftest import TEXT
from tests.fixtures import MakeVersion
from tests.review.conftest import DELAYED, DROPPED, PLAIN, MakeSource, Save, Withdraw, current, refused
from tests.wire import Wire, claim, contradiction, place, side, stored, typo

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
    assert states_of(Mark.objects.all(), "claim") == [gone]
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
