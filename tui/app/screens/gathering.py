"""Finding the hits of a concordance beside the keys, and what to do where there are none."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from tui.app.concording import Concording
from tui.app.screens.keyed import Keyed
from tui.app.widgets.rows import Rows
from tui.errors import JiaozhuError
from tui.language import counted, tr
from tui.study.concordance import Concordance
from tui.text.query import PATIENCE, Place, Query, TooSlow, meant
from tui.text.query import Mode as Way

if TYPE_CHECKING:
    from tui.app.screens.studying import Studying
    from tui.text.near import Near

_AT_ONCE = 0.03  # seconds in which as many pages are searched as can be, before the first is drawn
_AT_A_TIME = 0.01  # the same between two keys
_EVERY = 0.1  # seconds between two looks at what was found meanwhile
_ALL_PAGES = 5 * PATIENCE  # seconds an expression may take on all pages


class Gathering(Keyed):
    """A screen with the hits of a query, which come as the pages are read and searched."""

    def __init__(self, desk: Studying, concording: Concording) -> None:
        super().__init__()
        self.desk = desk
        self.concording = concording
        self.reading = ""
        """How far the pages are read."""

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#hits", Rows)

    @property
    def found(self) -> Concordance:
        """The hits."""
        return self.concording.found

    @abstractmethod
    def fill(self) -> None:
        """Show the hits as they are now."""

    def keep_place(self) -> None:
        """Remember the current hit, before others come."""
        shown = self.found.shown
        if shown and self.rows.count == len(shown):
            self.concording.at = shown[self.rows.current]

    def leave(self) -> None:
        """Back to the page one came from."""
        self.concording.study.last = None
        self.app.pop_screen()
        self.desk.resume()

    def search(self) -> None:
        """Show what is known at once; the rest comes as it is read."""
        first, ready = self.found.first, self.found.index.ready
        known = [first, *(page for page in ready if page != first)]
        # An expression may take long: all pages are searched for it beside the keys.
        pages = iter([] if self.found.query.mode is Way.REGEX else known)
        more = self._some(pages, _AT_ONCE)
        self.fill()
        if more:
            self._catch_up(pages)
        else:
            self._gather()

    def _some(self, pages: Iterator[int], seconds: float) -> bool:
        """Search known pages for so long; whether some are left."""
        due = monotonic() + seconds
        for page in pages:
            self.found.gather(page)
            if monotonic() > due:
                return True
        return False

    @work(exclusive=True, group="catch-up")
    async def _catch_up(self, pages: Iterator[int]) -> None:
        """Search the rest of the known pages between the keys."""
        due = monotonic() + _EVERY
        while self._some(pages, _AT_A_TIME):
            if monotonic() > due:
                self.keep_place()
                self.fill()
                due = monotonic() + 2 * _EVERY
            await asyncio.sleep(0)
        self.keep_place()
        self.fill()
        self._gather()

    @work(thread=True, exclusive=True, group="gather")
    def _gather(self) -> None:
        """Search the pages that are read only now, or have changed; of an expression, all."""
        worker, index, found = get_current_worker(), self.found.index, self.found
        call = self.app.call_from_thread
        deadline = monotonic() + _ALL_PAGES
        slow = found.query.mode is Way.REGEX
        pages = iter(index.ready) if slow else iter(())
        batch: dict[int, list[Place] | None] = {}
        seen = set()
        due = monotonic() + _EVERY
        problem = ""

        def stop() -> bool:
            return worker.is_cancelled

        for known in (pages, index.update(stop)):
            for page in known:
                if stop():
                    return
                seen.add(page)
                try:
                    text = index.text(page) if slow else None
                    batch[page] = found.query.find(text, deadline) if text else None
                except JiaozhuError as error:
                    problem = str(error)
                    if isinstance(error, TooSlow) or slow:
                        call(self._gathered, batch, problem, True)
                        return
                if monotonic() > due:
                    call(self._gathered, batch, problem, False)
                    batch, due = {}, monotonic() + _EVERY
        if not stop():
            call(self._gathered, batch, problem, True)

    def _gathered(self, batch: dict[int, list[Place] | None], problem: str, ended: bool) -> None:
        """Take up what was found."""
        if not self.is_attached:
            return
        self.keep_place()
        changed = False
        for page, places in batch.items():
            changed |= self.found.gather(page) if places is None else self.found.put(page, places)
        index = self.found.index
        of, known = len(index), len(index.ready)
        self.reading = "" if ended else tr("reading {known:,} of {of:,} pages", known=known, of=of)
        if ended and index.problems:
            self.reading = tr("{pages} cannot be read", pages=counted(len(index.problems), "page"))
        if problem:
            self.say(problem, error=True)
        if changed:
            self.fill()
        else:
            self.settle()
        if ended and not problem and not len(self.found):
            self._offer()

    @work(thread=True, exclusive=True, group="offer")
    def _offer(self) -> None:
        """What is nowhere as it was meant may be meant otherwise, or something may be near."""
        from tui.text.near import near

        found, call = self.found, self.app.call_from_thread
        texts = [text for page in found.index.ready if (text := found.index.text(page))]
        other = meant(str(found.query), texts)
        if other.mode is not found.query.mode:
            call(self._instead, other)
        elif found.query.mode is Way.CHARACTERS:
            call(self._near, near(found.query.text, texts))

    def _instead(self, query: Query) -> None:
        """Another concordance in place of this one."""
        if self.is_attached and self.is_current:
            self.leave()
            self.desk.call_later(self.desk.concordance, query, self.concording.label)

    def _near(self, words: Sequence[Near]) -> None:
        if not self.is_attached or not self.is_current:
            return
        if not words:
            self.tell(tr("{query} is on no page, nor anything near.", query=self.found.query))
            return
        from tui.app.screens.searching import NearWords

        def chosen(one: str | None) -> None:
            if one is not None:
                self._instead(Query(one))

        question = tr("{text} is on no page. Near to it:", text=self.found.query.text)
        self.app.push_screen(NearWords(question, words), chosen)
