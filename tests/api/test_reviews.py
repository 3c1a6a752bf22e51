"""Reviews, marks and sources over HTTP."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from annotations.models import Claim, Event, Mark, Outlet, Review, Source, Span, Status, User, Version
from annotations.review.submit import submit_review
from tests.api.calling import Caller, Query, body_of, change, content_of, problem_of
from tests.conftest import TEXT
from tests.crowds import crowd
from tests.exports.marking import make_source
from tests.fixtures import SignIn
from tests.wire import Wire, claim, contradiction, place, side, stored, typo

DROPPED = claim(TEXT, "the plan was dropped", grade="4")
MARK = f"/marks/{uuid.UUID(int=1)}"
SOURCE = f"/sources/{uuid.UUID(int=2)}"


def says(answer: Wire) -> Wire:
    """What a mark says, without what was left unsaid."""
    content: Wire = answer["content"]
    return {name: value for name, value in content.items() if value not in ("", [], None)}


# Reading


def test_a_review_is_read_whole(caller: Caller, review: Review, version: Version) -> None:
    version.article.outlet = Outlet.objects.create(name="The Gazette")
    version.article.save()

    answer = body_of(caller.get())

    assert set(answer) == {"id", "status", "kind", "article", "version", "grades", "marks", "sources"}
    assert (answer["id"], answer["status"], answer["kind"]) == (review.pk, "assigned", "first")
    assert answer["article"] == {
        "id": version.article.pk,
        "headline": "Minister denies the plan",
        "outlet": "The Gazette",
    }
    assert answer["version"] == {"id": version.pk, "number": 1, "sha256": version.sha256, "text": TEXT}
    assert (answer["marks"], answer["sources"]) == ([], [])


def test_an_outlet_may_be_unknown(caller: Caller) -> None:
    assert body_of(caller.get())["article"]["outlet"] is None


def test_the_grades_are_the_codebooks_in_its_order(caller: Caller) -> None:
    grades = body_of(caller.get())["grades"]

    assert [(grade["key"], grade["rank"]) for grade in grades] == [
        ("6", 6),
        ("5", 5),
        ("4", 4),
        ("3", 3),
        ("2", 2),
        ("1", 1),
        ("0", 0),
        ("N", None),
    ]
    assert all(grade["label"] and grade["definition"] for grade in grades)


def test_a_text_is_read_to_the_letter(
    alice: User, version: Version, review: Review, signed_in: SignIn, make_version: Callable[..., Version]
) -> None:
    text = "👩‍👩‍👧 déja\u0300 vu\u2028قال <b>“x”</b> &amp; \u00a0 \U0001d4b3\n"
    other = Review.objects.create(reviewer=alice, version=make_version(text), round=review.round)

    assert body_of(Caller.at(other, signed_in(alice)).get())["version"]["text"] == text


def test_the_marks_that_stand_are_read_with_their_sources(caller: Caller) -> None:
    caller.put(SOURCE, {"change": str(uuid.uuid4()), "content": {"name": "Ana Sousa", "kind": "person"}})
    credited = DROPPED | {"attributions": [{"source": str(uuid.UUID(int=2))}]}
    kept = body_of(caller.put(MARK, change(credited)))["mark"]
    gone = f"/marks/{uuid.uuid4()}"
    caller.put(gone, change(DROPPED))
    caller.delete(gone, change=uuid.uuid4(), revision=1)

    answer = body_of(caller.get())

    assert answer["status"] == "in_progress"
    assert answer["marks"] == [kept]
    assert [source["names"] for source in answer["sources"]] == [["Ana Sousa"]]


@pytest.mark.parametrize("name", ["bob", "carol", "eve"])
def test_anothers_open_review_is_not_there(
    name: str, review: Review, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    stranger = Caller.at(review, signed_in(request.getfixturevalue(name)))

    problem_of(stranger.get(), 404, "not-found")
    problem_of(stranger.get("/sources"), 404, "not-found")
    problem_of(stranger.put(MARK, change(DROPPED)), 404, "not-found")
    problem_of(stranger.delete(MARK, change=uuid.uuid4(), revision=1), 404, "not-found")


def test_anothers_review_that_one_may_read_is_not_ones_to_mark(
    caller: Caller, alice: User, carol: User, review: Review, signed_in: SignIn
) -> None:
    mark = body_of(caller.put(MARK, change(DROPPED)))["mark"]
    submit_review(user=alice, review_id=review.pk)
    adjudicator = Caller.at(review, signed_in(carol))
    before = stored()

    assert body_of(adjudicator.get())["marks"] == [mark]
    problem_of(adjudicator.put(MARK, change(DROPPED, 1)), 404, "not-found")
    assert stored() == before


@pytest.mark.parametrize("size", [1, 200])
def test_reading_costs_the_same_however_many_marks(
    size: int, caller: Caller, review: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(review, size)

    with django_assert_num_queries(11):
        answer = body_of(caller.get())

    assert len(answer["marks"]) == len(answer["sources"]) == size


# Marks


@pytest.mark.parametrize(
    "wire",
    [
        DROPPED,
        claim(TEXT, "The minister", attributions=[{"mode": "hedge", "cue_spans": [place(TEXT, "said")]}]),
        typo(TEXT, "men", correction="people", severity="error", in_quotation=True),
    ],
    ids=["claim", "attribution", "typo"],
)
def test_a_mark_is_made(wire: Wire, caller: Caller, review: Review) -> None:
    answer = body_of(caller.put(MARK, change(wire)))["mark"]

    assert answer["id"] == str(uuid.UUID(int=1))
    assert (answer["number"], answer["revision"], answer["withdrawn"]) == (1, 1, None)
    assert answer["content"]["span"] == wire["span"]
    assert body_of(caller.get())["marks"] == [answer]
    assert Mark.objects.get().review == review


def test_a_contradiction_between_articles_is_made(
    caller: Caller, version: Version, make_version: Callable[..., Version]
) -> None:
    other = make_version("The plan goes ahead.")
    said = contradiction(side(version, "the plan was dropped"), side(other, "The plan goes ahead"), strength="strict")

    answer = body_of(caller.put(MARK, change(said)))["mark"]

    assert [one["version"] for one in answer["content"]["sides"]] == [version.pk, other.pk]
    assert Span.objects.filter(version=other, role="side").exists()


def test_a_side_names_no_claim_that_was_withdrawn(caller: Caller, version: Version) -> None:
    tie, dropped, delayed = (f"/marks/{uuid.UUID(int=number)}" for number in (3, 4, 5))
    words = {dropped: "the plan was dropped", delayed: "it was only delayed"}
    for mark, quote in words.items():
        caller.put(mark, change(claim(TEXT, quote)))
    sides = [side(version, quote, claim=mark.removeprefix("/marks/")) for mark, quote in words.items()]
    caller.put(tie, change(contradiction(*sides)))
    caller.delete(dropped, change=uuid.uuid4(), revision=1)

    [_, said] = body_of(caller.get())["marks"]

    assert [one["claim"] for one in said["content"]["sides"]] == [None, str(uuid.UUID(int=5))]
    assert Span.objects.filter(role="side", side_claim=uuid.UUID(int=4)).exists()


def test_a_mark_is_changed(caller: Caller) -> None:
    caller.put(MARK, change(DROPPED))

    answer = body_of(caller.put(MARK, change(DROPPED | {"grade": "5"}, 1)))["mark"]

    assert (answer["revision"], says(answer)) == (2, DROPPED | {"grade": "5"})
    assert Claim.objects.get().grade_id is not None


def test_a_lost_answer_is_given_again_to_the_letter(caller: Caller) -> None:
    making = change(DROPPED)
    first = caller.put(MARK, making)
    caller.put(MARK, change(DROPPED | {"grade": "5"}, 1))
    before = stored()

    assert content_of(caller.put(MARK, making)) == content_of(first)
    assert stored() == before


def test_a_change_of_an_older_revision_is_answered_with_what_stands(caller: Caller) -> None:
    caller.put(MARK, change(DROPPED))
    stands = body_of(caller.put(MARK, change(DROPPED | {"grade": "5"}, 1)))["mark"]

    assert problem_of(caller.put(MARK, change(DROPPED, 1)), 409, "older-revision")["current"] == stands
    late = caller.delete(MARK, change=uuid.uuid4(), revision=1)
    assert problem_of(late, 409, "older-revision")["current"] == stands


def test_a_mark_is_withdrawn_and_brought_back(caller: Caller) -> None:
    caller.put(MARK, change(DROPPED))

    gone = body_of(caller.delete(MARK, change=uuid.uuid4(), revision=1))["mark"]
    assert gone["revision"] == 2
    assert gone["withdrawn"] is not None
    assert body_of(caller.get())["marks"] == []

    back = body_of(caller.put(MARK, change(DROPPED, 2)))["mark"]
    assert (back["revision"], back["number"], back["withdrawn"]) == (3, 1, None)
    assert body_of(caller.get())["marks"] == [back]


def test_a_withdrawal_whose_answer_was_lost_is_answered_again(caller: Caller) -> None:
    caller.put(MARK, change(DROPPED))
    withdrawal = uuid.uuid4()
    first = caller.delete(MARK, change=withdrawal, revision=1)

    assert content_of(caller.delete(MARK, change=withdrawal, revision=1)) == content_of(first)
    assert Mark.objects.get().revision == 2


def test_an_answer_carries_the_number_of_its_event_and_keeps_it(caller: Caller) -> None:
    making = change(DROPPED)
    withdrawal: dict[str, Query] = {"change": uuid.uuid4(), "revision": 2}
    answers = [
        body_of(caller.put(MARK, making)),
        body_of(caller.put(MARK, change(DROPPED | {"grade": "5"}, 1))),
        body_of(caller.delete(MARK, **withdrawal)),
        body_of(caller.put(MARK, change(DROPPED, 3))),
    ]

    assert [(answer["event"], answer["mark"]["revision"]) for answer in answers] == list(
        Event.objects.order_by("pk").values_list("pk", "after__revision")
    )
    assert [answer["event"] for answer in answers] == sorted({answer["event"] for answer in answers})
    assert body_of(caller.put(MARK, making))["event"] == answers[0]["event"]
    assert body_of(caller.delete(MARK, **withdrawal))["event"] == answers[2]["event"]


def test_withdrawn_once_more_it_is_answered_with_the_newest_event(caller: Caller) -> None:
    caller.put(MARK, change(DROPPED))
    caller.put(f"/marks/{uuid.uuid4()}", change(DROPPED))
    gone = body_of(caller.delete(MARK, change=uuid.uuid4(), revision=1))
    before = stored()

    assert body_of(caller.delete(MARK, change=uuid.uuid4(), revision=2)) == gone
    assert stored() == before


def test_the_page_finds_the_token_in_its_cookie(alice: User, review: Review) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    token = "a" * 32
    client.cookies["csrftoken"] = token

    assert body_of(Caller.at(review, client).get())["id"] == review.pk
    answer = Caller.at(review, client).put(MARK, change(DROPPED), **{"X-CSRFToken": token})

    assert body_of(answer)["mark"]["revision"] == 1


# Sources


def proposal(name: str, **more: object) -> Wire:
    return {"change": str(uuid.uuid4()), "content": {"name": name, "kind": "person"} | more}


def test_a_source_is_proposed_and_found(caller: Caller, alice: User, review: Review) -> None:
    made = body_of(caller.put(SOURCE, proposal("Ana Sousa", affiliation="Ministry")))["source"]

    assert made == {
        "id": str(uuid.UUID(int=2)),
        "names": ["Ana Sousa"],
        "kind": "person",
        "affiliation": "Ministry",
        "admission": "proposed",
        "only_here": False,
    }
    assert body_of(caller.get("/sources", q="sou")) == {"sources": [made], "near": []}
    assert (Source.objects.get().created_by, Source.objects.get().proposed_in) == (alice, review)


def test_all_sources_are_found_where_no_words_are_given(caller: Caller) -> None:
    made = body_of(caller.put(SOURCE, proposal("Ana Sousa")))["source"]

    all_there = {"sources": [made], "near": []}
    assert body_of(caller.get("/sources")) == body_of(caller.get("/sources", q="")) == all_there


def test_where_nothing_is_found_near_spellings_are_told(caller: Caller, bobs_review: Review) -> None:
    made = body_of(caller.put(SOURCE, proposal("Ana Sousa")))["source"]
    Source.objects.filter(pk=make_source("Ana Souza").pk).update(
        admission="proposed", proposed_in=bobs_review, created_by=bobs_review.reviewer
    )

    assert body_of(caller.get("/sources", q="Anna Soussa")) == {"sources": [], "near": [made]}
    assert body_of(caller.get("/sources", q="Ana Sou")) == {"sources": [made], "near": []}
    assert body_of(caller.get("/sources", q="Souza")) == {"sources": [], "near": [made]}
    assert body_of(caller.get("/sources", q="Anx")) == {"sources": [], "near": []}


def test_a_proposal_whose_answer_was_lost_is_answered_again(caller: Caller) -> None:
    proposed = proposal("Ana Sousa")
    first = caller.put(SOURCE, proposed)

    assert content_of(caller.put(SOURCE, proposed)) == content_of(first)
    assert Source.objects.count() == 1


def test_a_name_that_the_register_has_is_answered_with_its_entry(caller: Caller) -> None:
    made = body_of(caller.put(SOURCE, proposal("Ana Sousa")))["source"]

    again = caller.put(f"/sources/{uuid.uuid4()}", proposal("ana sousa"))

    assert problem_of(again, 409, "name-taken")["current"] == made


def test_a_closed_review_is_read_only(caller: Caller, alice: User, review: Review) -> None:
    caller.put(MARK, change(DROPPED))
    submit_review(user=alice, review_id=review.pk)
    before = stored()

    problem_of(caller.put(MARK, change(DROPPED, 1)), 423, "closed")
    problem_of(caller.put(f"/marks/{uuid.uuid4()}", change(DROPPED)), 423, "closed")
    problem_of(caller.delete(MARK, change=uuid.uuid4(), revision=1), 423, "closed")
    problem_of(caller.put(SOURCE, proposal("Ana Sousa")), 423, "closed")

    assert stored() == before
    assert body_of(caller.get())["status"] == Status.SUBMITTED
