"""Claims whose words are nearly the same."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from annotations.overview.propositions import Stated
from annotations.overview.same_words import alike


def _claims(*quotes: str) -> list[Stated]:
    return [Stated(uuid.uuid4(), quote, None, 0, 1, 1, True, None) for quote in quotes]


def test_nearly_the_same_words_are_found_and_others_are_let_be() -> None:
    claims = _claims(
        "Russia is ready to send more specialists",
        "the debt is around $3.5 billion",
        "Russia is  ready to send “more” specialists",
        "RUSSIA is ready to send more specialist",
        "we are not sending troops there",
    )

    assert alike(claims) == [[claims[0], claims[2], claims[3]]]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=12))
def test_no_claim_is_in_two_sets_and_no_set_has_one(quotes: list[str]) -> None:
    found = alike(_claims(*quotes))

    keys = [claim.key for claims in found for claim in claims]
    assert len(keys) == len(set(keys))
    assert all(len(claims) > 1 for claims in found)
