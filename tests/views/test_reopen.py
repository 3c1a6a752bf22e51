"""The page on which a submitted review is reopened, and what its reviewer sees from then on."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Event, Review, RoundKind, Status, Story, User, Verb
from annotations.review.reopen import LONGEST_REASON, reopen_review
from tests.exports.marking import submit
from tests.fixtures import SignIn
from tests.views.pages import Page

REASON = "Look at the second paragraph again."


def at(review: Review) -> str:
    """The page's address."""
    return f"/reviews/{review.pk}/reopen"


@pytest.fixture
def submitted(review: Review) -> Review:
    """Alice's review, submitted on 1 May 2026."""
    submit(review)
    return review


def is_open(review: Review) -> bool:
    return Review.objects.get(pk=review.pk).status == Status.IN_PROGRESS


# The way there


@pytest.mark.parametrize("name", ["carol", "dan"])
def test_a_submitted_review_links_to_it_for_whoever_may(
    name: str, submitted: Review, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    page = Page(signed_in(request.getfixturevalue(name)).get(f"/reviews/{submitted.pk}"))

    assert at(submitted) in page.links
    assert "This is the review of Alice Moreau. You can read it, not change it. Reopen…" in page.words


def test_its_reviewer_is_told_who_can(submitted: Review, alice: User, signed_in: SignIn) -> None:
    page = Page(signed_in(alice).get(f"/reviews/{submitted.pk}"))

    assert at(submitted) not in page.links
    told = "You submitted this review on 1 May 2026. It is read only. An adjudicator or admin can reopen it."
    assert told in page.words


def test_another_reviewer_is_offered_nothing(
    submitted: Review, bobs_review: Review, bob: User, signed_in: SignIn
) -> None:
    submit(bobs_review)

    page = Page(signed_in(bob).get(f"/reviews/{submitted.pk}"))

    assert "This is the review of Alice Moreau." in page.words
    assert at(submitted) not in page.links


def test_an_adjudicator_can_reopen_her_own(review: Review, carol: User, signed_in: SignIn) -> None:
    Review.objects.update(reviewer=carol)
    submit(Review.objects.get())
    client = signed_in(carol)

    assert at(review) in Page(client.get(f"/reviews/{review.pk}")).links
    assert "Reopen your review?" in Page(client.get(at(review))).words
    client.post(at(review), {"reason": REASON})
    assert is_open(review)


def test_an_open_review_is_not_offered(review: Review, dan: User, signed_in: SignIn) -> None:
    assert at(review) not in Page(signed_in(dan).get(f"/reviews/{review.pk}")).links


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_open_review_leads_back_to_itself(method: str, review: Review, dan: User, signed_in: SignIn) -> None:
    client = signed_in(dan)

    page = Page(getattr(client, method)(at(review), follow=True))

    assert "This review is open already." in page.words
    assert not Event.objects.exists()


# What it says


def test_it_says_what_reopening_means(submitted: Review, carol: User, signed_in: SignIn) -> None:
    words = Page(signed_in(carol).get(at(submitted))).words

    assert "Reopen this review?" in words
    assert "Minister denies the plan, by Alice Moreau, submitted on 1 May 2026" in words
    assert "Alice Moreau can change it again, until it is submitted anew." in words
    assert "The round is blind: until it is submitted anew you can’t read it" in words
    assert "may have read" not in words


def test_it_says_that_a_blind_review_may_be_blind_no_longer(
    submitted: Review, bobs_review: Review, dan: User, signed_in: SignIn
) -> None:
    submit(bobs_review)

    words = Page(signed_in(dan).get(at(submitted))).words

    assert "Alice Moreau may have read 1 other review of this article by now" in words
    assert "no longer blind" in words
    assert "you can’t read it" not in words


def test_in_an_open_round_nothing_is_said_of_blindness(
    submitted: Review, bobs_review: Review, carol: User, story: Story, signed_in: SignIn
) -> None:
    submit(bobs_review)
    story.rounds.update(kind=RoundKind.OPEN)

    assert "blind" not in Page(signed_in(carol).get(at(submitted))).words


# What it does


def test_an_adjudicator_is_led_to_the_story_where_the_round_is_blind(
    submitted: Review, carol: User, signed_in: SignIn
) -> None:
    answer = signed_in(carol).post(at(submitted), {"reason": REASON}, follow=True)

    assert is_open(submitted)
    assert answer.redirect_chain == [("/stories/the-plan", 302)]
    assert (
        "Reopened: the review of “Minister denies the plan” by Alice Moreau. "
        "The round is blind, so you can read it again once it is submitted."
    ) in Page(answer).words


def test_pressing_twice_is_reopening_once(submitted: Review, carol: User, signed_in: SignIn) -> None:
    client = signed_in(carol)
    client.post(at(submitted), {"reason": REASON}, follow=True)

    answer = client.post(at(submitted), {"reason": REASON}, follow=True)

    assert answer.redirect_chain == [("/stories/the-plan", 302)]
    assert "Reopened: the review of “Minister denies the plan” by Alice Moreau." in Page(answer).words
    assert Event.objects.filter(verb=Verb.REOPENED).count() == 1
    assert client.get(at(submitted)).status_code == 404


def test_whoever_did_not_reopen_it_last_finds_nothing(
    submitted: Review, carol: User, dan: User, signed_in: SignIn
) -> None:
    reopen(submitted, carol)
    submit(submitted)
    reopen(submitted, dan)

    assert signed_in(carol).post(at(submitted), {"reason": REASON}).status_code == 404


def test_a_second_press_is_none_once_an_own_review_hides_what_was_submitted_again(
    submitted: Review, carol: User, signed_in: SignIn
) -> None:
    reopen(submitted, carol)
    submit(submitted)
    Review.objects.create(reviewer=carol, version=submitted.version, round=submitted.round)

    assert signed_in(carol).post(at(submitted), {"reason": REASON}).status_code == 404
    assert not is_open(submitted)


def test_a_review_that_can_not_be_reopened_has_a_notice_and_no_form(
    submitted: Review, alice: User, carol: User, signed_in: SignIn
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    client = signed_in(carol)

    for page in (Page(client.get(at(submitted))), Page(client.post(at(submitted), {"reason": REASON}))):
        assert "The account of Alice Moreau is not active." in page.words
        assert "Reopen the review" not in page.words
    assert not is_open(submitted)


def test_an_adjudicator_who_read_the_others_leaves_her_own_to_another(
    review: Review, bobs_review: Review, carol: User, signed_in: SignIn
) -> None:
    Review.objects.filter(pk=review.pk).update(reviewer=carol)
    submit(Review.objects.get(pk=review.pk))
    submit(bobs_review)

    words = Page(signed_in(carol).get(at(review))).words

    assert "You have read the others’ reviews by now. Another adjudicator or an admin can reopen yours." in words
    assert "Reopen the review" not in words


def test_an_admin_is_led_back_to_the_review(submitted: Review, dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).post(at(submitted), {"reason": REASON}, follow=True)

    assert answer.redirect_chain == [(f"/reviews/{submitted.pk}", 302)]
    words = Page(answer).words
    assert "Reopened: the review of “Minister denies the plan” by Alice Moreau." in words
    assert f"Reopened by Dan Petrov on {timezone.localdate():%-d %B %Y}: {REASON}" in words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "Say why, so that the reviewer knows what to look at again."),
        (" \r\n ", "Say why, so that the reviewer knows what to look at again."),
        ("a" * (LONGEST_REASON + 1), "The reason is too long. Say it in 2,000 characters or fewer."),
        ("a\x00b", "The words hold a NUL character. Take it out and try again."),
    ],
)
def test_a_reason_that_does_not_fit_is_refused_with_a_sentence(
    reason: str, words: str, submitted: Review, carol: User, signed_in: SignIn
) -> None:
    answer = signed_in(carol).post(at(submitted), {"reason": reason})

    assert answer.status_code == 200
    assert words in Page(answer).words
    assert not is_open(submitted)
    assert not Event.objects.exists()


