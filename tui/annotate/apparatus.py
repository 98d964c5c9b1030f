"""Apparatus 校記: a person accepts, rejects and adds edits of a page.

Decisions lie in the store beside the spans, so each is durable when the method returns, is one
step of undo, and undone with the same `Store.undo`. The edition and the spans follow by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Self

from tui.annotate.choices import superseded
from tui.annotate.collation import Collation, Entry
from tui.annotate.decision import (
    DECISIONS,
    Decision,
    from_record,
    key_of_edit,
    later_than,
    new_decision,
)
from tui.annotate.decisions import Disjoint, Ground
from tui.annotate.editions import decisions_of
from tui.annotate.ids import key_of
from tui.annotate.journal import Record
from tui.annotate.own import own_edit
from tui.annotate.project import Project
from tui.annotate.span import storable
from tui.annotate.store import Store
from tui.errors import JiaozhuError
from tui.language import tr
from tui.repair.settings import AS_SHIPPED, Settings
from tui.text.edit import Edit, State
from tui.text.edition import Edition

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LIKELY = 0.5
"""Proposals accepted all at once are more likely right than not; of alternatives at most one is."""


class Apparatus:
    """The edits of the page that a store is open on, and what its annotator decides."""

    def __init__(self, store: Store, base: Edition, settings: Settings = AS_SHIPPED) -> None:
        """`base`: the page as the repairs left it. Use `open` to open the store on the right
        edition: the decisions in it count at once, and spans are moved to where they put them.
        """
        self.store = store
        self.base = base
        self.settings = settings
        self.collation = Collation(base)
        store.decided = self._follow
        self._follow()

    @classmethod
    def open(
        cls,
        project: Project,
        doc_id: str,
        base: Edition,
        annotator: str | None = None,
        settings: Settings = AS_SHIPPED,
    ) -> Self:
        """Open a page's store on the edition its annotator has. Raises as `Store.open` does."""
        there = Collation.of(base, decisions_of(project, doc_id, annotator), settings)
        return cls(Store.open(project, doc_id, there.edition, annotator), base, settings)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.base.source.text, self.base.edits)

    # --- what there is

    @property
    def edition(self) -> Edition:
        """The page as it is now; another object after each decision."""
        return self.collation.edition

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, by their place in the source."""
        return self.edition.edits

    @property
    def unplaced(self) -> tuple[Decision, ...]:
        """Decisions whose place the source no longer has."""
        return self.collation.unplaced

    def warm(self) -> None:
        """Load and find what takes long the first time, so that no decision waits; any thread."""
        from tui.repair.pipeline import blocked

        _ = self._ground
        blocked(self.edition, self.settings)

    # --- what a person does; each is on disk when it returns, or raises JiaozhuError

    def accept(self, edit: Edit) -> None:
        """Make an edit, or confirm it. What it overlaps is rejected."""
        self._decide([edit], State.APPLIED)

    def reject(self, edit: Edit) -> None:
        """Leave the source as it is there; an own edit is taken away."""
        self._decide([edit], State.REJECTED)

    def accept_rule(self, rule: str) -> int:
        """Accept all edits of a rule that nobody decided on, in one step; how many.

        Left to be decided one by one: proposals that are rather wrong than right, and those that
        would undo another edit.
        """
        return self._decide(self._acceptable(rule), State.APPLIED)

    def reject_rule(self, rule: str) -> int:
        """Reject all edits of a rule that nobody decided on, in one step; how many."""
        return self._decide(self._undecided(rule), State.REJECTED)

    def withdraw(self, edit: Edit) -> None:
        """Take back what was decided on an edit, if anything was, as a step of its own."""
        decision = self.collation.decision(edit)
        if decision is not None:
            self._put({key_of(decision.id): None})

    def forget(self, decision: Decision) -> None:
        """Remove a decision, such as one that has no place any more, as a step of its own."""
        self._put({key_of(decision.id): None})

    def add(self, start: int, end: int, new: str, note: str = "") -> Entry:
        """Replace `edition.text[start:end]` by `new`; `start == end` inserts.

        Where the repairs propose just this, their edit is accepted. JiaozhuError when nothing
        would change.
        """
        self._check(start, end, new, note)
        edit, taken_in = own_edit(self.collation, start, end, new, note)
        stay = {key_of_edit(one) for one in self.edits if one.applied}
        stay -= {key_of_edit(one) for one in taken_in}
        # The person's own that are written over go; the others are rejected by what overlaps them.
        records = self._records([e for e in taken_in if e.state is State.ADDED], State.REJECTED)
        if edit.old != edit.new:  # else it is back to what the source has
            known = self._ground.found(edit)
            records |= self._records([known or edit], State.APPLIED if known else State.ADDED)
            stay.add(key_of_edit(edit))
        # What those had displaced must not come back, nor an insertion stand beside the new edit.
        while more := [one for one in self._made(records) if key_of_edit(one) not in stay]:
            records |= self._records(more, State.REJECTED)
        self._put(records)
        return self.collation.find(edit) or Entry(start, start + len(new), edit)

    # --- inside

    def _follow(self) -> None:
        """The decisions changed: make the edition anew and take the spans along."""
        records = self.store.table(DECISIONS).items()
        decisions = [from_record(key, record) for key, record in records]
        former = self.collation.edition
        if decisions:
            collation = Collation.of(self.base, decisions, self.settings, self._ground, former)
        else:
            collation = Collation(self.base)
        if decisions and self.store.edition is former:
            self.store.revise(collation.edition, collation.window)
        else:
            self.store.rebase(collation.edition, later=True)
        self.collation = collation

    def _put(self, records: dict[str, Record | None]) -> None:
        self.store.put(DECISIONS, records)

    def _decide(self, edits: Iterable[Edit], state: State) -> int:
        records = self._records(edits, state)
        if records:
            self._put(records)
        return len(records)

    def _records(self, edits: Iterable[Edit], state: State) -> dict[str, Record | None]:
        """What is stored for `state` decided on each of `edits`."""
        records: dict[str, Record | None] = {}
        at = later_than(max((one.at for one in self.collation.decisions.values()), default=""))
        source, by = self._ground.digest, self.store.annotator
        for edit in edits:
            former = self.collation.decision(edit)
            if former is not None and former.state is State.ADDED:
                wanted = state is not State.REJECTED
                records[key_of(former.id)] = replace(former, at=at).record() if wanted else None
                continue
            found = self._ground.found(edit) or edit
            made = new_decision(found, state, self.base.source.text, source, by)
            if former is not None:
                made = replace(made, id=former.id, was=former.was, extra=former.extra)
            records[key_of(made.id)] = replace(made, at=at).record()
        return records

    def _made(self, records: Mapping[str, Record | None]) -> list[Edit]:
        """The edits that would be made if the store had `records` too."""
        table = {**self.store.table(DECISIONS), **records}
        decisions = [from_record(key, record) for key, record in table.items() if record]
        found = self._ground.decide(decisions)
        return [edit for edit in found.edits if edit.applied]

    def _undecided(self, rule: str) -> list[Edit]:
        return [
            entry.edit
            for entry in self.collation.entries
            if entry.decision is None
            and entry.edit.state is not State.REJECTED
            and rule in entry.edit.rule.split("+")
        ]

    def _acceptable(self, rule: str) -> list[Edit]:
        """The edits of a rule that can be accepted without looking, none overlapping another."""
        fallen = superseded(self.edits)
        undecided = [e for e in self._undecided(rule) if key_of_edit(e) not in fallen]
        made = Disjoint()
        for edit in self.edits:
            if edit.applied:
                made.add(edit.start, edit.end)
        return [
            edit
            for edit in undecided
            if edit.applied or (edit.confidence > LIKELY and made.add(edit.start, edit.end))
        ]

    def _check(self, start: int, end: int, new: str, note: str) -> None:
        text = self.edition.text
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
            raise JiaozhuError(
                tr("The edit must lie in the page, between 0 and {count}.", count=len(text))
            )
        for what, value in ((tr("new text"), new), ("note", note)):
            if not isinstance(value, str) or storable(value) != value:
                raise JiaozhuError(
                    tr("The {what} holds half a character (a lone surrogate).", what=what)
                )
            if _CONTROL.search(value):
                raise JiaozhuError(tr("The {what} holds a control character.", what=what))
        if text[start:end] == new:
            raise JiaozhuError(tr("The page reads so already."))
