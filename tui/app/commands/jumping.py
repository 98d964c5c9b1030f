"""Commands that jump to what stands on the screen; early in the footer: nothing reaches farther."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("jump", "f", title="jump", group=Group.MOVE, footer=(Mode.READ, Mode.SELECT))
    def jump(desk: Reading, count: int) -> None:
        """Jump: two letters of pinyin, then a key"""
        desk.begin_jump(word=False)

    @command("jump-word", "F", title="jump to word", group=Group.MOVE,
             modes=(Mode.READ, Mode.ON_SPAN))  # fmt: skip
    def jump_word(desk: Reading, count: int) -> None:
        """Jump the same way, and select the word"""
        desk.begin_jump(word=True)
