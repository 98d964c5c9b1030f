"""The commands of the list of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.screens.projects import Projects

projects: Registry[Projects] = Registry()
add_list_moves(projects)


@projects.command(
    "open", "enter", "l", "right", title="open", group=Group.PAGE, footer=(Mode.READ,)
)
def open_project(screen: Projects, count: int) -> None:
    """Open the project"""
    screen.open_project()


@projects.command("forget", "x", "d", title="forget", group=Group.PAGE, footer=(Mode.READ,))
def forget(screen: Projects, count: int) -> None:
    """Take it off this list; its files stay"""
    screen.forget()


@projects.command("close", "q", "escape", title="back", group=Group.PAGE, footer=(Mode.READ,))
def close(screen: Projects, count: int) -> None:
    """Back, or leave Jiaozhu where nothing is open"""
    screen.leave()


add_common(projects)
