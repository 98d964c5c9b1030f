"""Blanks inside running Chinese: `中 国 人 民`, or one in a word here and there (发 展).

Text recognition and justified type leave them. A page where every character is set apart is
closed up when that gives words; so are blanks of all kinds in running text, when so many of them
cut words in two that nobody can have set them. Fewer are proposed. Blanks that writers set stay: in
names (冯 锴), bylines and titles, between the columns of a list or the halves of a verse.
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
_DAMAGED = ((4, 0.12), (3, 0.2), (2, 0.12))
"""Words cut in two that show the page was damaged, with the share of the blanks in its text they
must be: every third blank that falls at random cuts one, one of fifty that were set. The last is
for pages whose blanks are of `_KINDS` kinds: writers use one or two."""
_KINDS = 3
_NEAR = 60  # how far on its line the surroundings of a blank are looked at, in code points


class _Patterns(NamedTuple):
    gap: re.Pattern[str]
    run: re.Pattern[str]
    tight: re.Pattern[str]
    any_gap: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    role: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        lazy(rf" (?<=[{_HAN}] )(?=[{_HAN}])"),
        lazy(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}])"),
        lazy(rf"[{_HAN}](?=[{_HAN}])"),
        lazy(rf" (?<=[{_HAN}{_MARKS}] )(?=[{_HAN}{_MARKS}])"),
        lazy(rf"[{_HAN}]*$"),
        lazy(rf"[{_HAN}]*"),
        lazy("(?:记者|記者|通讯员|通訊員|编辑|編輯|作者|摄影|攝影|图|圖|文|摄|攝|者|员|員)$"),
    )


def blanks(page: Page) -> Iterator[Edit]:
    """Close up what blanks cut apart, or propose it."""
    text = page.text
    runs = [match.span() for match in _patterns().run.finditer(text)]
    if not runs or page.is_code or page.is_table or page.is_tab_table:
        return
    gaps = [start for start, end in runs if text[start:end] == " "]
    if len(gaps) >= _LEAST_SPACED and _is_set_apart(text, gaps):
        yield from _closed_up(text)
    else:
        yield from _scattered(text, runs)


def _is_set_apart(text: str, gaps: list[int]) -> bool:
    """Whether every character stands by itself."""
    # No more of them are counted than rule it out: on most pages a few of very many.
    most = int(len(gaps) * (1 / _SPACED - 1)) + 2
    tight = sum(1 for _ in islice(_patterns().tight.finditer(text), most))
    if len(gaps) < _SPACED * (len(gaps) + tight) or not any(stop in text for stop in _STOPS):
        return False
    in_words = sum(_cuts_word(text, gap, gap + 1) for gap in gaps[:200])
    if in_words < _IN_WORDS * min(len(gaps), 200):
        return False
    start = gaps[0] - 1
    sample = text[start : start + 400].replace(" ", "").replace("\n", "")
    return likelihood(sample) > _FLUENT * len(sample)


def _closed_up(text: str) -> Iterator[Edit]:
    for match in _patterns().any_gap.finditer(text):
        reason = "every character of the page is set apart"
        yield _edit(text, *match.span(), 0.95, reason, State.APPLIED)


def _scattered(text: str, runs: list[tuple[int, int]]) -> Iterator[Edit]:
    """Blanks in running text, judged together."""
    inner = [run for run in runs if _is_in_prose(text, *run)]
    cuts = {run for run in inner if _cuts_word(text, *run)}
    kinds = len({text[start:end] for start, end in inner})
    rules = _DAMAGED if kinds >= _KINDS else _DAMAGED[:-1]
    sure = any(len(cuts) >= many and len(cuts) >= share * len(inner) for many, share in rules)
    for start, end in inner:
        if sure or ((start, end) in cuts and text[start:end] == " "):
            reason = f"blank inside a word; {len(cuts)} of {len(inner)} in this text are"
            state = State.APPLIED if sure else State.PROPOSED
            yield _edit(text, start, end, 0.95 if sure else 0.6, reason, state)


def _is_in_prose(text: str, start: int, end: int) -> bool:
    """Whether the blank stands in running text and parts no name, title or verse."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    after = text[end : end + _NEAR].partition("\n")[0]
    line = before + after
    if sum(map(line.count, _STOPS)) == 0 or len(_patterns().tight.findall(line)) < _PROSE:
        return False
    left, right = _sides(text, start, end)
    begin, stop = start - len(left), end + len(right)
    if (len(left) < 2 and text[begin - 1 : begin] not in tuple(_STOPS)) or (
        len(right) < 2 and text[stop : stop + 1] not in tuple(_STOPS)
    ):
        return False  # one character between blanks, brackets or 、 is part of a name
    surname = left[-1] in table("names.toml")["surnames"]
    return not (surname and (len(left) == 1 or _patterns().role.search(left[:-1])))


def _cuts_word(text: str, start: int, end: int) -> bool:
    left, right = _sides(text, start, end)
    return _is_cut(left[-3:], right[:3])


@lru_cache(maxsize=1 << 12)  # each round of the pipeline asks of the same blanks
def _is_cut(left: str, right: str) -> bool:
    """Whether `left` and `right`, up to three Han each, are much likelier without a blank."""
    together = likelihood(left + right)
    return together > likelihood(left) + likelihood(right) + _GAIN


def _sides(text: str, start: int, end: int) -> tuple[str, str]:
    """The Han on both sides of a blank."""
    left = _patterns().left.search(text[max(0, start - 20) : start])
    right = _patterns().right.match(text, end, end + 20)
    return left[0] if left else "", right[0] if right else ""


def _edit(text: str, start: int, end: int, confidence: float, reason: str, state: State) -> Edit:
    return Edit(start, end, text[start:end], "", "blank", confidence, reason, state)
