"""Commands that make tagging cheaper: the label first, the same again, the next name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.app.commands.registry import Command, Group, Mode, Registry
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("name-next", "] n", title="next name", group=Group.TAG, footer=(Mode.READ,))
    def name_next(desk: Reading, count: int) -> None:
        """The next untagged name; its label goes on"""
        desk.say(desk.arming.hop(desk.hands, max(1, count)))

    @command("name-back", "[ n", title="name before", group=Group.TAG)
    def name_back(desk: Reading, count: int) -> None:
        """Select the name before that has no span"""
        desk.say(desk.arming.hop(desk.hands, -max(1, count)))

    @command("arm", "t", title="arm label", group=Group.TAG, footer=(Mode.READ,))
    def arm(desk: Reading, count: int) -> None:
        """Label first: selections get it; tt ends it"""
        desk.arming.waiting = True

    @command("again", ".", title="again", group=Group.TAG)
    def again(desk: Reading, count: int) -> None:
        """Make the last change of a span again here"""
        desk.say(desk.repeating.again(desk.hands))


def titled(commands: Iterable[Command[Reading]], desk: Reading) -> Iterable[Command[Reading]]:
    """Commands for the footer: what Enter tags, and how to end it, while a label is armed."""
    armed, mode = desk.arming.label, desk.hands.mode
    for command in commands:
        if command.id == "pick" and mode is not Mode.ON_SPAN:
            if armed:
                yield replace(command, title=tr("tag {label}", label=armed))
        elif command.id == "arm" and armed:
            yield replace(command, keys=("escape",), title=tr("end {label}", label=armed))
        else:
            yield command
