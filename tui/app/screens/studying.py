"""From the page that is open to the whole project and back: concordance, hits, tables."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from tui.app.screens.offering import Offering
from tui.app.session import Session
from tui.app.shelf import Shelf
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.query import Place, Query

if TYPE_CHECKING:
    # Loaded when something is looked up: the first page must not wait for it.
    from tui.app.concording import Concording
    from tui.app.study import Study

_GLANCE = 0.3  # seconds an expression may take to be drawn on a page one comes to
_BACK = ("ctrl+o", "q")


class Studying(Offering):
    """A screen whose page is one of a project that can be looked through."""

    def __init__(self, shelf: Shelf, index: int) -> None:
        super().__init__(shelf, index)
        self._goal: tuple[Place, Query] | None = None

    def study(self) -> tuple[Study, int]:
        """The study of the project, and the number of the open page in its index.

        JiaozhuError for a page without a project, or one that is not open yet.
        """
        session = self.session
        if session.doing:
            raise JiaozhuError(tr("The page is not open yet."))
        if session.project is None:
            raise JiaozhuError(tr("This page belongs to no project that could be looked through."))
        study = self.shelf.study(session.project)
        page = study.lend(session)
        return study, 0 if page is None else page

    # --- to the concordance and back

    def concordance(self, query: Query, label: str = "") -> None:
        """Show all hits of a query in the project, those of this page first."""
        from tui.app.concording import Concording
        from tui.app.screens.concordance import ConcordanceScreen

        study, page = self.study()
        concording = Concording(study, query, label, page, self.reader.cursor)
        self.app.push_screen(ConcordanceScreen(self, concording))

    def visit(self, page: int, place: Place, query: Query) -> None:
        """Go to a hit, also on another page of the project."""
        project = self.session.project
        assert project is not None
        number = self.shelf.find(self.shelf.study(project).index.path(page), project)
        if number == self.index:
            self._arrive(place, query)
        else:
            self._goal = place, query
            self.open_page(number)

    def come_back(self) -> bool:
        """Back to the concordance one came from; False where there is none."""
        from tui.app.screens.concordance import ConcordanceScreen

        last = self._last()
        if last is None or self._session is None or self._session.doing:
            return False
        self.study()
        self.app.push_screen(ConcordanceScreen(self, last))
        return True

    def press(self, key: str) -> None:
        """Ctrl-o and q go back to where one came from."""
        if key in _BACK and not self.key_reader.is_pending and self.come_back():
            return
        super().press(key)

    def resume(self) -> None:
        """Show what was done elsewhere to the page."""
        self.follow()
        self.reader.refresh_marks()
        self.tell("")

    def learned_elsewhere(self, changes: int) -> None:
        """Spans of other pages have changed: there is something to learn."""
        if self._tutor is not None:
            self._tutor.changes += changes

    # --- inside

    def _last(self) -> Concording | None:
        project = self._session.project if self._session else None
        return self.shelf.study(project).last if project and self.shelf.studies(project) else None

    def _arrive(self, place: Place, query: Query) -> None:
        session = self.session
        session.hits = None
        with suppress(JiaozhuError):
            session.hits = session.page.find(query, monotonic() + _GLANCE)
        self.resume()
        self.reader.clear_selection()
        self.reader.jump(min(place[0], max(0, len(session.edition.text) - 1)))
        self.tell(tr("Ctrl-o goes back to the concordance") if self._last() else "")

    def _completed(self, session: Session) -> None:
        super()._completed(session)
        if session is self._session and self._goal is not None:
            place, query = self._goal
            self._goal = None
            self._arrive(place, query)

    def _fail(self, problem: str, index: int | None = None) -> None:
        self._goal = None
        super()._fail(problem, index)

    def close_page(self) -> None:
        """Let others write the page; what it says now is still counted."""
        session = self._session
        project = session.project if session else None
        if session and project and self.shelf.studies(project):
            self.shelf.study(project).release(session)
        super().close_page()
