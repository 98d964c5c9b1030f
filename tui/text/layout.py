"""Breaking a paragraph into rows of so many cells, as Chinese is set.

避头尾 of CLREQ's level "basic": no closing mark at the start of a row, no opening mark at its end,
—— and …… undivided, Latin words and numbers undivided. What does not fit is pushed to the next
row. Where a stretch longer than a row leaves no such break, words give way first, marks last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tui.text.width import cell_offsets, safe_display

# CLREQ 3.1.5: pause and stop marks, closing brackets and quotes, connectors, interpunct, solidus;
# with the half-width forms that pages use as often, and the signs that belong to a number.
NO_ROW_START = frozenset(
    "、，。．；：！？‼⁇⁈⁉，｡､·・•‧∙/／～~－–"
    "’”»›」』】〕〗〙〛）］｝〉》｠｣﹂﹄﹀︾）"
    ",.;:!?)]}%％‰℃°′″々〻ー"
    "﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞﹪…⋯"
)
NO_ROW_END = frozenset("‘“«‹「『【〔〖〘〚（［｛〈《｟｢﹁﹃︿︽([{￥＄$¥€£№＃#﹙﹛﹝")
_PAIRED = frozenset("—―…⋯─⸺")  # two of them make one mark

_JOINERS = frozenset("'’.,:-_/@&+%#?=~")  # hold a word or number together from inside
_GLUE = frozenset("\u00a0\u202f\u2060")  # blanks and joints that are not to be broken at
_BEFORE_WORDS = frozenset("℃°％%‰′″’")  # what ends with one is not parted from a word behind it
_AFTER_WORDS = frozenset("‘$¥€£￥＄")  # what begins so, not from a word before it
_SIGNS = frozenset("○●□■△▲◇◆☆★＊")  # stand for letters or digits, several for one word or number
_NARROW = re.compile("[0-9A-Za-z_\u00aa-\u02ff\u0370-\u10ff\u1e00-\u1fff]")


@dataclass(frozen=True, slots=True)
class Rows:
    """A paragraph in rows. Offsets are code points from its start, columns cells from its left."""

    display: str
    """What is drawn, code point by code point."""
    starts: tuple[int, ...]
    """Where each row starts. Rows tile the paragraph; an empty one has one empty row."""
    cells: list[int]
    """The cell at which each code point begins if all stood on one row, and the total."""
    indent: int = 0
    """Cells left free before the first row."""

    def __len__(self) -> int:
        return len(self.starts)

    def bounds(self, row: int) -> tuple[int, int]:
        """Start and end of a row."""
        following = row + 1
        end = self.starts[following] if following < len(self.starts) else len(self.display)
        return self.starts[row], end

    def row_of(self, offset: int) -> int:
        """The row that holds the code point at `offset`; the very end is in the last."""
        return bisect_right(self.starts, offset) - 1

    def column(self, row: int, offset: int) -> int:
        """Where on `row` the code point at `offset` begins."""
        return self.cells[offset] - self.cells[self.starts[row]] + (0 if row else self.indent)

    def at(self, row: int, column: int) -> int:
        """The code point drawn at `column` of `row`; beyond either end the nearest one."""
        start, end = self.bounds(row)
        cell = self.cells[start] + max(0, column - (0 if row else self.indent))
        return self.stop(max(start, min(bisect_right(self.cells, cell, start, end) - 1, end - 1)))

    def stop(self, offset: int) -> int:
        """Where a cursor stands for `offset`: never between a base and its marks."""
        offset = max(0, min(offset, len(self.display)))
        while 0 < offset < len(self.display) and self.cells[offset] == self.cells[offset + 1]:
            offset -= 1
        return offset

    def after(self, offset: int) -> int:
        """Where the character at `offset` ends, its marks included."""
        offset = min(offset + 1, len(self.display))
        while offset < len(self.display) and self.cells[offset] == self.cells[offset + 1]:
            offset += 1
        return offset


def wrap(text: str, width: int, *, indent: int = 0, ambiguous: int = 1) -> Rows:
    """Break the paragraph `text` into rows of at most `width` cells, the first `indent` less.

    One blank may hang past the end of a row. O(len(text)).
    """
    display = safe_display(text)
    cells = cell_offsets(display, ambiguous)
    width = max(width, 2)
    indent = indent if width - indent >= 4 else 0
    starts = [0]
    start, limit = 0, width - indent
    while cells[-1] - cells[start] > limit:
        fits = bisect_right(cells, cells[start] + limit) - 1
        start = _break(display, cells, start, fits)
        if start == len(display):
            break
        starts.append(start)
        limit = width
    return Rows(display, tuple(starts), cells, indent)


def _break(text: str, cells: list[int], start: int, end: int) -> int:
    """The best place in `start < place <= end` for the next row; `text[end]` does not fit."""
    if text[end] == " " and text[end - 1] not in NO_ROW_END:
        hung = end + 1
        if hung == len(text) or (text[hung] != " " and _between_marks(text, start, hung)):
            return hung
    for may_break in (_between_words, _between_parts, _between_marks):
        for place in range(end, start, -1):
            if cells[place] < cells[place + 1] and may_break(text, start, place):
                return place
    return end


def _between_marks(text: str, start: int, place: int) -> bool:
    """Whether 避头尾 lets the row from `start` end and another start at `place`."""
    before, after = text[place - 1], text[place]
    if after in _PAIRED and before == after:
        run = place - 1
        while run > start and text[run - 1] == after:
            run -= 1
        return (place - run) % 2 == 0
    return after not in NO_ROW_START and before not in NO_ROW_END


def _between_words(text: str, start: int, place: int) -> bool:
    """Whether also no word or number is divided at `place` and no row starts with a blank."""
    before, after = text[place - 1], text[place]
    if after == " " or not _between_marks(text, start, place):
        return False
    if before in _GLUE or (after in _GLUE and before != " "):
        return False
    if before == after and before in _PAIRED:
        return False
    if "!" <= before <= "~" and "!" <= after <= "~":
        return False
    if _is_narrow(after):
        if _is_narrow(before) or before in _BEFORE_WORDS:
            return False
        return not (before in _JOINERS and place > 1 and _is_narrow(text[place - 2]))
    if after in _AFTER_WORDS and (_is_narrow(before) or before in _PAIRED):
        return False
    return not (
        after in _JOINERS
        and _is_narrow(before)
        and place + 1 < len(text)
        and _is_narrow(text[place + 1])
    )


def _is_narrow(char: str) -> bool:
    """Whether words and numbers are made of it."""
    return _NARROW.match(char) is not None or char in _SIGNS


def _between_parts(text: str, start: int, place: int) -> bool:
    """Whether a word that is longer than a row, such as an address, may be divided at `place`."""
    before, after = text[place - 1], text[place]
    return before in "/?-" and _NARROW.match(after) is not None and not after.isdigit()
