"""Pairs in text that has lost some of its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.pairs import LIMIT, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“甲”", ["“甲”"]),
        ("“甲「乙」”", ["“甲「乙」”", "「乙」"]),
        ("“甲，“乙”", ["“乙”"]),  # the first has lost its partner
        ("甲”，“乙”", ["“乙”"]),
        ("《甲“乙》丙”", ["《甲“乙》"]),
        ("(甲）[乙］", ["(甲）", "[乙］"]),
        ('"甲"和"乙"', ['"甲"', '"乙"']),
        ('"甲"和"乙', ['"甲"']),
        ("don’t", []),
        ("）（", []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert [text[start : end + 1] for start, end in pairs(text)] == expected


def test_a_partner_too_far_away_is_none() -> None:
    assert pairs("（" + "甲" * (LIMIT - 2) + "）")
    assert not pairs("（" + "甲" * (LIMIT - 1) + "）")


@given(st.text(alphabet='“”「」（）()"《》甲', max_size=60))
def test_pairs_are_nested(text: str) -> None:
    found = pairs(text)
    assert list(found) == sorted(found)
    for a, b in found:
        assert a < b
        for c, d in found:
            assert (a, b) == (c, d) or b < c or d < a or (a < c and d < b) or (c < a and b < d)


def test_marks_that_never_close_cost_no_more() -> None:
    assert pairs("（" * 50_000 + "]" * 50_000) == ()
