"""The reader on the screen: what it offers, and the way from the model to rows to refresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from tui.app.reader import messages
from tui.app.reader.ambiguous import measure_ambiguous
from tui.app.reader.canvas import Canvas
from tui.app.reader.ink import Ink
from tui.app.reader.marks import Marks, no_marks
from tui.app.reader.model import Model, Options, Place, Stance
from tui.app.reader.motions import Motion
from tui.app.reader.outline import Heading
from tui.app.reader.painting import Signs
from tui.app.reader.panes import arrange
from tui.app.reader.sheet import EDITION, LEFT, VIEW
from tui.text.edition import Edition
from tui.text.script import ScriptView

_NAMES = {EDITION: "edition", LEFT: "edition", VIEW: "view"}


class PageView(Widget):
    """A page in two panes, without the mouse. What it offers is said in `tui.app.reader`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "PageView { width: 1fr; height: 1fr; }"

    CursorMoved = messages.CursorMoved
    SelectionChanged = messages.SelectionChanged
    PaneChanged = messages.PaneChanged
    Picked = messages.Picked

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        options: Options | None = None,
    ) -> None:
        super().__init__(id=id)
        self._options = options or Options()
        self._model: Model | None = None
        self._labels: Mapping[str, str] = {}
        self._titles: tuple[str, str] = ("", "")
        self.canvas: Canvas | None = None
        self._theme = ""
        self._style: tuple[Ink, Sequence[LineFilter]] | None = None

    # What is shown

    def show(
        self,
        edition: Edition,
        view: ScriptView | None,
        marks: Marks = no_marks,
        titles: tuple[str, str] | None = None,
    ) -> None:
        """Show a page from its top, the edition in the left pane."""
        right = self._model is not None and self._model.side == VIEW
        self._model = Model(edition, view, self._options, marks)
        self._model.side = VIEW if right and view is not None else EDITION
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
        return self.canvas is not None and self.canvas.panes.paired

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
    def shown_text(self) -> list[tuple[int, int]]:
        """The text on the screen in the pane of the cursor: stretches of `side_text`."""
        return self.canvas.shown_text if self.canvas is not None else []

    @property
    def side_text(self) -> str:
        """The text of the pane that has the cursor."""
        return self.model.sheet.sides[self.model.side].text

    def back(self, offset: int) -> int:
        """The offset of the edition that `side_text` shows at `offset`."""
        return self.model.sheet.sides[self.model.side].back(offset)

    def there(self, offset: int) -> int:
        """Where `side_text` shows an offset of the edition."""
        return self.model.sheet.sides[self.model.side].range(offset, offset)[0]

    def sign(
        self,
        labels: Mapping[int, str] | None = None,
        matched: Sequence[tuple[int, int]] = (),
        landings: Sequence[int] = (),
    ) -> None:
        """Draw keys over characters, stretches that fit and landings; places of `side_text`.

        Nothing moves; what was drawn before is gone.
        """
        if self.canvas is None:
            return
        rows = self.canvas.sign(Signs(self.model.side, labels or {}, matched, landings))
        if rows is None:
            self.refresh()
        else:
            self._refresh_rows(rows)

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
        model, before = self.model, self.state()
        if extend and model.anchor is None:
            model.begin_selection()
        moved = model.move(Motion(kind), count)
        self.changed(before)
        return moved

    def jump(self, offset: int, extend: bool = False) -> None:
        """The cursor to an offset."""
        model, before = self.model, self.state()
        if extend and model.anchor is None:
            model.begin_selection()
        self._watching_sheet(model.jump, offset)
        self.changed(before)

    def scroll(self, rows: int) -> bool:
        """Scroll; the cursor stays on the screen."""
        before = self.state()
        moved = self.model.scroll(rows)
        self.changed(before)
        return moved

    def center(self, where: str = "middle") -> None:
        """The cursor's row to the ``top``, ``middle`` or ``bottom`` of the screen."""
        self.model.center(where)
        self.draw_changes()

    def select(self, start: int, end: int, *, reveal: bool = True) -> None:
        """Select exactly a range; the cursor goes to its last character.

        Without `reveal` the text stays where it is, even when the cursor goes out of sight.
        """
        before = self.state()
        self._watching_sheet(partial(self.model.select, reveal=reveal), start, end)
        self.changed(before)

    @property
    def stance(self) -> Stance:
        """What is selected and where the cursor is, to come back to by `stand`."""
        return self.model.stance

    def stand(self, stance: Stance) -> None:
        """As it was at a `stance` of the same edition; the text stays where it is."""
        before = self.state()
        self.model.stand(stance)
        self.changed(before)

    def begin_selection(self) -> None:
        """Select from the cursor on."""
        before = self.state()
        self.model.begin_selection()
        self.changed(before)

    def swap_ends(self) -> None:
        """The cursor to the other end of the selection."""
        before = self.state()
        self.model.swap_ends()
        self.changed(before)

    def clear_selection(self) -> None:
        """Select nothing."""
        before = self.state()
        self.model.clear_selection()
        self.changed(before)

    # Changing what is shown

    def follow(
        self, edition: Edition, view: ScriptView | None, left: ScriptView | None = None
    ) -> None:
        """Another edition of the same source; the text under the eyes stays where it is."""
        before = self.state()
        self.model.follow(edition, view, left)
        self._lay_out()
        self.changed(before)

    def set_view(self, view: ScriptView | None, title: str | None = None) -> None:
        """Another script in the second pane."""
        before = self.state()
        self.model.set_view(view)
        self._titles = (self._titles[0], title or (view.config if view else ""))
        self._lay_out()
        self.changed(before)

    def set_views(
        self, view: ScriptView | None, left: ScriptView | None, titles: tuple[str, str]
    ) -> None:
        """Other texts in both panes; `left` None: the edition. `titles`: left and right."""
        before = self.state()
        self.model.set_views(view, left)
        self._titles = titles
        self._lay_out()
        self.changed(before)

    def swap_pane(self) -> None:
        """The cursor to the other pane; where there is only one, the other takes its place."""
        model = self.model
        if model.view is None:
            return
        model.side = model.left_side if model.side == VIEW else VIEW
        if self.paired:
            model.go(model.cursor)
            self.refresh_marks()
            self.draw_changes()
        else:
            self._lay_out()
        self.post_message(self.PaneChanged(self, self.pane))

    def refresh_range(self, start: int, end: int) -> None:
        """Marks in this range are others now; nothing above them moves."""
        if self.canvas is None:
            return
        self.model.relabel(start, end)
        if self._options.interlinear:
            self._lay_out()
        else:
            self._refresh_rows(self.canvas.forget(start, end))

    def refresh_marks(self) -> None:
        """Marks may be others anywhere."""
        if self.canvas is None:
            return
        self.model.relabel()
        if self._options.interlinear:
            self._lay_out()
        else:
            self.canvas.forget_all()
            self.refresh()

    def fold(self, offset: int | None = None) -> bool:
        """Fold or open the furniture at an offset or the cursor; False where there is none."""
        before = self.state()
        done = self.model.fold(offset)
        self._lay_out()
        self.changed(before)
        return done

    def fold_all(self, folded: bool) -> None:
        """Fold or open all furniture."""
        before = self.state()
        self.model.fold_all(folded)
        self._lay_out()
        self.changed(before)

    @property
    def unfolded(self) -> tuple[int, ...]:
        """Starts of the furniture that is open."""
        return self.model.unfolded

    def unfold(self, starts: Iterable[int]) -> None:
        """Open the furniture that begins at `starts`, and fold the other."""
        before = self.state()
        self.model.unfold(starts)
        self._lay_out()
        self.changed(before)

    def option(self, **changes: Any) -> None:
        """Lay out differently; see `Options`."""
        self._options = replace(self._options, **changes)
        measure_ambiguous(self._options.ambiguous)
        if self._model is not None:
            self._model.set_options(self._options)
            self._lay_out()

    # Following the model

    def state(self) -> tuple[int, tuple[int, int] | None]:
        return self.model.cursor, self.model.selection

    def changed(self, before: tuple[int, tuple[int, int] | None]) -> None:
        cursor, selection = self.state()
        self.draw_changes()
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
        panes = arrange(width, height, self._options.measure, model.view is not None)
        sides = (model.left_side, VIEW) if panes.paired else (model.side,)
        model.resize(height - panes.title, sides, panes.text)
        ink, filters = self._styling
        self.canvas = Canvas(model, panes, sides, ink, filters, self._titles)
        self._place_terminal_cursor()
        self.refresh()

    @property
    def _styling(self) -> tuple[Ink, Sequence[LineFilter]]:
        """The colours, and what else the application does to them."""
        if self._style is None:
            ink = Ink(self.app.theme_variables, self._labels, mono=self.app.no_color)
            # Ours are exact; there are no palette colours to make so.
            filters = self.get_line_filters()
            self._style = ink, [f for f in filters if not isinstance(f, ANSIToTruecolor)]
        return self._style

    def _restyle(self) -> None:
        self._style = None
        self._lay_out()

    def notify_style_update(self) -> None:
        """The theme may have changed; it is also called when the mouse comes and goes."""
        super().notify_style_update()
        if self._theme != self.app.theme:
            self._theme = self.app.theme
            self._restyle()

    def on_resize(self) -> None:
        """Lay out again; the same text stays on the screen."""
        self._lay_out()

    def on_focus(self) -> None:
        """The cursor is drawn stronger, and an input method follows it."""
        self._place_terminal_cursor()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn fainter."""
        self.refresh()

    # Drawing

    def draw_changes(self) -> None:
        """Refresh the rows that look different now."""
        if self.canvas is None:
            return
        changed = self.canvas.update()
        self._place_terminal_cursor()
        if changed is None:
            self.refresh()
        else:
            self._refresh_rows(changed)

    def _refresh_rows(self, rows: list[int]) -> None:
        if rows and self.canvas is not None:
            width, head = self.size.width, self.canvas.panes.title
            self.refresh(*(Region(0, row + head, width, 1) for row in rows))

    def _place_terminal_cursor(self) -> None:
        """An input method opens its window where the terminal's own cursor is."""
        if self.canvas is None or not self.has_focus:
            return
        if (row := self.model.screen_row) is not None:
            panes = self.canvas.panes
            number = self.canvas.sides.index(self.model.side)
            x = panes.text_column(number) + self.model.caret_column
            self.app.cursor_position = self.region.offset + Offset(x, row + panes.title)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of some rows; what was drawn before is the same object, caches and all."""
        width, height = self.size
        blank = Strip.blank(width, self._styling[0].blank)
        strips: list[Strip] = []
        if self.canvas is not None and self.canvas.panes.width == width:
            strips = self.canvas.strips(self.region.x, self.has_focus)
        strips += [blank] * (height - len(strips))
        if crop.x == 0 and crop.width == width:
            return strips[crop.y : crop.bottom]
        return [strip.crop(crop.x, crop.right) for strip in strips[crop.y : crop.bottom]]
