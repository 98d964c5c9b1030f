"""Collation 校: a page as one person has it, with all its edits in reading order, to look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple, Self

from tui.annotate.decision import Decision, Key, key_of_edit
from tui.annotate.decisions import Ground
from tui.repair.settings import AS_SHIPPED, Settings
from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.revision import Window, revise


class Entry(NamedTuple):
    """An edit, where it is in the edition, and what a person said of it."""

    start: int
    end: int
    """Code points of the edition: what an applied edit wrote, or what another would replace.
    Empty where something was taken out or would be put in."""
    edit: Edit
    """With what it reads in the source, its rule, reason, confidence and state."""
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is a proposal that waits for a person."""
        return self.edit.state is State.PROPOSED


@dataclass(frozen=True)
class Collation:
    """An edition with the decisions that made it what it is."""

    edition: Edition
    decisions: Mapping[Key, Decision] = field(default_factory=dict)
    """The decision on each edit that has one (`key_of_edit`)."""
    unplaced: tuple[Decision, ...] = ()
    """Decisions whose place this source does not have; kept, without effect."""
    window: Window | None = field(default=None, compare=False)
    """What reads otherwise than in the edition it was revised from, if it was."""

    @classmethod
    def of(
        cls,
        base: Edition,
        decisions: Iterable[Decision],
        settings: Settings = AS_SHIPPED,
        ground: Ground | None = None,
        former: Edition | None = None,
    ) -> Self:
        """`base`, as the repairs left it, with `decisions`; blocks are found anew.

        `former`: an edition of the same page; what has not changed since is taken over.
        """
        given = tuple(decisions)
        if not given:
            return cls(base)
        from tui.repair.pipeline import blocked, settle  # brings in the repairs

        found = (ground or Ground(base.source.text, base.edits)).decide(given)
        if former is None:
            return cls(settle(base.source, found.edits, settings), found.decisions, found.unplaced)
        edition, window = revise(former, found.edits)
        if window is not None:
            edition = blocked(edition, settings)
        return cls(edition, found.decisions, found.unplaced, window)

    def decision(self, edit: Edit) -> Decision | None:
        """What the person said of an edit."""
        return self.decisions.get(key_of_edit(edit))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All edits by their place in the edition."""
        # Where somebody decided, the edits come in order, and so nearly do their entries.
        order = itemgetter(0, 1) if self.decisions else _order
        return tuple(sorted(self._by_source, key=order))

    @cached_property
    def _by_source(self) -> list[Entry]:
        """The entries in the order of `edition.edits`."""
        decided = {key[0] for key in self.decisions}
        entries, shift, made, map_range = [], 0, -1, self.edition.alignment.map_range
        for edit in self.edition.edits:
            if edit.applied:
                start = edit.start + shift
                end = start + len(edit.new)
                shift, made = end - edit.end, edit.end
            elif edit.start == edit.end > made:  # an insertion away from what was made before it
                start = end = edit.start + shift
            else:
                start, end = map_range(edit.start, edit.end)
            decision = self.decision(edit) if edit.start in decided else None
            entries.append(Entry(start, end, edit, decision))
        return entries

    @cached_property
    def _open(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_open)

    @cached_property
    def _longest(self) -> int:
        return max((entry.end - entry.start for entry in self.entries), default=0)

    def between(self, start: int, end: int) -> list[Entry]:
        """The entries that touch `[start, end]` of the edition: also the empty ones there."""
        low = bisect_left(self.entries, start - self._longest, key=lambda entry: entry.start)
        found = []
        for entry in self.entries[low:]:
            if entry.start > end:
                break
            if entry.end >= start:
                found.append(entry)
        return found

    def next(
        self, offset: int, after: Entry | None = None, *, proposals: bool = False
    ) -> Entry | None:
        """The entry after `after`; without one, the first from `offset` on.

        `proposals`: only those that wait for a person.
        """
        entries = self._open if proposals else self.entries
        if after is None:
            at = bisect_left(entries, offset, key=lambda entry: entry.start)
        else:
            order = _order(self._now(after))
            at = bisect_left(entries, order, key=_order)
            while at < len(entries) and _order(entries[at]) == order:
                at += 1
        return entries[at] if at < len(entries) else None

    def previous(
        self, offset: int, before: Entry | None = None, *, proposals: bool = False
    ) -> Entry | None:
        """The entry before `before`; without one, the last that starts before `offset`."""
        entries = self._open if proposals else self.entries
        if before is None:
            at = bisect_left(entries, offset, key=lambda entry: entry.start)
        else:
            at = bisect_left(entries, _order(self._now(before)), key=_order)
        return entries[at - 1] if at else None

    def _now(self, entry: Entry) -> Entry:
        """Where an entry of an earlier collation of the page is now."""
        return self.find(entry.edit) or entry

    def find(self, edit: Edit) -> Entry | None:
        """The entry of an edit, whatever its state was."""
        key = key_of_edit(edit)
        edits = self.edition.edits
        at = bisect_left(edits, key[:2], key=lambda one: (one.start, one.end))
        while at < len(edits) and (edits[at].start, edits[at].end) == key[:2]:
            if key_of_edit(edits[at]) == key:
                return self._by_source[at]
            at += 1
        return None


def _order(entry: Entry) -> tuple[int, int, int, int, str]:
    return entry.start, entry.end, entry.edit.start, entry.edit.end, entry.edit.new
