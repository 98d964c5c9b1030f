"""Blanks inside running Chinese: `中 国 人 民`, or one in a word here and there (发 展).

Text recognition and justified type leave them. A page where every character is set apart is
closed up when that gives words; so are single blanks in running text, when many of them on the
page cut words in two. Fewer are proposed. Blanks that writers set stay: in names (冯 锴), bylines
and titles, between the columns of a list or the halves of a verse, and the wide one U+3000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from tui.repair.furniture import table
from tui.repair.likelihood import likelihood
from tui.repair.page import Page
from tui.text.edit import Edit, State
from tui.text.regex import lazy

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "，。、；：？！“”‘’《》（）"
_STOPS = "，。；！？"

_SPACED = 0.8  # share of the gaps between Han that are blanks where every character is set apart
_LEAST_SPACED = 40  # and how many there are
_IN_WORDS = 0.2  # share of those that must be inside words: segmented text has its blanks between
_FLUENT = -7.0  # log share a character of what they close up to
_GAIN = 4.0  # how much likelier a blank's neighbours are together, in nats, when it cuts a word
_PROSE = 15  # Han of a line of running text
_MANY, _SHARE = 4, 0.12
"""Words cut in two that show the page was damaged, and their share of the blanks in its text."""
_NEAR = 60  # how far on its line the surroundings of a blank are looked at, in code points


class _Patterns(NamedTuple):
    gap: re.Pattern[str]
    tight: re.Pattern[str]
    any_gap: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    role: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        lazy(rf" (?<=[{_HAN}] )(?=[{_HAN}])"),
        lazy(rf"[{_HAN}](?=[{_HAN}])"),
        lazy(rf" (?<=[{_HAN}{_MARKS}] )(?=[{_HAN}{_MARKS}])"),
        lazy(rf"[{_HAN}]*$"),
        lazy(rf"[{_HAN}]*"),
        lazy("(?:记者|記者|通讯员|通訊員|编辑|編輯|作者|摄影|攝影|图|圖|文|摄|攝|者|员|員)$"),
    )


def blanks(page: Page) -> Iterator[Edit]:
    """Close up what blanks cut apart, or propose it."""
    text = page.text
    gaps = [match.start() for match in _patterns().gap.finditer(text)]
    if not gaps or page.is_code or page.is_table or page.is_tab_table:
        return
    if len(gaps) >= _LEAST_SPACED and _is_set_apart(text, gaps):
        yield from _closed_up(text)
    else:
        yield from _single(text, gaps)


def _is_set_apart(text: str, gaps: list[int]) -> bool:
    """Whether every character stands by itself."""
    # No more of them are counted than rule it out: on most pages a few of very many.
    most = int(len(gaps) * (1 / _SPACED - 1)) + 2
    tight = sum(1 for _ in islice(_patterns().tight.finditer(text), most))
    if len(gaps) < _SPACED * (len(gaps) + tight) or not any(stop in text for stop in _STOPS):
        return False
    in_words = sum(_cuts_word(text, gap) for gap in gaps[:200])
    if in_words < _IN_WORDS * min(len(gaps), 200):
        return False
    start = gaps[0] - 1
    sample = text[start : start + 400].replace(" ", "").replace("\n", "")
    return likelihood(sample) > _FLUENT * len(sample)


def _closed_up(text: str) -> Iterator[Edit]:
    for match in _patterns().any_gap.finditer(text):
        yield _edit(match.start(), 0.95, "every character of the page is set apart", True)


def _single(text: str, gaps: list[int]) -> Iterator[Edit]:
    """Blanks in running text, judged together."""
    inner = [gap for gap in gaps if _is_in_prose(text, gap)]
    cuts = {gap for gap in inner if _cuts_word(text, gap)}
    sure = len(cuts) >= _MANY and len(cuts) >= _SHARE * len(inner)
    for gap in inner:
        if gap in cuts or sure:
            reason = f"blank inside a word; {len(cuts)} of {len(inner)} in this text are"
            yield _edit(gap, 0.95 if sure else 0.6, reason, sure)


def _is_in_prose(text: str, gap: int) -> bool:
    """Whether the blank stands in running text and parts no name, title or verse."""
    before = text[max(0, gap - _NEAR) : gap].rpartition("\n")[2]
    after = text[gap + 1 : gap + 1 + _NEAR].partition("\n")[0]
    line = before + after
    if sum(map(line.count, _STOPS)) == 0 or len(_patterns().tight.findall(line)) < _PROSE:
        return False
    left, right = _sides(text, gap)
    begin, end = gap - len(left), gap + 1 + len(right)
    if (len(left) < 2 and text[begin - 1 : begin] not in tuple(_STOPS)) or (
        len(right) < 2 and text[end : end + 1] not in tuple(_STOPS)
    ):
        return False  # one character between blanks, brackets or 、 is part of a name
    surname = left[-1] in table("names.toml")["surnames"]
    return not (surname and (len(left) == 1 or _patterns().role.search(left[:-1])))


def _cuts_word(text: str, gap: int) -> bool:
    left, right = _sides(text, gap)
    return _is_cut(left[-3:], right[:3])


@lru_cache(maxsize=1 << 12)  # each round of the pipeline asks of the same blanks
def _is_cut(left: str, right: str) -> bool:
    """Whether `left` and `right`, up to three Han each, are much likelier without a blank."""
    together = likelihood(left + right)
    return together > likelihood(left) + likelihood(right) + _GAIN


def _sides(text: str, gap: int) -> tuple[str, str]:
    """The Han on both sides of a blank."""
    left = _patterns().left.search(text[max(0, gap - 20) : gap])
    right = _patterns().right.match(text, gap + 1, gap + 21)
    return left[0] if left else "", right[0] if right else ""


def _edit(gap: int, confidence: float, reason: str, sure: bool) -> Edit:
    state = State.APPLIED if sure else State.PROPOSED
    return Edit(gap, gap + 1, " ", "", "blank", confidence, reason, state)
