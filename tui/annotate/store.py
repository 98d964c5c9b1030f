"""Store: one annotator's annotations of one page, to read and to change.

Every change is on disk when the method returns; one call is one step of undo, without limit and
across restarts. The database is TinyDB (`Store.db`); how it is kept is in `storage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Self, TypeVar

from tui.annotate import layer, snapshot
from tui.annotate.anchor import Fitter, Revision, fit_all
from tui.annotate.change import Change, NewSpan, changes_of, check_text, short
from tui.annotate.chosen import FORMS, forms_of
from tui.annotate.decision import DECISIONS
from tui.annotate.definitions import Value
from tui.annotate.ids import id_of, key_of
from tui.annotate.journal import Kind, Op, Record, now
from tui.annotate.layer import SPANS, Layer, check
from tui.annotate.link import LINKS
from tui.annotate.link import from_record as link_of
from tui.annotate.lock import Locked, ReadOnly
from tui.annotate.page import PAGE, PageFacts, changed, facts_of
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS, Rejection
from tui.annotate.rejection import from_record as rejected
from tui.annotate.span import Anchor, Place, Span, from_record, new_span
from tui.annotate.steps import Step, step_of
from tui.annotate.storage import JournalStorage, NotSaved
from tui.annotate.table import Database
from tui.annotate.undo import adapt
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.edition import Edition
from tui.text.revision import Window

__all__ = ["Change", "Locked", "NewSpan", "NotSaved", "ReadOnly", "Store"]

T = TypeVar("T")
_LOOK_BACK = 200  # steps that are looked at for one about a span

_MANY = 50  # spans: to put so many in order one by one takes longer than all at once


class Store(Layer):
    """The one writer of an annotator's annotations of a page; others are told who it is."""

    def __init__(self, project: Project, edition: Edition, annotator: str, db: Database) -> None:
        """Use `open`."""
        super().__init__(annotator, edition)
        self.project = project
        self.db = db
        """TinyDB: any query; what is written through it is as durable and undoable."""
        self._storage: JournalStorage = db.storage  # type: ignore[assignment]
        self._same: dict[tuple[int, int, str], str] = {}
        self._moved: set[str] = set()
        """Spans whose present place is not on disk yet; it follows from what is."""
        self._failed = ""
        self.decided: Callable[[], None] = lambda: None
        """Called when decisions on edits have changed, by whatever means (`apparatus`)."""
        self.changed: Callable[[], None] = lambda: None
        """Called when anything has changed, by whatever means."""
        self._storage.listener = self._heard
        self._heard(None)

    @classmethod
    def open(
        cls, project: Project, doc_id: str, edition: Edition, annotator: str | None = None
    ) -> Store:
        """Lock and open; spans of an earlier edition are moved to this one (`report`).

        Raises Locked or ReadOnly, for which `Store.read` is the way out, or JiaozhuError
        for a file that is none of ours, which is left as it is.
        """
        by = project.annotator if annotator is None else annotator
        path = project.file(doc_id, by)
        meta = {"format": snapshot.FORMAT, "doc": doc_id, "by": by}
        storage = JournalStorage(project.folder, path, doc_id, meta, check)
        try:
            own = storage.tables[snapshot.META]["1"]
            if (own.get("doc"), own.get("by")) != (doc_id, by):
                raise JiaozhuError(
                    tr(
                        "{path} is of {other!r} by {another!r}, not of {doc_id!r} by {by!r}; move "
                        "it back.",
                        path=path,
                        other=own.get("doc"),
                        another=own.get("by"),
                        doc_id=doc_id,
                        by=by,
                    )
                )
            return cls(project, edition, by, Database(storage=lambda: storage))
        except BaseException:
            storage.abandon()
            raise

    read = staticmethod(layer.read)
    layers = staticmethod(layer.layers)

    def close(self) -> None:
        """Write the snapshot and let others write. JiaozhuError if it could not be written."""
        self._write_places()
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def idle(self) -> None:
        """To be called when the person rests: brings the snapshot up to date, takes in a pull.

        Never raises; what went wrong is in `problem`.
        """
        self._storage.tidy()

    # --- state

    @property
    def saved(self) -> bool:
        """Whether all that was done is on disk. False after a change that was refused."""
        return not self._failed

    @property
    def problem(self) -> str:
        """What the person should know: why the last change or snapshot could not be written."""
        return self._failed or self._storage.problem

    @property
    def notices(self) -> tuple[str, ...]:
        """What was mended on opening."""
        return self._storage.notices

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps can be undone and redone."""
        return self._storage.steps

    # --- changes

    def add(self, start: int, end: int, label: str, note: str = "", origin: str = "manual") -> Span:
        """Label `[start, end)`; the span that is there already if it has this label."""
        return self.add_many([NewSpan(start, end, label, note, origin)])[0]

    def add_many(self, spans: Iterable[NewSpan]) -> tuple[Span, ...]:
        """Add all in one step, or none where one is wrong; each as `add` gives it."""
        result: list[Span] = []
        fresh: dict[tuple[int, int, str], Span] = {}
        for new in spans:
            where = self._place(new.start, new.end)
            self._check_label(new.label)
            check_text(new.note, "note")
            check_text(new.origin, "origin")
            key = (new.start, new.end, new.label)
            span = self._there(key) or fresh.get(key)
            if span is None:
                span = new_span(where, new.label, self.annotator, new.origin, new.note, new.extra)
                fresh[key] = span
            result.append(span)
        self._commit((None, span) for span in fresh.values())
        return tuple(result)

    def relabel(self, spans: str | Iterable[str], label: str) -> tuple[Change, ...]:
        """Give the spans with these ids another label, in one step.

        One that would become the double of another goes.
        """
        self._check_label(label)
        known = self.project.labels.get(label)

        def relabelled(span: Span) -> Span:
            # What the new label has no room for goes; undo brings it back.
            kept = {k: v for k, v in span.attributes.items() if known and known.attribute(k)}
            return replace(span, label=label, attributes=kept)

        return self._alter(spans, relabelled)

    def move(self, span_id: str, start: int, end: int) -> tuple[Change, ...]:
        """Put a span on `[start, end)`; also how a changed or lost one is put right."""
        where = vars(self._place(start, end))
        return self._alter(span_id, lambda span: replace(span, **where, anchor=Anchor.FIRM, was=""))

    def confirm(self, spans: str | Iterable[str]) -> tuple[Change, ...]:
        """Accept changed spans as they now read."""
        return self._alter(
            spans,
            lambda span: (
                replace(span, anchor=Anchor.FIRM, was="") if span.anchor is Anchor.CHANGED else span
            ),
        )

    def set_note(self, span_id: str, note: str) -> tuple[Change, ...]:
        """Replace the note of a span."""
        check_text(note, "note")
        return self._alter(span_id, lambda span: replace(span, note=note))

    def set_attributes(self, span_id: str, values: Mapping[str, Value]) -> tuple[Change, ...]:
        """Set some attributes of a span, checked by its label, in one step."""
        span = self._named(span_id)[0]
        defaults = self.check_attributes(span.label, values)
        merged = {**span.attributes, **values}
        for name, default in defaults.items():
            if merged[name] == default:
                del merged[name]
        return self._alter(span_id, lambda span: replace(span, attributes=merged))

    def check_attributes(self, name: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The defaults of attributes that a label has; JiaozhuError for those it cannot have."""
        label = self.project.labels.get(name)
        defaults: dict[str, Value] = {}
        for attribute_name, value in values.items():
            attribute = label.attribute(attribute_name) if label else None
            if attribute is None:
                raise JiaozhuError(
                    tr(
                        "{name} has no attribute {attribute_name} in labels.toml.",
                        name=name,
                        attribute_name=short(attribute_name),
                    )
                )
            attribute.check(value)
            if isinstance(value, str):
                check_text(value, tr("attribute {attribute_name}", attribute_name=attribute_name))
            defaults[attribute_name] = attribute.default
        return defaults

    def delete(self, spans: str | Iterable[str]) -> tuple[Change, ...]:
        """Remove the spans with these ids, and their links, in one step."""
        return self._commit((span, None) for span in self._named(spans))

    def set_done(self, done: bool) -> None:
        """Say that the page is done, or not yet; a step like others."""
        if self.done != done:
            self._set_page(done=done, done_at=now())

    def set_page_note(self, note: str) -> None:
        """Replace the note on the page."""
        check_text(note, "note")
        self._set_page(note=note)

    def set_page_labels(self, names: Iterable[str]) -> None:
        """Say which labels the page has."""
        known = {label.name for label in self.project.labels.page_labels}
        wanted = sorted(set(names))
        for name in wanted:
            if name not in known and name not in self.page.labels:
                raise JiaozhuError(
                    tr("There is no page label {name} in labels.toml.", name=short(name))
                )
        self._set_page(labels=wanted)

    def _set_page(self, **fields: Any) -> None:
        old = self._storage.tables.get(PAGE, {}).get("1", {})
        self.put(PAGE, {"1": changed(old, **fields)})

    def put(self, table: str, records: Mapping[str, Record | None]) -> None:
        """Set (or, with None, remove) records of a table beside the spans, in one step.

        Keys are numbers in decimal (`ids.key_of`).
        """
        old = self._storage.tables.get(table, {})
        ops = [Op(table, key, new, old.get(key)) for key, new in records.items()]
        self._write([op for op in ops if op.new != op.old])

    def table(self, name: str) -> Mapping[str, Record]:
        """The records of a table as they are now, by key; not to be changed."""
        return self._storage.tables.get(name, {})

    @property
    def last(self) -> int:
        """Names the last change that stands, for `joined`."""
        return self._storage.last

    def joined(self, last: int | None = None) -> AbstractContextManager[None]:
        """Let the changes made meanwhile be one step, and one with `last` if nothing came since.

        Each is on disk when it is made.
        """
        return self._storage.joined(last)

    def forms(self) -> dict[int, str]:
        """Which forms the annotator chose for characters of the edition."""
        return forms_of(self.table(FORMS), self.edition)

    def rejections(self) -> list[Rejection]:
        """What the annotator said is no such span."""
        return [rejected(record) for record in self.table(REJECTIONS).values()]

    def undo(self, part: bool = False) -> tuple[Change, ...]:
        """Take back the last step, or only the last part of one `joined`; () when there is none.

        JiaozhuError when what it did was changed elsewhere since; the step before is next then.
        """
        return changes_of(self._guard(lambda: self._storage.undo(self._adapt, part)))

    def redo(self) -> tuple[Change, ...]:
        """Make the last step taken back again; () when there is none."""
        return changes_of(self._guard(lambda: self._storage.redo(self._adapt)))

    def last_step(self) -> Step | None:
        """The last change a person made to a span, of any day, also if it was taken back."""
        recent = islice(self._storage.recent(), _LOOK_BACK)
        return next((step for ops in recent if (step := step_of(ops)) is not None), None)

    def rebase(self, edition: Edition, *, later: bool = False) -> None:
        """Go on with another edition of the page: move the spans to it. No step of undo.

        `later`: the places are written when the store is closed. They follow from what is on
        disk, so nothing is lost without; many small changes of the edition stay cheap.
        """
        self.edition = edition
        self._fitter = Fitter(edition)
        self._adapt = partial(adapt, self._fitter)
        moves, self.report = fit_all((*self._placed, *self._lost.values()), self._fitter)
        moves = [(old, new) for old, new in moves if new != old]
        if later:
            self._move(moves)
            return
        records = self._storage.tables.get(SPANS, {})
        ops = [Op(SPANS, key_of(new.id), new.record(), records[key_of(new.id)]) for _, new in moves]
        meta = self._storage.tables[snapshot.META]["1"]
        source = self._fitter.source_sha256
        if not records:
            meta["source"] = source  # nothing was said of another one
        elif meta.get("source") != source:
            ops.append(Op(snapshot.META, "1", {**meta, "source": source}, meta))
        self._write(ops, Kind.FIT)

    def revise(self, edition: Edition, window: Window | None) -> None:
        """As `rebase` with `later`, where all but the window reads as in the edition before."""
        digest, self.edition = self.edition.digest, edition
        self._fitter = Fitter(edition)
        self._adapt = partial(adapt, self._fitter)
        if window is None:
            return
        moves, self.report = fit_all(
            (*self._placed, *self._lost.values()), self._fitter, Revision(digest, window)
        )
        self._move([(old, new) for old, new in moves if new != old])

    # --- inside

    def _move(self, moves: Sequence[tuple[Span, Span]]) -> None:
        """Spans are at other places now; that is not written yet."""
        self._moved.update(new.id for _, new in moves)
        if len(moves) < _MANY:
            for old, new in moves:
                self._follow(old, new)
            return
        spans = {span.id: span for span in (*self._placed, *self._lost.values())}
        spans.update((new.id, new) for _, new in moves)
        self._arrange(spans.values())

    def _arrange(self, spans: Iterable[Span]) -> None:
        """These are all there are."""
        super()._arrange(spans)
        self._same = {(s.start, s.end, s.label): s.id for s in self._placed}

    def _write_places(self) -> None:
        """Write the places that were left for later."""
        records = self._storage.tables.get(SPANS, {})
        spans = [span for span in map(self.get, self._moved) if span is not None]
        ops = [Op(SPANS, key_of(s.id), s.record(), records[key_of(s.id)]) for s in spans]
        self._moved.clear()
        with suppress(NotSaved):  # the next opening finds them again
            self._write([op for op in ops if op.new != op.old], Kind.FIT)

    def _place(self, start: int, end: int) -> Place:
        length = len(self.edition.text)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise JiaozhuError(
                tr(
                    "{start}:{end} is no stretch of this page: it must lie in 0 to {length} with "
                    "the start before the end.",
                    start=short(start),
                    end=short(end),
                    length=length,
                )
            )
        return self._fitter.place(start, end)

    def _check_label(self, label: str) -> None:
        if label not in self.project.labels:
            names = " ".join(known.name for known in self.project.labels)
            raise JiaozhuError(
                tr(
                    "There is no label {label}; this project has {names}.",
                    label=short(label),
                    names=names,
                )
            )

    def _there(self, key: tuple[int, int, str]) -> Span | None:
        span_id = self._same.get(key)
        return None if span_id is None else self._placed.get(span_id)

    def _named(self, spans: str | Iterable[str]) -> list[Span]:
        found = []
        for span_id in dict.fromkeys([spans] if isinstance(spans, str) else spans):
            span = self.get(span_id)
            if span is None:
                raise JiaozhuError(
                    tr("There is no span {span_id} on this page any more.", span_id=short(span_id))
                )
            found.append(span)
        return found

    def _alter(
        self, spans: str | Iterable[str], alter: Callable[[Span], Span]
    ) -> tuple[Change, ...]:
        pairs: list[tuple[Span | None, Span | None]] = []
        time = now()
        taken: set[tuple[int, int, str]] = set()
        for span in self._named(spans):
            new = alter(span)
            if new == span:
                continue
            key = (new.start, new.end, new.label)
            double = self._there(key)
            if new.anchor is not Anchor.LOST:
                if key in taken or (double is not None and double.id != span.id):
                    pairs.append((span, None))
                    continue
                taken.add(key)
            pairs.append((span, replace(new, updated=time)))
        return self._commit(pairs)

    def _commit(self, pairs: Iterable[tuple[Span | None, Span | None]]) -> tuple[Change, ...]:
        """Store what becomes of each span (before, after) as one step."""
        records = self._storage.tables.get(SPANS, {})
        changes, ops = [], []
        gone: dict[str, Record] = {}
        for before, after in pairs:
            span = after or before
            assert span is not None
            key = key_of(span.id)
            ops.append(Op(SPANS, key, after.record() if after else None, records.get(key)))
            changes.append(Change(before, after))
            if after is None:
                gone |= {key_of(link.id): link.record() for link in self.links.of(span.id)}
        ops += [Op(LINKS, key, None, record) for key, record in gone.items()]
        self._write(ops)
        return tuple(changes)

    def _write(self, ops: Sequence[Op], kind: Kind = Kind.DO) -> None:
        self._guard(lambda: self._storage.commit(ops, kind))

    def _guard(self, write: Callable[[], T]) -> T:
        try:
            result = write()
        except NotSaved as error:
            self._failed = str(error)
            raise
        self._failed = ""
        return result

    def _heard(self, ops: Sequence[Op] | None) -> None:
        """The tables changed: follow."""
        self._take_up(ops)
        self.changed()

    def _take_up(self, ops: Sequence[Op] | None) -> None:
        if ops is None:
            self._show(self._storage.tables)
            edition = self.edition
            self.decided()
            if self.edition is edition:
                # What another program brought in may be of another edition.
                self.rebase(edition)
            return
        for table, key, new, _ in ops:
            if table == PAGE:
                self.page = facts_of(new) if new is not None else PageFacts()
            elif table == LINKS:
                self.links.discard(id_of(key))
                if new is not None:
                    self.links.put(link_of(key, new))
            if table != SPANS:
                continue
            before = self.get(id_of(key))
            self._follow(before, None if new is None else from_record(key, new))
        if any(op.table == DECISIONS for op in ops):
            self.decided()

    def _follow(self, before: Span | None, after: Span | None) -> None:
        """A span became another one, or none."""
        if before is not None:
            self._placed.discard(before.id)
            self._lost.pop(before.id, None)
            if self._same.get((before.start, before.end, before.label)) == before.id:
                del self._same[before.start, before.end, before.label]
        if after is None:
            return
        if after.anchor is Anchor.LOST:
            self._lost[after.id] = after
        else:
            self._placed.put(after)
            self._same[after.start, after.end, after.label] = after.id
