"""Names that a line probably holds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.names import names, next_name, previous_name
from tui.text.script import convert


def found(line: str) -> list[str]:
    return [line[start:end] for start, end in names(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("王东说，他在山东省东营市值班。", ["王东", "山东省东营市"]),
        ("中共中央总书记江泽民会见了克林顿。", ["中共中央", "江泽民", "克林顿"]),
        ("市委组织部号召广大党员", ["市委组织部"]),
        ("昨天在郑州铁路分局召开", ["郑州铁路分局"]),
        ("芬兰外交部长和希拉·威曼", ["芬兰", "希拉·威曼"]),
        ("联合国安理会在纽约开会", ["联合国安理会", "纽约"]),
        ("党工委书记练建军表示", ["党工委", "练建军"]),
        ("市开发区丹阳社区", ["市开发区", "丹阳社区"]),
        ("西班牙巴塞罗那和湖北武汉", ["西班牙", "巴塞罗那", "湖北武汉"]),
        ("今天天气很好，大家都去公园。", []),
        ("城市的文明和经济的平安", []),
        ("abc 123", []),
        ("", []),
    ],
)
def test_names_without_titles_and_as_long_as_is_sensible(line: str, expected: list[str]) -> None:
    assert found(line) == expected


def test_both_scripts_have_the_same_names() -> None:
    line = "王东说，他在山东省东营市值班，见到了马英九。"
    assert names(convert(line, "s2t").text) == names(line)


_LINES = st.text(
    st.sampled_from("王东山东省东营市公安局委书记练建军·，。 说在\n北京a1𠮷"), max_size=60
)


@example("王东· ")
@given(_LINES)
def test_names_are_in_order_and_apart(text: str) -> None:
    line = text.replace("\n", " ")
    ends = 0
    for start, end in names(line):
        assert ends <= start < end <= len(line)
        assert line[start:end].strip() == line[start:end]
        ends = end


@given(_LINES)
def test_both_directions_find_all_of_them(text: str) -> None:
    everything, line_start = [], 0
    for line in text.split("\n"):
        everything += [(line_start + a, line_start + b) for a, b in names(line)]
        line_start += len(line) + 1
    forward, place = [], 0
    while (name := next_name(text, place, lambda _: True)) is not None:
        forward.append(name)
        place = name[1]
    back, place = [], len(text)
    while (name := previous_name(text, place, lambda _: True)) is not None:
        back.append(name)
        place = name[0]
    assert forward == everything == back[::-1]


def test_only_what_is_free_is_found() -> None:
    text = "王东说。\n在北京。"
    assert next_name(text, 0, lambda name: name != (0, 2)) == (6, 8)
    assert previous_name(text, len(text), lambda name: name != (6, 8)) == (0, 2)
    assert next_name(text, 0, lambda _: False) is None
    assert previous_name(text, len(text), lambda _: False) is None


def test_a_line_of_any_length_is_read_in_parts() -> None:
    text = "天气很好。" * 3000 + "王东说。" + "天气很好。" * 3000
    assert next_name(text, 0, lambda _: True) == (15000, 15002)
    assert previous_name(text, len(text), lambda _: True) == (15000, 15002)
