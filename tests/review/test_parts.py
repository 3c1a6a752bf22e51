"""What becomes of an admin's word on the parts of a text."""

import pytest

from annotations.models import Event, TextPart, User, Verb, Version
from annotations.review.parts import is_said, parts_of, say_parts
from annotations.review.refusals import NotAllowed, Unfit
from tests.conftest import TEXT

HEADLINE = (0, 24, "headline")
FIRST = TEXT.index("The minister, Ana")


def test_parts_are_kept_in_place_of_those_before_and_told_with_both(dan: User, version: Version) -> None:
    TextPart.objects.create(version=version, start=0, end=8, kind="caption")

    say_parts(user=dan, version=version, parts=[HEADLINE])

    assert parts_of(version) == [HEADLINE]
    event = Event.objects.get(verb=Verb.PARTED)
    assert (event.actor, event.article, event.story) == (dan, version.article, version.article.story)
    assert event.before == {"version": version.pk, "parts": [[0, 8, "caption"]]}
    assert event.after == {"version": version.pk, "parts": [list(HEADLINE)]}


def test_neighbours_of_one_kind_become_one(dan: User, version: Version) -> None:
    kept = say_parts(user=dan, version=version, parts=[(FIRST, FIRST + 3, "headline"), HEADLINE])

    assert kept == parts_of(version) == [(0, FIRST + 3, "headline")]


def test_the_same_word_again_writes_nothing(dan: User, version: Version) -> None:
    say_parts(user=dan, version=version, parts=[HEADLINE])
    say_parts(user=dan, version=version, parts=[HEADLINE])

    assert Event.objects.filter(verb=Verb.PARTED).count() == 1


def test_that_all_is_body_is_said_once(dan: User, version: Version) -> None:
    assert not is_said(version)
    say_parts(user=dan, version=version, parts=[])
    say_parts(user=dan, version=version, parts=[])

    assert is_said(version)
    assert Event.objects.filter(verb=Verb.PARTED).count() == 1


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([(-1, 3, "deck")], "out-of-range"),
        ([(5, 5, "deck")], "out-of-range"),
        ([(0, len(TEXT) + 1, "deck")], "out-of-range"),
        ([(24, 26, "deck")], "blank"),
        ([(0, 3, "body")], "part-kind"),
        ([HEADLINE, (23, FIRST + 3, "deck")], "parts-overlap"),
        ([HEADLINE, HEADLINE], "parts-overlap"),
    ],
)
def test_parts_that_do_not_fit_are_refused_and_what_was_said_stays(
    dan: User, version: Version, parts: list[tuple[int, int, str]], code: str
) -> None:
    say_parts(user=dan, version=version, parts=[HEADLINE])

    with pytest.raises(Unfit) as refused:
        say_parts(user=dan, version=version, parts=parts)

    assert refused.value.code == code
    assert parts_of(version) == [HEADLINE]


def test_only_admins_say_it(alice: User, carol: User, version: Version) -> None:
    for person in (alice, carol):
        with pytest.raises(NotAllowed):
            say_parts(user=person, version=version, parts=[HEADLINE])
    assert parts_of(version) == []
