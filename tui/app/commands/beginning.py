"""The commands of the offer to make a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.screens.beginning import Beginning

beginning: Registry[Beginning] = Registry()
add_list_moves(beginning)


@beginning.command("make", "enter", title="make the project", group=Group.PAGE, footer=(Mode.READ,))
def make(screen: Beginning, count: int) -> None:
    """Make the project with these labels"""
    screen.make()


@beginning.command(
    "only-read", "escape", "q", title="only read", group=Group.PAGE, footer=(Mode.READ,)
)
def only_read(screen: Beginning, count: int) -> None:
    """Make nothing; pages are read only"""
    screen.leave()


add_common(beginning)
