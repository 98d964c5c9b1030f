"""The reader on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rich.segment import ControlType, Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.app.reader.ink import Ink
from tui.app.reader.marks import Marks, no_marks
from tui.app.reader.model import Model, Options, Place
from tui.app.reader.motions import Motion
from tui.app.reader.outline import Heading
from tui.app.reader.painting import Painter, Stretch
from tui.app.reader.panes import arrange
from tui.app.reader.sheet import EDITION, VIEW, Spot
from tui.text.edition import Edition
from tui.text.script import ScriptView
from tui.text.width import cell_len, clip

_KEPT = 2000  # drawn rows that are remembered
_WHEEL = 3  # rows

_NAMES = {EDITION: "edition", VIEW: "view"}


class Line(NamedTuple):
    """What a row of the screen shows; equal lines look equal."""

    spot: Spot | None
    cursors: tuple[Stretch, ...] = ()
    selected: tuple[Stretch, ...] = ()


class Reader(Widget, can_focus=True):
    """A page in two panes. What it offers is said in `tui.app.reader`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Reader { width: 1fr; height: 1fr; }"

    @dataclass
    class CursorMoved(Message):
        """The cursor moved, or was put on a page."""

        reader: Reader
        offset: int

        @property
        def control(self) -> Reader:
            """The reader."""
            return self.reader

    @dataclass
    class SelectionChanged(Message):
        """The selection is another one, or gone."""

        reader: Reader
        selection: tuple[int, int] | None

        @property
        def control(self) -> Reader:
            """The reader."""
            return self.reader

    @dataclass
    class PaneChanged(Message):
        """The cursor is in the other pane."""

        reader: Reader
        pane: str

        @property
        def control(self) -> Reader:
            """The reader."""
            return self.reader

    @dataclass
    class Picked(Message):
        """A selection made by the mouse is finished."""

        reader: Reader
        selection: tuple[int, int]

        @property
        def control(self) -> Reader:
            """The reader."""
            return self.reader

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        options: Options | None = None,
    ) -> None:
        super().__init__(id=id)
        self._options = options or Options()
        self._model: Model | None = None
        self._marks: Marks = no_marks
        self._labels: Mapping[str, str] = {}
        self._titles: tuple[str, str] = ("", "")
        self._panes = arrange(80, 24, 40, False)
        self._painter: Painter | None = None
        self._ink_: Ink | None = None
        self._lines: list[Line] = []
        self._strips: dict[Line, Strip] = {}
        self._drag: int | None = None

    # What is shown

    def show(
        self,
        edition: Edition,
        view: ScriptView | None,
        marks: Marks = no_marks,
        titles: tuple[str, str] | None = None,
    ) -> None:
        """Show a page from its top."""
        side = self._model.side if self._model else EDITION
        self._model = Model(edition, view, self._options)
        self._model.side = side if view is not None else EDITION
        self._marks = marks
        self._titles = titles or ("edition", view.config if view else "")
        self._lay_out()
        self.post_message(self.CursorMoved(self, 0))

    @property
    def model(self) -> Model:
        """The page's state; RuntimeError before anything is shown."""
        if self._model is None:
            raise RuntimeError("no page is shown yet")
        return self._model

    @property
    def edition(self) -> Edition:
        """What is shown in the first pane."""
        return self.model.edition

    @property
    def view(self) -> ScriptView | None:
        """What is shown in the second pane."""
        return self.model.view

    @property
    def labels(self) -> Mapping[str, str]:
        """Colour of each label."""
        return self._labels

    @labels.setter
    def labels(self, labels: Mapping[str, str]) -> None:
        self._labels = dict(labels)
        self._restyle()

    @property
    def pane(self) -> str:
        """Which pane has the cursor."""
        return _NAMES[self.model.side]

    @property
    def paired(self) -> bool:
        """Whether both panes are on the screen."""
        return self._panes.paired

    @property
    def cursor(self) -> int:
        """The first code point of the character under the cursor."""
        return self.model.cursor

    @property
    def anchor_offset(self) -> int | None:
        """Where the selection began; None when every motion just moves."""
        return self.model.anchor

    @property
    def selection(self) -> tuple[int, int] | None:
        """What is selected."""
        return self.model.selection

    @property
    def on_screen(self) -> tuple[int, int]:
        """The part of the edition on the screen."""
        return self.model.on_screen

    @property
    def place(self) -> Place:
        """Where the cursor is, for a status line."""
        return self.model.place

    def outline(self) -> list[Heading]:
        """Where a reader may want to go."""
        return self.model.outline()

    # Moving and selecting

    def move(self, kind: Motion | str, count: int = 1, extend: bool = False) -> bool:
        """Move by a motion; False when that was not possible."""
        model, before = self.model, self._state()
        if extend and model.anchor is None:
            model.begin_selection()
        moved = model.move(Motion(kind), count)
        self._changed(before)
        return moved

    def jump(self, offset: int, extend: bool = False) -> None:
        """The cursor to an offset."""
        model, before = self.model, self._state()
        if extend and model.anchor is None:
            model.begin_selection()
        self._watching_sheet(model.jump, offset)
        self._changed(before)

    def scroll(self, rows: int) -> bool:
        """Scroll; the cursor stays on the screen."""
        before = self._state()
        moved = self.model.scroll(rows)
        self._changed(before)
        return moved

    def center(self, where: str = "middle") -> None:
        """The cursor's row to the ``top``, ``middle`` or ``bottom`` of the screen."""
        self.model.center(where)
        self._draw_changes()

    def select(self, start: int, end: int) -> None:
        """Select exactly a range; the cursor goes to its last character."""
        before = self._state()
        self._watching_sheet(self.model.select, start, end)
        self._changed(before)

    def begin_selection(self) -> None:
        """Select from the cursor on."""
        before = self._state()
        self.model.begin_selection()
        self._changed(before)

    def swap_ends(self) -> None:
        """The cursor to the other end of the selection."""
        before = self._state()
        self.model.swap_ends()
        self._changed(before)

    def clear_selection(self) -> None:
        """Select nothing."""
        before = self._state()
        self.model.clear_selection()
        self._changed(before)

    # Changing what is shown

    def set_view(self, view: ScriptView | None, title: str | None = None) -> None:
        """Another script in the second pane."""
        before = self._state()
        self.model.set_view(view)
        self._titles = (self._titles[0], title or (view.config if view else ""))
        self._lay_out()
        self._changed(before)

    def swap_pane(self) -> None:
        """The cursor to the other pane; where there is only one, the other takes its place."""
        model = self.model
        if model.view is None:
            return
        model.side = VIEW if model.side == EDITION else EDITION
        if self._panes.paired:
            model.go(model.cursor)
            self._strips.clear()
            self._draw_all()
        else:
            self._lay_out()
        self.post_message(self.PaneChanged(self, self.pane))

    def refresh_range(self, start: int, end: int) -> None:
        """Marks in this range are others now; nothing moves."""
        if self._painter is None:
            return
        sheet = self.model.sheet
        first, last = sheet.piece_at(start), sheet.piece_at(max(start, end - 1))
        for index in range(first, last + 1):
            self._painter.forget(index)
        for line in list(self._strips):
            if line.spot is not None and first <= line.spot.piece <= last:
                del self._strips[line]
        for row, line in enumerate(self._lines):
            if line.spot is not None and first <= line.spot.piece <= last:
                self._refresh_row(row)

    def refresh_marks(self) -> None:
        """Marks may be others anywhere."""
        if self._painter is not None:
            self._painter.forget()
            self._strips.clear()
            self.refresh()

    def fold(self, offset: int | None = None) -> bool:
        """Fold or open the furniture at an offset or the cursor; False where there is none."""
        before = self._state()
        done = self.model.fold(offset)
        self._lay_out()
        self._changed(before)
        return done

    def fold_all(self, folded: bool) -> None:
        """Fold or open all furniture."""
        before = self._state()
        self.model.fold_all(folded)
        self._lay_out()
        self._changed(before)

    def option(self, **changes: Any) -> None:
        """Lay out differently; see `Options`."""
        self._options = replace(self._options, **changes)
        if self._model is not None:
            self._model.set_options(self._options)
            self._lay_out()

    # Following the model

    def _state(self) -> tuple[int, tuple[int, int] | None]:
        return self.model.cursor, self.model.selection

    def _changed(self, before: tuple[int, tuple[int, int] | None]) -> None:
        cursor, selection = self._state()
        self._draw_changes()
        if cursor != before[0]:
            self.post_message(self.CursorMoved(self, cursor))
        if selection != before[1]:
            self.post_message(self.SelectionChanged(self, selection))

    def _watching_sheet(self, change: Any, *args: int) -> None:
        """Run what may open a fold."""
        sheet = self.model.sheet
        change(*args)
        if self.model.sheet is not sheet:
            self._lay_out()

    def _lay_out(self) -> None:
        """After anything that changes what stands on which row."""
        model = self._model
        if model is None or not self.size:
            return
        width, height = self.size
        self._panes = panes = arrange(width, height, self._options.measure, model.view is not None)
        shown = (EDITION, VIEW) if panes.paired else (model.side,)
        model.resize(height - panes.title, shown, (panes.text, panes.text))
        self._painter = Painter(model.sheet, self._ink, self._marks, model.edition.blocks)
        self._strips.clear()
        self._draw_all()

    @property
    def _ink(self) -> Ink:
        if self._ink_ is None:
            mono = self.app.no_color
            self._ink_ = Ink(self.app.theme_variables, self._labels, mono=mono)
        return self._ink_

    def _restyle(self) -> None:
        self._ink_ = None
        self._strips.clear()
        if self._painter is not None:
            self._painter.ink = self._ink
            self.refresh()

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        self._restyle()

    def on_resize(self) -> None:
        """Lay out again; the same text stays on the screen."""
        self._lay_out()

    def on_focus(self) -> None:
        """The cursor is drawn stronger, and an input method follows it."""
        self._strips.clear()
        self._draw_all()

    def on_blur(self) -> None:
        """The cursor is drawn fainter."""
        self._strips.clear()
        self._draw_all()

    # Lines of the screen

    def _sides(self) -> tuple[int, ...]:
        return (EDITION, VIEW) if self._panes.paired else (self.model.side,)

    def _look(self) -> list[Line]:
        """What each row of the screen has to show."""
        model = self.model
        sheet = model.sheet
        cursor = model.cursor
        here = sheet.piece_at(cursor)
        selection = model.selection
        sides = self._sides()
        at: list[tuple[int, int]] = []
        chosen: list[tuple[int, int]] = []
        for side in sides:
            to_side = sheet.sides[side].range
            start, end = to_side(cursor, max(model.after(cursor), cursor))
            if start == end and not sheet.pieces[here].folded:
                laid = sheet.laid(here, side)  # nothing of it on this side: the place itself
                if laid.rows.display:
                    local = sheet.local(cursor, here, side)
                    start, end = laid.start + local, laid.start + laid.rows.after(local)
            at.append((start, end))
            chosen.append(to_side(*selection) if selection else (0, 0))
        lines: list[Line] = []
        spots = sheet.screenful(model.top, model.height)
        for spot in spots:
            cursors: list[Stretch] = []
            selected: list[Stretch] = []
            for number, side in enumerate(sides):
                bounds = sheet.text_row(spot, side)
                if bounds is None or bounds[0] == bounds[1]:
                    text = spot.row == len(sheet.pieces[spot.piece].lead)
                    cursors.append((0, 0) if text and spot.piece == here else None)
                    selected.append(None)
                    continue
                cursors.append(_common(at[number], bounds))
                selected.append(_common(chosen[number], bounds))
            lines.append(Line(spot, tuple(cursors), tuple(selected)))
        lines += [Line(None)] * (model.height - len(lines))
        return lines

    def _draw_all(self) -> None:
        if self._model is None:
            return
        self._lines = self._look()
        self._place_terminal_cursor()
        self.refresh()

    def _draw_changes(self) -> None:
        """Refresh the rows that look different now."""
        before, self._lines = self._lines, self._look()
        self._place_terminal_cursor()
        if len(before) != len(self._lines):
            self.refresh()
            return
        rows = [row for row, (a, b) in enumerate(zip(before, self._lines, strict=True)) if a != b]
        if 2 * len(rows) > len(self._lines):
            self.refresh()
        else:
            for row in rows:
                self._refresh_row(row)

    def _refresh_row(self, row: int) -> None:
        self.refresh(Region(0, row + self._panes.title, self.size.width, 1))

    def _place_terminal_cursor(self) -> None:
        """An input method opens its window where the terminal's own cursor is."""
        row = self.model.screen_row
        if self.has_focus and row is not None:
            number = self.model.side if self._panes.paired else 0
            x = self._panes.text_column(number) + self.model.caret_column
            self.app.cursor_position = self.region.offset + Offset(x, row + self._panes.title)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of some rows; what was drawn before is the same object, caches and all."""
        if self._painter is None or self._model is None or not self._lines:
            return [Strip.blank(crop.width, self._ink.blank)] * crop.height
        strips = [self._strip(y) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _strip(self, y: int) -> Strip:
        row = y - self._panes.title
        if row < 0:
            return self._finish(self._title())
        if row >= len(self._lines):
            return Strip.blank(self.size.width, self._ink.blank)
        line = self._lines[row]
        if (strip := self._strips.get(line)) is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[line] = self._finish(self._segments(line))
        return strip

    def _segments(self, line: Line) -> list[list[Segment]]:
        """The panes of a row."""
        panes, painter = self._panes, self._painter
        assert painter is not None
        if line.spot is None:
            return [[Segment(" " * panes.pane, self._ink.blank)] for _ in self._sides()]
        return [
            painter.row(
                line.spot,
                side,
                panes.text,
                panes.gutter,
                line.cursors[number],
                line.selected[number],
                self.has_focus and side == self.model.side,
            )
            for number, side in enumerate(self._sides())
        ]

    def _title(self) -> list[list[Segment]]:
        panes, ink = self._panes, self._ink
        titles: list[list[Segment]] = []
        for side in self._sides():
            text = clip(self._titles[side], panes.text)
            style = ink.title if side == self.model.side else ink.faint_title
            titles.append(
                [
                    Segment(" " * panes.gutter, ink.blank),
                    Segment(text, style),
                    Segment(" " * (panes.text - cell_len(text)), ink.rule),
                    Segment(" " * (panes.pane - panes.gutter - panes.text), ink.blank),
                ]
            )
        return titles

    def _finish(self, panes: list[list[Segment]]) -> Strip:
        """Panes side by side.

        The terminal is told where the second one begins and where the row ends, so that a
        character it draws wider or narrower than it should shifts nothing but its own pane.
        """
        at, blank = self._panes, self._ink.blank
        column = at.margin + at.pane
        segments = self._filtered([Segment(" " * at.margin, blank), *panes[0]])
        for pane in panes[1:]:
            segments += self._filtered([Segment(" " * at.gap, blank)])
            column += at.gap
            segments += [self._column(column), *self._filtered(pane)]
            column += at.pane
        segments += [self._column(column), *self._filtered([Segment(" " * at.rest, blank)])]
        return Strip(segments, at.width)

    def _filtered(self, segments: list[Segment]) -> list[Segment]:
        """As the application wants its colours, without what is empty."""
        segments = [segment for segment in segments if segment.text]
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self._ink.ground)
        return segments

    def _column(self, column: int) -> Segment:
        absolute = self.region.x + column + 1
        return Segment(f"\x1b[{absolute}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, absolute)])

    # The mouse

    def _under(self, event: events.MouseEvent) -> int | None:
        """The character under the mouse; in the other pane the cursor goes there too."""
        panes, model = self._panes, self.model
        row = event.y - panes.title
        if not 0 <= row < len(self._lines) or (spot := self._lines[row].spot) is None:
            return None
        middle = panes.margin + panes.pane + panes.gap // 2
        number = 1 if panes.paired and event.x >= middle else 0
        side = self._sides()[number]
        if side != model.side and self._drag is None:
            self.swap_pane()
        return model.sheet.offset_at(spot, side, event.x - panes.text_column(number))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor there."""
        if self._model is None or event.button != 1:
            return
        offset = self._under(event)
        if offset is None:
            return
        before = self._state()
        self.model.clear_selection()
        self.model.go(self.model.settled(offset), reveal=False)
        self._drag = self.model.cursor
        self.capture_mouse()
        self._changed(before)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down."""
        if self._drag is None:
            return
        before = self._state()
        if event.y - self._panes.title < 0 or event.y >= self.size.height:
            self.model.scroll(-1 if event.y <= 0 else 1)
        offset = self._under(event)
        if offset is not None and (offset != self._drag or self.model.anchor is not None):
            self.model.anchor = self._drag
            self.model.go(self.model.settled(offset), reveal=False)
        self._changed(before)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is finished."""
        if self._drag is None:
            return
        self._drag = None
        self.release_mouse()
        if (selection := self.selection) is not None:
            self.post_message(self.Picked(self, selection))

    def on_click(self, event: events.Click) -> None:
        """Twice takes the word, three times the sentence."""
        if self._model is None or event.chain not in (2, 3):
            return
        from tui.text import units  # brings the segmenter

        unit = units.Unit.WORD if event.chain == 2 else units.Unit.SENTENCE
        found = units.containing(self.edition.text, self.cursor, unit)
        self.select(*found)
        self.post_message(self.Picked(self, found))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays in the text."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays in the text."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        if self._model is not None and self.model.scroll(rows, drag=False):
            self._draw_changes()
        event.stop()


def _common(one: tuple[int, int], other: tuple[int, int]) -> Stretch:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None
