"""Wilson's interval, held against the worked examples of Newcombe 1998 (table I, method 3) and against what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.intervals import Interval, wilson


@pytest.mark.parametrize(
    ("successes", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_is_as_published(successes: int, of: int, low: float, high: float) -> None:
    found = wilson(successes, of)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_by_hand_five_of_ten_lie_between_24_and_76_per_cent() -> None:
    # z² = 3.8415; (0.5 + 0.19207 ± 1.96 √(0.025 + 0.0096037)) / 1.38415
    found = wilson(5, 10)
    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (0.237, 0.763)


def test_of_nothing_there_is_none() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("successes", "of"), [(-1, 3), (4, 3), (0, -1)])
def test_what_is_no_share_is_refused(successes: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(successes, of)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 2.0])
def test_a_level_lies_between_0_and_1(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        wilson(1, 2, level=level)


shares = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def interval(successes: int, of: int, level: float = 0.95) -> Interval:
    found = wilson(successes, of, level=level)
    assert found is not None
    return found


@given(shares)
def test_it_holds_the_share_and_stays_between_0_and_1(share: tuple[int, int]) -> None:
    successes, of = share
    found = interval(successes, of)
    assert 0 <= found.low <= successes / of <= found.high <= 1


@given(shares)
def test_the_share_of_the_others_lies_mirrored(share: tuple[int, int]) -> None:
    successes, of = share
    found, others = interval(successes, of), interval(of - successes, of)
    assert others.low == pytest.approx(1 - found.high)
    assert others.high == pytest.approx(1 - found.low)


@given(shares)
def test_the_more_are_counted_the_narrower_it_is(share: tuple[int, int]) -> None:
    successes, of = share
    few, many = interval(successes, of), interval(10 * successes, 10 * of)
    assert many.high - many.low < few.high - few.low


@given(shares)
def test_the_surer_it_is_to_be_the_wider_it_is(share: tuple[int, int]) -> None:
    usual, surer = interval(*share), interval(*share, level=0.99)
    assert surer.low <= usual.low
    assert usual.high <= surer.high
