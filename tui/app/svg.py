"""A screen as SVG, for documents and papers.

Every character has its own x: whatever font draws it, Han stand where the terminal puts them
(Rich's export gives a run of text one length, counted in characters).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from tui.text.width import cell_widths

_CELL, _ROW, _SIZE = 10, 24, 18  # pixels
_BASELINE = 18
_MARGIN = 16
_FONTS = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', "
    "'PingFang SC', 'Microsoft YaHei', monospace"
)


def svg(rows: Sequence[Iterable[Segment]], columns: int, title: str) -> str:
    """`rows` of segments on a screen of `columns` cells."""
    width, height = columns * _CELL + 2 * _MARGIN, len(rows) * _ROW + 2 * _MARGIN
    ground = _ground(rows)
    grounds: list[str] = []
    glyphs: list[str] = []
    for number, row in enumerate(rows):
        column = 0
        for text, style, control in row:
            if control:
                continue
            widths = cell_widths(text)
            colour, back = _colours(style or Style.null())
            x, y = _MARGIN + column * _CELL, _MARGIN + number * _ROW
            cells = sum(widths)
            if back != ground:
                grounds.append(_rect(x, y, cells * _CELL, back))
            if text.strip() or (style and style.underline):
                glyphs += _glyphs(text, widths, x, y, colour, style or Style.null())
            column += cells
    body = "\n".join([*grounds, *glyphs])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="{_FONTS}" font-size="{_SIZE}" xml:space="preserve">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>\n'
        f"{body}\n</svg>\n"
    )


def _ground(rows: Sequence[Iterable[Segment]]) -> str:
    """What most of the screen is painted with."""
    cells: Counter[str] = Counter()
    for row in rows:
        for text, style, _ in row:
            cells[_colours(style or Style.null())[1]] += len(text)
    return cells.most_common(1)[0][0] if cells else "#000000"


def _rect(x: int, y: int, width: int, fill: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{_ROW}" fill="{fill}"/>'


def _glyphs(
    text: str, widths: Sequence[int], x: int, y: int, colour: str, style: Style
) -> Iterable[str]:
    length = sum(widths) * _CELL
    if style.underline:
        low = y + _ROW - 3
        yield f'<rect x="{x}" y="{low}" width="{length}" height="1.5" fill="{colour}"/>'
    places, drawn = [], []
    at = x
    for character, cells in zip(text, widths, strict=True):
        if character == "▐":  # a bar must meet its neighbours, which no font promises
            yield _rect(at + _CELL // 2, y, _CELL // 2, colour)
        elif character != " ":
            drawn.append(character)
            places.append(str(at))
        at += cells * _CELL
    if drawn:
        weight = ' font-weight="bold"' if style.bold else ""
        slant = ' font-style="italic"' if style.italic else ""
        yield (
            f'<text x="{" ".join(places)}" y="{y + _BASELINE}" fill="{colour}"{weight}{slant}>'
            f"{escape(''.join(drawn))}</text>"
        )


def _colours(style: Style) -> tuple[str, str]:
    """Of the characters and of the ground, as they end up on the screen."""
    theme = DEFAULT_TERMINAL_THEME
    front = style.color.get_truecolor(theme) if style.color else theme.foreground_color
    back = (
        style.bgcolor.get_truecolor(theme, foreground=False)
        if style.bgcolor
        else theme.background_color
    )
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = ColorTriplet(*((2 * a + b) // 3 for a, b in zip(front, back, strict=True)))
    return front.hex, back.hex
