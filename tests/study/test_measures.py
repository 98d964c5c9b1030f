"""Measures, against values computed by hand."""

from __future__ import annotations

from math import inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.study import measures


def test_keyness_by_hand() -> None:
    # 10 in 1,000 against 5 in 2,000: 5 and 10 are expected, 2 (10 ln 2 + 5 ln 0.5) = 10 ln 2.
    assert measures.keyness(10, 5, 1000, 2000) == pytest.approx(10 * log(2))
    assert measures.keyness(5, 10, 2000, 1000) == pytest.approx(-10 * log(2))
    # Only in the target: 2 · 10 ln (10 / 5).
    assert measures.keyness(10, 0, 1000, 1000) == pytest.approx(20 * log(2))
    assert measures.keyness(3, 3, 500, 500) == 0
    assert measures.keyness(1, 1, 0, 5) == 0


def test_log_ratio_by_hand() -> None:
    assert measures.log_ratio(10, 5, 1000, 2000) == pytest.approx(2)  # four times as often
    assert measures.log_ratio(4, 0, 1000, 1000) == pytest.approx(3)  # none counts as a half
    assert measures.log_ratio(5, 10, 1000, 1000) == pytest.approx(-1)


def test_log_likelihood_by_hand() -> None:
    # observed 10 40 / 10 940, expected 1 49 / 19 931
    assert measures.log_likelihood(10, 50, 20, 1000) == pytest.approx(35.066, abs=0.001)
    # observed 0 50 / 20 930, the same expected: rarer than by chance
    assert measures.log_likelihood(0, 50, 20, 1000) == pytest.approx(-2.073, abs=0.001)
    assert measures.log_likelihood(1, 50, 20, 1000) == 0
    assert measures.log_likelihood(30, 50, 20, 1000) == 0  # cannot be


def test_log_dice_by_hand() -> None:
    assert measures.log_dice(10, 20, 20) == 13
    assert measures.log_dice(20, 20, 20) == measures.LOG_DICE_MOST
    assert measures.log_dice(1, 1024, 1024) == 4
    assert measures.log_dice(0, 5, 5) == 0


def test_per_million() -> None:
    assert measures.per_million(3, 1500) == 2000
    assert measures.per_million(3, 0) == 0


@given(*[st.integers(0, 10**9)] * 4)
def test_any_counts_give_numbers(a: int, b: int, c: int, d: int) -> None:
    values = [
        measures.keyness(a, b, c, d),
        measures.log_ratio(a, b, c, d),
        measures.log_likelihood(a, b, c, d),
        measures.log_dice(a, a + b, a + c),
    ]
    assert all(-inf < value < inf for value in values)
    assert values[3] <= measures.LOG_DICE_MOST
