"""What is a copy of what: confirmed with a kind, refused, taken back; no circles, and an event of each."""

from collections.abc import Callable

import pytest

from annotations.models import Article, Copy, CopyKind, CopyStatus, Event, Story, User, Verb, Version
from annotations.review.copies import confirm_copy, refuse_copy, take_back_copy
from annotations.review.refusals import Conflict, NotAllowed, NotThere, Refusal, Unfit

AGENCY = CopyKind.AGENCY


@pytest.fixture
def articles(make_version: Callable[..., Version]) -> list[Article]:
    return [make_version(f"Report {name}\n\nIts text.").article for name in "ABC"]


@pytest.fixture
def proposed(articles: list[Article]) -> Copy:
    return Copy.objects.create(article=articles[1], of=articles[0], shared=0.9)


def confirm(user: User, article: Article, of: Article, kind: str = AGENCY) -> Copy:
    return confirm_copy(user=user, article=article, of=of, kind=kind, shared=0.8)


def stands() -> list[tuple[int, int, str, str]]:
    return list(Copy.objects.order_by("pk").values_list("article", "of", "status", "kind"))


def test_a_proposal_is_confirmed_with_its_kind(carol: User, proposed: Copy, articles: list[Article]) -> None:
    confirm(carol, articles[1], articles[0])
    assert stands() == [(articles[1].pk, articles[0].pk, CopyStatus.CONFIRMED, AGENCY)]
    assert Copy.objects.get().shared == 0.8
    event = Event.objects.get(verb=Verb.COMPARED)
    assert (event.actor, event.article, event.story) == (carol, articles[1], articles[1].story)
    pair = {"article": articles[1].pk, "of": articles[0].pk}
    assert event.before == {**pair, "status": "proposed", "kind": ""}
    assert event.after == {**pair, "status": "confirmed", "kind": "agency"}


def test_what_nobody_proposed_can_be_said_too(dan: User, articles: list[Article]) -> None:
    confirm(dan, articles[2], articles[0], CopyKind.SYNDICATED)
    assert stands() == [(articles[2].pk, articles[0].pk, CopyStatus.CONFIRMED, "syndicated")]
    assert Event.objects.get(verb=Verb.COMPARED).before is None


def test_a_proposal_can_be_turned_round(dan: User, proposed: Copy, articles: list[Article]) -> None:
    confirm(dan, articles[0], articles[1])
    assert stands() == [(articles[0].pk, articles[1].pk, CopyStatus.CONFIRMED, AGENCY)]


def test_saying_it_again_changes_the_kind_or_nothing(dan: User, proposed: Copy, articles: list[Article]) -> None:
    for kind in (AGENCY, AGENCY, CopyKind.UPDATED):
        confirm(dan, articles[1], articles[0], kind)
    assert stands() == [(articles[1].pk, articles[0].pk, CopyStatus.CONFIRMED, "updated")]
    assert Event.objects.filter(verb=Verb.COMPARED).count() == 2


def test_a_proposal_is_refused(carol: User, proposed: Copy, articles: list[Article]) -> None:
    for _ in range(2):
        refuse_copy(user=carol, article=articles[0], of=articles[1])
    assert stands() == [(articles[1].pk, articles[0].pk, CopyStatus.REFUSED, "")]
    assert Event.objects.filter(verb=Verb.COMPARED).count() == 1


@pytest.mark.parametrize("say", [confirm, lambda user, *pair: refuse_copy(user=user, article=pair[0], of=pair[1])])
def test_what_was_said_is_taken_back(
    dan: User, proposed: Copy, articles: list[Article], say: Callable[[User, Article, Article], Copy]
) -> None:
    say(dan, articles[1], articles[0])
    for _ in range(2):
        take_back_copy(user=dan, article=articles[1], of=articles[0])
    assert stands() == [(articles[1].pk, articles[0].pk, CopyStatus.PROPOSED, "")]
    assert Event.objects.filter(verb=Verb.COMPARED).count() == 2


