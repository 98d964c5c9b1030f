"""Queries: what is meant by them, and what they find."""

from __future__ import annotations

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import JiaozhuError
from tui.text.query import Mode, Query, TooSlow, guesses, meant, parse
from tui.text.searchable import Searchable

TEXT = "台湾人在臺灣，台灣的战\n斗。ＡＢＣ said AI，第十八届和第3屆"
PAGE = Searchable(TEXT)


def found(typed: str) -> list[str]:
    return [TEXT[start:end] for start, end in meant(typed, [PAGE]).find(PAGE)]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("臺湾", ["台湾", "臺灣", "台灣"]),
        ("=臺灣", ["臺灣"]),
        ("＝臺灣", ["臺灣"]),
        ("abc", ["ＡＢＣ"]),
        ("战斗", ["战\n斗"]),
        ("战 斗", ["战\n斗"]),
        ("戰鬥", ["战\n斗"]),
        ("taiwan", ["台湾", "臺灣", "台灣"]),
        ("~tw", ["台湾", "臺灣", "台灣"]),
        ("/第.{1,2}屆", ["第十八届", "第3屆"]),
        (r"第\w+屆", ["第十八届和第3屆"]),
        ("/第[一-鿿]+屆", ["第十八届"]),
        ("/^斗", ["斗"]),
        (r"\w届和", ["八届和"]),
        ('"=', []),
        ('"第十八"', ["第十八"]),
        ("没有", []),
        ("", []),
    ],
)
def test_what_is_found(typed: str, hits: list[str]) -> None:
    assert found(typed) == hits


def test_letters_may_be_asked_to_end_where_words_do() -> None:
    assert len(Query("ai").find(PAGE)) == 2
    assert [TEXT[a:b] for a, b in Query("ai", whole=True).find(PAGE)] == ["AI"]
    assert Query("湾", whole=True).count(PAGE) == 3


def test_what_else_may_be_meant() -> None:
    def modes(typed: str) -> list[Mode]:
        return [query.mode for query in guesses(typed)]

    assert modes("beijing") == [Mode.CHARACTERS, Mode.PINYIN]
    assert modes('"beijing"') == [Mode.CHARACTERS]
    assert modes(r"第\d+") == modes("第.*届") == [Mode.CHARACTERS, Mode.REGEX]
    assert modes("北京") == modes("(图)") == [Mode.CHARACTERS]
    assert modes("=beijing") == [Mode.EXACT]
    assert meant("said", [PAGE]).mode is Mode.CHARACTERS


@given(st.text('=~/"台a ', max_size=6))
def test_a_query_is_read_as_it_is_written(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query


@pytest.mark.parametrize("pattern", ["(", "[", "a{2,1}", "(((a{999}){999}){999})", "x" * 2000])
def test_expressions_that_are_none(pattern: str) -> None:
    with pytest.raises(JiaozhuError, match="expression"):
        Query(pattern, Mode.REGEX).find(PAGE)


def test_an_expression_cannot_hang() -> None:
    page = Searchable("啊" * 5000)
    with pytest.raises(TooSlow):
        Query("(啊+)+x", Mode.REGEX).find(page, monotonic() + 0.05)
    with pytest.raises(TooSlow):
        Query("啊", Mode.REGEX).find(page, monotonic() - 1)


@given(st.text("台臺战鬥a \n", max_size=40), st.text("台臺战鬥a", min_size=1, max_size=3))
def test_characters_are_found_in_order_and_read_so(text: str, wanted: str) -> None:
    page = Searchable(text)
    query = Query(wanted)
    end = 0
    hits = query.find(page)
    for start, stop in hits:
        assert end <= start < stop <= len(text)
        assert Searchable(text[start:stop]).joined == Searchable(wanted).joined
        end = stop
    assert query.count(page) == len(hits)
