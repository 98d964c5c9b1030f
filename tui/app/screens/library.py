"""The list of pages with what has been done on each; the first screen of a folder."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.app.commands.library import library
from tui.app.commands.registry import Mode
from tui.app.screens import bars
from tui.app.screens.keyed import Keyed
from tui.app.shelf import Shelf
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.rows import Row, Rows
from tui.language import counted, tr


class Library(Keyed):
    """Enter opens a page; on coming back its line shows what was done."""

    REGISTRY = library

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf

    def compose(self) -> ComposeResult:
        yield Chips(id="title")
        yield Rows(self._row, id="pages")
        yield Chips(id="status")
        yield Chips(id="keys")

    def on_mount(self) -> None:
        """Show the pages."""
        self.rows.fill(len(self.shelf.pages))
        self.rows.go(self.shelf.current)
        self.rows.focus()
        for notice in self.shelf.notices:
            self.say(notice)
        self.settle()

    def on_screen_resume(self) -> None:
        """Back from a page."""
        self.rows.go(self.shelf.current)
        self.rows.refresh()
        self.settle()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#pages", Rows)

    def open_page(self) -> None:
        """Open the page under the cursor."""
        from tui.app.screens.reading import Reading

        self.app.push_screen(Reading(self.shelf, self.rows.current))

    def next_open(self) -> None:
        """Go to the next page that is not done, from the top again after the last."""
        following = self.shelf.next_open(self.rows.current)
        if following is not None:
            self.rows.go(following)
        elif self.shelf.is_done(self.rows.current):
            self.say(tr("Every page is done."))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A page was clicked."""
        self.open_page()

    def _row(self, index: int) -> Row:
        page = self.shelf.pages[index]
        progress = self.shelf.progress(index)
        name = (
            (f"{index + 1:>4}  ", "muted"),
            (f"{page.name}  ", "text"),
            (self.shelf.opening(index), "muted"),
        )
        if isinstance(progress, str):
            return Row(name, ((progress, "accent"),))
        spans = counted(progress.spans, "span") if progress.spans else ""
        done = tr("  done ") if progress.done else "       "
        right = [(spans, "muted"), (done, "good")]
        if said := "  ".join((*progress.labels, *([tr("noted")] if progress.note else []))):
            right.insert(0, (f"{said}  ", "accent"))
        return Row(name, right)

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self.query_one("#status", Chips).show(
            [Chip(((text, "bad" if error else "muted"),), whole=False)]
        )

    def settle(self) -> None:
        """Bring title and keys up to date."""
        project = self.shelf.project
        where = project.root.name if project else ""
        count = counted(len(self.shelf.pages), "page")
        who = project.annotator if project else ""
        self.query_one("#title", Chips).show(
            [Chip((("校注 ", "key"), ("Jiaozhu", "strong"))), Chip(((where, "muted"),))],
            [Chip(((who, "muted"),)), Chip(((count, "muted"),))],
        )
        self.query_one("#keys", Chips).show(
            bars.keys(library.for_footer(Mode.READ, self)), bars.keys([library["help"]])
        )

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A key was clicked."""
        self.run(event.action)
