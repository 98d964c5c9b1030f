"""Blanks inside running Chinese: `中 国 人 民`, or one in a word here and there (发 展).

Text recognition and justified type leave them. A page where every character is set apart is
closed up when that gives words. In running text nobody sets a blank into a word or before a mark
that closes; where enough words are cut in two the other blanks are noise as well, whatever their
kind. Blanks that writers set stay: in names (冯 锴), bylines and titles, between the columns of a
list or the halves of a verse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from tui.repair.furniture import table
from tui.repair.lexicon import parts_of_speech
from tui.repair.likelihood import likelihood
from tui.repair.page import Page
from tui.text.edit import Edit, State
from tui.text.fold import simplified
from tui.text.regex import lazy

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "，。、；：？！“”‘’《》（）"
_STOPS = "，。；！？"
_PAUSES = "，、；"
_OPENERS, _CLOSERS = frozenset("“‘《（"), frozenset("，。、；：？！”’》）")
_AROUND = _OPENERS | _CLOSERS

_SPACED = 0.8  # share of the gaps between Han that are blanks where every character is set apart
_LEAST_SPACED = 40  # and how many there are
_IN_WORDS = 0.2  # share of those that must be inside words: segmented text has its blanks between
_FLUENT = -7.0  # log share a character of what they close up to
# How much likelier a blank's neighbours are together, in nats, when it cuts a word. Of blanks that
# fall at random 45 of 100 do; of those that writers set in prose, in news and headlines, none did.
_GAIN, _CERTAIN_GAIN = 2.0, 4.0
_PROSE = 15  # Han of a line of running text
_CUT, _WHOLE, _UNUSUAL, _KIND = 3.1, -0.4, 0.5, 1.0
"""Logarithms of how much likelier a blank is at random than set, when set ones cut a word once in
fifty; in prose writers use the ordinary blank and no other, or seldom two kinds."""
_NOISE = 3.3
"""The sum of these from which on all blanks in the running text of a page are noise."""
_HABIT = 0.2  # share of pauses with a blank behind them from which on that is how somebody writes
_SEGMENTED = 0.1  # share of gaps between Han that are blanks where words were parted on purpose
_NEAR = 60  # how far on its line the surroundings of a blank are looked at, in code points


Span = tuple[int, int]


class _Judged(NamedTuple):
    """What the blanks between Han say together."""

    inner: list[Span]
    """Those in running text."""
    cuts: dict[Span, float]
    """Those of them that cut a word, each with its gain."""
    noise: bool
    """Whether none of them was set by a writer."""


class _Patterns(NamedTuple):
    gap: re.Pattern[str]
    blank: re.Pattern[str]
    tight: re.Pattern[str]
    any_gap: re.Pattern[str]
    clause: re.Pattern[str]
    left: re.Pattern[str]
    right: re.Pattern[str]
    role: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        lazy(rf" (?<=[{_HAN}] )(?=[{_HAN}])"),
        lazy(r"[^\S\n]+"),
        lazy(rf"[{_HAN}](?=[{_HAN}])"),
        lazy(rf" (?<=[{_HAN}{_MARKS}] )(?=[{_HAN}{_MARKS}])"),
        lazy(rf"[{_HAN}]+"),
        lazy(rf"[{_HAN}]*$"),
        lazy(rf"[{_HAN}]*"),
        lazy("(?:记者|記者|通讯员|通訊員|编辑|編輯|作者|摄影|攝影|图|圖|文|摄|攝|者|员|員)$"),
    )


def blanks(page: Page) -> Iterator[Edit]:
    """Close up what blanks cut apart, or propose it."""
    text = page.text
    runs, beside = _found(text)
    if not (runs or beside) or page.is_code or page.is_table or page.is_tab_table:
        return
    gaps = [start for start, end in runs if text[start:end] == " "]
    if len(gaps) >= _LEAST_SPACED and _is_set_apart(text, gaps):
        yield from _closed_up(text)
    else:
        judged = _judged(text, runs)
        edits = [*_scattered(text, judged)]
        if len(runs) <= _SEGMENTED * len(text):
            edits += _beside(text, judged, beside)
        yield from sorted(edits, key=lambda edit: edit.start)


def _found(text: str) -> tuple[list[Span], list[Span]]:
    """The blanks within lines: between Han, and between Han and a mark."""
    runs, beside = [], []
    for match in _patterns().blank.finditer(text, 1):
        start, end = match.span()
        left, right = text[start - 1], text[end : end + 1]
        after = _is_han(left)
        if after and _is_han(right):
            runs.append((start, end))
        elif (after and right in _CLOSERS) or (left in _AROUND and _is_han(right)):
            beside.append((start, end))
    return runs, beside


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


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


def _scattered(text: str, judged: _Judged) -> Iterator[Edit]:
    """Blanks between Han in running text, judged together."""
    inner, cuts, noise = judged
    count = f"{len(cuts)} of {len(inner)} in this text are"
    for start, end in inner:
        gain = cuts.get((start, end), 0.0)
        certain = noise or (gain > _CERTAIN_GAIN and not _is_name(text, start, end))
        if certain or (gain and text[start:end] == " "):
            state = State.APPLIED if certain else State.PROPOSED
            reason = f"blank inside a word; {count}"
            yield _edit(text, start, end, 0.95 if certain else 0.6, reason, state)


def _judged(text: str, runs: list[Span]) -> _Judged:
    inner = [run for run in runs if _is_in_prose(text, *run)]
    cuts = {run: gain for run in inner if (gain := _gain(text, *run)) > _GAIN}
    kinds = {text[start:end] for start, end in inner}
    weight = _CUT * len(cuts) + _KIND * (len(kinds) - 1)
    weight += sum(
        _UNUSUAL if text[run[0] : run[1]].strip(" ") else _WHOLE for run in inner if run not in cuts
    )
    return _Judged(inner, cuts, bool(cuts) and weight >= _NOISE)


def _beside(text: str, judged: _Judged, beside: list[Span]) -> Iterator[Edit]:
    """Blanks in running text on the inner side of a bracket or stop, and stray ones behind it."""
    noisy = {text[start:end] for start, end in judged.cuts} if judged.noise else set()
    behind = sum(text[start - 1] in _PAUSES for start, _ in beside)
    stray = behind < _HABIT * sum(map(text.count, _PAUSES))
    for start, end in beside:
        left, right = text[start - 1], text[end]
        wrong = right in _CLOSERS or left in _OPENERS or text[start:end] in noisy
        wrong = wrong or (stray and left in _PAUSES and not _is_couplet(text, start, end))
        if wrong and _is_prose(_line(text, start, end)):
            yield _edit(text, start, end, 0.95, "blank beside a mark", State.APPLIED)


def _is_couplet(text: str, start: int, end: int) -> bool:
    """Whether clauses of equal length stand on both sides of a mark and a blank behind it."""
    clause = _patterns().clause
    before, after = clause.findall(text[max(0, start - 12) : start]), clause.match(text, end)
    return before != [] and after is not None and len(before[-1]) == len(after[0])


def _is_in_prose(text: str, start: int, end: int) -> bool:
    """Whether the blank stands in running text and parts no name, title or verse."""
    if not _is_prose(_line(text, start, end)):
        return False
    left, right = _sides(text, start, end)
    begin, stop = start - len(left), end + len(right)
    if (len(left) < 2 and text[begin - 1 : begin] not in tuple(_STOPS)) or (
        len(right) < 2 and text[stop : stop + 1] not in tuple(_STOPS)
    ):
        return False  # one character between blanks, brackets or 、 is part of a name
    surname = left[-1] in table("names.toml")["surnames"]
    return not (surname and (len(left) == 1 or _patterns().role.search(left[:-1])))


def _line(text: str, start: int, end: int) -> str:
    """What stands around a blank on its line."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    return before + text[end : end + _NEAR].partition("\n")[0]


