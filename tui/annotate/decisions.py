"""The apparatus of a page after a person has decided on it.

Decisions outlive the edits they were made on: a new version of the program may find other edits,
and the page may have been fetched again. While the source is the same text a decision is where it
says; else it is looked up by what it quotes with its surroundings. One that cannot be found is
kept and listed, never dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

from tui.annotate.decision import Decision, Key, key_of_edit
from tui.annotate.span import storable
from tui.text.edit import Edit, State

if TYPE_CHECKING:
    from tui.annotate.requote import Finder


@dataclass(frozen=True)
class Decided:
    """The edits of a page with what a person made of them."""

    edits: tuple[Edit, ...] = ()
    """All, by position; the applied ones do not overlap."""
    decisions: Mapping[Key, Decision] = field(default_factory=dict)
    """The decision on each edit that has one (`key_of_edit`)."""
    unplaced: tuple[Decision, ...] = ()
    """Those whose place this source does not have."""


class Ground:
    """What decisions are made on: a source text and the edits that the repairs found in it."""

    def __init__(self, text: str, edits: Iterable[Edit] = ()) -> None:
        self.text = storable(text)
        self._raw = text
        self._fresh: dict[Key, Edit] = {}  # by place; what two repairs say alike is one edit
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, not edit.applied)):
            self._fresh.setdefault(key_of_edit(edit), edit)
        self._keys = sorted(self._fresh)
        self._starts = [key[0] for key in self._keys]
        self._furthest = list(accumulate((key[1] for key in self._keys), max))

    def found(self, edit: Edit) -> Edit | None:
        """The edit of the repairs that does the same at the same place."""
        return self._fresh.get(key_of_edit(edit))

    @cached_property
    def digest(self) -> str:
        """First 16 hex digits of the SHA-256 of the text in UTF-8."""
        return sha256(self._raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def decide(self, decisions: Iterable[Decision]) -> Decided:
        """See `decide` below. Looks only at the edits that the decisions meet."""
        latest, unplaced = self._placed(decisions)
        wanted: set[Key] = set()
        taken = Disjoint()
        refused: list[tuple[int, int]] = []
        more: dict[Key, Edit] = {}  # which the repairs do not find any longer, or never did
        for key, decision in reversed(latest.items()):
            start, end = key[:2]
            if decision.made:
                if taken.add(start, end):
                    wanted.add(key)
            elif decision.was == State.APPLIED and key not in self._fresh:
                refused.append((start, end))
            if key not in self._fresh:
                more[key] = decision.edit._replace(start=start, end=end)
        union = _Union(refused)
        result = {**self._fresh, **more}
        for key in {
            near for start, end, *_ in latest for near in self._near(start, end)
        } | more.keys():
            edit, said = result[key], latest.get(key)
            if said is not None and key in wanted:
                result[key] = edit._replace(state=said.state)
            elif said is not None or taken.meets(edit.start, edit.end):
                result[key] = edit._replace(state=State.REJECTED)
            elif edit.applied and union.meets(edit.start, edit.end):
                result[key] = edit._replace(state=State.PROPOSED)
        edits = [result[key] for key in (sorted(result) if more else self._keys)]
        return Decided(tuple(edits), latest, tuple(unplaced))

    def _near(self, start: int, end: int) -> list[Key]:
        """The edits of the repairs that may overlap a range."""
        return self._keys[bisect_left(self._furthest, start) : bisect_right(self._starts, end)]

    def _placed(self, decisions: Iterable[Decision]) -> tuple[dict[Key, Decision], list[Decision]]:
        """The last decision on each place, the latest last; and those without a place."""
        unplaced: list[Decision] = []
        latest: dict[Key, Decision] = {}
        for decision in sorted(decisions, key=lambda one: (one.at, one.id)):
            start = self.place(decision)
            if start is None:
                unplaced.append(decision)
                continue
            key = decision.at_place(start)
            former = latest.pop(key, None)  # popped so that the order is that of the last word
            if former and former.source == decision.source and former.start != decision.start:
                # Two that quote the same words: the place is of the one with its surroundings.
                worse, decision = sorted(
                    (former, decision), key=lambda one: self.agreement(one, start)
                )
                unplaced.append(worse)
            latest[key] = decision
        return latest, unplaced

    @cached_property
    def _finder(self) -> Finder:
        from tui.annotate.requote import Finder  # rarely needed

        return Finder(self.text)

    def place(self, decision: Decision) -> int | None:
        """Where the text that was decided on begins; None if that is in doubt."""
        start = decision.start
        if decision.source == self.digest:
            there = self.text[start : start + len(decision.old)] == decision.old
            return start if there else None
        return self._by_context(decision)

    def agreement(self, decision: Decision, start: int) -> int:
        """How many code points right before and after a place are as they were."""
        end = start + len(decision.old)
        before = self.text[max(0, start - len(decision.prefix)) : start]
        after = self.text[end : end + len(decision.suffix)]
        return _alike(before[::-1], decision.prefix[::-1]) + _alike(after, decision.suffix)

    def _by_context(self, decision: Decision) -> int | None:
        prefix, old, suffix = decision.prefix, decision.old, decision.suffix
        for left, right in _REACHES:
            before, after = prefix[len(prefix) - min(left, len(prefix)) :], suffix[:right]
            if not (left and right) and (not old or len(before + after) < max(left, right)):
                continue  # an insertion is between its neighbours or nowhere
            if len(before + old + after) < min(_LEAST, len(prefix + old + suffix)):
                continue
            places = self._all(before + old + after)
            if len(places) == 1:
                return places[0] + len(before)
            if places:
                return self._nearest([place + len(before) for place in places], decision.start)
        if not old:
            return None
        found = self._finder.find(decision)
        if found is None or self.text[found[0] : found[1]] != old:
            return None
        return found[0]

    def _all(self, quote: str) -> list[int]:
        places: list[int] = []
        place = self.text.find(quote)
        while place >= 0 and len(places) < _MOST:
            places.append(place)
            place = self.text.find(quote, place + 1)
        return places

    @staticmethod
    def _nearest(places: Sequence[int], expected: int) -> int | None:
        """That of several equal places which is clearly the nearest to where it was."""
        first, second = sorted(abs(place - expected) for place in places)[:2]
        if len(places) >= _MOST or 4 * first >= second:
            return None
        return min(places, key=lambda place: abs(place - expected))


_REACHES = ((32, 32), (16, 16), (8, 8), (16, 0), (0, 16))
"""Code points of context asked for before and after it, the most first."""
_LEAST = 12
"""So many code points must agree, or all there are."""
_MOST = 64


def _alike(one: str, other: str) -> int:
    """For how many code points two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def decide(source: str, edits: Iterable[Edit], decisions: Iterable[Decision]) -> Decided:
    """`edits` that the repairs found in `source`, as `decisions` leave them.

    An accepted edit is applied, a rejected one rejected, an own one added, also where the repairs
    no longer find it. What a person wants in the text wins over all edits it overlaps, the later
    of two over the earlier; those are rejected. An edit the repairs now apply where a person once
    rejected another is only proposed.
    """
    return Ground(source, edits).decide(decisions)


class Disjoint:
    """Ranges whose edits can all be made; who comes first stays."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> bool:
        """Take a range in, unless it meets another."""
        fits = not self.meets(start, end)
        if fits:
            insort(self._ranges, (start, end))
        return fits

    def meets(self, start: int, end: int) -> bool:
        """Whether an edit of this range cannot stand beside one of these."""
        at = bisect_left(self._ranges, (start, end))
        around = self._ranges[max(0, at - 1) : at + 2]  # disjoint, so that no other can meet it
        return any(overlap(start, end, *other) for other in around)


class _Union:
    """Ranges that may overlap one another."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._equal = set(ordered)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether an edit of this range cannot stand beside one of these."""
        before = bisect_left(self._starts, end)  # so many begin before it ends
        return (start, end) in self._equal or (before > 0 and self._furthest[before - 1] > start)


def overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether edits of two ranges cannot both be made; two insertions at one place cannot."""
    if (start, end) == (other_start, other_end):
        return True
    return start < other_end and other_start < end
