"""Where words, clauses, sentences and paragraphs of one line end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from tui.text.pairs import CLOSERS, pairs
from tui.text.words import Range, words


class Unit(StrEnum):
    """What a text is walked through by, smallest first."""

    WORD = "word"
    CLAUSE = "clause"
    """Between ，、；： and the ends of sentences: also each item of a list."""
    SERIES = "series"
    """Between ，；： and the ends of sentences: a list is one."""
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


_SENTENCE = "。！？；…⋯｡!?;．."
_SERIES = "，：､,:" + _SENTENCE
MARKS = "、" + _SERIES
_ENDS = {
    unit: re.compile(f"[{re.escape(marks)}]+")
    for unit, marks in (
        (Unit.CLAUSE, MARKS),
        (Unit.SERIES, _SERIES),
        (Unit.SENTENCE, _SENTENCE),
    )
}
_NARROW = frozenset(",:!?;.．")  # inside numbers, addresses and Latin words these end nothing
_SURE_STOP = re.compile(r"[。！？](?=\w)")  # every kind of unit ends there
_SOME_STOP = re.compile(rf"[\s{re.escape(MARKS)}]+")
_BLANK = re.compile(r"\s*")
_WIDE = re.compile("[\u2e80-\uffef\U00020000-\U0003ffff]")  # Chinese and its punctuation
_AS_IN_VIM = {
    Unit.CLAUSE: re.compile(r"\S+"),
    Unit.SENTENCE: re.compile(r"(?=\S).*?(?:[.!?…][)\]\"'”’]*(?=\s|$)|$)"),
}

LONG = 4000
"""Code points of a line from which on it is taken in parts: a key must not wait for all of it."""


def parts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the parts of a line start: at its start, and in a long one after sentences."""
    yield start
    while end - start > LONG:
        half, most = start + LONG // 2, min(start + 4 * LONG, end)
        stop = (
            _SURE_STOP.search(text, half, most)
            or _SURE_STOP.search(text, start, half + 1)  # with the letter that makes it sure
            or _SOME_STOP.search(text, start + LONG, most)
        )
        start = stop.end() if stop else start + 4 * LONG
        if start < end:
            yield start


def units(line: str, unit: Unit) -> tuple[Range, ...]:
    """Start and end of each unit of a line, in order; blanks between them belong to none.

    A line without Chinese has the sentences of vim, and for clauses what vim calls WORDs.
    """
    if unit is Unit.WORD:
        return words(line)
    if unit is Unit.PARAGRAPH:
        return ((0, len(line)),) if line else ()
    if unit in _AS_IN_VIM and not _WIDE.search(line):
        return tuple(found.span() for found in _AS_IN_VIM[unit].finditer(line.rstrip()))
    return _between(line, unit)


@lru_cache(maxsize=1024)
def _between(line: str, unit: Unit) -> tuple[Range, ...]:
    """The stretches of `line` that end with a mark of the unit and what closes after it."""
    closing = {end for _, end in pairs(line)}
    found: list[Range] = []
    start = _skip_blanks(line, 0)
    position = 0
    while mark := _ENDS[unit].search(line, position):
        position = mark.end()
        while position < len(line) and (line[position] in CLOSERS or position in closing):
            position += 1
        if not _ends(line, mark.start(), mark.end(), position):
            position = mark.end()
            continue
        while position < len(line) and line[position] in "，、：；,;:":  # as in 。”，
            position += 1
        found.append((start, position))
        start = position = _skip_blanks(line, position)
    end = len(line.rstrip())
    if start < end:
        found.append((start, end))
    return tuple(found)


def _skip_blanks(line: str, position: int) -> int:
    blank = _BLANK.match(line, position)
    assert blank
    return blank.end()


def _ends(line: str, start: int, end: int, closed: int) -> bool:
    """Whether the marks `line[start:end]`, with closing marks up to `closed`, end something."""
    before, after, beyond = line[start - 1 : start], line[end : end + 1], line[closed : closed + 1]
    if end - start == 1 and before.isdigit() and after.isdigit() and line[start] in "，：,:.．":
        return False  # 1,000 and 3.5 and 10:30, in either width
    if not _NARROW.issuperset(line[start:end]) or not beyond.strip():
        return True
    if line[start] in ".．" and (_is_latin(before) or _is_latin(beyond)):
        return False  # numbering and addresses: 1.推进, 新华网.cn
    return not (before.isascii() and beyond.isascii())


def _is_latin(character: str) -> bool:
    return character.isdigit() or (character.isascii() and character.isalpha())
