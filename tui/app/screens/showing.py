"""What the reading screen shows of a page: panes and outline, laid out as they were left."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import Any

from tui.app.habits import Habit, PageHabit
from tui.app.hands import Hands
from tui.app.joining import Joining
from tui.app.jumping import warm
from tui.app.reader import MEASURE, Options, Reader
from tui.app.reader.ink import Ink
from tui.app.screens import bars
from tui.app.screens.studying import Studying
from tui.app.session import Session
from tui.app.shelf import Shelf
from tui.app.widgets.outline import Outline
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.script import PLAIN
from tui.text.width import safe_display

_INDENT = 2  # Han
_NARROWEST = 8  # Han on a row


class Showing(Studying):
    """Shows the open page in the reader."""

    def __init__(self, shelf: Shelf, index: int) -> None:
        super().__init__(shelf, index)
        self._hands: Hands | None = None
        self._ink: Ink | None = None
        self._first_view = True
        habit = shelf.memory.project(shelf.pages[index].project)
        self.options = Options(
            ambiguous=shelf.ambiguous,
            interlinear=habit.interlinear,
            tint=habit.tint,
            paragraph_gap=habit.paragraph_gap,
            row_gap=habit.row_gap,
            measure=habit.measure if habit.measure >= _NARROWEST else MEASURE,
            indent=min(habit.indent, _INDENT),
        )
        """How pages are laid out."""
        self.hidden = frozenset(habit.hidden.split())
        """Labels that are not drawn."""
        self.forms_shown = habit.forms
        """Whether characters that may be written in several ways are underlined."""
        self.joining = Joining()
        """The span that is marked as one end of a link."""

    @property
    def reader(self) -> Reader:
        """The two panes."""
        return self.query_one("#reader", Reader)

    @property
    def outline(self) -> Outline:
        """The list of headings, which may be hidden."""
        return self.query_one("#outline", Outline)

    @property
    def hands(self) -> Hands:
        """Selection and spans of the open page; JiaozhuError while it is still being read."""
        if self._hands is None:
            raise JiaozhuError(tr("The page is not open yet."))
        return self._hands

    @property
    def place(self) -> int:
        """Where the cursor is."""
        return self.reader.cursor

    def show_page(self, session: Session, offset: int) -> None:
        """Draw a page with the cursor at `offset`."""
        self._hands = Hands(self.reader, session)
        self.joining.drop()
        self._ink = None
        self.reader.labels = {label.name: label.color for label in session.labels}
        session.hidden = self.hidden
        session.forms_shown = self.forms_shown
        self.reader.show(session.edition, session.view, session.marks, self._titles(session))
        if self._left.unfolded and session.doing != "cleaning":
            to_edition = session.edition.alignment.map_range
            self.reader.unfold([to_edition(at, at)[0] for at in self._left.unfolded])
        if offset:
            self.reader.jump(offset)
        self.outline.show(self.reader.outline(), self.reader.cursor)

    def show_view(self, session: Session) -> None:
        """Draw the other script and all spans."""
        self.hands.follow()
        self.reader.set_views(session.view, session.left, self._titles(session))
        self.reader.refresh_marks()
        if self._first_view:
            self._first_view = False
            # Once the page is drawn: loading words keeps everything else waiting.
            self.call_after_refresh(Thread(target=warm, daemon=True).start)
            page = self.shelf.pages[self.index]
            if self.shelf.memory.project(page.project).pane == "view":
                self.reader.swap_pane()

    def _titles(self, session: Session) -> tuple[str, str]:
        """What stands over the panes."""
        name = safe_display(self.shelf.pages[self.index].name)
        if session.left is not None:
            name += "  " + bars.script_name(session.left.config)
        return name, bars.script_name(session.view.config)

    def follow(self) -> None:
        """Show the edition that decisions, wherever they were made, have left."""
        if self._hands is not None and self._hands.follow():
            self.outline.show(self.reader.outline(), self.reader.cursor)
            self.settle()

    def remember(self, session: Session) -> None:
        """Keep how the page stands, to show it so again."""
        if self._hands is None or session.doing == "cleaning":  # its furniture is not known yet
            return
        page, reader = self.shelf.pages[self.index], self._hands.reader
        back = session.edition.alignment.inverse.map_range
        place = back(reader.cursor, reader.cursor)[0]
        habit = PageHabit(place, tuple(back(at, at)[0] for at in reader.unfolded))
        own = Habit(
            self.app.theme,
            self.config or "",
            "" if self.left == PLAIN else self.left,
            reader.pane,
            interlinear=self.options.interlinear,
            paragraph_gap=self.options.paragraph_gap,
            row_gap=self.options.row_gap,
            measure=self.options.measure,
            indent=self.options.indent,
            tint=self.options.tint,
            hidden=" ".join(sorted(self.hidden)),
            forms=self.forms_shown,
        )
        self.shelf.memory.leave(page.project, page.path, habit, own)

    def lay_out(self, **changes: Any) -> None:
        """Lay out pages differently from now on; see `Options`."""
        self.options = replace(self.options, **changes)
        self.reader.option(**changes)

    def set_measure(self, count: int) -> None:
        """Have rows of `count` Han at most; 0: as usual."""
        if 0 < count < _NARROWEST:
            raise JiaozhuError(tr("Rows need {least} Han at least, as in 30zw.", least=_NARROWEST))
        self.lay_out(measure=count or MEASURE)

    def hide(self, labels: frozenset[str]) -> None:
        """Draw no spans and suggestions with these labels."""
        self.hidden = self.session.hidden = labels
        self.reader.refresh_marks()
        self.settle()

    def show_forms(self, shown: bool) -> None:
        """Underline the characters that may be written in several ways, or do not."""
        self.forms_shown = self.session.forms_shown = shown
        self.reader.refresh_marks()

    def quote(self) -> str:
        """What is selected, or the span under the cursor, in the words of the pane one is in."""
        target = self.hands.target
        start, end = self.reader.selection or ((target.start, target.end) if target else (0, 0))
        session = self.session
        view = session.view if self.reader.pane == "view" else session.left
        if view is not None:
            start, end = view.alignment.map_range(start, end)
            return view.text[start:end]
        return session.edition.text[start:end]

    def _label_colour(self, name: str) -> str:
        """As the text shows it in this theme."""
        if self._ink is None:
            colours = {label.name: label.color for label in self.session.labels}
            self._ink = Ink(self.app.theme_variables, colours)
        return self._ink.label(name).hex

    def toggle_outline(self) -> None:
        """Show the outline and give it the keys, or hide it."""
        shown = not self.outline.display
        self.outline.display = shown
        if shown:
            self.outline.show(self.reader.outline(), self.reader.cursor)
        (self.outline if shown else self.reader).focus()
