"""The commands of the reading screen, in the order of footer and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands import (
    apparatus,
    describing,
    forms,
    glossing,
    jumping,
    labelling,
    moving,
    objects,
    places,
    searching,
    selecting,
    studying,
    suggesting,
    tagging,
    viewing,
)
from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Registry

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

reading: Registry[Reading] = Registry()
_PARTS = (
    apparatus,  # first in the footer, as its keys are there only on an edit
    suggesting,
    selecting,
    jumping,
    objects,
    tagging,
    labelling,
    describing,
    moving,
    places,
    searching,
    studying,
    viewing,
    forms,
    glossing,
)
for part in _PARTS:
    part.add_to(reading)
add_common(reading)

OUTLINE: Registry[Reading] = Registry()
"""The keys of the outline while it has them."""
add_list_moves(OUTLINE)


@OUTLINE.command("outline-go", "enter", "l", "right", title="go there", group=Group.MOVE)
def go_there(desk: Reading, count: int) -> None:
    """Go to the block"""
    desk.outline.choose()


@OUTLINE.command("outline-leave", "escape", "h", "left", title="text", group=Group.MOVE)
def leave(desk: Reading, count: int) -> None:
    """Give the keys back to the text"""
    desk.reader.focus()


@OUTLINE.command("outline-hide", "O", "q", title="hide", group=Group.MOVE)
def hide(desk: Reading, count: int) -> None:
    """Hide the outline"""
    desk.toggle_outline()
