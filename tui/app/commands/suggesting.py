"""Commands of suggestions. Those in `OFFERED` have their keys while one is in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.app.commands.registry import Command, Group, Mode, Registry
from tui.app.suggesting import Suggesting
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

OFFERED: Registry[Reading] = Registry()
"""The keys of a suggestion in hand; all others mean what they do elsewhere."""

_ANYWHERE = (Mode.READ, Mode.ON_SPAN, Mode.EDIT)


def add_to(registry: Registry[Reading]) -> None:
    """Register those that can be called from anywhere."""
    command = registry.command

    @command(
        "suggestion-next",
        "tab",
        title="suggestion",
        group=Group.TAG,
        when=lambda desk: bool(desk.session.offers.found) or desk.session.count > 0,
        footer=_ANYWHERE,
    )
    def suggestion_next(desk: Reading, count: int) -> None:
        """To the next suggestion; without any, span"""
        _step(desk, max(1, count))

    @command(
        "suggestion-back",
        "shift+tab",
        title="suggestion back",
        group=Group.TAG,
        when=lambda desk: bool(desk.session.offers.found) or desk.session.count > 0,
    )
    def suggestion_back(desk: Reading, count: int) -> None:
        """To the suggestion or span before"""
        _step(desk, -max(1, count))

    @command("suggestions", "g s", title="suggestions", group=Group.VIEW)
    def suggestions(desk: Reading, count: int) -> None:
        """Suggestions on or off"""
        shown = not desk.session.offers.shown
        desk.say(Suggesting(desk.hands).show(shown))
        desk.shelf.suggesting = shown

    @command("suggestions-how", "g S", title="how well", group=Group.VIEW)
    def how_well(desk: Reading, count: int) -> None:
        """What suggests, and what became of it"""
        from tui.app.screens.suggestions import HowWell

        project = desk.session.project
        if project is None:
            desk.say(tr("These pages have no project."), error=True)
            return
        desk.app.push_screen(HowWell(project, desk.shelf.tutor(project)))


def titled(commands: Iterable[Command[Reading]], desk: Reading) -> Iterable[Command[Reading]]:
    """Commands for the footer: Tab goes to spans where nothing is suggested."""
    for command in commands:
        if command.id == "suggestion-next" and not desk.session.offers.found:
            yield replace(command, title="next span")
        else:
            yield command


def _step(desk: Reading, by: int) -> None:
    if desk.session.offers.found:
        desk.say(Suggesting(desk.hands).step(by))
    else:
        desk.hands.pick_next(forward=by > 0)


_IN_HAND = (Mode.SUGGEST,)


@OFFERED.command("offer-accept", "enter", title="accept", group=Group.TAG, footer=_IN_HAND)
def accept(desk: Reading, count: int) -> None:
    """Accept the suggestion, and go on"""
    desk.say(Suggesting(desk.hands).accept())


@OFFERED.command("offer-reject", "x", title="reject", group=Group.TAG, footer=_IN_HAND)
def reject(desk: Reading, count: int) -> None:
    """Reject the suggestion, and go on"""
    desk.say(Suggesting(desk.hands).reject())


@OFFERED.command("offer-skip", "tab", title="skip", group=Group.TAG, footer=_IN_HAND)
def skip(desk: Reading, count: int) -> None:
    """To the next one, this one undecided"""
    desk.say(Suggesting(desk.hands).step(1))


@OFFERED.command("offer-back", "shift+tab", title="back", group=Group.TAG)
def back(desk: Reading, count: int) -> None:
    """Back to the suggestion before"""
    desk.say(Suggesting(desk.hands).step(-1))


@OFFERED.command("offer-accept-all", "a", title="all the same", group=Group.TAG, footer=_IN_HAND)
def accept_all(desk: Reading, count: int) -> None:
    """Accept it wherever it stands on the page"""
    desk.say(Suggesting(desk.hands).accept_all())


@OFFERED.command("offer-leave", "escape", title="leave", group=Group.TAG, footer=_IN_HAND)
def leave(desk: Reading, count: int) -> None:
    """Leave the suggestion as it is"""
    desk.hands.clear()


@OFFERED.command("offer-reject-all", "X", title="reject all", group=Group.TAG)
def reject_all(desk: Reading, count: int) -> None:
    """Reject it wherever it stands on the page"""
    desk.say(Suggesting(desk.hands).reject_all())


@OFFERED.command("offer-left", "H", title="edge left", group=Group.TAG, footer=_IN_HAND)
def left(desk: Reading, count: int) -> None:
    """Move the edge at the cursor left"""
    desk.say(Suggesting(desk.hands).move_edge(-1))


@OFFERED.command("offer-right", "L", title="edge right", group=Group.TAG, footer=_IN_HAND)
def right(desk: Reading, count: int) -> None:
    """Move the edge at the cursor right"""
    desk.say(Suggesting(desk.hands).move_edge(1))


@OFFERED.command("offer-swap", "o", title="other edge", group=Group.TAG, footer=_IN_HAND)
def swap(desk: Reading, count: int) -> None:
    """To the other edge of the suggestion"""
    desk.reader.swap_ends()


@OFFERED.command("offer-undo", "u", title="undo", group=Group.TAG)
def undo(desk: Reading, count: int) -> None:
    """Take back the last decision; go back to it"""
    desk.say(Suggesting(desk.hands).undo(max(1, count)))
