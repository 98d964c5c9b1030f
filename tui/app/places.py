"""Places to come back to: marks by a letter, and the list of jumps, over all pages of a shelf.

A place is kept in the source of its page, so that it stays what it is when edits are decided on.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.errors import JiaozhuError
from tui.language import tr

_MOST = 100  # jumps that are remembered, as in vim


class Spot(NamedTuple):
    """A place on a page."""

    page: int
    """Its number on the shelf."""
    place: int
    """Code points of the source."""


class Places:
    """Where one was."""

    def __init__(self) -> None:
        self._marks: dict[str, Spot] = {}
        self._jumps: list[Spot] = []
        self._at = 0  # the jump one is at; behind the last one while one is at none

    def mark(self, letter: str, spot: Spot) -> str:
        """Remember a place by a letter; any one printed character will do."""
        if len(letter) != 1:
            raise JiaozhuError(tr("A mark is a letter."))
        self._marks[letter] = spot
        return tr("marked as {letter}; '{letter} comes back", letter=letter)

    def marked(self, letter: str) -> Spot:
        """The place of a letter."""
        if letter not in self._marks:
            known = " ".join(sorted(self._marks))
            raise JiaozhuError(
                tr("There is no mark {letter}; there are {known}.", letter=letter, known=known)
                if known
                else tr("Nothing is marked.")
            )
        return self._marks[letter]

    def leave(self, spot: Spot) -> None:
        """Remember where one jumps away from."""
        if spot in self._jumps:
            self._jumps.remove(spot)
        self._jumps.append(spot)
        del self._jumps[:-_MOST]
        self._at = len(self._jumps)

    def back(self, here: Spot, count: int) -> Spot:
        """The place one jumped away from, so many jumps ago."""
        if self._at == len(self._jumps):
            at = self._at
            self.leave(here)  # to find the way forward again
            self._at = min(at, len(self._jumps) - 1)
        if self._at < count:
            raise JiaozhuError(tr("There is no jump before this one."))
        self._at -= count
        return self._jumps[self._at]

    def forward(self, count: int) -> Spot:
        """The place one came back from, so many jumps later."""
        if self._at + count >= len(self._jumps):
            raise JiaozhuError(tr("There is no jump after this one."))
        self._at += count
        return self._jumps[self._at]
