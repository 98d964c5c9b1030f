"""The application: themes, and which screen is on."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from traceback import format_exc
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.console import ConsoleRenderable
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import App

from tui.app.habits import Memory
from tui.app.screens.keyed import Keyed
from tui.app.shelf import Shelf
from tui.app.themes import THEMES
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.lessons import Course


class JiaozhuApp(App[None], inherit_bindings=False):
    """Reads and annotates the pages of a shelf."""

    TITLE = "Jiaozhu 校注"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # commands/common opens it
    COMMANDS: ClassVar[Any] = set()
    BINDINGS: ClassVar[Any] = [("ctrl+q", "quit", "Leave")]
    PAUSE_GC_ON_SCROLL = False

    def __init__(
        self,
        shelf: Shelf,
        theme: str = "jiaozhu-dark",
        first: int | None = None,
        tutorial: bool = False,
    ) -> None:
        """`first`: index of the page to begin with; None: the list of pages."""
        super().__init__()
        self.tutorial = tutorial
        self.shelf = shelf
        self.first = 0 if len(shelf.pages) == 1 else first
        for known in THEMES:
            self.register_theme(known)
        self._course: Course | None = None
        self._left: tuple[Shelf, int | None] | None = None  # for the tutorial
        self.theme = theme if theme in {known.name for known in THEMES} else THEMES[0].name

    def on_mount(self) -> None:
        """What there is to begin with: a page, the list of pages, or a question."""
        # Each screen is imported and made only when shown: the first must not wait for others.
        if self.tutorial:
            self.begin_tutorial()
        elif not self.shelf.pages:
            self.show_projects()
        elif self.shelf.unmade:
            self.offer_project()
        else:
            self.begin()

    def begin(self) -> None:
        """The page to begin with, or the list of pages, and nothing else."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if self.first is None:
            self.show_pages()
        else:
            from tui.app.screens.reading import Reading

            self.push_screen(Reading(self.shelf, self.first))

    def offer_project(self) -> None:
        """Offer to make the project that pages lack."""
        from tui.app.screens.beginning import Beginning

        self.push_screen(Beginning(self.shelf))

    def show_projects(self) -> None:
        """The projects that were open."""
        from tui.app.screens.projects import Projects

        self.push_screen(Projects(self.shelf))

    def open_project(self, root: Path) -> None:
        """Leave everything for another project; JiaozhuError where it cannot be opened."""
        before, self.shelf = self.shelf, self.shelf.succeeded_by([str(root)])
        self.first = self.shelf.first
        self.begin()
        self.run_worker(before.close())

    def begin_tutorial(self) -> None:
        """Show how it is done, on a page of its own."""
        from tui.app.lessons import ANNOTATOR, Course

        if self._course is None:
            self._left = self.shelf, self.first
        else:
            self._course.close()
        self._course = Course()
        self.shelf = self.shelf.succeeded_by([str(self._course.page)], ANNOTATOR)
        self.shelf.memory = Memory()  # nothing of it is to be remembered
        self.first = 0
        self.begin()

    @property
    def course(self) -> Course | None:
        """The tutorial, while it goes on."""
        return self._course

    def leave_page(self) -> None:
        """From a page to where one came from: the list of pages, or out."""
        if self._course is not None and self._left is not None and self._left[0].pages:
            self._end_tutorial()
            self.begin()
        elif self._course is None and len(self.shelf.pages) > 1:
            self.show_pages()
        else:
            self.exit()

    def _end_tutorial(self) -> None:
        if self._course is not None and self._left is not None:
            before, (self.shelf, self.first) = self.shelf, self._left
            self.run_worker(before.close())
            self._course.close()
            self._course = self._left = None

    async def on_event(self, event: events.Event) -> None:
        """Hand on an event: a key at once where the way through the widgets would change nothing.

        That way is a queue for each widget, which takes as long as all the rest.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, Keyed) and screen.takes_keys_from(self.focused):
                self.app_focus = True
                screen.on_key(event)
                if screen.is_current:
                    _draw(screen)
                return
        await super().on_event(event)

    async def on_unmount(self) -> None:
        """Nothing goes on after the app, and nothing is left of the tutorial."""
        await self.shelf.close()
        if self._course is not None:
            self._course.close()

    def show_pages(self) -> None:
        """The list of pages, in place of the page that is open."""
        from tui.app.screens.library import Library

        if len(self.screen_stack) > 1:
            self.pop_screen()
        if not isinstance(self.screen, Library):
            self.push_screen(Library(self.shelf))

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """The screen as SVG, each Han where the terminal puts it."""
        from tui.app.svg import svg

        rows: list[list[Segment]] = [[]]
        drawn = self.screen._compositor.render_update(
            full=True, screen_stack=self._background_screens, simplify=simplify
        )
        for segment in self.console.render(cast("ConsoleRenderable", drawn)):
            if segment.text == "\n":
                rows.append([])
            elif not segment.text.startswith("\x1b"):  # where the terminal is to go on
                rows[-1].append(segment)
        return svg(rows, self.size.width, title or self.TITLE or "")

    def _fatal_error(self) -> None:
        """After a mistake of ours: one sentence, and the details in a file to send."""
        with NamedTemporaryFile(
            "w", prefix="jiaozhu-", suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write(format_exc())
        self.bell()
        sentence = tr(
            "Jiaozhu stopped by a mistake of its own; all that was tagged is saved. Details to "
            "report are in {name}.",
            name=file.name,
        )
        self._exit_renderables.append(Text(sentence))
        self._close_messages_no_wait()


def _draw(screen: Keyed) -> None:
    """Draw now what a key has changed, where that is no more than some widgets' own rows.

    Textual does so when the queues of the widgets, the screen and a timer have had their turn,
    a third of a millisecond later.
    """
    if screen._layout_required or screen._scroll_required or screen._repaint_required:
        return
    changed = [widget for widget in screen.drawn if widget._repaint_required]
    if any(widget._layout_required or widget._scroll_required for widget in changed):
        return
    for widget in changed:
        widget._repaint_required = False
    screen._dirty_widgets.update(changed)
    screen._on_timer_update()
