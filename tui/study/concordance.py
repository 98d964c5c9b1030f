"""Concordance: every place of a query in a project, and what is said of each.

found = Concordance(index, Query("牡丹晚报"), label="ORG", first=page)
found.gather(page)                  # for each page whose text is known or new
found.shown                         # the hits in order, filtered and sampled
found.state(hit), found.counts
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from tui.errors import JiaozhuError
from tui.language import tr_later
from tui.study.index import Index
from tui.study.notes import Notes
from tui.text.query import MOST, Place, Query

CONTEXT = 40
"""Code points on either side of a hit that it is sorted by."""


class Hit(NamedTuple):
    """A place: page by its number in the index, code points of the page's edition."""

    page: int
    start: int
    end: int


class State(StrEnum):
    """What is said of a hit."""

    OPEN = "untagged"
    TAGGED = "tagged"
    CONFLICT = "conflict"
    """Tagged with another label than the one asked for, or than most of the hits."""
    REJECTED = "rejected"


class Order(StrEnum):
    """What hits are sorted by."""

    PLACE = tr_later("by page")
    LEFT = tr_later("by the left")
    RIGHT = tr_later("by the right")


class Show(StrEnum):
    """Which hits are shown."""

    HITS = "all"
    """But those that were rejected before: they are not offered again."""
    OPEN = "untagged"
    CONFLICTS = "conflicts"
    REJECTED = "rejected"


class Counts(NamedTuple):
    """How many hits there are, whatever is shown."""

    hits: int
    tagged: int
    conflicts: int
    rejected: int


