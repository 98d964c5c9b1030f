"""A table over the project: frequencies, collocates, key words, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from textual import work
from textual.app import ComposeResult
from textual.worker import get_current_worker

from tui.app.commands.registry import Mode
from tui.app.commands.tables import tables
from tui.app.screens import bars
from tui.app.screens.keyed import Keyed
from tui.app.screens.studying import Studying
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.rows import Part, Row, Rows
from tui.errors import JiaozhuError
from tui.language import tr
from tui.study.index import Index
from tui.study.table import Table, shown
from tui.text.query import Query
from tui.text.width import cell_len, clip

_EVERY = 0.2  # seconds between two words on how far the reading is
_GAP = 2  # cells between columns
_WIDEST = 40  # cells of a column of text


@dataclass(frozen=True, slots=True)
class View:
    """One way to count: what it is called, and how it is made, beside the event loop."""

    name: str
    make: Callable[[], Table]


class TableScreen(Keyed):
    """Sorted by any column, written to a file; Enter goes to the concordance of a row."""

    REGISTRY = tables

    def __init__(self, desk: Studying, index: Index, title: str, views: Sequence[View]) -> None:
        super().__init__()
        self._desk = desk
        self._index = index
        self._title = title
        self._views = views
        self._view = 0
        self._table: Table | None = None
        self._widths: list[int] = []
        self._message = ("", False)

    def compose(self) -> ComposeResult:
        yield Chips(id="title")
        yield Chips(id="heads", gap=_GAP)
        yield Rows(self._row, id="rows")
        yield Chips(id="status")
        yield Chips(id="keys")

    def on_mount(self) -> None:
        """Count."""
        self.rows.focus()
        self._count()
        self.settle()

    # --- what commands work on

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#rows", Rows)

    def sort_beside(self, by: int) -> None:
        """Sort by another column."""
        table = self._counted()
        self._show(table.sorted((table.order + by) % len(table.columns)))

    def turn(self) -> None:
        """The other end of the order first."""
        table = self._counted()
        self._show(table.sorted(table.order, not table.down))

    def next_view(self) -> None:
        """Count in another way."""
        if len(self._views) < 2:
            raise JiaozhuError(tr("There is only this one view."))
        self._view = (self._view + 1) % len(self._views)
        self._table = None
        self.rows.fill(0)
        self._count()

    def ask_file(self) -> None:
        """Write the table."""
        from tui.app.screens.writing import ask_and_write

        table = self._counted()
        ask_and_write(self, self._title.split(" ")[0], lambda: table)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        if self._table is not None and self._table.rows:
            words = str(self._table.rows[event.index][0])
            self._desk.concordance(Query(words, whole=True))

    def _counted(self) -> Table:
        if self._table is None:
            raise JiaozhuError(tr("It is not counted yet."))
        return self._table

    # --- counting

    @work(thread=True, exclusive=True, group="count")
    def _count(self) -> None:
        worker, call = get_current_worker(), self.app.call_from_thread
        due = monotonic()
        for page in self._index.update(lambda: worker.is_cancelled):
            if monotonic() > due:
                due = monotonic() + _EVERY
                call(
                    self.tell,
                    tr(
                        "reading {page:,} of {count:,} pages ..",
                        page=page + 1,
                        count=len(self._index),
                    ),
                )
        if worker.is_cancelled:
            return
        call(self.tell, tr("counting .."))
        try:
            table = self._views[self._view].make()
        except JiaozhuError as error:
            call(self.tell, str(error), True)
        else:
            call(self._take, table)

    def _take(self, table: Table) -> None:
        if self.is_attached:
            self.say("")
            self._show(table)

    # --- drawing

    def _show(self, table: Table) -> None:
        self._table = table
        some = table.rows[:500]
        self._widths = [
            min(
                _WIDEST,
                max(
                    cell_len(tr(column.name)) + 2,
                    *(cell_len(shown(row[number])) for row in some),
                    0,
                ),
            )
            for number, column in enumerate(table.columns)
        ]
        self.rows.fill(len(table.rows))
        self.settle()

    def _row(self, index: int) -> Row:
        table = self._table
        if table is None or index >= len(table.rows):
            return Row(())
        return Row([self._cell(table, number, index) for number in range(len(table.columns))])

    def _cell(self, table: Table, number: int, index: int) -> Part:
        width = self._widths[number]
        text = clip(shown(table.rows[index][number]), width)
        blank = " " * (width - cell_len(text))
        is_text = table.columns[number].kind is str
        role = "strong" if number == 0 else "text" if number == table.order else "muted"
        return (text + blank if is_text else blank + text) + " " * _GAP, role

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self._message = (text, error)

    def settle(self) -> None:
        """Bring the lines around the list up to date."""
        if not self.is_attached:
            return
        table, (message, error) = self._table, self._message
        view = self._views[self._view].name
        about = table.about if table else ""
        self.query_one("#title", Chips).show(
            [
                Chip(((f" {tr(self._title)} ", "mode"),)),
                Chip(((view, "text"),)),
                Chip(((about, "muted"),), whole=False),
            ],
            [Chip(((f"{self.rows.current + 1:,}/{self.rows.count:,}", "muted"),))],
        )
        heads = []
        for number, column in enumerate(table.columns if table else ()):
            sign = (
                ("v" if table and table.down else "^") if table and number == table.order else " "
            )
            name = f"{tr(column.name)} {sign}"
            blank = " " * (self._widths[number] - cell_len(name))
            text = name + blank if column.kind is str else blank + name
            heads.append(Chip(((text, "key" if sign != " " else "muted"),), f"column:{number}"))
        self.query_one("#heads", Chips).show(heads)
        self.query_one("#status", Chips).show(
            [Chip(((message, "bad" if error else "text"),), whole=False)]
        )
        self.query_one("#keys", Chips).show(
            bars.keys(tables.for_footer(Mode.READ, self)), bars.keys([tables["help"]])
        )

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A heading or a key was clicked."""
        if event.action.startswith("column:"):
            table, number = self._counted(), int(event.action.removeprefix("column:"))
            self._show(table.sorted(number, not table.down if number == table.order else None))
        else:
            self.run(event.action)
