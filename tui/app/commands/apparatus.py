"""Commands of the apparatus: see what was changed, and decide. Each decision is a step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.collating import Collating
from tui.app.commands.registry import Group, Mode, Registry
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.collation import Entry
    from tui.app.screens.reading import Reading

_READING = (Mode.READ, Mode.ON_SPAN)
_LINE_END = "⏎"  # stands for a line end, unless the text has that very character


def _on_edit(desk: Reading) -> bool:
    return Collating(desk.hands).entry is not None and desk.reader.selection is None


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("accept", "c", title="accept edit", group=Group.EDITS, when=_on_edit, footer=_READING)
    def accept(desk: Reading, count: int) -> None:
        """Accept it, to the next proposal (1c: stay)"""
        desk.say(Collating(desk.hands).accept(stay=count > 0))

    @command("reject", "!", title="reject", group=Group.EDITS, when=_on_edit, footer=_READING)
    def reject(desk: Reading, count: int) -> None:
        """Reject it, to the next proposal (1!: stay)"""
        desk.say(Collating(desk.hands).reject(stay=count > 0))

    @command("accept-rule", "C", title="all of rule", group=Group.EDITS, when=_on_edit)
    def accept_rule(desk: Reading, count: int) -> None:
        """Accept all of its rule on this page"""
        desk.say(Collating(desk.hands).accept_rule())

    @command("reject-rule", "g !", title="reject rule", group=Group.EDITS, when=_on_edit)
    def reject_rule(desk: Reading, count: int) -> None:
        """Reject all of its rule on this page"""
        desk.say(Collating(desk.hands).reject_rule())

    @command("withdraw", "g u", title="withdraw", group=Group.EDITS, when=_on_edit)
    def withdraw(desk: Reading, count: int) -> None:
        """Take back what was decided on this edit"""
        desk.say(Collating(desk.hands).withdraw())

    @command("edits", "A", title="edits", group=Group.EDITS)
    def edits(desk: Reading, count: int) -> None:
        """Show or hide edits; 2A: with unlikely ones"""
        now = desk.session.edits
        unlikely = count > 1
        shown = not now.shown or (unlikely and not now.unlikely)
        desk.say(Collating(desk.hands).show(shown, shown and unlikely))

    @command("edit-next", "] e", title="next edit", group=Group.EDITS)
    def edit_next(desk: Reading, count: int) -> None:
        """To the next edit"""
        desk.say(Collating(desk.hands).step(max(1, count), False))

    @command("edit-back", "[ e", title="edit before", group=Group.EDITS)
    def edit_back(desk: Reading, count: int) -> None:
        """Back to the edit before"""
        desk.say(Collating(desk.hands).step(-max(1, count), False))

    @command("proposal-next", "] p", title="next proposal", group=Group.EDITS)
    def proposal_next(desk: Reading, count: int) -> None:
        """To the next proposal that waits for you"""
        desk.say(Collating(desk.hands).step(max(1, count), True))

    @command("proposal-back", "[ p", title="proposal before", group=Group.EDITS)
    def proposal_back(desk: Reading, count: int) -> None:
        """Back to the proposal before"""
        desk.say(Collating(desk.hands).step(-max(1, count), True))

    @command("own-edit", "~", title="change text", group=Group.EDITS)
    def own_edit(desk: Reading, count: int) -> None:
        """Change the selection or character"""
        from tui.app.screens.prompt import Prompt

        session, reader = desk.session, desk.reader
        cursor = reader.cursor
        start, end = reader.selection or (cursor, reader.model.after(cursor))
        old, edition = session.edition.text[start:end], session.edition

        def written(new: str | None) -> None:
            if new is None:
                return
            if session.edition is not edition:
                desk.tell(tr("The page has changed meanwhile; select again."), error=True)
                return
            desk.attempt(lambda: Collating(desk.hands).write(start, end, _read(new, old)))

        hint = tr("nothing: take it out   ⏎: a line end")
        desk.app.push_screen(Prompt(tr("Change into"), _shown(old), hint), written)

    @command("edit-list", "g a", title="list of edits", group=Group.EDITS)
    def edit_list(desk: Reading, count: int) -> None:
        """All edits of the page as a list, to jump"""
        from tui.app.screens.edits import EditList

        def chosen(entry: Entry | None) -> None:
            edits, hands = desk.session.edits, Collating(desk.hands)
            if edits.shown or entry is not None:
                hands.show(True, edits.unlikely)  # the list may have asked for unlikely ones
            if entry is not None:
                hands.go(entry)
            desk.tell("")

        desk.app.push_screen(EditList(desk.session.edits, desk.reader.cursor), chosen)


def _shown(text: str) -> str:
    """Text for a prompt of one line."""
    return text if _LINE_END in text else text.replace("\n", _LINE_END)


def _read(written: str, old: str) -> str:
    """What was meant, where the prompt began with `old`."""
    return written if _LINE_END in old else written.replace(_LINE_END, "\n")