def test_line_ends_count_as_in_the_browser(submitted: Review, carol: User, signed_in: SignIn) -> None:
    lines = ["a" * 999, "b" * (LONGEST_REASON - 1000)]

    signed_in(carol).post(at(submitted), {"reason": "\r\n".join(lines)})

    assert Event.objects.get().after["reason"] == "\n".join(lines)  # type: ignore[index]


def test_a_review_of_an_archived_story_has_a_notice_and_no_form(
    submitted: Review, dan: User, signed_in: SignIn
) -> None:
    Story.objects.update(archived_at=timezone.now())
    client = signed_in(dan)

    page = Page(client.get(at(submitted)))
    client.post(at(submitted), {"reason": REASON})

    assert "The story is archived. An admin can take it out of the archive." in page.words
    assert "Reopen the review" not in page.words
    assert at(submitted) not in Page(client.get(f"/reviews/{submitted.pk}")).links
    assert not is_open(submitted)


# What its reviewer sees


def reopen(review: Review, user: User, reason: str = REASON) -> None:
    reopen_review(user=user, review_id=review.pk, reason=reason)


def told(reason: str = REASON) -> str:
    """What the reviewer is told today of Carol's reopening."""
    return f"Reopened by Carol Lindgren on {timezone.localdate():%-d %B %Y}: {reason}"


