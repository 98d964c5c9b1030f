"""Commands that remember places and come back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Mode, Registry
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

_READING = (Mode.READ, Mode.ON_SPAN)


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("mark", "m", title="mark", group=Group.MOVE, modes=_READING)
    def mark(desk: Reading, count: int) -> None:
        """Remember this place by a letter"""
        desk.ask_key(lambda key: desk.say(desk.places.mark(key, desk.spot)))

    @command("go-mark", "'", "`", title="to mark", group=Group.MOVE, jumps=True)
    def go_mark(desk: Reading, count: int) -> None:
        """To the place that was marked by a letter"""
        desk.ask_key(lambda key: desk.go(desk.places.marked(key)))

    @command("jump-back", "ctrl+o", title="jump back", group=Group.MOVE)
    def jump_back(desk: Reading, count: int) -> None:
        """Back to where you jumped away, on any page"""
        desk.go(desk.places.back(desk.spot, max(1, count)), leave=False)

    # Ctrl-i is Tab to most terminals.
    @command("jump-forward", "g i", "ctrl+i", title="jump forward", group=Group.MOVE)
    def jump_forward(desk: Reading, count: int) -> None:
        """Forward again, after going back"""
        desk.go(desk.places.forward(max(1, count)), leave=False)

    @command("preview", "g w", title="preview", group=Group.VIEW)
    def preview(desk: Reading, count: int) -> None:
        """Show where w, e and W would land, or not"""
        desk.previewing = not desk.previewing
        desk.say(
            tr("where w, e and W land is shown")
            if desk.previewing
            else tr("where w, e and W land is hidden")
        )
