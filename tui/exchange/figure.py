"""An annotated page as an SVG figure: rows broken as Chinese is set, both scripts, spans below.

Every character has its own x, so that Han stand in their cells whatever font draws them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from tui.annotate.labels import LabelSet
from tui.errors import JiaozhuError
from tui.exchange.documents import Document
from tui.exchange.runs import Marked, lanes, runs
from tui.language import tr
from tui.text.blocks import Block, BlockType
from tui.text.layout import Rows, wrap
from tui.text.width import cell_len, safe_display

_CELL, _SIZE = 9, 17  # pixels of a terminal cell, and of the type that fills two
_ROW, _BASELINE = 25, 18  # of a row without lines under it
_PITCH, _LINE = 5, 2  # from one line under the text to the next, and its own
_NAME = 8  # size of a label's name
_GAP, _MARGIN = 44, 24
_FALLBACK = "#8899AA"
_FONTS = (
    "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Sans CJK SC', SimSun, serif"
)
_NAMES = "system-ui, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Look:
    """What of a page is drawn, and how wide."""

    han: int = 28
    """Han a row."""
    both: bool = True
    furniture: bool = False
    article: int | None = None
    """Only this article of the page."""


class Pane(NamedTuple):
    """One of the two texts, with its marks on their lanes."""

    text: str
    placed: list[tuple[Marked, int]]
    x: int


def svg(one: Document, labels: LabelSet, look: Look = Look()) -> str:
    """The figure; JiaozhuError where nothing is left to draw."""
    chosen = [
        block
        for block in one.edition.blocks
        if not block.inline
        and (look.furniture or not block.type.is_furniture)
        and (look.article is None or block.article == look.article)
    ]
    if not chosen:
        raise JiaozhuError(tr("{id} has nothing to draw with these choices", id=one.id))
    width = 2 * look.han * _CELL
    to_view = one.view.alignment.map_range
    marks = [Marked(span.start, span.end, span.label) for span in one.spans]
    panes = [Pane(one.edition.text, lanes(marks), _MARGIN)]
    if look.both:
        beside = [Marked(*to_view(mark.start, mark.end), mark.label) for mark in marks]
        panes.append(Pane(one.view.text, lanes(beside), _MARGIN + width + _GAP))
    colours = {label.name: label.color for label in labels}
    drawn: list[str] = []
    y = _MARGIN
    for block in chosen:
        bottoms = []
        for number, pane in enumerate(panes):
            start, end = to_view(block.start, block.end) if number else (block.start, block.end)
            parts, bottom = _block(pane, block, start, end, 2 * look.han, y, colours)
            drawn += parts
            bottoms.append(bottom)
        y = max(bottoms) + _ROW // 3
    legend, y = _legend(one, chosen, labels, y + _ROW // 2)
    across = panes[-1].x + width + _MARGIN
    body = "\n".join([*drawn, *legend])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {y + _MARGIN}" '
        f'font-family="{_FONTS}" font-size="{_SIZE}" xml:space="preserve">\n'
        f"<title>{escape(safe_display(one.id))}</title>\n"
        f'<rect width="{across}" height="{y + _MARGIN}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _block(
    pane: Pane, block: Block, start: int, end: int, cells: int, y: int, colours: dict[str, str]
) -> tuple[list[str], int]:
    """The rows of a block from `y` on, and where they end."""
    rows = wrap(pane.text[start:end], cells)
    placed = [(m, lane) for m, lane in pane.placed if m.start < end and m.end > start]
    parts: list[str] = []
    for row in range(len(rows)):
        a, b = rows.bounds(row)
        parts += _glyphs(rows, a, b, pane.x, y + _BASELINE, block.type)
        deepest = -1
        for run in runs(start + a, start + b, placed) if a < b else ():
            left = pane.x + rows.column(row, run.start - start) * _CELL
            right = pane.x + _end(rows, row, run.end - start) * _CELL
            for lane, label in run.lanes.items():
                deepest = max(deepest, lane)
                parts.append(_under(left, right, y, lane, colours.get(label, _FALLBACK)))
        names = list(_names(rows, row, start, placed, pane.x, y + _ROW + (deepest + 1) * _PITCH))
        parts += names
        y += _ROW + (deepest + 1) * _PITCH + (_NAME if names else 0)
    return parts, y


def _end(rows: Rows, row: int, offset: int) -> int:
    """The cell after what ends at `offset` of a row."""
    return rows.cells[offset] - rows.cells[rows.starts[row]]


def _names(
    rows: Rows, row: int, start: int, placed: Iterable[tuple[Marked, int]], x: int, y: int
) -> Iterator[str]:
    """The labels that begin on a row, below it; one that has no room is left to the legend."""
    a, b = rows.bounds(row)
    free = x
    for mark, _ in placed:
        at = mark.start - start
        if not a <= at < b:
            continue
        left = x + rows.column(row, at) * _CELL
        if left >= free:
            yield (
                f'<text x="{left}" y="{y + _NAME - 2}" font-size="{_NAME}" '
                f'font-family="{_NAMES}" fill="#555">{escape(mark.label)}</text>'
            )
            free = left + cell_len(mark.label) * _NAME * 3 // 4 + 3


def _glyphs(rows: Rows, a: int, b: int, x: int, y: int, kind: BlockType) -> Iterator[str]:
    places: list[str] = []
    shown: list[str] = []
    for offset in range(a, b):
        character = rows.display[offset]
        if character != " ":
            # A mark that combines stays with its base.
            places.append(str(x + (rows.cells[offset] - rows.cells[a]) * _CELL))
            shown.append(character)
    if shown:
        bold = kind in (BlockType.HEADLINE, BlockType.SUBHEAD)
        colour = "#1c1c1c" if bold or kind is BlockType.BODY else "#777"
        weight = ' font-weight="bold"' if bold else ""
        yield (
            f'<text x="{" ".join(places)}" y="{y}" fill="{colour}"{weight}>'
            f"{escape(''.join(shown))}</text>"
        )


def _under(left: int, right: int, y: int, lane: int, colour: str) -> str:
    top = y + _ROW - 2 + lane * _PITCH
    return (
        f'<rect x="{left}" y="{top}" width="{right - left - 2}" height="{_LINE}" fill="{colour}"/>'
    )


def _legend(one: Document, chosen: list[Block], labels: LabelSet, y: int) -> tuple[list[str], int]:
    """The labels that are drawn with their glosses, one beside the other, and where that ends."""
    low, high = chosen[0].start, chosen[-1].end
    counts = Counter(s.label for s in one.spans if s.start < high and s.end > low)
    parts: list[str] = []
    x = _MARGIN
    for label in labels:
        if not counts[label.name]:
            continue
        said = f"{label.name} {label.gloss_zh} {counts[label.name]}"
        wide = cell_len(said) * 6 + 24
        parts.append(f'<rect x="{x}" y="{y}" width="14" height="4" fill="{label.color}"/>')
        parts.append(
            f'<text x="{x + 18}" y="{y + 6}" font-size="11" font-family="{_NAMES}" '
            f'fill="#333">{escape(said)}</text>'
        )
        x += wide
    return parts, y + (12 if parts else 0)
