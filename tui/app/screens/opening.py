"""Opening the pages of a shelf beside the event loop, one after the other.

What a person waits for comes first: a page that takes long is shown as found until it is clean; the
other script and the annotations follow when the clean page is on the screen; then the page
that is likely to be opened next is cleaned (`tui.app.cleaning`).
"""

from __future__ import annotations

import gc
from abc import abstractmethod
from asyncio import Event

from textual import work
from textual.timer import Timer

from tui.app.cleaning import LONG, Left
from tui.app.habits import PageHabit
from tui.app.screens.keyed import Keyed
from tui.app.session import Session, glance, opened
from tui.app.shelf import Shelf
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.script import PLAIN, ScriptView
from tui.text.source import Source

_SMALL = 200_000  # code points that are converted too quickly to be worth a thread
_PATIENCE = 0.15  # seconds a page may take to be cleaned before it is shown as found
_LOOK = 0.2  # seconds between looks how far the cleaning is
_REST = 2.0  # seconds between looks whether the file is up to date with its log


class Opening(Keyed):
    """A screen that has one page of a shelf open."""

    def __init__(self, shelf: Shelf, index: int) -> None:
        super().__init__()
        self.shelf = shelf
        self.index = index
        habit = shelf.memory.project(shelf.pages[index].project)
        self.config: str | None = habit.config or None
        """What the right pane shows; None: the page in its other script."""
        self.left = habit.left or PLAIN
        """What the left pane shows."""
        self.ready = Event()
        """Set when a page is open, or cannot be."""
        self._session: Session | None = None
        self._left = PageHabit()  # how the page that is being opened was left
        self._at = 0  # where it is to be read from, in its source
        self._dirty: Source | None = None  # that is being cleaned
        self._looks: Timer | None = None

    @property
    def session(self) -> Session:
        """The open page; JiaozhuError while it is still being read."""
        if self._session is None:
            raise JiaozhuError(tr("The page is not open yet."))
        return self._session

    @abstractmethod
    def show_page(self, session: Session, offset: int) -> None:
        """Draw a page that was opened, from `offset` on."""

    @abstractmethod
    def show_view(self, session: Session) -> None:
        """Draw the page's other script, and its annotations."""

    @property
    @abstractmethod
    def place(self) -> int:
        """Where the person is in the open page."""

    def open_page(self, index: int, at: int | None = None) -> None:
        """Leave the page that is open for another of the shelf, to be read from `at` on.

        `at`: code points of its source; None: where it was left.
        """
        self.close_page()
        # Looked up here: what is read beside may have the screen gone before it begins.
        self._call = self.app.call_from_thread
        page = self.shelf.pages[index]
        self._left = self.shelf.memory.page(page.project, page.path)
        self._at = self._left.place if at is None else at
        self.ready.clear()
        self.index = self.shelf.current = index
        self.tell(tr("reading .."))
        self._load(index)

    def close_page(self) -> None:
        """Let others write the page."""
        if self._dirty is not None:
            self.shelf.cleaning.leave(self._dirty)
            self._cleaned()
        session, self._session = self._session, None
        gc.unfreeze()
        if session is not None:
            self.shelf.forget(self.index)
            session.close()

    def rest_now_and_then(self) -> None:
        """Bring the file up to date with its log while the hands rest."""
        self.set_interval(_REST, self._rest)

    def _rest(self) -> None:
        if self._session is not None:
            self._session.idle()
            self.remember(self._session)
            self.follow()  # decisions may have come with a pull

    def follow(self) -> None:
        """Show the edition the page has now."""

    def remember(self, session: Session) -> None:
        """Keep how the page stands, to show it so again."""

    @work(thread=True, exclusive=True, group="load")
    def _load(self, index: int) -> None:
        """Read the page."""
        from tui.text.source import read

        page = self.shelf.pages[index]
        call = self._call
        try:
            source = read(page.path, self.shelf.encoding)
            base = self.shelf.cleaning.find(source, page.project)
        except JiaozhuError as error:
            call(self._fail, str(error).replace(str(page.path), page.name), index)
            return
        if base is None:
            call(self._found, source, index)
        else:
            call(self._show, opened(page.path, page.project, base), index)

    def _found(self, source: Source, index: int) -> None:
        """Have the page cleaned; show it as found if that takes longer than one likes to wait."""
        if index != self.index or not self.is_attached:
            return
        self._dirty = source
        self._looks = self.set_interval(_LOOK, self._look)
        path = self.shelf.pages[index].path

        def glimpse() -> None:
            if self._dirty is source and self._session is None:
                self._show(glance(path, source), index)

        if len(source.data) > LONG or not self.shelf.cleaning.is_warm:
            glimpse()
            self.call_after_refresh(self._clean, source, index)
        else:
            self.set_timer(_PATIENCE, glimpse)
            self._clean(source, index)

    def _look(self) -> None:
        """Show how far the cleaning is."""
        if self._dirty is not None and self._session is not None:
            self._session.share = self.shelf.cleaning.share(self._dirty)
            self.settle()

    def _cleaned(self) -> None:
        """Nothing is being cleaned any more."""
        self._dirty = None
        if self._looks is not None:
            self._looks.stop()
            self._looks = None

    @work(thread=True, exclusive=True, group="load")
    def _clean(self, source: Source, index: int) -> None:
        """Clean the page."""
        page = self.shelf.pages[index]
        call = self._call
        try:
            base = self.shelf.cleaning.clean(source, page.project)
            session = opened(page.path, page.project, base)
        except Left:
            return
        except JiaozhuError as error:
            call(self._fail, str(error), index)
        except Exception as error:  # a mistake of ours must not take the other pages down
            call(
                self._fail,
                tr(
                    "{name} cannot be cleaned: {error!r}. Please report it.",
                    name=page.name,
                    error=error,
                ),
                index,
            )
        else:
            call(self._show, session, index)

    def _show(self, session: Session, index: int) -> None:
        """Show a page, unless another one has been asked for since."""
        if index != self.index or not self.is_attached:
            return
        if session.doing != "cleaning":
            self._cleaned()
        offset = 0
        if self._session is not None:  # the page as found, where one has been reading
            place = self.place
            offset = session.edition.alignment.map_range(place, place)[0]
        elif self._at:
            place = min(self._at, len(session.edition.source.text))
            offset = session.edition.alignment.map_range(place, place)[0]
        self._session = session
        self.show_page(session, offset)
        self.tell("")
        if session.doing == "opening":
            # What one reads first is on the screen before the rest is begun.
            self.call_after_refresh(self._complete, session)

    @work(thread=True, exclusive=True, group="load")
    def _complete(self, session: Session) -> None:
        """Convert the page and open its annotations."""
        call = self._call
        try:
            session.complete(self.config, self.left, self.shelf.opencc_data)
        except Exception as error:
            session.close()
            call(
                self._fail,
                tr("The page cannot be annotated: {error!r}. Please report it.", error=error),
            )
        else:
            call(self._completed, session)

    def _completed(self, session: Session) -> None:
        if session is not self._session:
            session.close()
            return
        self.show_view(session)
        gc.freeze()  # a page is many objects, which the collector need not look at again and again
        told = [*self.shelf.notices, *session.notices, session.problem]
        self.shelf.notices.clear()
        self.ready.set()
        self.tell(" ".join(filter(None, told)))
        self.shelf.prepare(self.index + 1)

    def _fail(self, problem: str, index: int | None = None) -> None:
        if index in (None, self.index):
            self._cleaned()
            self.ready.set()
            self.tell(problem, error=True)

    def change_script(self, config: str, left: bool = False) -> None:
        """Show the open page in another script standard, and the pages after it."""
        session = self.session
        if left:
            self.left = config
        else:
            self.config = config
        if len(session.edition.text) > _SMALL:
            self.tell(tr("converting by {config} ..", config=config))
            self._convert(session, config, left)
        else:
            try:
                view = session.converted(config)
            except JiaozhuError as error:
                self._not_converted(session, str(error))
            else:
                self._converted(session, view, left)

    @work(thread=True, exclusive=True, group="convert")
    def _convert(self, session: Session, config: str, left: bool) -> None:
        call = self._call
        try:
            view = session.converted(config)
        except JiaozhuError as error:
            call(self._not_converted, session, str(error))
        else:
            call(self._converted, session, view, left)

    def _not_converted(self, session: Session, problem: str) -> None:
        if session is self._session:
            self.config = session.view.config
            self.left = session.left.config if session.left is not None else PLAIN
            self.tell(problem, error=True)

    def _converted(self, session: Session, view: ScriptView, left: bool) -> None:
        if session is self._session and view.config == (self.left if left else self.config):
            if left:
                session.left = None if view.config == PLAIN else view
            else:
                session.view = view
            self.show_view(session)
            self.tell("")
