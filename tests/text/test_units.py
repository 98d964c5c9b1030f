"""Motions against vim's own algorithm, and what every selection must hold to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import boundaries
from tui.text.pairs import KINDS
from tui.text.units import (
    Unit,
    _Page,
    around_pair,
    containing,
    expand,
    inside_pair,
    next_end,
    next_start,
    previous_end,
    previous_start,
)

NEWS = (
    "记者牡丹报道：张三、李四、王五（党员）说：“推进改革，加快发展。”他们3.5小时走了1,000米！"
    "来自新华网.cn的《人民日报》（“新年”特刊）；\n\n第二段, 半角标点. 好"
)

texts = st.one_of(
    st.text(alphabet="中国人民的、，。！；：“”「」（）《》()\"'[] \n1.,:ab…", max_size=60),
    st.text(max_size=30),
)
units = st.sampled_from(list(Unit))


def cut(text: str, unit: Unit) -> list[str]:
    """The units of a text, walked through from its start."""
    found, position = [], 0
    while True:
        start, end = containing(text, position, unit)
        if text[start:end].strip():
            found.append(text[start:end])
        following = next_start(text, position, unit)
        if following <= position or (following >= len(text) - 1 and following < end):
            return found
        position = following


def test_clauses_sentences_paragraphs() -> None:
    assert cut(NEWS, Unit.CLAUSE) == [
        "记者牡丹报道：",
        "张三、",
        "李四、",
        "王五（党员）说：",
        "“推进改革，",
        "加快发展。”",
        "他们3.5小时走了1,000米！",
        "来自新华网.cn的《人民日报》（“新年”特刊）；",
        "第二段,",
        "半角标点.",
        "好",
    ]
    assert cut(NEWS, Unit.SERIES)[1] == "张三、李四、王五（党员）说："
    assert [sentence[-3:] for sentence in cut(NEWS, Unit.SENTENCE)] == [
        "展。”",
        "00米！"[-3:],
        "刊）；",
        "标点.",
        "好",
    ]
    assert cut(NEWS, Unit.PARAGRAPH) == NEWS.split("\n\n")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说“好。”，我走了。", ["他说“好。”，", "我走了。"]),
        ("真的？！是……吗", ["真的？！", "是……", "吗"]),
        ("（完。）再来。", ["（完。）", "再来。"]),
        ('他说"好."然后', ['他说"好."', "然后"]),
        ("He came. She left! v1.2 e.g.this", ["He came.", "She left!", "v1.2 e.g.this"]),
        ("增长3.5%.全年", ["增长3.5%.", "全年"]),
        ("1.推进２．加快.", ["1.推进２．加快."]),
        ("等...然后", ["等...", "然后"]),
        ("１．５倍。好", ["１．５倍。", "好"]),
        ("在10:30,见", ["在10:30,见"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text, Unit.SENTENCE) == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("一,二:三;四", ["一,", "二:", "三;", "四"]),
        ("比分3:2,共1,000人", ["比分3:2,", "共1,000人"]),
        ("见http://a.cn/b,c和d", ["见http://a.cn/b,c和d"]),
        ("他说：“好”，走", ["他说：", "“好”，", "走"]),
        ('说:"好,走"', ["说:", '"好,', '走"']),
    ],
)
def test_clauses_with_half_width_marks(text: str, clauses: list[str]) -> None:
    assert cut(text, Unit.CLAUSE) == clauses


def ladder(text: str, at: str) -> list[str]:
    start = end = text.index(at)
    steps = []
    while (start, end) != (0, len(text)):
        start, end = expand(text, start, end)
        steps.append(text[start:end])
    return steps


def test_the_ladder() -> None:
    sentence = NEWS[: NEWS.index("他们")]
    first = NEWS.split("\n\n")[0]
    assert ladder(NEWS, "改革") == [
        "改",
        "推进改革",
        "推进改革，加快发展。",
        "“推进改革，加快发展。”",
        sentence,
        first,
        NEWS,
    ]
    assert ladder(NEWS, "三") == ["三", "张三", "张三、李四、王五（党员）说", sentence, first, NEWS]
    assert ladder(NEWS, "年”")[:5] == ["年", "新年", "“新年”", "“新年”特刊", "（“新年”特刊）"]
    assert ladder(NEWS, "人民") == [
        "人",
        "人民日报",
        "《人民日报》",
        "来自新华网.cn的《人民日报》（“新年”特刊）",
        "来自新华网.cn的《人民日报》（“新年”特刊）；",
        first,
        NEWS,
    ]
    assert ladder(NEWS, "半")[:4] == ["半", "半角", "半角标点", "第二段, 半角标点."]
    assert ladder(NEWS, "、李")[:3] == ["、", "张三、", "张三、李四、王五（党员）说"]


def test_the_ladder_stops_at_spans() -> None:
    span = (NEWS.index("张三"), NEWS.index("、王五"))
    start = NEWS.index("李四")
    assert expand(NEWS, start, start + 2, [span, (0, 1)]) == span


@given(texts, st.data())
def test_expanding_always_grows_up_to_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(lambda s: (min(s), max(s))), max_size=3))
    while (start, end) != (0, len(text)):
        wider = expand(text, start, end, spans)
        assert 0 <= wider[0] <= max(min(start, len(text) - 1), 0)
        assert end <= wider[1] <= len(text)
        assert wider[1] - wider[0] > end - start
        start, end = wider
    assert expand(text, start, end, spans) == (0, len(text))


@given(texts, units, st.data())
def test_what_contains_a_position(text: str, unit: Unit, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    start, end = containing(text, position, unit)
    assert 0 <= start <= position <= end <= len(text)
    assert position < end or position == len(text)
    assert all(containing(text, inner, unit) == (start, end) for inner in range(start, end))


@given(texts, units)
def test_motions_stay_in_the_text_and_move(text: str, unit: Unit) -> None:
    last = max(len(text) - 1, 0)
    for motion in (next_start, next_end):
        places = [motion(text, position, unit) for position in range(len(text) + 1)]
        assert places == sorted(places)
        assert all(p <= place <= max(p, last) for p, place in enumerate(places))
    for motion in (previous_start, previous_end):
        places = [motion(text, position, unit) for position in range(len(text) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= position for position, place in enumerate(places))
        assert all(place < position for position, place in enumerate(places) if position)


@given(texts, units)
def test_there_and_back(text: str, unit: Unit) -> None:
    for position in range(len(text)):
        start = next_start(text, position, unit)
        if containing(text, start, unit)[0] == start > position:
            assert previous_start(text, start, unit) <= position or position == start


def test_an_empty_text_and_positions_outside() -> None:
    for unit in Unit:
        assert containing("", 0, unit) == (0, 0)
        assert next_start("", 0, unit) == next_end("", 0, unit) == 0
        assert previous_start("", 0, unit) == previous_end("", 0, unit) == 0
        with pytest.raises(IndexError):
            containing("中", 2, unit)
    assert expand("", 0, 0) == (0, 0)
    with pytest.raises(IndexError):
        expand("中", 1, 2)


# Vim, by its own rules: a character at a time over classes, an empty line being a word.


def kind(text: str, at: int) -> int:
    character = text[at]
    return 0 if character in " \t\n" else 2 if character.isalnum() or character == "_" else 1


def empty_line(text: str, at: int) -> bool:
    return text[at] == "\n" and (at == 0 or text[at - 1] == "\n")


def vim_w(text: str, at: int) -> int:
    kind_here = kind(text, at)
    at += 1
    if kind_here:
        while at < len(text) and kind(text, at) == kind_here:
            at += 1
    while at < len(text) and kind(text, at) == 0 and not empty_line(text, at):
        at += 1
    return min(at, len(text) - 1)


def vim_e(text: str, at: int) -> int:
    at += 1
    while at < len(text) and kind(text, at) == 0:
        at += 1
    while at + 1 < len(text) and kind(text, at + 1) == kind(text, at):
        at += 1
    return min(at, len(text) - 1)


def vim_b(text: str, at: int) -> int:
    at -= 1
    while at > 0 and kind(text, at) == 0 and not empty_line(text, at):
        at -= 1
    if at <= 0 or empty_line(text, at):
        return max(at, 0)
    while at > 0 and kind(text, at - 1) == kind(text, at):
        at -= 1
    return at


def vim_ge(text: str, at: int) -> int:
    here = kind(text, at)
    at -= 1
    if here:
        while at > 0 and kind(text, at) == here:
            at -= 1
    while at > 0 and kind(text, at) == 0 and not empty_line(text, at):
        at -= 1
    return max(at, 0)


@given(st.text(alphabet="ab_1.,(;  \n", min_size=1, max_size=40).filter(lambda t: t[-1] != "\n"))
def test_ascii_behaves_as_in_vim(text: str) -> None:
    for at in range(len(text)):
        if text[at] == "\n" and not empty_line(text, at):
            continue  # the cursor cannot be there
        assert next_start(text, at, Unit.WORD) == vim_w(text, at)
        assert next_end(text, at, Unit.WORD) == vim_e(text, at)
        assert previous_start(text, at, Unit.WORD) == vim_b(text, at)
        assert previous_end(text, at, Unit.WORD) == vim_ge(text, at)


def vim_sentences(text: str) -> list[int]:
    """Of each line its first letter, and what follows . ! ? with ) ] " ' after it and blanks."""
    starts = []
    for line in re.finditer(r"[^\n]+", text):
        at, row = 0, line[0]
        while at < len(row):
            if row[at] in " \t":
                at += 1
                continue
            starts.append(line.start() + at)
            while at < len(row):
                at += 1
                if row[at - 1] not in ".!?":
                    continue
                while at < len(row) and row[at] in ")]\"'":
                    at += 1
                if at < len(row) and row[at] in " \t":
                    break
    return starts


