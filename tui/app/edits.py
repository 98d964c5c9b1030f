"""The apparatus of an open page as it is looked at: which edits are shown, where, and which is on.

No widget is known here. Offsets are code points of the edition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tui.app.reader.marks import Kind, Mark
from tui.text.edit import State

if TYPE_CHECKING:
    # All of this brings in the repairs, which nobody waits for who only reads.
    from tui.annotate.apparatus import Apparatus
    from tui.annotate.collation import Collation, Entry
    from tui.annotate.decision import Key
    from tui.text.edition import Edition

UNLIKELY = 0.3
"""Proposals below this confidence are hidden until they are asked for."""


class Seen:
    """The edits of one collation that are shown, by their place."""

    def __init__(self, collation: Collation, unlikely: bool) -> None:
        from tui.annotate.choices import superseded
        from tui.annotate.decision import key_of_edit

        self._key = key_of_edit
        self.collation = collation
        self.unlikely = unlikely
        fallen = superseded(collation.edition.edits)
        made, text = State.APPLIED, collation.edition.text
        self.entries = [
            e for e in collation.entries if e.edit.state is made or self._is_shown(e, fallen)
        ]
        self._places = [
            (e.start, e.end) if e.start < e.end and text[e.start] != "\n" else self._drawn(e)
            for e in self.entries
        ]
        self._starts = [start for start, _ in self._places]
        self._longest = max((end - start for start, end in self._places), default=0)

    def _is_shown(self, entry: Entry, fallen: frozenset[Key]) -> bool:
        edit = entry.edit
        if edit.state is State.REJECTED:
            return entry.decision is not None  # not what merely gave way to another edit
        if edit.state is State.PROPOSED:
            likely = edit.confidence >= UNLIKELY or self.unlikely
            return likely and self._key(edit) not in fallen
        return True

    def _drawn(self, entry: Entry) -> tuple[int, int]:
        """The text that shows an entry: its own; else a character that it is right beside."""
        text, start, end = self.collation.edition.text, entry.start, entry.end
        if text[start:end].strip("\n"):
            return start, end
        if start and text[start - 1] != "\n":
            return start - 1, start
        return (end, end + 1) if end < len(text) else (start, end)

    def index(self, entry: Entry) -> int | None:
        """The number of an entry, if it is shown."""
        key = self._key(entry.edit)
        at = bisect_left(self.entries, (entry.start, entry.end), key=lambda e: (e.start, e.end))
        for number in range(at, len(self.entries)):
            other = self.entries[number]
            if (other.start, other.end) != (entry.start, entry.end):
                break
            if self._key(other.edit) == key:
                return number
        return None

    def place(self, entry: Entry) -> int:
        """Where the cursor goes to be on an entry."""
        return self._drawn(entry)[0]

    def before(self, offset: int) -> int:
        """How many are shown before a character."""
        return bisect_left(self._starts, offset)

    def upto(self, offset: int) -> int:
        """How many are shown before a character or on it."""
        return bisect_right(self._starts, offset)

    def between(self, start: int, end: int) -> list[tuple[Entry, int, int]]:
        """The entries drawn somewhere in a stretch, each with where."""
        found = []
        for number in range(self.before(start - self._longest), self.before(end)):
            a, b = self._places[number]
            if b > start:
                found.append((self.entries[number], a, b))
        return found

    def at(self, offset: int) -> Entry | None:
        """The entry over a character: what waits for a person first, then the shortest."""
        over = self.between(offset, offset + 1)
        best = min(over, key=lambda item: (not item[0].is_open, item[2] - item[1]), default=None)
        return best[0] if best else None


class Edits:
    """What of a page's apparatus is shown, and the entry a person is on."""

    def __init__(self, base: Edition, collation: Collation | None = None) -> None:
        """`base`: the page as the repairs left it; `collation`: what decisions made of it."""
        self.base = base
        self._collation = collation
        self.apparatus: Apparatus | None = None
        """Takes decisions, once the annotations are open to be written."""
        self.shown = False
        self.unlikely = False
        """Whether proposals that are rather wrong are shown as well."""
        self._seen: Seen | None = None
        self._held: tuple[Entry, int] | None = None

    @property
    def edition(self) -> Edition:
        """The text as it is now."""
        if self.apparatus is not None:
            return self.apparatus.edition
        return self._collation.edition if self._collation is not None else self.base

    @property
    def collation(self) -> Collation:
        """The page as it is now with all its edits."""
        if self.apparatus is not None:
            return self.apparatus.collation
        if self._collation is None:
            from tui.annotate.collation import Collation

            self._collation = Collation(self.base)
        return self._collation

    @property
    def seen(self) -> Seen:
        """What is shown."""
        collation = self.collation
        seen = self._seen
        if seen is None or seen.collation is not collation or seen.unlikely != self.unlikely:
            seen = self._seen = Seen(collation, self.unlikely)
        return seen

    @property
    def waiting(self) -> int:
        """How many proposals wait for a person."""
        return sum(entry.is_open for entry in self.seen.entries)

    def hold(self, entry: Entry, cursor: int) -> None:
        """Stay on an entry while the cursor stays where it is: several share a character."""
        self._held = entry, cursor

    def at(self, cursor: int) -> Entry | None:
        """The entry one is on; None where there is none or none are shown."""
        if not self.shown:
            return None
        if self._held is not None and self._held[1] == cursor:
            found = self.collation.find(self._held[0].edit)
            if found is not None:
                return found
        return self.seen.at(cursor)

    def next(self, cursor: int, by: int, proposals: bool) -> Entry | None:
        """The next entry after the one one is on, or the one before, of those shown."""
        seen, step = self.seen, 1 if by > 0 else -1
        held = self._held[0] if self._held is not None and self._held[1] == cursor else None
        now = self.collation.find(held.edit) if held is not None else None
        number = seen.index(now) if now is not None else None
        if number is None:
            number = seen.upto(cursor) - 1 if by > 0 else seen.before(cursor)
        number += step
        while 0 <= number < len(seen.entries):
            if seen.entries[number].is_open or not proposals:
                return seen.entries[number]
            number += step
        return None

    def decided_since(self, before: Collation) -> list[Entry]:
        """The entries on which something else is decided now than in `before`, by place."""
        now = self.collation
        keys = now.decisions.keys() | before.decisions.keys()
        edits = [
            (now.decisions.get(key) or before.decisions[key]).edit
            for key in keys
            if now.decisions.get(key) != before.decisions.get(key)
        ]
        found = [now.find(edit) for edit in edits]
        return sorted((e for e in found if e is not None), key=lambda e: (e.start, e.end))

    def marks(self, start: int, end: int) -> list[Mark]:
        """What to draw of it in `start:end`."""
        if not self.shown:
            return []
        return [Mark(a, b, _look(e), Kind.EDIT) for e, a, b in self.seen.between(start, end)]


def _look(entry: Entry) -> str:
    """How an entry is drawn: a state; ``cut`` where something was only taken away, ``blank`` where
    that was nothing but empty lines."""
    edit = entry.edit
    if edit.state is not State.APPLIED or edit.new.strip("\n"):
        return edit.state.value
    return "cut" if edit.old.strip() else "blank"
