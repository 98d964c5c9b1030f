"""The ways to move that the reader itself knows: characters, rows, screens, blocks, articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from tui.app.reader.sheet import EDITION, Sheet, Spot

if TYPE_CHECKING:
    from tui.app.reader.model import Model

_OVERLAP = 2  # rows that stay when a page is turned


class Motion(StrEnum):
    """A way to move that the reader itself knows; others end in `Model.jump`."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    ROW_START = "row_start"
    ROW_END = "row_end"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    TOP = "top"
    BOTTOM = "bottom"
    SCREEN_TOP = "screen_top"
    SCREEN_MIDDLE = "screen_middle"
    SCREEN_BOTTOM = "screen_bottom"
    BLOCK_NEXT = "block_next"
    BLOCK_PREV = "block_prev"
    BLOCK_START = "block_start"
    BLOCK_END = "block_end"
    ARTICLE_NEXT = "article_next"
    ARTICLE_PREV = "article_prev"


def following(sheet: Sheet, side: int, offset: int) -> int | None:
    """The edition's offset of the next character of a side; None at the end."""
    index = sheet.piece_at(offset)
    if not sheet.pieces[index].folded:
        rows = sheet.laid(index, side).rows
        place = rows.after(sheet.local(offset, index, side))
        while place < len(rows.display):
            # Inside a phrase that was converted as a whole every character leads to its start.
            if (found := sheet.back(index, side, place)) > offset:
                return found
            place = rows.after(place)
    return sheet.pieces[index + 1].start if index + 1 < len(sheet.pieces) else None


def preceding(sheet: Sheet, side: int, offset: int) -> int | None:
    """The edition's offset of the character of a side before `offset`; None at the start."""
    index = sheet.piece_at(offset)
    if not sheet.pieces[index].folded:
        rows = sheet.laid(index, side).rows
        place = sheet.local(offset, index, side)
        while place > 0:
            place = rows.stop(place - 1)
            if (found := sheet.back(index, side, place)) < offset:
                return found
    return last_of(sheet, index - 1) if index else None


def last_of(sheet: Sheet, index: int) -> int:
    """Where the last character of a piece begins; of a folded one, where it begins itself."""
    piece = sheet.pieces[index]
    if piece.folded:
        return piece.start
    rows = sheet.laid(index, EDITION).rows
    return piece.start + rows.stop(max(0, len(rows.display) - 1))


def _characters(step: Callable[[Sheet, int, int], int | None], model: Model, count: int) -> None:
    offset = model.cursor
    for _ in range(count):
        found = step(model.sheet, model.side, offset)
        if found is None:
            break
        offset = found
    model.go(offset)


def _rows(down: bool, model: Model, count: int) -> None:
    sheet, side, column, offset = model.sheet, model.side, model.column, model.cursor
    for _ in range(count):
        spot = _next_row(sheet, side, sheet.spot_of(offset, side), down)
        if spot is None:
            break
        found = sheet.offset_at(spot, side, column)
        if sheet.spot_of(found, side) != spot:
            # A phrase that was converted as a whole began on the row before: the next character.
            beyond = following(sheet, side, found)
            if beyond is not None and (down or beyond < offset):
                found = beyond
        offset = found
    model.go(offset, column)


def _next_row(sheet: Sheet, side: int, spot: Spot, down: bool) -> Spot | None:
    """The next row with text of a side."""
    index, line = spot.piece, sheet.line(spot)[0]
    if down:
        if not sheet.pieces[index].folded and line + 1 < len(sheet.laid(index, side).rows):
            return sheet.spot_at(index, line + 1)
        return sheet.spot_at(index + 1, 0) if index + 1 < len(sheet.pieces) else None
    if line > 0:
        return sheet.spot_at(index, line - 1)
    if index == 0:
        return None
    rows = 1 if sheet.pieces[index - 1].folded else len(sheet.laid(index - 1, side).rows)
    return sheet.spot_at(index - 1, rows - 1)


def _row_edge(end: bool, model: Model, count: int) -> None:
    column = 10_000 if end else 0
    model.go(model.sheet.offset_at(model.spot, model.side, column))


def _screens(rows: Callable[[int], int], model: Model, count: int) -> None:
    """Turn pages: the cursor keeps its row of the screen, at the ends it goes on alone."""
    sheet, column = model.sheet, model.column
    wanted = rows(model.height) * count
    last = model.height - 1 - model.margin
    row = min(max(model.screen_row or 0, model.margin), last)
    if model.scroll(wanted, drag=False):
        spot = sheet.advance(model.top, row)[0]
    else:
        spot = sheet.advance(model.spot, wanted)[0]
    model.go(sheet.offset_at(spot, model.side, column), column)


def _edge(end: bool, model: Model, count: int) -> None:
    model.go(last_of(model.sheet, len(model.pieces) - 1) if end else model.settled(0))


def _screen_row(row: Callable[[Model], int], model: Model, count: int) -> None:
    spot = model.sheet.advance(model.top, row(model))[0]
    column = model.column
    model.go(model.sheet.offset_at(spot, model.side, column), column)


def _places(places: Callable[[Model], list[int]], forward: bool, model: Model, count: int) -> None:
    """To the next or previous of some places of the page."""
    found = places(model)
    if forward:
        index = bisect_right(found, model.cursor) + count - 1
        model.go(model.settled(found[index]) if index < len(found) else model.cursor)
    else:
        index = bisect_left(found, model.cursor) - count
        model.go(model.settled(found[max(0, index)]) if index > -count else model.cursor)


def _block_edge(end: bool, model: Model, count: int) -> None:
    block = model.pieces[model.sheet.piece_at(model.cursor)].block
    model.go(model.settled(max(block.start, block.end - 1) if end else block.start))


def _blocks(model: Model) -> list[int]:
    return model.block_starts


def _articles(model: Model) -> list[int]:
    return model.article_starts


MOTIONS: dict[Motion, Callable[[Model, int], None]] = {
    Motion.LEFT: partial(_characters, preceding),
    Motion.RIGHT: partial(_characters, following),
    Motion.UP: partial(_rows, False),
    Motion.DOWN: partial(_rows, True),
    Motion.ROW_START: partial(_row_edge, False),
    Motion.ROW_END: partial(_row_edge, True),
    Motion.PAGE_UP: partial(_screens, lambda height: -max(1, height - _OVERLAP)),
    Motion.PAGE_DOWN: partial(_screens, lambda height: max(1, height - _OVERLAP)),
    Motion.HALF_UP: partial(_screens, lambda height: -max(1, height // 2)),
    Motion.HALF_DOWN: partial(_screens, lambda height: max(1, height // 2)),
    Motion.TOP: partial(_edge, False),
    Motion.BOTTOM: partial(_edge, True),
    Motion.SCREEN_TOP: partial(_screen_row, lambda model: model.margin),
    Motion.SCREEN_MIDDLE: partial(_screen_row, lambda model: model.height // 2),
    Motion.SCREEN_BOTTOM: partial(_screen_row, lambda model: model.height - 1 - model.margin),
    Motion.BLOCK_NEXT: partial(_places, _blocks, True),
    Motion.BLOCK_PREV: partial(_places, _blocks, False),
    Motion.BLOCK_START: partial(_block_edge, False),
    Motion.BLOCK_END: partial(_block_edge, True),
    Motion.ARTICLE_NEXT: partial(_places, _articles, True),
    Motion.ARTICLE_PREV: partial(_places, _articles, False),
}
"""What each motion does to a model, with how many times."""