PIECES = ["ab", "b_1", ".", "!", ". ", "? ", ") ", '" ', "' ", "] ", ", ", "; ", "(", "...", "’s "]
PIECES += ["é", " ", "  ", "\n", "\n\n"]
english = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


@given(english)
def test_clauses_of_ascii_are_the_big_words_of_vim(text: str) -> None:
    found = [(word.start(), word.end() - 1) for word in re.finditer(r"\S+", text)]
    starts, ends = [start for start, _ in found], [end for _, end in found]
    for at in range(len(text)):
        after = [start for start in starts if start > at]
        before = [start for start in starts if start < at]
        ahead = [end for end in ends if end > at]
        behind = [end for end in ends if end < at]
        if after:
            assert next_start(text, at, Unit.CLAUSE) == after[0]
        if before:
            assert previous_start(text, at, Unit.CLAUSE) == before[-1]
        if ahead:
            assert next_end(text, at, Unit.CLAUSE) == ahead[0]
        if behind:
            assert previous_end(text, at, Unit.CLAUSE) == behind[-1]


@given(english)
def test_sentences_of_ascii_are_those_of_vim(text: str) -> None:
    starts = vim_sentences(text)
    for at in range(len(text)):
        after = [start for start in starts if start > at]
        before = [start for start in starts if start < at]
        if after:
            assert next_start(text, at, Unit.SENTENCE) == after[0]
        if before:
            assert previous_start(text, at, Unit.SENTENCE) == before[-1]


