from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.gold import Seed, seeds
from tests.repair.templates import BODIES, VERSE_AND_LISTS
from tui.repair.structure import blocks
from tui.text.blocks import Block, BlockType


def typed(text: str) -> list[tuple[str, int, str]]:
    """Type, article and text of every line of `text`."""
    return [(b.type, b.article, text[b.start : b.end]) for b in blocks(text) if not b.inline]


def types(text: str) -> list[str]:
    return [kind for kind, _, _ in typed(text)]


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_types_every_line_of_the_seeds(seed: Seed) -> None:
    found = {(b.start, b.end, str(b.type), b.article, b.inline) for b in blocks(seed.text)}
    gold = {
        (row["start"], row["end"], row["type"], row["article"], row.get("inline", False))
        for row in seed.json("blocks")
    }
    assert found == gold


def check_shape(text: str, found: tuple[Block, ...]) -> None:
    """The promises of `Block`: lines tile the text, inline blocks lie inside one, in order."""
    lines = [block for block in found if not block.inline]
    assert "\n".join(text[b.start : b.end] for b in lines) == "\n".join(
        line for line in text.split("\n") if line.strip()
    )
    assert list(found) == sorted(found, key=lambda b: (b.start, b.inline))
    end = 0
    for block in found:
        if block.inline:
            assert any(b.start <= block.start < block.end <= b.end for b in lines)
            assert block.start >= end
            end = block.end
    numbers = sorted({block.article for block in found} - {0})
    assert numbers == list(range(1, len(numbers) + 1))


@given(
    st.lists(
        st.sampled_from(
            [line for it in BODIES for line in it]
            + [
                "• 相关阅读",
                "• 多地出台新政",
                "来源：新华网",
                "2020-01-28 11:21:31",
                "责任编辑：张三",
                "（张三 摄）",
                "首页 > 新闻",
                "李四",
                "——记某某村党支部书记",
                "一、加强领导",
                "图为施工现场。",
                "免责声明：本文仅代表作者观点。",
                "面对突如其来的灾情，全村上下齐心协力...",
                "讲文明 树新风",
                "2020年1月26日",
                "",
                "各位乡亲：",
                "a1 b! c@ d% e^ 3f",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_lines_gives_blocks_that_tile_the_text(rows: list[str]) -> None:
    text = "\n".join(rows)
    check_shape(text, blocks(text))


@given(st.text(alphabet="一二三记者摄 。，：\n•（）>0年月日-", max_size=80))
def test_any_text_gives_blocks_that_tile_it(text: str) -> None:
    check_shape(text, blocks(text))


PLAIN = [text for text in VERSE_AND_LISTS if not text.startswith("讲文明")]  # slogans are ads


@pytest.mark.parametrize("text", PLAIN)
def test_text_without_articles_is_body(text: str) -> None:
    assert not [row for row in typed(text) if BlockType(row[0]).is_furniture]


def test_empty_text_has_no_blocks() -> None:
    assert blocks("") == ()
    assert blocks("\n\n") == ()
