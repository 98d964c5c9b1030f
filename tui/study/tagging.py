"""Tagging from a concordance: what is decided on many hits, on many pages, and taken back.

Every change is on disk when `decide` returns. What one call of the concordance does on a page is
one step of undo there; `undo` here takes back the last decision, on all its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tui.annotate.rejection import REJECTIONS, Refused, from_record, new_rejection
from tui.annotate.store import NewSpan, Store
from tui.errors import JiaozhuError
from tui.language import tr
from tui.study.concordance import Hit
from tui.study.index import Index
from tui.study.notes import Notes


class Act(StrEnum):
    """What is decided on hits; the value says it of what was done."""

    TAG = "tagged"
    """Give the label; another label that is there stays."""
    RELABEL = "relabelled"
    """Give the label, also in place of another one."""
    REJECT = "rejected"
    """Say that it is none; a span with another label stays."""
    REMOVE = "removed"
    """Take the spans on the hits away."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: an act, the label it is about, and the query that found the hits."""

    act: Act
    label: str
    query: str


@dataclass(slots=True)
class Outcome:
    """What came of a decision, or of taking one back."""

    changed: int = 0
    """Hits."""
    same: int = 0
    """Hits that were so already."""
    other: int = 0
    """Hits left alone because they have another label."""
    pages: list[int] = field(default_factory=list)
    """The pages something changed on."""
    done: list[int] = field(default_factory=list)
    """The pages left alone because they are marked done."""
    refused: dict[int, str] = field(default_factory=dict)
    """Page → why nothing could be changed on it: another program has it, it was changed …"""


@dataclass(slots=True)
class _Batch:
    """One decision: page → the last change of its store before and after."""

    pages: dict[int, tuple[int, int]] = field(default_factory=dict)


class Tagging:
    """The decisions of one call of a concordance."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._batches: list[_Batch] = []
        self._last: dict[int, int | None] = {}
        self._made: set[tuple[int, int]] = set()  # page and last change of each decision

    @property
    def steps(self) -> int:
        """How many decisions can be taken back."""
        return len(self._batches)

    def decide(self, decision: Decision, hits: Iterable[Hit]) -> Outcome:
        """Decide on hits."""
        outcome = Outcome()
        for _ in self.deciding(decision, hits, outcome):
            pass
        return outcome

    def deciding(
        self, decision: Decision, hits: Iterable[Hit], outcome: Outcome
    ) -> Iterator[tuple[int, int]]:
        """Decide page by page; gives after each how many of how many are done.

        `outcome` grows meanwhile. Who stops in between has decided so far, and can take it back.
        """
        by_page: dict[int, list[Hit]] = {}
        for hit in hits:
            by_page.setdefault(hit.page, []).append(hit)
        batch = _Batch()
        for number, (page, some) in enumerate(by_page.items(), 1):
            before = len(batch.pages)
            self._on_page(decision, page, some, outcome, batch)
            if batch.pages and not before:
                self._batches.append(batch)
            yield number, len(by_page)

    def undo(self) -> Outcome:
        """Take back the last decision on all its pages; where a page has changed since, not."""
        outcome = Outcome()
        for _ in self.undoing(outcome):
            pass
        return outcome

    def undoing(self, outcome: Outcome) -> Iterator[tuple[int, int]]:
        """`undo` page by page, as `deciding`."""
        if not self._batches:
            return
        batch = self._batches[-1]
        pages = list(batch.pages)
        for number, page in enumerate(pages, 1):
            before, after = batch.pages.pop(page)
            if not batch.pages:
                self._batches.pop()
            try:
                with self._store(page) as store:
                    if store.last != after:
                        raise JiaozhuError(
                            tr(
                                "{name} was changed since; undo it there.",
                                name=self._index.name(page),
                            )
                        )
                    while store.last > before and store.undo(part=True):
                        outcome.changed += 1
                    # What was there before this call is no part of its step.
                    self._last[page] = before if (page, before) in self._made else None
                    outcome.pages.append(page)
            except (JiaozhuError, OSError) as error:
                outcome.refused[page] = str(error)
            yield number, len(pages)

    def _on_page(
        self, decision: Decision, page: int, hits: Sequence[Hit], outcome: Outcome, batch: _Batch
    ) -> None:
        if self._index.notes(page).done:
            outcome.done.append(page)
            return
        try:
            with self._store(page) as store:
                if store.done:
                    outcome.done.append(page)
                    return
                text = self._index.text(page)
                if text is None or text.text != store.edition.text:
                    raise JiaozhuError(
                        tr("{name} has another text by now.", name=self._index.name(page))
                    )
                before = store.last
                with store.joined(self._last.get(page)):
                    changed = _decide(store, decision, hits, outcome)
                if changed:
                    outcome.changed += changed
                    outcome.pages.append(page)
                    self._last[page] = store.last
                    self._made.add((page, store.last))
                    batch.pages[page] = before, store.last
        except (JiaozhuError, OSError) as error:
            outcome.refused[page] = str(error)

    @contextmanager
    def _store(self, page: int) -> Iterator[Store]:
        """The store of a page: the one that is open, or one that is opened for now."""
        lent = self._index.lent(page)
        if lent is not None:
            if lent.store is None:
                raise JiaozhuError(
                    lent.reason
                    or tr("{name} is open to be read only.", name=self._index.name(page))
                )
            yield lent.store
            return
        name = self._index.name(page)
        with Store.open(self._index.project, name, self._index.edition(page)) as store:
            try:
                yield store
            finally:
                notes = Notes.of(store)
        self._index.wrote(page, notes)


def _decide(store: Store, decision: Decision, hits: Sequence[Hit], outcome: Outcome) -> int:
    """Make the changes on one page; how many hits changed."""
    label, text = decision.label, store.edition.text
    said: dict[str, Any] = {"concordance": {"query": decision.query}}
    new: list[NewSpan] = []
    relabel: list[str] = []
    delete: list[str] = []
    reject: dict[str, Any] = {}
    changed = 0
    refused = Refused(store.rejections())
    for _, start, end in hits:
        there = [
            span for span in store.between(start, end) if (span.start, span.end) == (start, end)
        ]
        mine = [span for span in there if span.label == label]
        if decision.act in (Act.TAG, Act.RELABEL):
            if mine:
                outcome.same += 1
            elif there and decision.act is Act.TAG:
                outcome.other += 1
            else:
                changed += 1
                if there:
                    relabel += [span.id for span in there]
                else:
                    new.append(NewSpan(start, end, label, "", "concordance", said))
                reject |= _withdrawn(store, text, start, end, label, refused)
        elif decision.act is Act.REMOVE:
            delete += [span.id for span in there]
            changed += bool(there)
        elif refused.holds(text, start, end, label):
            outcome.same += 1
        elif there and not mine:
            outcome.other += 1
        else:
            changed += 1
            delete += [span.id for span in mine]
            key, record = new_rejection(text, start, end, label, store.annotator, said)
            reject[key] = record
    if reject:
        store.put(REJECTIONS, reject)
    if delete:
        store.delete(delete)
    if relabel:
        store.relabel(relabel, label)
    if new:
        store.add_many(new)
    return changed


def _withdrawn(
    store: Store, text: str, start: int, end: int, label: str, refused: Refused
) -> dict[str, None]:
    """The rejections that a span with this label goes against, to be taken away."""
    if not refused.holds(text, start, end, label):
        return {}
    return {
        key: None
        for key, record in store.table(REJECTIONS).items()
        if record["label"] == label
        and Refused([from_record(record)]).holds(text, start, end, label)
    }
