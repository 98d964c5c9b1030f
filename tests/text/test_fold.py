"""Folding keeps every offset and joins what readers take for the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.fold import fold, simplified
from tui.text.script import convert, detect

SEEDS = [
    path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
]
EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize("change", [fold, simplified])
def test_every_code_point_stays_one(change: Callable[[str], str]) -> None:
    changed = change(EVERYTHING)
    assert len(changed) == len(EVERYTHING)
    # Without regard to what stands beside it.
    assert changed[::-1] == change(EVERYTHING[::-1])


def test_folding_twice_is_folding_once() -> None:
    once = fold(EVERYTHING)
    assert fold(once) == once


@given(st.text(), st.text())
def test_folds_by_the_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
    assert len(fold(one)) == len(one)


@pytest.mark.parametrize(
    "forms",
    [
        ["台湾", "臺灣", "台灣", "臺湾"],
        ["里", "裡", "裏"],
        ["为", "為", "爲"],
        ["群众", "羣眾", "群眾"],
        ["发", "發", "髮"],
        ["ABC", "abc", "ＡＢＣ", "ａｂｃ"],
        ["１９９８", "1998"],
        ["，", ","],
        ["戶", "户"],
        ["⼀", "一"],
    ],
)
def test_joins(forms: list[str]) -> None:
    assert len({fold(form) for form in forms}) == 1


def test_keeps_apart() -> None:
    assert len({fold(c) for c in "人入八大太天中国"}) == 8


def test_width_and_case_are_all_covered() -> None:
    folded = fold(EVERYTHING)
    for code, character in enumerate(EVERYTHING):
        for plain in {normalize("NFKC", character), character.casefold()} - {character}:
            if len(plain) == 1:
                assert folded[ord(plain)] == folded[code], hex(code)


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_a_page_and_its_converted_twin_fold_to_the_same(text: str) -> None:
    configs = ("s2t", "s2tw", "s2hk") if detect(text) == "s" else ("t2s", "t2tw", "t2hk")
    for config in configs:
        assert fold(convert(text, config).text) == fold(text)


def test_simplified_keeps_words_apart() -> None:
    assert simplified("臺灣總統在裡面，覆蓋著名乾坤ＡＢ") == "台湾总统在里面,覆盖著名干坤AB"
    assert fold("覆") == fold("復")
    assert simplified("覆") != simplified("復")


def test_simplified_text_is_left_as_it_is() -> None:
    text = "国务院关于干部工作的通知，皇后在后面。"
    assert simplified(text) == text.replace("，", ",")
