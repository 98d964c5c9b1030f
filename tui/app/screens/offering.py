"""Suggestions for the page that is open: made beside the event loop, drawn when they change."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import Event
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from tui.app.reader import Reader
from tui.app.screens.opening import Opening
from tui.app.session import Session
from tui.app.shelf import Shelf
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.suggest.page import PageSuggestions
    from tui.annotate.suggest.suggestion import Suggestion
    from tui.app.tutor import Tutor

_MANY = 2000  # suggestions of which not each is looked at to see what has to be drawn again


class Offering(Opening):
    """A screen whose page has suggestions."""

    def __init__(self, shelf: Shelf, index: int) -> None:
        super().__init__(shelf, index)
        self.suggested = Event()
        """Set when the open page has its suggestions; those of a model may come later."""
        self._tutor: Tutor | None = None
        self._drawn: Sequence[Suggestion] = ()
        self._noted = 0

    @property
    @abstractmethod
    def reader(self) -> Reader:
        """What they are drawn in."""

    async def settled(self) -> None:
        """Return when all is learned that can be, and all suggestions are there."""
        await self.ready.wait()
        await self.suggested.wait()
        tutor = self._tutor
        while tutor is not None and (tutor.busy or not self.suggested.is_set()):
            await tutor.settled()
            await self.suggested.wait()

    # --- pages

    def open_page(self, index: int, at: int | None = None) -> None:
        """Leave the page that is open for another, and learn from it."""
        self.suggested.clear()
        super().open_page(index, at)
        if self._tutor is not None:
            self._tutor.learn()

    def _completed(self, session: Session) -> None:
        super()._completed(session)
        if session is self._session:
            # Loading what makes them must not keep the page from the screen.
            self.call_after_refresh(self._begin, session)

    def _begin(self, session: Session) -> None:
        """Have suggestions made for the text there is now."""
        if session is not self._session:
            return
        self.suggested.clear()
        session.offers.close()
        session.offers.shown = self.shelf.suggesting
        if session.project is None or not session.writable:
            self.suggested.set()
            return
        tutor = self._tutor = self.shelf.tutor(session.project)
        tutor.learned, tutor.tell = self._learned, self.tell
        self._noted = session.changes
        self._prepare(session, tutor, self.app.call_from_thread)

    @work(thread=True, exclusive=True, group="suggest")
    def _prepare(self, session: Session, tutor: Tutor, call: Callable[..., object]) -> None:
        """Read the page by all that needs no model. The screen may be gone meanwhile."""
        problems: list[str] = []
        page: PageSuggestions | None = None
        try:
            problems = tutor.prepare()
            if tutor.settings.on:
                page = self._page(session, tutor, problems)
        except Exception as error:  # a mistake of ours must not take the page down
            problems.append(
                tr("Suggestions could not be made: {error!r}. Please report it.", error=error)
            )
        call(self._prepared, session, tutor, page, problems)

    def _page(self, session: Session, tutor: Tutor, problems: list[str]) -> PageSuggestions:
        from tui.annotate.suggest import gazetteers
        from tui.annotate.suggest.page import PageSuggestions
        from tui.annotate.suggest.patterns import Patterns

        project = tutor.project
        names = [label.name for label in session.labels if label.suggest]
        known, bad = gazetteers.load(project.folder / gazetteers.FOLDER, names)
        problems += bad if tutor.first else []
        return PageSuggestions(
            session.edition.text,
            session.labels,
            tutor.settings.threshold,
            tutor.memory.without(project.doc_id(session.path)).total,
            tutor.nesting,
            (*known, Patterns(session.labels)),
        )

    def _prepared(
        self,
        session: Session,
        tutor: Tutor,
        page: PageSuggestions | None,
        problems: Sequence[str],
    ) -> None:
        if session is not self._session:
            return
        tutor.first = False
        self.suggested.set()
        if page is not None:
            session.offers.blind = tutor.settings.is_blind(tutor.project.doc_id(session.path))
            session.offers.open(page, session.facts)
            self._read(session)
            tutor.ask_plugins(page.text, lambda name, found: self._put(session, name, found))
            tutor.learn()
        if problems:
            self.tell(" ".join(problems), error=True)
        else:
            self.draw_offers()

    def _read(self, session: Session) -> None:
        """Have the model read the page."""
        page = session.offers.page
        if page is not None and self._tutor is not None:
            self._tutor.read(page.text, lambda name, found: self._put(session, name, found))

    def _put(self, session: Session, name: str, found: Sequence[Suggestion]) -> None:
        """A model or the plug-ins have read a page."""
        if session is self._session and session.offers.page is not None:
            session.offers.page.put(name, found)
            session.offers.stale = True
            self.draw_offers()

    def _learned(self) -> None:
        """What is known of other pages has grown."""
        session = self._session
        if session is not None and session.offers.page is not None and self._tutor is not None:
            self.suggested.clear()
            call = self.app.call_from_thread
            self._learn_again(session, session.offers.page, self._tutor, call)

    @work(thread=True, exclusive=True, group="suggest")
    def _learn_again(
        self, session: Session, page: PageSuggestions, tutor: Tutor, call: Callable[..., object]
    ) -> None:
        elsewhere = tutor.memory.without(tutor.project.doc_id(session.path)).total
        page.learn(elsewhere, tutor.nesting)
        call(self._learned_again, session)

    def _learned_again(self, session: Session) -> None:
        self.suggested.set()
        if session is self._session:
            session.offers.stale = True
            self.draw_offers()
            self._read(session)

    def close_page(self) -> None:
        """Let others write the page, and remember what it says."""
        session, tutor = self._session, self._tutor
        if session is not None and tutor is not None and session.project is tutor.project:
            self._note(session, tutor)
            if session.offers.page is not None:
                session.offers.page.update(*session.facts())
                tutor.note(tutor.project.doc_id(session.path), session.offers.page.said)
        self._drawn = ()
        super().close_page()

    def leave(self) -> None:
        """Nobody is to be told any more."""
        if self._tutor is not None:
            self._tutor.learned = lambda: None
            self._tutor.tell = lambda sentence: None

    def _rest(self) -> None:
        super()._rest()
        session, tutor = self._session, self._tutor
        if session is not None and tutor is not None and session.project is tutor.project:
            self._note(session, tutor)
            tutor.learn_if_much()

    def _note(self, session: Session, tutor: Tutor) -> None:
        tutor.changes += session.changes - self._noted
        self._noted = session.changes

    # --- drawing

    def draw_offers(self) -> None:
        """Draw the suggestions that came and went; where the text is another one, make them new."""
        session = self._session
        if session is None:
            return
        page = session.offers.page
        if page is not None and page.text != session.edition.text:
            self._begin(session)
        self._renew(session)
        now = session.offers.found
        if now is self._drawn:
            return
        before, self._drawn = self._drawn, now
        if len(before) + len(now) > _MANY:  # comparing them takes longer than drawing
            self.reader.refresh_marks()
        elif changed := set(now) ^ set(before):
            self.reader.refresh_range(
                min(one.start for one in changed), max(one.end for one in changed)
            )

    def _renew(self, session: Session) -> None:
        """Have suggestions brought up to date beside the keys, where that takes long."""
        _ = session.offers.found  # where it takes short, it is done now
        renewal = session.offers.renewal()
        if renewal is not None:
            self.suggested.clear()
            self._make(session, renewal, self.app.call_from_thread)

    @work(thread=True, group="renew")
    def _make(
        self, session: Session, renewal: Callable[[], None], call: Callable[..., object]
    ) -> None:
        renewal()
        call(self._made, session)

    def _made(self, session: Session) -> None:
        session.offers.renewed()
        self.suggested.set()
        if session is self._session:
            self.draw_offers()