def _is_prose(line: str) -> bool:
    return any(map(line.count, _STOPS)) and len(_patterns().tight.findall(line)) >= _PROSE


def _cuts_word(text: str, start: int, end: int) -> bool:
    return _gain(text, start, end) > _CERTAIN_GAIN


def _gain(text: str, start: int, end: int) -> float:
    """How much likelier what stands on both sides of a blank is without it, in nats."""
    left, right = _sides(text, start, end)
    return _gain_of(left[-3:], right[:3])


@lru_cache(maxsize=1 << 12)  # each round of the pipeline asks of the same blanks
def _gain_of(left: str, right: str) -> float:
    return likelihood(left + right) - likelihood(left) - likelihood(right)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether the blank may stand in a person's name, where type setters put one."""
    left, right = _sides(text, start, end)
    return left[-1] in table("names.toml")["surnames"] and any(
        parts_of_speech().get(simplified(left[-1] + right[:n])) == "nr" for n in (1, 2)
    )


def _sides(text: str, start: int, end: int) -> tuple[str, str]:
    """The Han on both sides of a blank."""
    left = _patterns().left.search(text[max(0, start - 20) : start])
    right = _patterns().right.match(text, end, end + 20)
    return left[0] if left else "", right[0] if right else ""


def _edit(text: str, start: int, end: int, confidence: float, reason: str, state: State) -> Edit:
    return Edit(start, end, text[start:end], "", "blank", confidence, reason, state)
