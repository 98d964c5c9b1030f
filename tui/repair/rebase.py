"""A text under repair: what successive stages did to it, kept as edits of the source.

Every stage proposes edits over the text the stages before it left. Each is given its place in the
source at once; one that touches text an earlier stage wrote is joined with that stage's edit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from tui.text.edit import Edit, apply_edits


class _Change(NamedTuple):
    """`source[s0:s1]` now reads `text[t0:t1]`."""

    s0: int
    s1: int
    t0: int
    t1: int
    causes: tuple[Edit, ...]

    @property
    def back(self) -> int:
        """Place in the source − place in the text, from its end to the next change."""
        return self.s1 - self.t1

    def touches(self, edit: Edit) -> bool:
        """Whether the two cannot stand side by side as edits of the source."""
        if edit.start == edit.end and (self.t0 == self.t1 or self.s0 == self.s1):
            return self.t0 <= edit.start <= self.t1  # two at one place: which comes first?
        return self.t0 < edit.end and edit.start < self.t1  # also well inside one another


class Rebaser:
    """Collects the edits of stage after stage as edits of `source`. Linear in text and edits."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        """The source with all applied edits so far."""
        self._changes = _Changes()
        self._proposals: dict[tuple[int, int, str], Edit] = {}

    def add(self, edits: Iterable[Edit]) -> None:
        """Make the applied ones of a stage's `edits` (over `text`, in any order), keep the others.

        Raises ValueError where two applied edits overlap or one does not quote the text.
        """
        ordered = sorted(edits, key=_place)
        for edit in ordered:
            if self.text[edit.start : edit.end] != edit.old:
                raise ValueError(f"{edit.rule} does not quote the text at {edit.start}: {edit.old}")
        applied: list[Edit] = []
        proposed: list[Edit] = []
        for edit in ordered:
            if edit.old != edit.new:
                (applied if edit.applied else proposed).append(edit)
        for before, after in pairwise(applied):
            if after.start < before.end or (before.start, before.end) == (after.start, after.end):
                raise ValueError(f"{after.rule} overlaps {before.rule} at {after.start}")
        self._propose(proposed)
        if applied:
            self._changes = self._changes.after(applied)
            self.text = apply_edits(self.text, applied)

    def edits(self) -> list[Edit]:
        """All edits over the source, by position; the applied ones do not overlap."""
        made = [
            _moved(change.causes[0], change.s0 - change.causes[0].start)
            if len(change.causes) == 1
            else _joined(
                change, self.source[change.s0 : change.s1], self.text[change.t0 : change.t1]
            )
            for change in self._changes
        ]
        kept = [edit for edit in made if edit.old != edit.new]
        return sorted([*kept, *self._proposals.values()], key=_place)

    def places(self, rule: str) -> list[int]:
        """Where `text` has what applied edits of `rule` wrote. Code points, ascending."""
        return [
            c.t0
            for c in self._changes
            if any(edit.rule == rule for edit in c.causes) and c.t0 < c.t1
        ]

    def _propose(self, edits: list[Edit]) -> None:
        """Keep `edits` for a person, over the source, each with the changes it touches."""
        changes = self._changes
        for edit in edits:
            first, last = changes.beside(edit)
            before = changes.back(first)
            if first >= last:  # it stands by itself, as most do
                key = edit.start + before, edit.end + before, edit.new
                if key not in self._proposals:  # a stage that comes round proposes the same again
                    self._proposals[key] = _moved(edit, before)
                continue
            merged = list(_merged(list(changes[first:last]), [edit], before))
            index = next(i for i, c in enumerate(merged) if any(x is edit for x in c.causes))
            group = merged[index]
            t0 = group.t0  # nothing before the group moved, for it holds the only edit
            t1 = group.t1 - (len(edit.new) - len(edit.old))
            old = self.source[group.s0 : group.s1]
            new = self.text[t0 : edit.start] + edit.new + self.text[edit.end : t1]
            if old != new:
                joined = _joined(group, old, new)._replace(state=edit.state)
                self._proposals.setdefault((joined.start, joined.end, new), joined)


class _Changes:
    """Changes into a text, by place, as columns: most of them are only moved, all at once."""

    def __init__(self) -> None:
        self._s0: list[int] = []
        self._s1: list[int] = []
        self._t0: list[int] = []
        self._t1: list[int] = []
        self._causes: list[tuple[Edit, ...]] = []

    def __iter__(self) -> Iterator[_Change]:
        return self[:]

    def __getitem__(self, part: slice) -> Iterator[_Change]:
        columns = self._s0, self._s1, self._t0, self._t1, self._causes
        return map(_Change, *(column[part] for column in columns))

    def back(self, index: int) -> int:
        """Place in the source − place in the text, before change number `index`."""
        return self._s1[index - 1] - self._t1[index - 1] if index else 0

    def beside(self, edit: Edit) -> tuple[int, int]:
        """First and last but one number of the changes that `edit` touches or meets."""
        return bisect_left(self._t1, edit.start), bisect_right(self._t0, edit.end)

    def after(self, edits: list[Edit]) -> _Changes:
        """The changes into the text in which `edits` are made: sorted, disjoint, over this text."""
        found = _Changes()
        done = at = forward = 0  # changes and edits that are in; place in the new text − in the old
        while at < len(edits):
            edit = edits[at]
            first, last = self.beside(edit)
            if done < first:
                found._take(self, done, first, forward)
            done, at, back = first, at + 1, self.back(first)
            if first >= last:  # it stands by itself, as most do
                s0, s1, t0 = edit.start + back, edit.end + back, edit.start + forward
                forward += len(edit.new) - len(edit.old)
                found._add(s0, s1, t0, edit.end + forward, (edit,))
                continue
            begin, done = at - 1, last
            while at < len(edits) and edits[at].start <= self._t1[done - 1]:
                done = max(done, bisect_right(self._t0, edits[at].end, done))
                at += 1
            for change in _merged(list(self[first:done]), edits[begin:at], back, forward):
                found._add(*change)
            forward += sum(len(edit.new) - len(edit.old) for edit in edits[begin:at])
        found._take(self, done, len(self._s0), forward)
        return found

    def _add(self, s0: int, s1: int, t0: int, t1: int, causes: tuple[Edit, ...]) -> None:
        self._s0.append(s0)
        self._s1.append(s1)
        self._t0.append(t0)
        self._t1.append(t1)
        self._causes.append(causes)

    def _take(self, other: _Changes, begin: int, end: int, forward: int) -> None:
        """Append changes of `other`, moved in the text by `forward`."""
        self._s0 += other._s0[begin:end]
        self._s1 += other._s1[begin:end]
        self._t0 += [place + forward for place in other._t0[begin:end]]
        self._t1 += [place + forward for place in other._t1[begin:end]]
        self._causes += other._causes[begin:end]


_place = itemgetter(0, 1)  # start and end


def _moved(edit: Edit, by: int) -> Edit:
    if not by:
        return edit
    start, end, rest = edit.start + by, edit.end + by, (edit.rule, edit.confidence, edit.evidence)
    return Edit(start, end, edit.old, edit.new, *rest, edit.state)


def _merged(
    changes: list[_Change], edits: list[Edit], back: int, forward: int = 0
) -> Iterator[_Change]:
    """`changes` into a text and disjoint `edits` of that text, as changes into the edited text.

    Both come sorted. Before the first of them: `back` is place in the source − place in the text,
    `forward` place in the edited text − place in the text.
    """
    at_change = at_edit = 0
    while at_change < len(changes) or at_edit < len(edits):
        # What stands by itself, as most does.
        if at_edit == len(edits) or (
            at_change < len(changes) and changes[at_change].t1 < edits[at_edit].start
        ):
            alone = changes[at_change]
            at_change += 1
            back = alone.back
            t0, t1 = alone.t0 + forward, alone.t1 + forward
            yield _Change(alone.s0, alone.s1, t0, t1, alone.causes) if forward else alone
            continue
        if at_change == len(changes) or edits[at_edit].end < changes[at_change].t0:
            single = edits[at_edit]
            at_edit += 1
            s0, s1, t0 = single.start + back, single.end + back, single.start + forward
            forward += len(single.new) - len(single.old)
            yield _Change(s0, s1, t0, single.end + forward, (single,))
            continue
        # One group: the next of both, and all that touches it.
        change: _Change | None = None
        edit: Edit | None = None
        start = end = -1
        s_shift, t_shift = back, forward
        causes: list[Edit] = []
        while True:
            next_change = changes[at_change] if at_change < len(changes) else None
            next_edit = edits[at_edit] if at_edit < len(edits) else None
            if start < 0:
                if next_change and next_edit:
                    if (next_change.t0, next_change.t1) <= (next_edit.start, next_edit.end):
                        next_edit = None
                    else:
                        next_change = None
            else:
                if not (next_change and edit and next_change.touches(edit)):
                    next_change = None
                if not (next_edit and change and change.touches(next_edit)):
                    next_edit = None
            if next_change:
                change = next_change
                start, end = (change.t0 if start < 0 else start), max(end, change.t1)
                back = change.back
                causes += change.causes
                at_change += 1
            elif next_edit:
                edit = next_edit
                start, end = (edit.start if start < 0 else start), max(end, edit.end)
                forward += len(edit.new) - len(edit.old)
                causes.append(edit)
                at_edit += 1
            else:
                break
        yield _Change(start + s_shift, end + back, start + t_shift, end + forward, tuple(causes))


def _joined(change: _Change, old: str, new: str) -> Edit:
    """One edit for all that caused `change`; each rule and reason named once."""
    rules = dict.fromkeys(rule for edit in change.causes for rule in edit.rule.split("+"))
    reasons = dict.fromkeys(edit.evidence for edit in change.causes if edit.evidence)
    confidence = min(edit.confidence for edit in change.causes)
    return Edit(change.s0, change.s1, old, new, "+".join(rules), confidence, "; ".join(reasons))
