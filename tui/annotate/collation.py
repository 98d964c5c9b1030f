"""Collation 校: a page as one person has it, with all its edits in reading order, to look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self

from tui.annotate.decision import Decision, Key, key_of_edit
from tui.annotate.decisions import Ground
from tui.repair.settings import AS_SHIPPED, Settings
from tui.text.edit import Edit, State
from tui.text.edition import Edition


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

    @classmethod
    def of(
        cls,
        base: Edition,
        decisions: Iterable[Decision],
        settings: Settings = AS_SHIPPED,
        ground: Ground | None = None,
    ) -> Self:
        """`base`, as the repairs left it, with `decisions`; blocks are found anew."""
        given = tuple(decisions)
        if not given:
            return cls(base)
        from tui.repair.pipeline import settle  # brings in the repairs

        found = (ground or Ground(base.source.text, base.edits)).decide(given)
        return cls(settle(base.source, found.edits, settings), found.decisions, found.unplaced)

    def decision(self, edit: Edit) -> Decision | None:
        """What the person said of an edit."""
        return self.decisions.get(key_of_edit(edit))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All edits by their place in the edition."""
        entries, shift = [], 0
        for edit in self.edition.edits:
            if edit.applied:
                start = edit.start + shift
                end = start + len(edit.new)
                shift = end - edit.end
            else:
                start, end = self.edition.alignment.map_range(edit.start, edit.end)
            entries.append(Entry(start, end, edit, self.decision(edit)))
        return tuple(sorted(entries, key=_order))

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
        return self._by_key.get(key_of_edit(edit))

    @cached_property
    def _by_key(self) -> Mapping[Key, Entry]:
        return {key_of_edit(entry.edit): entry for entry in self.entries}


def _order(entry: Entry) -> tuple[int, int, int, int, str]:
    return entry.start, entry.end, entry.edit.start, entry.edit.end, entry.edit.new
