"""Commands that select, and that pick a span that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Mode, Registry

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("select", "v", title="select", group=Group.SELECT, footer=(Mode.READ, Mode.ON_SPAN))
    def select(desk: Reading, count: int) -> None:
        """Select from here; again: grow it"""
        if desk.reader.selection is None:
            desk.reader.begin_selection()
        else:
            desk.hands.grow()

    @command("grow", "+", "=", title="grow", group=Group.SELECT, footer=(Mode.SELECT,))
    def grow(desk: Reading, count: int) -> None:
        """Grow: word, clause, sentence, paragraph"""
        for _ in range(max(1, count)):
            desk.hands.grow()

    @command(
        "shrink",
        "-",
        title="shrink",
        group=Group.SELECT,
        footer=(Mode.SELECT,),
        when=lambda desk: desk.reader.selection is not None,
    )
    def shrink(desk: Reading, count: int) -> None:
        """Shrink the selection, the way it grew"""
        for _ in range(max(1, count)):
            desk.hands.shrink()

    @command("select-row", "V", title="row", group=Group.SELECT)
    def row(desk: Reading, count: int) -> None:
        """Select the row; again: the next one too"""
        desk.hands.select_row()

    @command(
        "swap-ends",
        "o",
        title="other end",
        group=Group.SELECT,
        footer=(Mode.SELECT, Mode.EDIT),
        when=lambda desk: desk.reader.selection is not None,
    )
    def swap_ends(desk: Reading, count: int) -> None:
        """To the other end of the selection or span"""
        desk.reader.swap_ends()

    @command(
        "next-span",
        "] s",
        title="next span",
        group=Group.SELECT,
        when=lambda desk: desk.session.count > 0,
    )
    def next_span(desk: Reading, count: int) -> None:
        """Pick the next span"""
        desk.hands.pick_next(forward=True)

    @command(
        "previous-span",
        "[ s",
        title="span back",
        group=Group.SELECT,
        when=lambda desk: desk.session.count > 0,
    )
    def previous_span(desk: Reading, count: int) -> None:
        """Pick the span before"""
        desk.hands.pick_next(forward=False)

    @command(
        "pick",
        "enter",
        "s",
        title="pick span",
        group=Group.SELECT,
        when=lambda desk: desk.hands.mode is not Mode.READ or bool(desk.arming.label),
        footer=(Mode.ON_SPAN, Mode.READ, Mode.SELECT),
    )
    def pick(desk: Reading, count: int) -> None:
        """Pick the span, again: outer; armed: tag it"""
        mode = desk.hands.mode
        if desk.arming.label and mode in (Mode.SELECT, Mode.READ):
            desk.say(desk.arming.enter(desk.hands))
        elif mode is Mode.SELECT:
            desk.run("choose-label")
        else:
            desk.hands.pick_here()

    @command(
        "let-go",
        "escape",
        title="let go",
        group=Group.SELECT,
        footer=(Mode.SELECT, Mode.EDIT),
    )
    def let_go(desk: Reading, count: int) -> None:
        """Drop the selection; then the armed label"""
        if desk.reader.selection is None:
            if desk.joining.marked(desk.hands) is not None:
                desk.joining.drop()
            else:
                desk.say(desk.arming.disarm())
        desk.hands.clear()
