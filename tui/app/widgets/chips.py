"""A line of short things that can be clicked: the labels, the keys that matter now, the status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.app.widgets.still import Still
from tui.text.width import cell_len, clip

Part = tuple[str, str]
"""A text and its role: a component class of the line without `chips--`, `#RRGGBB` for the colour
of the text, or `on #RRGGBB` for its ground."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Some text drawn together, and what a click on it asks for (empty: nothing)."""

    parts: tuple[Part, ...]
    action: str = ""
    whole: bool = True
    """Left out where it does not fit; otherwise it is cut."""

    @property
    def cells(self) -> int:
        """Its width."""
        return sum(cell_len(text) for text, _ in self.parts)


class Chips(Still):
    """One row: chips from the left as far as they fit, and chips kept at the right."""

    DEFAULT_CSS = """
    Chips {
        height: 1;
        & > .chips--key { color: $primary; text-style: bold; }
        & > .chips--muted { color: $muted; }
        & > .chips--faint { color: $faint; }
        & > .chips--strong { text-style: bold; }
        & > .chips--good { color: $success; }
        & > .chips--bad { color: $error; text-style: bold; }
        & > .chips--mode { background: $primary; color: $background; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chips--text",
        "chips--key",
        "chips--muted",
        "chips--faint",
        "chips--strong",
        "chips--good",
        "chips--bad",
        "chips--mode",
    }
    ALLOW_SELECT = False

    class Pressed(Message):
        """A chip with an action was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None, gap: int = 3) -> None:  # noqa: A002
        super().__init__(id=id)
        self._gap = gap
        self._left: tuple[Chip, ...] = ()
        self._right: tuple[Chip, ...] = ()
        self._styles: dict[str, Style] = {}  # asking the style sheet takes longer than drawing

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._styles.clear()

    def show(self, left: Iterable[Chip], right: Iterable[Chip] = ()) -> None:
        """Draw these chips, if they are not the ones drawn already."""
        chips = tuple(left), tuple(right)
        if chips != (self._left, self._right):
            self._left, self._right = chips
            self.refresh()

    @property
    def room(self) -> int:
        """Cells there are for chips."""
        return max(0, self.size.width - 2)

    def _placed(self) -> Iterator[tuple[int, Chip, int]]:
        """Chips with their column and the cells they may take, from left to right.

        Those at the right give way first, from the left one on, but the last of them stays.
        """
        right, gap = list(self._right), self._gap
        cut = max((n for n, chip in enumerate(self._left) if not chip.whole), default=0)
        wanted = sum(chip.cells + gap for chip in self._left[: cut + 1]) - gap
        while len(right) > 1 and wanted + sum(gap + chip.cells for chip in right) > self.room:
            right.pop(0)
        end = 1 + self.room - sum(gap + chip.cells for chip in right)
        column = 1
        for chip in self._left:
            if column >= end or (chip.whole and column > 1 and column + chip.cells > end):
                break
            cells = min(chip.cells, end - column)
            yield column, chip, cells
            column += cells + gap
        for chip in right:
            if end + gap + chip.cells <= self.room + 1:
                yield end + gap, chip, chip.cells
            end += gap + chip.cells

    def render_line(self, y: int) -> Strip:
        base = self._style("text", Style.null())
        segments: list[Segment] = []
        at = 0
        for column, chip, cells in self._placed():
            segments.append(Segment(" " * (column - at), base))
            at = column + cells
            for text, role in chip.parts:
                text = clip(text, cells)
                cells -= cell_len(text)
                segments.append(Segment(text, self._style(role, base)))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, role: str, base: Style) -> Style:
        if role not in self._styles:
            self._styles[role] = self._new_style(role, base)
        return self._styles[role]

    def _new_style(self, role: str, base: Style) -> Style:
        if role.startswith("#"):
            return base + Style(color=role, bold=True)
        if role.startswith("on #"):
            return base + Style(color=base.bgcolor, bgcolor=role.removeprefix("on "), bold=True)
        return base + self.get_component_rich_style(f"chips--{role}", partial=bool(base))

    def on_click(self, event: events.Click) -> None:
        for column, chip, cells in self._placed():
            if column <= event.x < column + cells and chip.action:
                self.post_message(self.Pressed(chip.action))
