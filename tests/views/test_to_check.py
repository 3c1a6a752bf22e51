"""The claims to check: which are listed, and to whom."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article, Mark, Outlet, Review, Role, Round, Story, User, Version
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, submit
from tests.fixtures import SignIn
from tests.views.checking import DROPPED, POOR, Grades, clash, followed, listed, worthy
from tests.views.pages import Page

# What is listed


@pytest.mark.parametrize(
    ("key", "check_worthy", "is_listed"),
    [
        ("2", "yes", True),
        ("0", "yes", True),
        ("3", "yes", False),
        ("N", "yes", False),
        (None, "yes", False),
        ("2", "no", False),
        ("2", "", False),
    ],
)
def test_claims_worth_checking_and_graded_two_or_below_are_listed(
    key: str | None, check_worthy: str, is_listed: bool, alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    make_claim(review, POOR, grade=grades[key] if key else None, check_worthy=check_worthy)

    assert listed(signed_in(alice)) == [POOR] * is_listed


@pytest.mark.parametrize(("strength", "is_listed"), [("strict", True), ("likely", True), ("loose", False), ("", False)])
def test_claims_at_a_side_of_a_strict_or_likely_contradiction_are_listed(
    strength: str, is_listed: bool, alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    clash(review, make_claim(review, DROPPED, grade=grades["6"]), POOR, strength=strength)

    assert listed(signed_in(alice)) == [DROPPED] * is_listed


def test_a_line_says_why_it_is_there_and_leads_to_its_place(
    alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    article = review.version.article
    article.outlet = Outlet.objects.create(name="The Courier")
    article.save()
    claim = worthy(review, POOR, grades["2"])
    old = make_source("Sousa", merged_into=make_source("Ana Sousa"))
    credit(claim, old)
    mark = clash(review, claim, DROPPED)

    page = Page(signed_in(alice).get("/to-check"))

    assert f"grade 2, {grades['2'].label} worth checking, poorly sourced {POOR}" in page.words
    assert "The Courier Minister denies the plan The plan Credited to Ana Sousa Marked by you" in page.words
    assert f"Strict contradiction with {DROPPED} The Courier, Minister denies the plan" in page.words
    assert "Open Nobody has it" in page.words
    assert {f"/reviews/{review.pk}#c-{claim.pk}", f"/reviews/{review.pk}#c-{mark.pk}", "/stories/the-plan"} <= set(
        page.links
    )


@pytest.mark.parametrize("gone", ["claim", "contradiction", "archived", "article", "older"])
def test_what_no_longer_stands_is_not_listed(
    gone: str, alice: User, signed_in: SignIn, review: Review, story: Story
) -> None:
    claim = make_claim(review, DROPPED)
    mark = clash(review, claim, POOR)
    now = timezone.now() + timedelta(days=1)
    if gone in {"claim", "contradiction"}:
        Mark.objects.filter(pk=claim.pk if gone == "claim" else mark.pk).update(withdrawn_at=now)
    elif gone == "archived":
        Story.objects.update(archived_at=now)
    elif gone == "article":
        Article.objects.update(archived_at=now)
    else:
        Round.objects.create(story=story, number=2, codebook=review.round.codebook)

    assert listed(signed_in(alice)) == []


def test_contradictions_without_a_claim_at_any_side_are_counted_by_story(
    alice: User, signed_in: SignIn, review: Review
) -> None:
    clash(review, POOR, DROPPED)
    clash(review, "Critics doubt it", make_claim(review, "Ana Sousa"))
    clash(review, "Monday", "men there", strength="loose")

    page = Page(signed_in(alice).get("/to-check"))

    assert "1 strict or likely contradiction in “The plan”" in page.words
    assert "/stories/the-plan/marks?by=all&kind=contradiction&strength=strict&strength=likely" in page.links


def test_open_claims_come_first_and_the_worst_grades_first_among_them(
    alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    followed(worthy(review, "Ana Sousa", grades["0"]), progress="checked_elsewhere", address="https://a.example/")
    followed(worthy(review, "Monday", grades["0"]), progress="passed_on")
    followed(worthy(review, "Critics doubt it", grades["1"]), progress="open")
    clash(review, make_claim(review, DROPPED), "she said")
    worthy(review, POOR, grades["2"])
    worthy(review, "men there", grades["0"])

    assert listed(signed_in(alice)) == [
        "men there",
        "Critics doubt it",
        POOR,
        DROPPED,
        "Monday",
        "Ana Sousa",
    ]


# To whom


def test_in_a_blind_round_nothing_of_anothers_is_told_before_ones_own_is_submitted(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, carol: User, grades: Grades
) -> None:
    theirs = worthy(bobs_review, POOR, grades["2"])
    followed(theirs, progress="passed_on", holder=carol)
    clash(bobs_review, theirs, DROPPED)
    clash(bobs_review, "Critics doubt it", "Ana Sousa")
    submit(bobs_review)
    client = signed_in(alice)

    for query in ("", "?holder=carol", "?why=contradicted", "?progress=passed_on", "?story=the-plan"):
        words = Page(client.get(f"/to-check{query}")).words
        assert not [told for told in (POOR, "Bob", "Carol", "Not listed", "1 claim") if told in words]
    assert POOR not in client.get("/to-check.csv").getvalue().decode()
    assert client.get(f"/to-check/{theirs.pk}").status_code == 404

    submit(review)
    words = Page(client.get("/to-check")).words
    assert f"{POOR} Outlet not known Minister denies the plan The plan Credited to nobody Marked by Bob Okafor" in words
    assert "Carol Lindgren has it" in words


def test_what_two_reviewers_marked_at_the_same_words_is_one_line_that_says_what_each_gave(
    carol: User, signed_in: SignIn, review: Review, bobs_review: Review, grades: Grades
) -> None:
    hers, his = worthy(review, POOR, grades["2"]), worthy(bobs_review, POOR, grades["0"])
    credit(hers, make_source("Ana Sousa"))
    for one, claim in ((review, hers), (bobs_review, his)):
        clash(one, claim, "Monday")
        submit(one)
    client = signed_in(carol)

    page = client.get("/to-check")
    assert [row.line.claim for row in page.context["rows"]] == [his]
    words = Page(page).words
    assert "1 claim, those that are open first" in words
    assert "Credited to Ana Sousa Marked by Bob Okafor and Alice Moreau" in words
    assert f"Bob Okafor: 0 {grades['0'].label} Alice Moreau: 2 {grades['2'].label}" in words
    assert words.count("Strict contradiction") == 1
    (record,) = csv.DictReader(io.StringIO(client.get("/to-check.csv").getvalue().decode("utf-8-sig")))
    assert (record["mark_id"], record["reviewers"], record["sources"]) == (str(his.pk), "bob; alice", "Ana Sousa")


def test_of_claims_at_the_same_words_the_one_followed_up_last_leads_and_the_line_says_what_became_of_the_other(
    alice: User, bob: User, carol: User, signed_in: SignIn, review: Review, bobs_review: Review, grades: Grades
) -> None:
    hers, his = worthy(review, POOR, grades["2"]), worthy(bobs_review, POOR, grades["0"])
    clash(review, hers, "Monday")
    for one in (review, bobs_review):
        submit(one)
    client = signed_in(carol)
    followed(his, progress="passed_on", holder=bob)
    followed(hers, progress="open", holder=alice)

    for query, found in {
        "": [POOR],
        "?progress=open": [POOR],
        "?holder=alice": [POOR],
        "?why=contradicted": [POOR],
        "?progress=passed_on": [POOR],
        "?progress=checked_elsewhere": [],
        "?holder=bob": [POOR],
        "?holder=nobody": [],
    }.items():
        assert listed(client, query) == found, query
    page = client.get("/to-check?why=poorly_sourced")
    assert [row.line.claim for row in page.context["rows"]] == [hers]
    assert "Bob Okafor’s is followed up by itself: passed on, Bob Okafor has it" in Page(page).words


def test_a_contradiction_with_a_side_still_to_review_lists_nothing_and_quotes_nothing(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, make_version: Callable[..., Version]
) -> None:
    unread = make_version("Plan delayed\n\nA secret passage.")
    own = Review.objects.create(reviewer=alice, version=unread, round=review.round)
    claim = make_claim(bobs_review, DROPPED)
    mark = make_contradiction(
        bobs_review, (bobs_review.version, DROPPED), (unread, "A secret passage"), strength="strict"
    )
    mark.mark.spans.filter(order=0).update(side_claim=claim)
    submit(bobs_review)
    submit(review)
    client = signed_in(alice)

    assert listed(client) == []
    submit(own)
    assert listed(client) == [DROPPED]
    assert "A secret passage" in Page(client.get("/to-check")).words


def test_a_stranger_sees_an_empty_list_that_says_what_comes_here(
    eve: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    worthy(review, POOR, grades["2"])

    words = Page(signed_in(eve).get("/to-check")).words

    assert "Nothing to check yet" in words
    assert "The plan" not in words


# Narrowed


def test_the_list_is_narrowed_by_what_the_address_says(
    carol: User, alice: User, signed_in: SignIn, review: Review, grades: Grades, make_version: Callable[..., Version]
) -> None:
    other = Story.objects.create(title="Another", slug="another")
    round_ = Round.objects.create(story=other, number=1, codebook=review.round.codebook)
    elsewhere = Review.objects.create(reviewer=alice, version=make_version(within=other), round=round_)
    followed(worthy(review, POOR, grades["2"]), progress="passed_on", holder=carol)
    followed(worthy(review, "Monday", grades["2"]), holder=alice)
    clash(review, make_claim(review, DROPPED), "she said")
    worthy(elsewhere, "Critics doubt it", grades["1"])
    submit(review)
    submit(elsewhere)
    client = signed_in(carol)

    for query, found in {
        "?story=another": {"Critics doubt it"},
        "?why=contradicted": {DROPPED},
        "?why=poorly_sourced": {POOR, "Monday", "Critics doubt it"},
        "?progress=passed_on": {POOR},
        "?progress=open": {"Monday", DROPPED, "Critics doubt it"},
        "?holder=me": {POOR},
        "?holder=alice": {"Monday"},
        "?holder=nobody": {DROPPED, "Critics doubt it"},
        "?q=Dóubt": {"Critics doubt it"},
        "?q=onda": {"Monday"},
        "?story=the-plan&holder=nobody": {DROPPED},
        "?story=nowhere&why=false&progress=true&holder=eve&page=9": {POOR, "Monday", DROPPED, "Critics doubt it"},
    }.items():
        assert set(listed(client, query)) == found, query
    page = Page(client.get("/to-check?q=nowhere"))
    assert "No claim fits these filters. Remove one to see more. Clear the filters" in page.words
    assert "/stories/the-plan" not in page.links
    assert "/stories/the-plan" in Page(client.get("/to-check?story=the-plan&q=nowhere")).links


def test_words_are_looked_for_in_the_quote_and_not_where_its_source_is_named(
    carol: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    credit(worthy(review, POOR, grades["2"]), words=["Recent reports"])
    submit(review)
    client = signed_in(carol)

    assert listed(client, "?q=recent") == []
    assert listed(client, "?q=delayed") == [POOR]


def test_words_that_no_column_could_hold_are_refused_with_a_sentence(
    alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    worthy(review, POOR, grades["2"])

    page = Page(signed_in(alice).get("/to-check?q=a%00b"))

    assert "The words hold a NUL character." in page.words


# As a file


def test_the_narrowed_list_is_a_file_that_runs_nothing(
    alice: User, signed_in: SignIn, review: Review, grades: Grades, make_version: Callable[..., Version]
) -> None:
    odd = make_version("Plan\n\n=1+1 is what they paid.")
    other = Review.objects.create(reviewer=alice, version=odd, round=review.round)
    claim = worthy(other, "=1+1 is what they paid", grades["1"])
    credit(claim, make_source("Ana Sousa"))
    clash(other, claim, "paid")
    followed(claim, progress="checked_elsewhere", holder=alice, address="https://a.example/")
    worthy(review, POOR, grades["2"])
    client = signed_in(alice)

    answer = client.get("/to-check.csv?q=paid")
    (record,) = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))

    assert answer.headers["Content-Disposition"].endswith('-spreadsheet.csv"')
    said = {
        "story": "the-plan",
        "reviewer": "alice",
        "mark_id": str(claim.pk),
        "quote": "'=1+1 is what they paid",
        "grade": "1",
        "sources": "Ana Sousa",
        "why": "poorly sourced; strict contradiction",
        "against": "paid",
        "progress": "checked_elsewhere",
        "holder": "alice",
        "checked_at": "https://a.example/",
    }
    assert said.items() <= record.items()
    plain = client.get("/to-check.csv?dialect=program").getvalue().decode()
    assert ",=1+1 is what they paid," in plain
    assert POOR in plain


def test_an_unknown_dialect_is_refused_with_a_sentence(alice: User, signed_in: SignIn) -> None:
    answer = signed_in(alice).get("/to-check.csv?dialect=xml")

    assert answer.status_code == 400
    assert "There is no dialect “xml”." in Page(answer).words


# What it costs


@pytest.mark.parametrize("address", ["/to-check", "/to-check.csv"])
def test_many_claims_cost_no_more_queries_than_few(
    address: str,
    alice: User,
    signed_in: SignIn,
    review: Review,
    grades: Grades,
    story: Story,
    make_version: Callable[..., Version],
) -> None:
    client = signed_in(alice)
    User.objects.filter(pk=alice.pk).update(role=Role.ADMIN)

    def grow(times: int) -> None:
        for _ in range(times):
            person = User.objects.create_user(f"person-{User.objects.count()}")
            one = Review.objects.create(reviewer=person, version=make_version(), round=review.round)
            claim = worthy(one, POOR, grades["1"])
            followed(claim, holder=person)
            credit(claim, make_source("Ana Sousa"))
            clash(one, claim, make_claim(one, DROPPED))
            clash(one, "Critics doubt it", "Monday")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(getattr(client.get(address), "streaming_content", []))
        return len(captured)

    grow(1)
    with_few = queries()
    grow(5)

    assert queries() == with_few
