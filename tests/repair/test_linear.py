"""No repair does more work than its text is long, whatever the text: calls are counted, not time.

What a regular expression does inside is seen by ``benchmarks/linear.py`` alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.linear import PIECES, repairs

LENGTH = 2_500
MOST = 800
"""Calls a code point; work that grows with the square would take as many as the text is long."""

REPAIRS = repairs()


class TooMuchError(Exception):
    """More calls than `MOST` a code point."""


def work(repair: Callable[[str], object], text: str) -> None:
    """Let `repair` read `text`; TooMuchError when it calls too many functions and methods."""
    left = MOST * len(text)

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal left
        left -= event in ("call", "c_call")
        if left < 0:
            raise TooMuchError

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        repair(text)
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("name", REPAIRS)
@settings(max_examples=8, deadline=None)
@example("陸")
@example("\xa0~我们今囷Ã©")
@example("ā?::来源\u3000")
@example("记者 王小明 ")
@example("((中")
@example("\t")
@example("&amp;Ã©\ufffd")
@example("&nbsp;Ã©\ufffd")
@example("?？")
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_work_grows_with_the_text_alone(name: str, unit: str) -> None:
    text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    work(REPAIRS[name], text)


def test_what_grows_with_the_square_is_seen() -> None:
    def square(text: str) -> None:
        for _ in text:
            for _ in text:
                len(text)

    with pytest.raises(TooMuchError):
        work(square, "中" * LENGTH)