def test_a_line_with_chinese_keeps_its_clauses() -> None:
    assert cut("He said, go on; now.", Unit.CLAUSE) == ["He", "said,", "go", "on;", "now."]
    assert cut("He said, go on; now. Yes.", Unit.SENTENCE) == ["He said, go on; now.", "Yes."]
    assert cut("在 New York, 他说; 走", Unit.CLAUSE) == ["在 New York,", "他说;", "走"]


def test_inside_and_around_pairs() -> None:
    text = "说“甲「乙」丙”和（丁)《戊》"
    at = text.index("乙")

    def cut(found: tuple[int, int] | None) -> str | None:
        return found and text[slice(*found)]

    assert cut(inside_pair(text, at, "quote")) == "乙"
    assert cut(around_pair(text, at, "quote")) == "「乙」"
    assert cut(inside_pair(text, at, "quote", 2)) == "甲「乙」丙"
    assert inside_pair(text, at, "quote", 3) is None
    assert cut(inside_pair(text, at, "round")) == "丁"  # the next one
    assert cut(around_pair(text, at, "title")) == "《戊》"
    assert inside_pair(text, text.index("戊"), "round") is None
    assert set(KINDS) >= {"quote", "title", "round", "square", "curly"}


@given(units, st.integers(1, 6), st.data())
def test_taking_a_long_line_in_parts_changes_no_unit(
    unit: Unit, long: int, data: st.DataObject
) -> None:
    body = st.text(alphabet="中国人民， ab", max_size=long - 1).map(lambda text: "中" + text)
    sentence = st.tuples(body, st.sampled_from(["。", "！", "。\n"])).map("".join)
    text = "".join(data.draw(st.lists(sentence, max_size=20)))

    def everywhere() -> list[tuple[int, int]]:
        page = _Page(text)
        return [page.containing(position, unit) for position in range(len(text))]

    whole = everywhere()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "LONG", long)
        assert everywhere() == whole


@pytest.mark.parametrize("text", ["中" * 100_000, "a" * 100_000, "，" * 100_000, " " * 100_000])
def test_a_line_without_any_stop_is_taken_in_parts_too(text: str) -> None:
    start, end = containing(text, 50_000, Unit.SENTENCE)
    assert start <= 50_000 < end
    assert next_start(text, 50_000, Unit.WORD) > 50_000
    assert previous_start(text, 50_000, Unit.CLAUSE) < 50_000
    start, end = 50_000, 50_001
    while (start, end) != (0, len(text)):
        start, end = expand(text, start, end)


def test_a_long_paragraph_is_cut_once() -> None:
    text = "推进改革，加快发展。" * 20_000
    position = 0
    for _ in range(2_000):
        position = next_start(text, position, Unit.WORD)
        position = next_end(text, position, Unit.CLAUSE)
    assert text[position] == "，" or text[position] == "。"
