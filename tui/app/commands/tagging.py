"""Commands that change spans. Each is on disk when it returns and is one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Mode, Registry
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

_ON_SPAN = (Mode.ON_SPAN, Mode.EDIT)


def _has_span(desk: Reading) -> bool:
    return desk.hands.target is not None


def _has_label(desk: Reading) -> bool:
    return desk.reader.selection is not None or _has_span(desk)


def add_to(registry: Registry[Reading]) -> None:
    """Register them. The keys of labels are no commands: they come from the label set."""
    command = registry.command

    @command(
        "relabel", "r", title="relabel", group=Group.TAG, when=_has_span, footer=(Mode.ON_SPAN,)
    )
    def relabel(desk: Reading, count: int) -> None:
        """Another label for the span; its key next"""
        desk.hands.awaiting_label = True

    @command("choose-label", "R", title="label list", group=Group.TAG, when=_has_label)
    def choose(desk: Reading, count: int) -> None:
        """Choose from a list (in a selection: Enter)"""
        from tui.app.screens.labels import LabelChooser

        def chosen(name: str | None) -> None:
            if name is not None:
                desk.tag(name)
            else:
                desk.hands.awaiting_label = False
                desk.settle()

        desk.hands.awaiting_label = desk.reader.selection is None
        question = tr("Which label?  its key, or Enter")
        desk.app.push_screen(LabelChooser(desk.session.labels, question), chosen)

    @command("delete", "d", "x", title="delete", group=Group.TAG, when=_has_span, footer=_ON_SPAN)
    def delete(desk: Reading, count: int) -> None:
        """Delete the span under the cursor"""
        desk.say(desk.hands.delete())

    @command("edge-left", "H", title="edge left", group=Group.TAG, footer=(Mode.EDIT,))
    def edge_left(desk: Reading, count: int) -> None:
        """Move the nearer edge of the span left"""
        desk.say(desk.hands.move_edge(-max(1, count)))

    @command("edge-right", "L", title="edge right", group=Group.TAG, footer=(Mode.EDIT,))
    def edge_right(desk: Reading, count: int) -> None:
        """Move the nearer edge of the span right"""
        desk.say(desk.hands.move_edge(max(1, count)))

    @command(
        "note",
        "a",
        title="note",
        group=Group.TAG,
        when=_has_span,
        footer=_ON_SPAN,
        modes=(Mode.READ, Mode.ON_SPAN, Mode.EDIT),
    )
    def note(desk: Reading, count: int) -> None:
        """Write a note on the span"""
        from tui.app.screens.prompt import Prompt

        span = desk.hands.target
        if span is None:
            return

        def written(note: str | None) -> None:
            if note is not None:
                desk.attempt(lambda: desk.hands.set_note(span, note))

        desk.app.push_screen(
            Prompt(
                tr("Note on {label} {quote}", label=span.label, quote=span.quote[:40]), span.note
            ),
            written,
        )

    @command(
        "undo", "u", title="undo", group=Group.TAG, footer=(Mode.READ, Mode.ON_SPAN, Mode.EDIT)
    )
    def undo(desk: Reading, count: int) -> None:
        """Take back the last change, of any day"""
        desk.say(desk.hands.undo(max(1, count)))

    @command("redo", "ctrl+r", title="redo", group=Group.TAG)
    def redo(desk: Reading, count: int) -> None:
        """Make the change again that was taken back"""
        desk.say(desk.hands.redo(max(1, count)))

    @command("copy", "y", title="copy", group=Group.TAG, footer=(Mode.SELECT,), when=_has_label)
    def copy(desk: Reading, count: int) -> None:
        """Copy the selection or span"""
        text = desk.quote()
        desk.app.copy_to_clipboard(text)
        desk.say(tr("copied {count} characters", count=len(text)))
