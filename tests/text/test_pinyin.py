"""Finding Chinese by the letters of its pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import pinyin
from tui.text.searchable import Searchable

TEXT = "中华人民共和国在重庆，長城與綠色西安。先ab"


def found(query: str, text: str = TEXT) -> list[str]:
    page = Searchable(text)
    return [page.joined[start:end] for start, end in pinyin.find(query, page)]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("zhonghua", ["中华"]),
        ("zhrm", ["中华人民"]),
        ("zhr", ["中华人"]),
        ("zhongh", ["中华"]),
        ("zhhua", ["中华"]),
        ("zh hua", ["中华"]),
        ("Zhōnghuá", ["中华"]),
        ("chongqing", ["重庆"]),
        ("cq", ["重庆"]),
        ("zq", ["重庆"]),
        ("changcheng", ["长城"]),
        ("lvse", ["绿色"]),
        ("lüse", ["绿色"]),
        ("xian", ["西安", "先"]),
        ("xi'an", ["西安"]),
        ("ren", ["人"]),
        ("xyz", []),
        ("ab", []),
    ],
)
def test_full_syllables_initials_and_both(query: str, hits: list[str]) -> None:
    assert found(query) == hits


def test_readings_are_those_of_words() -> None:
    assert pinyin.readings("重") == ("zhong", "chong")
    assert pinyin.readings("控") == ("kong",)
    assert pinyin.readings("臺") == pinyin.readings("台") == pinyin.readings("台")
    assert pinyin.readings("後") == ("hou",)
    assert pinyin.readings("a") == pinyin.readings("，") == ()


@pytest.mark.parametrize("query", ["", "台湾", "12", "x1", "'", "a" * 40])
def test_what_is_no_pinyin(query: str) -> None:
    assert not pinyin.is_pinyin(query)
    assert found(query) == []


@given(st.text("abcdeghinorsuvxz' ", max_size=30), st.text("中重西安先人 a\n", max_size=20))
def test_hits_are_read_so(query: str, text: str) -> None:
    page = Searchable(text)
    end = 0
    for start, stop in pinyin.find(query, page):
        assert end <= start < stop <= len(page.joined)
        assert all(pinyin.readings(char) for char in page.joined[start:stop])
        first = query.strip("' ")[0]
        assert any(read[0] == first for read in pinyin.readings(page.joined[start]))
        end = stop
