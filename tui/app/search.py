"""Finding words in a page, whatever script, variant or width they are written in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from time import monotonic

from tui.text.edition import Edition
from tui.text.query import PATIENCE, Mode, Place, Query, guesses
from tui.text.script import ScriptView
from tui.text.searchable import Searchable


class Hits:
    """The places of a query in a text. Offsets: code points of the text."""

    def __init__(self, query: Query, places: Sequence[Place]) -> None:
        """`places`: in order, none overlapping."""
        self.query = query
        self.starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, start: int, end: int) -> Iterator[Place]:
        """Those that share a code point with `start:end`."""
        for number in range(bisect_right(self._ends, start), len(self.starts)):
            if self.starts[number] >= end:
                return
            yield self.starts[number], self._ends[number]

    def step(self, offset: int, by: int) -> int:
        """The number of the `by`-th after `offset` (before it, if negative), round the ends."""
        if by > 0:
            return (bisect_right(self.starts, offset) + by - 1) % len(self.starts)
        return (bisect_left(self.starts, offset) + by) % len(self.starts)


class Page:
    """A page as one searches in it: the edition, and what its other script words otherwise.

    Threads may share it.
    """

    def __init__(self, edition: Edition, view: ScriptView) -> None:
        self.edition = edition
        self.view = view
        self.text = Searchable(edition.text)
        self._view = Searchable(view.text)

    def find(self, query: Query, deadline: float | None = None) -> Hits:
        """The places of a query in either pane. JiaozhuError as of `Query.find`."""
        places = query.find(self.text, deadline)
        if self._is_worded_otherwise(query):
            back = self.view.alignment.inverse
            places = _without_overlaps(
                [*places, *(back.map_range(*place) for place in query.find(self._view, deadline))]
            )
        return Hits(query, places)

    def seek(self, typed: str) -> Hits:
        """The places of what was typed, in the first way it can be meant that has any."""
        deadline = monotonic() + PATIENCE
        first: Hits | None = None
        for query in guesses(typed):
            hits = self.find(query, deadline)
            if len(hits):
                return hits
            first = hits if first is None else first
        assert first is not None
        return first

    def _is_worded_otherwise(self, query: Query) -> bool:
        """Whether the view may have the query where the edition does not.

        A character has one fold in all scripts; 網際網路 for 互联网 is another word.
        """
        if self.view.text == self.edition.text:
            return False
        return query.mode is Mode.EXACT or "p" in self.view.config


def _without_overlaps(places: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