class Concordance:
    """The hits of a query. Not for several threads at once."""

    def __init__(
        self, index: Index, query: Query, label: str = "", first: int = 0, of: Iterable[int] = ()
    ) -> None:
        """`label`: what is to be tagged; `first`: the page whose hits come first.

        `of`: only these pages, if any are given.
        """
        self.index = index
        self.query = query
        self.first = first
        self.problem = ""
        """Why pages could not be searched, as by an expression that takes too long."""
        self.order = Order.PLACE
        self.show = Show.HITS
        self._label = label
        self._of = frozenset(of)
        self._sample: tuple[int, int] | None = None
        self._pages: dict[int, list[Hit]] = {}
        self._states: dict[int, list[State]] = {}
        self._here: set[Hit] = set()  # rejected in this call: they stay to be seen
        self._shown: list[Hit] | None = None
        self._tally: Counts | None = None
        self._size = 0
        self._usual: str | None = None  # the label most of the hits have, once it was counted
        self._counted = ""

    # --- finding

    def gather(self, page: int, deadline: float | None = None) -> bool:
        """Find, or find again, the hits of one page; whether there are any or were."""
        text = self.index.text(page)
        places: Sequence[Place] = ()
        if text is not None and self._size < MOST:
            try:
                places = self.query.find(text, deadline)
            except JiaozhuError as error:
                self.problem = str(error)
        return self.put(page, places)

    def put(self, page: int, places: Iterable[Place]) -> bool:
        """Take the places of the query on a page, found elsewhere; whether there are any or were.

        Places beyond `MOST` of all pages are left out.
        """
        if self._of and page not in self._of:
            return False
        former = self._pages.pop(page, [])
        room = max(0, MOST - self._size + len(former))
        found = [Hit(page, *place) for place in islice(places, room)]
        self._size += len(found) - len(former)
        if found:
            self._pages[page] = found
        self.noted(page)
        return bool(found or former)

    def gather_all(self, deadline: float | None = None) -> None:
        """Find the hits of all pages that the index knows."""
        for page in self.index.ready:
            self.gather(page, deadline)

    def noted(self, page: int) -> None:
        """What is said of a page has changed."""
        self._states.pop(page, None)
        self._shown = self._usual = self._tally = None

    # --- what is asked

    @property
    def label(self) -> str:
        """What is to be tagged; empty while nobody has said."""
        return self._label

    @label.setter
    def label(self, label: str) -> None:
        self._label = label
        self._states.clear()
        self._shown = self._tally = None

    def arrange(
        self,
        order: Order | None = None,
        show: Show | None = None,
    ) -> None:
        """Show other hits, or in another order."""
        self.order, self.show = order or self.order, show or self.show
        self._shown = None

    @property
    def sample(self) -> tuple[int, int] | None:
        """How many hits are drawn at random, and the seed that draws the same ones again."""
        return self._sample

    @sample.setter
    def sample(self, sample: tuple[int, int] | None) -> None:
        self._sample = sample
        self._shown = None

    def reject_here(self, hits: Iterable[Hit], rejected: bool = True) -> None:
        """Hits that were rejected in this call, or are so no more."""
        (self._here.update if rejected else self._here.difference_update)(hits)
        self._shown = None

    # --- what there is

    def __len__(self) -> int:
        return self._size

    @property
    def pages(self) -> list[int]:
        """The pages with hits, in the order they are shown."""
        return sorted(self._pages, key=lambda page: (page != self.first, page))

    @property
    def shown(self) -> Sequence[Hit]:
        """The hits that are shown, in order."""
        if self._shown is None:
            self._shown = self._select()
        return self._shown

    @property
    def counts(self) -> Counts:
        """Of all hits, sample and filter aside."""
        if self._tally is None:
            self._tally = self._count()
        return self._tally

    def _count(self) -> Counts:
        found = Counter(state for page in self._pages for state in self._states_of(page))
        return Counts(len(self), found[State.TAGGED], found[State.CONFLICT], found[State.REJECTED])

    def state(self, hit: Hit) -> State:
        """What is said of a hit."""
        hits = self._pages.get(hit.page, [])
        number = bisect_left(hits, hit)
        return (
            self._states_of(hit.page)[number] if hits[number : number + 1] == [hit] else State.OPEN
        )

    def contexts(self, hit: Hit, length: int = CONTEXT) -> tuple[str, str, str]:
        """Left context, hit and right context, of the line the hit is on. Not safe to draw."""
        text = self.index.text(hit.page)
        if text is None:
            return "", "", ""
        left = text.text[max(0, hit.start - length) : hit.start].rpartition("\n")[2]
        right = text.text[hit.end : hit.end + length].partition("\n")[0]
        return left, text.text[hit.start : hit.end], right

    # --- inside

    def _select(self) -> list[Hit]:
        hits = [
            hit
            for page in self.pages
            for hit, state in zip(self._pages[page], self._states_of(page), strict=True)
            if self._is_wanted(hit, state)
        ]
        if self._sample is not None and self._sample[0] < len(hits):
            count, seed = self._sample
            chosen = sorted(random.Random(f"{self.query}\n{seed}").sample(range(len(hits)), count))
            hits = [hits[number] for number in chosen]
        if self.order is not Order.PLACE:
            hits.sort(key=self._key)
        return hits

    def _is_wanted(self, hit: Hit, state: State) -> bool:
        match self.show:
            case Show.HITS:
                return state is not State.REJECTED or hit in self._here
            case Show.OPEN:
                return state is State.OPEN
            case Show.CONFLICTS:
                return state is State.CONFLICT
            case Show.REJECTED:
                return state is State.REJECTED

    def _key(self, hit: Hit) -> str:
        """The context from the hit outwards, without differences of script or breaks."""
        text = self.index.text(hit.page)
        assert text is not None
        if self.order is Order.RIGHT:
            at = text.joined_at(hit.end)
            return text.joined[at : at + CONTEXT]
        at = text.joined_at(hit.start)
        return text.joined[max(0, at - CONTEXT) : at][::-1]

    def _states_of(self, page: int) -> list[State]:
        if not self._label and self._usual is None:
            self._usual = self._most_common()
            if self._usual != self._counted:
                self._counted = self._usual
                self._states.clear()
        if page not in self._states:
            notes = self.index.notes(page)
            hits = self._pages.get(page, [])
            if not notes.spans and not (self._label and notes.refused):
                self._states[page] = [State.OPEN] * len(hits)
            else:
                self._states[page] = [self._state(hit, notes) for hit in hits]
        return self._states[page]

    def _state(self, hit: Hit, notes: Notes) -> State:
        labels = {span.label for span in notes.on(hit.start, hit.end)}
        if labels:
            return State.TAGGED if (self._label or self._usual) in labels else State.CONFLICT
        text = self.index.text(hit.page)
        if self._label and text is not None:
            _, start, end = hit
            if notes.refused.holds(text.text, start, end, self._label):
                return State.REJECTED
        return State.OPEN

    def _most_common(self) -> str:
        """The label most of the hits have; empty where none has one."""
        labels = Counter(
            span.label
            for page, hits in self._pages.items()
            if (notes := self.index.notes(page)).spans
            for hit in hits
            for span in notes.on(hit.start, hit.end)
        )
        return max(labels, key=lambda label: (labels[label], label), default="")
