"""Words, clauses, sentences, paragraphs: where they are, and the way from one to the next.

A position is the code point the cursor is on; a paragraph is a line. Motions are vim's: to the
next start, to the next end (the last code point of a unit), to the start before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property, lru_cache

from tui.text.pairs import CLOSERS, KINDS, LIMIT, OPENERS, pairs
from tui.text.words import Range, version, words


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
_CLAUSE = "、" + _SERIES
_ENDS = {
    unit: re.compile(f"[{re.escape(marks)}]+")
    for unit, marks in (
        (Unit.CLAUSE, _CLAUSE),
        (Unit.SERIES, _SERIES),
        (Unit.SENTENCE, _SENTENCE),
    )
}
_NARROW = frozenset(",:!?;.．")  # inside numbers, addresses and Latin words these end nothing
_OPENERS = OPENERS | set('"＂')  # the same mark at both ends
_CLOSERS = CLOSERS | set('"＂')
_BLANK = re.compile(r"\s*")


def containing(text: str, position: int, unit: Unit) -> Range:
    """The unit at `position`, or the blanks between two; a line feed is by itself."""
    return _page(text, version()).containing(position, unit)


def next_start(text: str, position: int, unit: Unit) -> int:
    """Where the next unit starts (vim's w); on the last one, the end of the text."""
    page = _page(text, version())
    for line in range(page.line_at(position), len(page.lines)):
        starts, _ = page.units(line, unit)
        index = bisect_right(starts, position)
        if index < len(starts):
            return starts[index]
    return max(position, page.last)


def next_end(text: str, position: int, unit: Unit) -> int:
    """The last code point of this unit, or of the next when there already (vim's e)."""
    page = _page(text, version())
    for line in range(page.line_at(position), len(page.lines)):
        starts, ends = page.units(line, unit)
        index = bisect_right(ends, position + 1)
        while index < len(ends) and ends[index] == starts[index]:  # no end on an empty line
            index += 1
        if index < len(ends):
            return ends[index] - 1
    return max(position, page.last)


def previous_start(text: str, position: int, unit: Unit) -> int:
    """Where this unit starts, or the one before when there already (vim's b)."""
    page = _page(text, version())
    for line in range(page.line_at(position), -1, -1):
        starts, _ = page.units(line, unit)
        index = bisect_left(starts, position) - 1
        if index >= 0:
            return starts[index]
    return 0


def previous_end(text: str, position: int, unit: Unit) -> int:
    """The last code point of the unit before (vim's ge)."""
    page = _page(text, version())
    for line in range(page.line_at(position), -1, -1):
        starts, ends = page.units(line, unit)
        index = bisect_left(starts, position) - 1
        while index >= 0:
            last = max(starts[index], ends[index] - 1)
            if last < position:
                return last
            index -= 1
    return 0


def expand(text: str, start: int, end: int, spans: Iterable[Range] = ()) -> Range:
    """The next larger thing around `text[start:end]`: always larger, up to the whole text.

    Code point, word, one of `spans`, list item, clause, inside quotes or brackets, with them,
    sentence, paragraph, text: of those around the selection, the shortest that is longer.
    """
    if not 0 <= start <= end <= len(text):
        raise IndexError(f"selection {start}:{end} is outside a text of {len(text)}")
    if not text:
        return 0, 0
    if start == end:
        start = min(start, len(text) - 1)
        return start, start + 1
    page = _page(text, version())
    around = [
        found
        for found in (*spans, *page.around(start, end), (0, len(text)))
        if found[0] <= start and end <= found[1] and found[1] - found[0] > end - start
    ]
    return min(around, key=lambda found: found[1] - found[0], default=(start, end))


def inside_pair(text: str, position: int, kind: str, count: int = 1) -> Range | None:
    """What stands between the marks of the `count`-th pair around `position` (vim's iq, i( …).

    `kind` is one of `pairs.KINDS`. Where no such pair is around, the next one of the paragraph.
    """
    found = _pair(text, position, kind, count)
    return found and (found[0] + 1, found[1])


def around_pair(text: str, position: int, kind: str, count: int = 1) -> Range | None:
    """As `inside_pair`, with the marks."""
    found = _pair(text, position, kind, count)
    return found and (found[0], found[1] + 1)


def _pair(text: str, position: int, kind: str, count: int) -> Range | None:
    page = _page(text, version())
    of_kind = [p for p in page.pairs(page.line_at(position)) if text[p[0]] in KINDS[kind]]
    around = [pair for pair in of_kind if pair[0] <= position <= pair[1]]
    if around:
        return around[-count] if count <= len(around) else None
    return next((pair for pair in of_kind if pair[0] > position), None)


class _Page:
    """A text with what was found out about its lines, each when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._units: dict[tuple[int, Unit], tuple[list[int], list[int]]] = {}
        self._pairs: dict[int, list[Range]] = {}
        self._partners: dict[int, dict[int, int]] = {}

    @cached_property
    def lines(self) -> list[int]:
        """Where each line starts."""
        return [0, *(feed.end() for feed in re.finditer("\n", self.text))]

    @property
    def last(self) -> int:
        """The last position a cursor can be at."""
        last = len(self.text) - 1
        if last > 0 and self.text[last] == "\n" != self.text[last - 1]:
            last -= 1  # the line feed that ends the text opens no line of its own
        return max(last, 0)

    def line_at(self, position: int) -> int:
        """The number of the line that `position` is in."""
        if not 0 <= position <= len(self.text):
            raise IndexError(f"position {position} is outside a text of {len(self.text)}")
        return bisect_right(self.lines, position) - 1

    def line(self, number: int) -> Range:
        """Start and end of a line, without its line feed."""
        following = number + 1
        end = self.lines[following] - 1 if following < len(self.lines) else len(self.text)
        return self.lines[number], end

    def units(self, number: int, unit: Unit) -> tuple[list[int], list[int]]:
        """Starts and ends of the units of a line; for vim an empty line is a word as well."""
        key = (number, unit)
        if key not in self._units:
            start, end = self.line(number)
            line = self.text[start:end]
            found = _units(line, unit)
            if not line and unit is Unit.WORD and start < len(self.text):
                found = ((0, 0),)
            self._units[key] = [start + a for a, _ in found], [start + b for _, b in found]
        return self._units[key]

    def pairs(self, number: int) -> list[Range]:
        """The pairs of a line: places of both marks, by the opening one."""
        if number not in self._pairs:
            start, end = self.line(number)
            found = pairs(self.text[start:end])
            self._pairs[number] = [(start + a, start + b) for a, b in found]
        return self._pairs[number]

    def containing(self, position: int, unit: Unit) -> Range:
        number = self.line_at(position)
        start, end = self.line(number)
        if position == end:
            return position, min(position + 1, len(self.text))
        starts, ends = self.units(number, unit)
        index = bisect_right(starts, position) - 1
        if index >= 0 and position < ends[index]:
            return starts[index], ends[index]
        before = ends[index] if index >= 0 else start
        return before, starts[index + 1] if index + 1 < len(starts) else end

    def around(self, start: int, end: int) -> Iterator[Range]:
        """What a selection may grow to, in no order, some of it smaller than the selection."""
        yield self._letters(start)[0], self._letters(end - 1)[1]
        for unit in (Unit.CLAUSE, Unit.SERIES, Unit.SENTENCE):
            whole = self.containing(start, unit)
            bare = self._bare(*whole, "" if unit is Unit.SENTENCE else _CLAUSE)
            yield bare if bare[0] <= start and end <= bare[1] else whole
        yield self.line(self.line_at(start))[0], self.line(self.line_at(end - 1))[1]
        found = self.pairs(self.line_at(start))
        near = bisect_left(found, (start - LIMIT, 0))
        for a, b in found[near : bisect_left(found, (start + 1, 0))]:
            yield a + 1, b
            yield a, b + 1

    def _letters(self, position: int) -> Range:
        """The word at `position`; punctuation and blanks are by the character."""
        if self.text[position].isalnum():
            return self.containing(position, Unit.WORD)
        return position, position + 1

    def _bare(self, start: int, end: int, marks: str) -> Range:
        """Without `marks` and blanks at the end, and at the edges without those marks of pairs
        whose partner is outside or lost."""
        text = self.text
        while start < end and text[start] in _OPENERS:
            if start < self._partner(start) < end:
                break
            start += 1
        while start < end:
            last = text[end - 1]
            lone = last in _CLOSERS and not start <= self._partner(end - 1) < end - 1
            if not (lone or last in marks or last.isspace()):
                break
            end -= 1
        return start, end

    def _partner(self, position: int) -> int:
        """Where the other mark of its pair is; -1 where it has none."""
        number = self.line_at(position)
        if number not in self._partners:
            both = self.pairs(number)
            self._partners[number] = dict(both) | {b: a for a, b in both}
        return self._partners[number].get(position, -1)


def _units(line: str, unit: Unit) -> tuple[Range, ...]:
    if unit is Unit.WORD:
        return words(line)
    if unit is Unit.PARAGRAPH:
        return ((0, len(line)),) if line else ()
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


@lru_cache(maxsize=4)
def _page(text: str, words_version: int) -> _Page:
    return _Page(text)
