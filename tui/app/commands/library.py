"""The commands of the list of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp
    from tui.app.screens.library import Library


def _lacks_project(screen: Library) -> bool:
    return bool(screen.shelf.unmade)


library: Registry[Library] = Registry()
add_list_moves(library)


@library.command("open", "enter", "l", "right", title="open", group=Group.PAGE, footer=(Mode.READ,))
def open_page(screen: Library, count: int) -> None:
    """Open the page"""
    screen.open_page()


@library.command("next-open", "tab", title="next not done", group=Group.PAGE, footer=(Mode.READ,))
def next_open(screen: Library, count: int) -> None:
    """To the next page that is not done"""
    screen.next_open()


@library.command("export", "X", title="export", group=Group.PAGE, footer=(Mode.READ,))
def export(screen: Library, count: int) -> None:
    """Export all annotations as JSONL"""
    from tui.app.screens.exporting import ask_and_export

    ask_and_export(screen, screen.shelf)


@library.command("projects", "p", title="projects", group=Group.PAGE, footer=(Mode.READ,))
def show_projects(screen: Library, count: int) -> None:
    """The projects that were open last"""
    cast("JiaozhuApp", screen.app).show_projects()


@library.command(
    "new-project",
    "g N",
    title="make a project",
    group=Group.PAGE,
    when=_lacks_project,
)
def new_project(screen: Library, count: int) -> None:
    """Make the project these pages lack"""
    cast("JiaozhuApp", screen.app).offer_project()


@library.command("close", "q", title="leave", group=Group.PAGE, footer=(Mode.READ,))
def close(screen: Library, count: int) -> None:
    """Leave Jiaozhu"""
    screen.app.exit()


add_common(library)