def test_what_was_refused_can_be_confirmed_after_all(dan: User, proposed: Copy, articles: list[Article]) -> None:
    refuse_copy(user=dan, article=articles[1], of=articles[0])
    assert confirm(dan, articles[1], articles[0]).status == CopyStatus.CONFIRMED


def test_a_copy_of_a_copy_stays_as_it_was_said(dan: User, articles: list[Article]) -> None:
    first, second, third = articles
    confirm(dan, third, second)
    confirm(dan, second, first)
    assert [row[:2] for row in stands()] == [(third.pk, second.pk), (second.pk, first.pk)]


@pytest.mark.parametrize("middle", [False, True])
def test_copies_never_go_in_a_circle(dan: User, articles: list[Article], middle: bool) -> None:
    first, second, third = articles
    confirm(dan, second, first)
    if middle:
        confirm(dan, third, second)
    with pytest.raises(Conflict, match="Take that back first") as refused:
        confirm(dan, first, third if middle else second)
    assert refused.value.code == "circle"


def test_an_article_is_a_copy_of_one_other_only(dan: User, articles: list[Article]) -> None:
    confirm(dan, articles[2], articles[0])
    with pytest.raises(Conflict) as refused:
        confirm(dan, articles[2], articles[1])
    assert refused.value.code == "copy-already"


@pytest.mark.parametrize(
    ("act", "refusal", "code"),
    [
        (lambda user, one, _other: confirm(user, one, one), Unfit, "itself"),
        (lambda user, one, other: confirm(user, one, other, "borrowed"), Unfit, "no-kind"),
        (lambda user, one, other: confirm(user, one, other, ""), Unfit, "no-kind"),
        (lambda user, one, other: refuse_copy(user=user, article=one, of=other), Conflict, "not-proposed"),
        (lambda user, one, other: take_back_copy(user=user, article=one, of=other), Conflict, "not-proposed"),
    ],
)
def test_what_does_not_fit_is_refused(
    dan: User,
    articles: list[Article],
    act: Callable[[User, Article, Article], Copy],
    refusal: type[Refusal],
    code: str,
) -> None:
    with pytest.raises(refusal) as refused:
        act(dan, articles[0], articles[1])
    assert refused.value.code == code
    assert not Copy.objects.exists()


def test_what_is_confirmed_is_not_refused(dan: User, articles: list[Article]) -> None:
    confirm(dan, articles[1], articles[0])
    with pytest.raises(Conflict) as refused:
        refuse_copy(user=dan, article=articles[1], of=articles[0])
    assert refused.value.code == "confirmed-already"


def test_reviewers_say_nothing_of_copies(alice: User, review: object, story: Story, articles: list[Article]) -> None:
    for act in (refuse_copy, take_back_copy):
        with pytest.raises(NotAllowed):
            act(user=alice, article=articles[1], of=articles[0])
    with pytest.raises(NotAllowed):
        confirm(alice, articles[1], articles[0])


def test_for_a_stranger_there_is_nothing(eve: User, articles: list[Article]) -> None:
    with pytest.raises(NotThere):
        confirm(eve, articles[1], articles[0])


def test_articles_of_different_stories_can_be_copies(
    dan: User, articles: list[Article], make_version: Callable[..., Version]
) -> None:
    elsewhere = make_version(within=Story.objects.create(title="Elsewhere", slug="elsewhere")).article
    assert confirm(dan, elsewhere, articles[0]).status == CopyStatus.CONFIRMED


def test_reviewers_see_confirmed_copies_of_articles_that_they_see_both(
    alice: User, dan: User, review: object, articles: list[Article], make_version: Callable[..., Version]
) -> None:
    hidden = make_version(within=Story.objects.create(title="Elsewhere", slug="elsewhere")).article
    confirm(dan, articles[1], articles[0])
    confirm(dan, hidden, articles[0])
    Copy.objects.create(article=articles[2], of=articles[0], shared=0.9)
    assert [copy.article for copy in Copy.objects.visible_to(alice)] == [articles[1]]
    assert Copy.objects.visible_to(dan).count() == 3
