"""Words, clauses, sentences, paragraphs: where they are, and the way from one to the next.

A position is the code point the cursor is on; a paragraph is a line. Motions are vim's: to the
next start, to the next end (the last code point of a unit), to the start before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from tui.text.boundaries import MARKS, Unit, parts, units
from tui.text.pairs import CLOSERS, KINDS, LIMIT, OPENERS, pairs
from tui.text.words import Range, version

__all__ = [
    "Unit",
    "around_pair",
    "around_unit",
    "containing",
    "expand",
    "inside_pair",
    "inside_unit",
    "next_end",
    "next_start",
    "previous_end",
    "previous_start",
]

_OPENERS = OPENERS | set('"＂')  # the same mark at both ends
_CLOSERS = CLOSERS | set('"＂')


def containing(text: str, position: int, unit: Unit) -> Range:
    """The unit at `position`, or the blanks between two; a line feed is by itself."""
    return _page(text, version()).containing(position, unit)


def next_start(text: str, position: int, unit: Unit) -> int:
    """Where the next unit starts (vim's w); on the last one, the end of the text."""
    page = _page(text, version())
    for piece in page.pieces_from(position, unit):
        starts, _ = page.units(piece, unit)
        index = bisect_right(starts, position)
        if index < len(starts):
            return starts[index]
    return max(position, page.last)


def next_end(text: str, position: int, unit: Unit) -> int:
    """The last code point of this unit, or of the next when there already (vim's e)."""
    page = _page(text, version())
    for piece in page.pieces_from(position, unit):
        starts, ends = page.units(piece, unit)
        index = bisect_right(ends, position + 1)
        while index < len(ends) and ends[index] == starts[index]:  # no end on an empty line
            index += 1
        if index < len(ends):
            return ends[index] - 1
    return max(position, page.last)


def previous_start(text: str, position: int, unit: Unit) -> int:
    """Where this unit starts, or the one before when there already (vim's b)."""
    page = _page(text, version())
    for piece in range(page.piece_at(position, unit), -1, -1):
        starts, _ = page.units(piece, unit)
        index = bisect_left(starts, position) - 1
        if index >= 0:
            return starts[index]
    return 0


def previous_end(text: str, position: int, unit: Unit) -> int:
    """The last code point of the unit before (vim's ge)."""
    page = _page(text, version())
    for piece in range(page.piece_at(position, unit), -1, -1):
        starts, ends = page.units(piece, unit)
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


def inside_unit(text: str, position: int, unit: Unit) -> Range:
    """The unit at `position` as one would tag it (vim's iw, is …).

    A clause has no mark at its end, a sentence keeps its stop; marks whose partner is outside are
    left out.
    """
    page = _page(text, version())
    if unit in (Unit.WORD, Unit.PARAGRAPH):
        return page.containing(position, unit)
    whole = page.containing(position, unit)
    bare = page.bare(*whole, "" if unit is Unit.SENTENCE else MARKS)
    return bare if bare[0] < bare[1] else whole


def around_unit(text: str, position: int, unit: Unit) -> Range:
    """The unit at `position` with the blanks or the line feed after it (vim's aw, as …)."""
    start, end = _page(text, version()).containing(position, unit)
    blanks = "\n" if unit is Unit.PARAGRAPH else " \t\u3000\xa0"
    while end < len(text) and text[end] in blanks:
        end += 1
        if unit is Unit.PARAGRAPH:
            break
    return start, end


def _pair(text: str, position: int, kind: str, count: int) -> Range | None:
    page = _page(text, version())
    of_kind = [p for p in page.pairs(position) if text[p[0]] in KINDS[kind]]
    around = [pair for pair in of_kind if pair[0] <= position <= pair[1]]
    if around:
        return around[-count] if count <= len(around) else None
    return next((pair for pair in of_kind if pair[0] > position), None)


class _Page:
    """A text with what was found out about its pieces, each when it is first asked for.

    A piece is a line, and a part of one so long that a key would wait for all of it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._units: dict[tuple[int, Unit], tuple[list[int], list[int]]] = {}
        self._pairs: dict[int, list[Range]] = {}
        self._partners: dict[int, dict[int, int]] = {}

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(feed.end() for feed in re.finditer("\n", self.text))]

    @cached_property
    def _parts(self) -> list[int]:
        ends = [*(start - 1 for start in self._lines[1:]), len(self.text)]
        return [
            at for line in zip(self._lines, ends, strict=True) for at in parts(self.text, *line)
        ]

    def _pieces(self, unit: Unit) -> list[int]:
        """Where each piece starts that the units of this kind are looked for in."""
        return self._lines if unit is Unit.PARAGRAPH else self._parts

    @property
    def last(self) -> int:
        """The last position a cursor can be at."""
        last = len(self.text) - 1
        if last > 0 and self.text[last] == "\n" != self.text[last - 1]:
            last -= 1  # the line feed that ends the text opens no line of its own
        return max(last, 0)

    def piece_at(self, position: int, unit: Unit) -> int:
        """The number of the piece that `position` is in."""
        if not 0 <= position <= len(self.text):
            raise IndexError(f"position {position} is outside a text of {len(self.text)}")
        return bisect_right(self._pieces(unit), position) - 1

    def pieces_from(self, position: int, unit: Unit) -> range:
        """The numbers of that piece and of all after it."""
        return range(self.piece_at(position, unit), len(self._pieces(unit)))

    def piece(self, number: int, unit: Unit) -> Range:
        """Start and end of a piece, without a line feed."""
        starts = self._pieces(unit)
        if number + 1 == len(starts):
            return starts[number], len(self.text)
        end = starts[number + 1]
        return starts[number], end - (self.text[end - 1] == "\n")

    def units(self, number: int, unit: Unit) -> tuple[list[int], list[int]]:
        """Starts and ends of the units of a piece; for vim an empty line is a word as well."""
        key = (number, unit)
        if key not in self._units:
            start, end = self.piece(number, unit)
            found = units(self.text[start:end], unit)
            if start == end < len(self.text) and unit is Unit.WORD:
                found = ((0, 0),)
            self._units[key] = [start + a for a, _ in found], [start + b for _, b in found]
        return self._units[key]

    def pairs(self, position: int) -> list[Range]:
        """The pairs of the piece at `position`: places of both marks, by the opening one."""
        number = self.piece_at(position, Unit.WORD)
        if number not in self._pairs:
            start, end = self.piece(number, Unit.WORD)
            found = pairs(self.text[start:end])
            self._pairs[number] = [(start + a, start + b) for a, b in found]
        return self._pairs[number]

    def containing(self, position: int, unit: Unit) -> Range:
        number = self.piece_at(position, unit)
        start, end = self.piece(number, unit)
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
            bare = self.bare(*whole, "" if unit is Unit.SENTENCE else MARKS)
            yield bare if bare[0] <= start and end <= bare[1] else whole
        yield (
            self.containing(start, Unit.PARAGRAPH)[0],
            self.containing(end - 1, Unit.PARAGRAPH)[1],
        )
        found = self.pairs(start)
        near = bisect_left(found, (start - LIMIT, 0))
        for a, b in found[near : bisect_left(found, (start + 1, 0))]:
            yield a + 1, b
            yield a, b + 1

    def _letters(self, position: int) -> Range:
        """The word at `position`; punctuation and blanks are by the character."""
        if self.text[position].isalnum():
            return self.containing(position, Unit.WORD)
        return position, position + 1

    def bare(self, start: int, end: int, marks: str) -> Range:
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
        number = self.piece_at(position, Unit.WORD)
        if number not in self._partners:
            both = self.pairs(position)
            self._partners[number] = dict(both) | {b: a for a, b in both}
        return self._partners[number].get(position, -1)


@lru_cache(maxsize=4)
def _page(text: str, words_version: int) -> _Page:
    return _Page(text)
