"""The top share and the effective number, computed by hand and held against what must hold of any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.concentration import effective_number, top_share


@pytest.mark.parametrize(
    ("counts", "top", "effective"),
    [
        ([7], 1, 1),
        ([5, 5], 0.5, 2),
        ([1, 1, 1, 1], 0.25, 4),
        # (0.6, 0.3, 0.1): Σp² = 0.36 + 0.09 + 0.01 = 0.46
        ([6, 3, 1], 0.6, 1 / 0.46),
        ([3, 0, 1], 0.75, 1 / 0.625),
    ],
)
def test_it_is_as_by_hand(counts: list[int], top: float, effective: float) -> None:
    assert top_share(counts) == pytest.approx(top)
    assert effective_number(counts) == pytest.approx(effective)


@pytest.mark.parametrize("counts", [[], [0], [0, 0]])
def test_of_nothing_there_is_none(counts: list[int]) -> None:
    assert top_share(counts) is None
    assert effective_number(counts) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        effective_number([3, -1])


counted = st.lists(st.integers(1, 1_000), min_size=1, max_size=50)


@given(counted)
def test_it_lies_between_one_and_how_many_there_are(counts: list[int]) -> None:
    effective = effective_number(counts)
    assert effective is not None
    assert 1 - 1e-9 <= effective <= len(counts) + 1e-9


@given(st.integers(1, 1_000), st.integers(1, 50))
def test_as_many_as_there_are_where_all_count_the_same(count: int, number: int) -> None:
    assert effective_number([count] * number) == pytest.approx(number)


@given(counted)
def test_it_is_never_below_one_over_the_top_share(counts: list[int]) -> None:
    effective, top = effective_number(counts), top_share(counts)
    assert effective is not None
    assert top is not None
    assert effective >= 1 / top - 1e-9


@given(counted)
def test_the_order_of_the_counts_is_nobodys_business(counts: list[int]) -> None:
    assert effective_number(sorted(counts)) == pytest.approx(effective_number(counts))
