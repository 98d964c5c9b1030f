"""Commands of a table of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.screens.tables import TableScreen

tables: Registry[TableScreen] = Registry()
_FOOTER = (Mode.READ,)
command = tables.command


@command("table-open", "enter", title="concordance", group=Group.MOVE, footer=_FOOTER)
def open_row(screen: TableScreen, count: int) -> None:
    """The concordance of this row"""
    screen.rows.choose()


@command("table-right", "l", "right", title="sort column", group=Group.VIEW, footer=_FOOTER)
def right(screen: TableScreen, count: int) -> None:
    """Sort by the column right of this one"""
    screen.sort_beside(1)


@command("table-left", "h", "left", title="column before", group=Group.VIEW)
def left(screen: TableScreen, count: int) -> None:
    """Sort by the column left of this one"""
    screen.sort_beside(-1)


@command("table-turn", "o", title="turn round", group=Group.VIEW, footer=_FOOTER)
def turn(screen: TableScreen, count: int) -> None:
    """The other end of the order first"""
    screen.turn()


@command("table-view", "f", title="other view", group=Group.VIEW, footer=_FOOTER)
def view(screen: TableScreen, count: int) -> None:
    """Words or spans; another window of collocates"""
    screen.next_view()


@command("table-write", "w", title="write CSV", group=Group.VIEW, footer=_FOOTER)
def write(screen: TableScreen, count: int) -> None:
    """Write the table as CSV, TSV or JSON"""
    screen.ask_file()


@command("table-close", "escape", "q", "ctrl+o", title="close", group=Group.APP, footer=_FOOTER)
def close(screen: TableScreen, count: int) -> None:
    """Back to the page"""
    screen.app.pop_screen()


add_list_moves(tables)
add_common(tables)
