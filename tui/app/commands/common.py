"""Commands of every screen, and those of every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from tui import language
from tui.app.commands.registry import Group, Registry
from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp
    from tui.app.screens.keyed import Keyed
    from tui.app.widgets.rows import Rows


class Listing(Protocol):
    """A screen with a list that has the keys."""

    @property
    def rows(self) -> Rows:
        """The list."""


def add_common(registry: Registry[Any]) -> None:
    """Register help, palette, theme and leaving the program."""
    command = registry.command

    @command("help", "?", "f1", title="all keys", group=Group.APP)
    def show_help(screen: Keyed, count: int) -> None:
        """Show every key of this screen"""
        from tui.app.screens.help import Help

        screen.app.push_screen(Help(registry, screen.labels_to_explain, screen.keys_to_explain))

    @command("palette", ":", "ctrl+p", title="commands", group=Group.APP)
    def palette(screen: Keyed, count: int) -> None:
        """Find a command by its description"""
        from tui.app.screens.modal import Palette

        screen.app.push_screen(Palette())

    @command("tutorial", "f2", title="tutorial", group=Group.APP)
    def tutorial(screen: Keyed, count: int) -> None:
        """Learn the keys in two minutes, on a page"""
        cast("JiaozhuApp", screen.app).begin_tutorial()

    @command("theme", "T", title="theme", group=Group.APP)
    def theme(screen: Keyed, count: int) -> None:
        """Next theme: dark, light, high contrast"""
        from tui.app.themes import THEMES

        names = [theme.name for theme in THEMES]
        screen.app.theme = names[(names.index(screen.app.theme) + 1) % len(names)]

    @command("language", "g L", title="language", group=Group.APP)
    def speak(screen: Keyed, count: int) -> None:
        """Choose the language of the interface"""
        from tui.app.screens.choosing import Choosing

        def chosen(tag: str | None) -> None:
            if tag is None:
                return
            language.use(tag)
            screen.speak()
            try:
                language.remember(tag)
            except JiaozhuError as error:
                screen.tell(str(error), error=True)

        choices = [(tag, name, tag) for tag, name in language.LANGUAGES.items()]
        question = tr("The language of the interface:")
        screen.app.push_screen(Choosing(question, choices, language.now()), chosen)

    @command("picture", "z p", title="picture", group=Group.APP)
    def draw(screen: Keyed, count: int) -> None:
        """Write a picture of the screen as SVG"""
        from tui.app.screens.writing import ask_and_draw

        ask_and_draw(screen)

    @command("quit", "ctrl+q", "Q", title="leave Jiaozhu", group=Group.APP)
    def leave(screen: Keyed, count: int) -> None:
        """Leave Jiaozhu; everything is saved already"""
        screen.app.exit()

    @command("interrupt", "ctrl+c", title="how to leave", group=Group.APP)
    def interrupt(screen: Keyed, count: int) -> None:
        """Drop what was typed; say how to leave"""
        screen.say(tr("Ctrl-q leaves Jiaozhu; everything is saved already."))


def add_list_moves(registry: Registry[Any]) -> None:
    """Register the motions of a list."""
    command = registry.command

    @command("list-down", "j", "down", title="down", group=Group.MOVE)
    def down(screen: Listing, count: int) -> None:
        """One row down"""
        screen.rows.move(max(1, count))

    @command("list-up", "k", "up", title="up", group=Group.MOVE)
    def up(screen: Listing, count: int) -> None:
        """One row up"""
        screen.rows.move(-max(1, count))

    @command("list-page-down", "ctrl+f", "pagedown", "space", title="page down", group=Group.MOVE)
    def page_down(screen: Listing, count: int) -> None:
        """A page down"""
        screen.rows.move(screen.rows.page)

    @command("list-page-up", "ctrl+b", "pageup", title="page up", group=Group.MOVE)
    def page_up(screen: Listing, count: int) -> None:
        """A page up"""
        screen.rows.move(-screen.rows.page)

    @command("list-half-down", "ctrl+d", title="half a page down", group=Group.MOVE)
    def half_down(screen: Listing, count: int) -> None:
        """Half a page down"""
        screen.rows.move(max(1, screen.rows.page // 2))

    @command("list-half-up", "ctrl+u", title="half a page up", group=Group.MOVE)
    def half_up(screen: Listing, count: int) -> None:
        """Half a page up"""
        screen.rows.move(-max(1, screen.rows.page // 2))

    @command("list-top", "g g", "home", title="top", group=Group.MOVE)
    def top(screen: Listing, count: int) -> None:
        """To the first row"""
        screen.rows.go(0)

    @command("list-bottom", "G", "end", title="end", group=Group.MOVE)
    def bottom(screen: Listing, count: int) -> None:
        """To the last row"""
        screen.rows.go(screen.rows.count - 1)