def test_its_reviewer_reads_the_reason_above_the_text(
    submitted: Review, alice: User, carol: User, signed_in: SignIn
) -> None:
    reopen(submitted, carol, "Look again:\n<b>second</b> paragraph.")

    answer = signed_in(alice).get(f"/reviews/{submitted.pk}")

    words = Page(answer).words
    assert told("Look again:<b>second</b> paragraph.") in words
    assert words.index("Reopened by") < words.index("The minister, Ana Sousa")
    assert "Look again:<br>&lt;b&gt;second" in answer.content.decode()
    assert '"editable": true' in answer.content.decode()


def test_its_reviewer_finds_it_in_the_list_again(
    submitted: Review, alice: User, carol: User, signed_in: SignIn
) -> None:
    reopen(submitted, carol)

    words = Page(signed_in(alice).get("/")).words

    assert "One article to review" in words
    assert told() in words


def test_the_last_reason_is_the_one_that_shows(submitted: Review, alice: User, carol: User, signed_in: SignIn) -> None:
    reopen(submitted, carol, "The first reason.")
    submit(submitted)
    reopen(submitted, carol, "The second reason.")

    for page in (f"/reviews/{submitted.pk}", "/"):
        words = Page(signed_in(alice).get(page)).words
        assert told("The second reason.") in words
        assert "The first reason." not in words


def test_once_submitted_again_nothing_is_said_of_it(
    submitted: Review, alice: User, carol: User, signed_in: SignIn
) -> None:
    reopen(submitted, carol)
    submit(submitted)

    for page in (f"/reviews/{submitted.pk}", "/"):
        assert "Reopened" not in Page(signed_in(alice).get(page)).words


def test_another_reviewer_of_an_open_round_is_not_told(
    submitted: Review, bobs_review: Review, bob: User, carol: User, story: Story, signed_in: SignIn
) -> None:
    story.rounds.update(kind=RoundKind.OPEN)
    reopen(submitted, carol)

    page = Page(signed_in(bob).get(f"/reviews/{submitted.pk}"))

    assert "This is the review of Alice Moreau." in page.words
    assert REASON not in page.words


@pytest.mark.parametrize("others", [0, 5])
def test_it_asks_the_database_as_often_however_many_reviews_there_are(
    others: int, submitted: Review, dan: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(others):
        reviewer = User.objects.create_user(f"person-{number}")
        submit(Review.objects.create(reviewer=reviewer, version=submitted.version, round=submitted.round))
        Event.objects.create(
            change=f"00000000-0000-4000-8000-00000000000{number}", at=timezone.now(), verb=Verb.REOPENED, actor=dan
        )
    client = signed_in(dan)

    with django_assert_num_queries(5):
        client.get(at(submitted))
