"""Rows break only where ICU's line breaker would let them, unless a row has no such place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from tui.text.layout import wrap

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests/gold").glob("*.clean.txt"))
PAGES = [*sorted((ROOT / "seeds").glob("*.txt")), *GOLD]

_HAN = st.text("人民日报北京市的是在了和有中国疫情防控工作𠮷〇", min_size=1, max_size=12)
_LATIN = st.sampled_from(
    ["12.5%", "3,000", "2020年1月28日", "GDP", "COVID-19", "WTO", "A4", "5G", "100℃", "3/4", "***",
     "¥100", "No.7", "○○", "the quick brown fox", "a@b.cn", "https://example.org/a/b?c=1", "6﹕2"]
)  # fmt: skip
_PAIRS = st.sampled_from(["“”", "‘’", "「」", "『』", "《》", "（）", "【】", "〈〉"])
_MARKS = st.sampled_from([*"，。、；：？！·", "……", "——", "！”", "。”", ",", "，“", "\u00a0", " "])


def _enclosed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    # Beside a quote with Latin on its inner side ICU breaks nowhere; Chinese is set otherwise.
    around = st.tuples(_PAIRS, _HAN, inner, _HAN)
    return around.map(lambda parts: f"{parts[0][0]}{''.join(parts[1:])}{parts[0][1]}")


_part = st.recursive(_HAN | _HAN | _LATIN, _enclosed, max_leaves=3)
texts = st.lists(st.tuples(_HAN, _part, _HAN, _MARKS).map("".join), max_size=8).map("".join)
"""Sentences as pages have them, and worse: Han with words, numbers, quotes and marks between."""


def wrong(text: str, width: int) -> list[str]:
    """Where a row begins though ICU would not, and had a place to in the row before."""
    allowed, at = [], 0
    for segment in LineBreaker(text, "zh"):
        at += len(segment)
        allowed.append(at)
    rows = wrap(text, width)
    return [
        f"{text[start:here]}|{text[here : here + 8]}"
        for start, here in zip(rows.starts, rows.starts[1:], strict=False)
        if here not in allowed and any(start < place <= here for place in allowed)
    ]


@pytest.mark.parametrize("width", [8, 14, 24, 36, 56, 80])
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_real_pages(page: Path, width: int) -> None:
    lines = page.read_text("utf-8-sig").splitlines()
    assert [place for line in lines for place in wrong(line, width)] == []


@given(texts, st.integers(8, 80))
@example("好请出示健康码……”日前", 8)
@example("最终以6﹕2、6﹕3", 8)
def test_texts_of_all_kinds(text: str, width: int) -> None:
    assert wrong(text, width) == []
