"""Masks are found, sized and guessed at, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.gold import Seed, seeds
from tui.repair.masks import masks


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_masks_of_the_seeds_are_those_of_the_gold(seed: Seed):
    for text, start, end in ((seed.text, "start", "end"), (seed.raw, "raw_start", "raw_end")):
        found = masks(text)
        gold = seed.json("masks")
        assert [(m.start, m.end) for m in found] == [(g[start], g[end]) for g in gold]
        assert [m.length for m in found] == [g["length"] for g in gold]
        assert [m.guesses[0].text for m in found] == [g["guess"] for g in gold]
        for mask, expected in zip(found, gold, strict=True):
            others = [guess.text for guess in mask.guesses[1:]]
            assert all(word in others for word in expected["alternatives"])


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("中央*治局委员", "政"),
        ("中国***员", "共产党"),
        ("县委、**高度重视", "政府"),
        ("***员小李", "共产党"),
        ("他参加了民*党的会议", "主"),
        ("实现现*化建设", "代"),
        ("拨打举报***即可", "电话"),
    ],
)
def test_guesses(text: str, guess: str):
    (mask,) = masks(text)
    assert set(text[mask.start : mask.end]) == {"*"}
    assert mask.guesses[0].text == guess
    assert mask.length == len(guess)


def test_what_is_unknown_is_reported_without_a_guess():
    (mask,) = masks("嫌疑人王**，男。")
    assert (mask.start, mask.end, mask.length) == (4, 6, 2)


@pytest.mark.parametrize(
    "text",
    [
        "a * b = c",
        "3*4=12",
        "* 第一项\n* 第二项",
        "这里是**加粗**的文字",
        "********",
        "***\n下一段",
        "*注：以实物为准",
        "正文 * 说明",
        "int *p = &x; // 指针",
        "",
    ],
)
def test_other_stars_hide_nothing(text: str):
    assert masks(text) == ()


@settings(deadline=None)  # the first call reads tables
@given(st.text(alphabet="*＊党员县委、 \n中a", max_size=60))
def test_masks_are_stars_in_order(text: str):
    found = masks(text)
    assert all(set(text[m.start : m.end]) <= set("*＊") and m.start < m.end for m in found)
    assert [m.start for m in found] == sorted({m.start for m in found})
