"""Expressions that others wrote: as `re` has them, and never for ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import JiaozhuError
from tui.text import bounded
from tui.text.bounded import Bounded, too_large

PATTERNS = ["a*", "甲|乙+", "(?:甲{1,2}|b)c?", r"(?<=甲)\d", "^a|b$", r"第\d{1,3}版", "(甲)(b)?"]


@given(st.sampled_from(PATTERNS), st.text("甲乙abc12第版\n", max_size=12), st.integers(0, 4))
def test_it_finds_what_re_finds(pattern: str, text: str, pos: int) -> None:
    mine, plain = Bounded(pattern, "It"), re.compile(pattern)
    for method in ("match", "search"):
        found, meant = getattr(mine, method)(text, pos), getattr(plain, method)(text, pos)
        assert (found and (found.span(), found.groups())) == (
            meant and (meant.span(), meant.groups())
        )
    if pattern != "a*":  # `re` looks for an empty match right after another one
        spans = [match.span() for match in plain.finditer(text, pos)]
        assert [match.span() for match in mine.finditer(text, pos)] == spans


@pytest.mark.parametrize("pattern", ["(?:a|aa)+$", "(?:a|a)*$", "(?:a+?)+?b$"])
def test_what_backtracks_without_end_is_given_up(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "PATIENCE", 0.02)
    with pytest.raises(JiaozhuError, match=r"The wording x takes longer than .* fewer"):
        Bounded(pattern, "The wording x").match("a" * 50 + "!")


def test_what_is_dear_to_compile_is_too_large() -> None:
    assert too_large("a" * 1001)
    assert too_large("(?:a{1,1000}){1,1000}")
    assert not too_large(r"第\d{1,3}版：.{1,20}$")


def test_what_regex_does_not_take_is_said() -> None:
    with pytest.raises(JiaozhuError, match="The wording x is no regular expression"):
        Bounded("(", "The wording x").match("")
