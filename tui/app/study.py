"""The study of a project beside the page that is open: its index, and what was looked up last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.annotate.project import Project
from tui.app.session import Session

if TYPE_CHECKING:
    from tui.annotate.corpus import Corpus
    from tui.app.concording import Concording
    from tui.study.index import Index
    from tui.study.words import Cutter


class Study:
    """What the screens over one project share. Made when first something is looked up."""

    def __init__(self, project: Project, corpus: Corpus) -> None:
        from tui.study.index import Index
        from tui.study.words import Cutter

        self.project = project
        self.index: Index = Index(corpus, project)
        self.cutter: Cutter = Cutter(self.index)
        self.last: Concording | None = None
        """The concordance one came from, to go back to."""

    def lend(self, session: Session) -> int | None:
        """Count on an open page as it is now; its number, None for a page of no index."""
        from tui.study.index import Lent
        from tui.study.notes import Notes

        page = self.index.number(session.path)
        if page is None:
            return None
        made: tuple[int, Notes] | None = None

        def notes() -> Notes:
            nonlocal made
            if made is None or made[0] != session.changes:
                made = session.changes, Notes(*session.facts(), session.done)
            return made[1]

        self.index.lend(page, Lent(session.page.text, session.store, notes, session.reason))
        return page

    def release(self, session: Session) -> None:
        """Count on a page no more: it is being closed."""
        page = self.index.number(session.path)
        lent = None if page is None else self.index.lent(page)
        if page is not None and lent is not None:
            self.index.wrote(page, lent.notes())
            self.index.lend(page, None)
