"""Commands that change what is shown, and which page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tui.app.commands.registry import Group, Mode, Registry
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.script import PLAIN, SOURCE

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp
    from tui.app.screens.reading import Reading


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("script", "S", title="script", group=Group.VIEW, footer=(Mode.READ,))
    def script(desk: Reading, count: int) -> None:
        """The other pane in the next script standard"""
        from tui.text.script import cycle

        session = desk.session
        desk.change_script(cycle(session.view.config, session.edition.text, session.data))

    @command("pane", "p", "ctrl+w", title="other pane", group=Group.VIEW, footer=(Mode.READ,))
    def pane(desk: Reading, count: int) -> None:
        """To the other pane; if narrow, show it"""
        desk.reader.swap_pane()

    @command("other-text", "g v", title="what it shows", group=Group.VIEW)
    def other_text(desk: Reading, count: int) -> None:
        """Choose what the right pane shows"""
        _choose_text(desk, tr("The right pane shows:"), desk.session.view.config, left=False)

    @command("left-text", "g V", title="what left shows", group=Group.VIEW)
    def left_text(desk: Reading, count: int) -> None:
        """Choose what the left pane shows"""
        left = desk.session.left
        _choose_text(desk, tr("The left pane shows:"), left.config if left else PLAIN, left=True)

    @command("tint", "g t", title="tint", group=Group.VIEW)
    def tint(desk: Reading, count: int) -> None:
        """Tint what differs between the panes"""
        desk.lay_out(tint=not desk.options.tint)

    @command("interlinear", "I", title="label rows", group=Group.VIEW)
    def interlinear(desk: Reading, count: int) -> None:
        """Rows of labels below the text, or none"""
        desk.lay_out(interlinear=not desk.options.interlinear)

    @command("paragraph-gap", "z g", title="paragraph gap", group=Group.VIEW)
    def paragraph_gap(desk: Reading, count: int) -> None:
        """An empty row between paragraphs, or none"""
        desk.lay_out(paragraph_gap=not desk.options.paragraph_gap)

    @command("row-gap", "z l", title="row gap", group=Group.VIEW)
    def row_gap(desk: Reading, count: int) -> None:
        """An empty row between rows, or none"""
        desk.lay_out(row_gap=not desk.options.row_gap)

    @command("measure", "z w", title="width", group=Group.VIEW)
    def measure(desk: Reading, count: int) -> None:
        """Rows of so many Han: 30zw; without: 40"""
        desk.set_measure(count)

    @command("indent", "z i", title="indent", group=Group.VIEW)
    def indent(desk: Reading, count: int) -> None:
        """Paragraphs begin two Han further, or not"""
        desk.lay_out(indent=0 if desk.options.indent else 2)

    @command("hide", "g h", title="hide labels", group=Group.VIEW)
    def hide(desk: Reading, count: int) -> None:
        """Hide a label, all but one, or show all"""
        from tui.app.screens.hiding import Hiding

        desk.app.push_screen(Hiding(desk.session.labels, desk.hidden, desk.hide))

    @command("outline", "O", title="outline", group=Group.VIEW, footer=(Mode.READ,))
    def outline(desk: Reading, count: int) -> None:
        """Show or hide articles and blocks, to jump"""
        desk.toggle_outline()

    @command("fold", "z a", title="fold", group=Group.VIEW)
    def fold(desk: Reading, count: int) -> None:
        """Fold or unfold the furniture here"""
        desk.reader.fold()

    @command("unfold-all", "z R", title="unfold all", group=Group.VIEW)
    def unfold_all(desk: Reading, count: int) -> None:
        """Unfold all page furniture"""
        desk.reader.fold_all(False)

    @command("fold-all", "z M", title="fold all", group=Group.VIEW)
    def fold_all(desk: Reading, count: int) -> None:
        """Fold all page furniture"""
        desk.reader.fold_all(True)

    @command("center", "z z", title="centre", group=Group.VIEW)
    def center(desk: Reading, count: int) -> None:
        """This row to the middle of the screen"""
        desk.reader.center("middle")

    @command("center-top", "z t", title="to the top", group=Group.VIEW)
    def to_top(desk: Reading, count: int) -> None:
        """This row to the top of the screen"""
        desk.reader.center("top")

    @command("center-bottom", "z b", title="to the bottom", group=Group.VIEW)
    def to_bottom(desk: Reading, count: int) -> None:
        """This row to the bottom of the screen"""
        desk.reader.center("bottom")

    @command("scroll-down", "ctrl+e", title="scroll down", group=Group.VIEW)
    def scroll_down(desk: Reading, count: int) -> None:
        """Scroll one row down"""
        desk.reader.scroll(max(1, count))

    @command("scroll-up", "ctrl+y", title="scroll up", group=Group.VIEW)
    def scroll_up(desk: Reading, count: int) -> None:
        """Scroll one row up"""
        desk.reader.scroll(-max(1, count))

    @command(
        "layers",
        "\\",
        title="layers",
        group=Group.VIEW,
        footer=(Mode.READ,),
        when=lambda desk: bool(desk.session.layers),
    )
    def layers(desk: Reading, count: int) -> None:
        """Hide or show what other annotators tagged"""
        session = desk.session
        session.shown = () if session.shown else session.layers
        desk.reader.refresh_marks()

    @command(
        "cycle-layers",
        "|",
        title="next layer",
        group=Group.VIEW,
        when=lambda desk: bool(desk.session.layers),
    )
    def cycle_layers(desk: Reading, count: int) -> None:
        """One other annotator alone, the next, all"""
        session = desk.session
        views = [session.layers, *((layer,) for layer in session.layers)]
        names = [[layer.annotator for layer in view] for view in views]
        now = [layer.annotator for layer in session.shown]
        place = names.index(now) + 1 if now in names else 0
        session.shown = views[place % len(views)]
        desk.reader.refresh_marks()

    @command("done", "D", title="done, next", group=Group.PAGE, footer=(Mode.READ,))
    def done(desk: Reading, count: int) -> None:
        """Done, to the next that is not; again: undo"""
        session = desk.session
        if session.done:
            session.set_done(False)
            desk.say(tr("no longer marked as done"))
            return
        session.set_done(True)
        following = desk.shelf.next_open(desk.index)
        if following is not None:
            desk.open_page(following)
        else:
            desk.say(tr("done; so is every page"))

    @command("next-page", ">", "ctrl+n", title="next page", group=Group.PAGE)
    def next_page(desk: Reading, count: int) -> None:
        """Open the next page"""
        _turn(desk, max(1, count))

    @command("previous-page", "<", title="page before", group=Group.PAGE)
    def previous_page(desk: Reading, count: int) -> None:
        """Open the page before"""
        _turn(desk, -max(1, count))

    @command(
        "new-project",
        "g N",
        title="make a project",
        group=Group.PAGE,
        when=lambda desk: bool(desk.shelf.unmade),
    )
    def new_project(desk: Reading, count: int) -> None:
        """Make the project these pages lack"""
        cast("JiaozhuApp", desk.app).offer_project()

    @command("export", "X", title="export", group=Group.PAGE, footer=(Mode.READ,))
    def export(desk: Reading, count: int) -> None:
        """Export all annotations as JSONL"""
        from tui.app.screens.exporting import ask_and_export

        ask_and_export(desk, desk.shelf)

    @command("close", "q", title="pages", group=Group.PAGE, footer=(Mode.READ,))
    def close(desk: Reading, count: int) -> None:
        """Go to the list of pages"""
        cast("JiaozhuApp", desk.app).leave_page()


def _choose_text(desk: Reading, question: str, now: str, left: bool) -> None:
    from tui.app.screens.bars import standard
    from tui.app.screens.choosing import Choosing
    from tui.text.script import configs_for, detect

    session = desk.session
    configs = (*configs_for(detect(session.edition.text), session.data), SOURCE, PLAIN)

    def chosen(config: str | None) -> None:
        if config is not None:
            desk.change_script(config, left)

    choices = [(config, standard(config), tr(config)) for config in configs]
    desk.app.push_screen(Choosing(question, choices, now), chosen)


def _turn(desk: Reading, by: int) -> None:
    index = desk.index + by
    if not 0 <= index < len(desk.shelf.pages):
        raise JiaozhuError(
            tr("There is no page after this one.")
            if by > 0
            else tr("There is no page before this one.")
        )
    desk.open_page(index)
