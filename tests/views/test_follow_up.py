"""What became of a claim to check: saved, refused, changed meanwhile, and who is offered to have it."""

from annotations.models import Event, FollowUp, Review, User
from tests.exports.marking import submit
from tests.fixtures import SignIn
from tests.views.checking import POOR, Grades, followed, worthy
from tests.views.pages import Page


def test_what_is_saved_leads_back_to_the_same_list_and_place(
    alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    claim = worthy(review, POOR, grades["2"])
    sent = {"revision": "0", "progress": "passed_on", "holder": "alice", "address": ""}
    client = signed_in(alice)

    answer = client.post(f"/to-check/{claim.pk}?story=the-plan&page=1", sent)

    assert answer.headers["Location"] == f"/to-check?story=the-plan&page=1#claim-{claim.pk}"
    words = Page(client.get("/to-check")).words
    assert "What became of the claim is saved." in words
    assert "Passed on You have it" in words


def test_a_refused_change_keeps_what_was_typed(alice: User, signed_in: SignIn, review: Review, grades: Grades) -> None:
    claim = worthy(review, POOR, grades["2"])
    client = signed_in(alice)
    where = f"/to-check/{claim.pk}?story=the-plan"

    bare = Page(client.post(where, {"revision": "0", "progress": "checked_elsewhere"}))
    assert "Nothing was saved. Say where it was checked: paste the address." in bare.words
    wrong = Page(client.post(where, {"revision": "0", "progress": "open", "address": "ftp://a.example"}))
    assert "Write the whole address, starting with https:// or http://." in wrong.words
    assert wrong.fields["address"] == ["ftp://a.example"]
    assert "/to-check?story=the-plan" in wrong.links
    assert not FollowUp.objects.exists()
    assert not Event.objects.exists()


def test_a_change_made_meanwhile_is_shown_and_can_be_saved_over(
    alice: User, carol: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    claim = worthy(review, POOR, grades["2"])
    followed(claim, progress="passed_on", holder=carol, revision=3)
    sent = {"revision": "2", "progress": "checked_elsewhere", "holder": "alice", "address": "https://a.example/"}
    client = signed_in(alice)

    page = Page(client.post(f"/to-check/{claim.pk}", sent))

    assert "Somebody changed this meanwhile." in page.words
    assert "Passed on Carol Lindgren has it" in page.words
    assert (page.fields["address"], page.fields["revision"]) == (["https://a.example/"], ["3"])
    assert client.post(f"/to-check/{claim.pk}", sent | {"revision": "3"}).status_code == 302
    assert FollowUp.objects.get().holder == alice


def test_a_refused_field_does_not_hide_that_somebody_changed_it_meanwhile(
    alice: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    claim = worthy(review, POOR, grades["2"])
    followed(claim, progress="passed_on", revision=3)

    page = Page(signed_in(alice).post(f"/to-check/{claim.pk}", {"revision": "2", "progress": "", "address": ""}))

    assert page.fields["revision"] == ["2"]


def test_reviewers_are_offered_themselves_and_adjudicators_everybody(
    alice: User, carol: User, dan: User, signed_in: SignIn, review: Review, grades: Grades
) -> None:
    claim = worthy(review, POOR, grades["2"])
    submit(review)

    assert "Dan Petrov" not in Page(signed_in(alice).get("/to-check")).words
    assert "Dan Petrov" in Page(signed_in(carol).get("/to-check")).words
    refused = signed_in(alice).post(f"/to-check/{claim.pk}", {"revision": "0", "progress": "open", "holder": "dan"})
    assert "This person can’t have it." in Page(refused).words
