"""Annotations of a page to look at: what the store and other annotators' layers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from tui.annotate import files, link, snapshot
from tui.annotate.anchor import Fitter, Report, fit_all
from tui.annotate.chosen import FORMS, check_form, forms_of
from tui.annotate.decision import DECISIONS, check_decision
from tui.annotate.ids import key_of
from tui.annotate.intervals import Intervals
from tui.annotate.journal import Record, decode, scan
from tui.annotate.link import LINKS, Links
from tui.annotate.page import PAGE, PageFacts, check_page, facts_of
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS, Rejection, check_rejection
from tui.annotate.rejection import from_record as rejected
from tui.annotate.span import Anchor, Span, check_record, from_record
from tui.annotate.storage import apply, log_of, missing
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.edition import Edition

SPANS = "spans"


class Layer:
    """One annotator's spans on an edition of a page, read only.

    Lost spans (`Span.anchor`) have no place in the edition: they are in `lost` and nowhere else.
    """

    def __init__(self, annotator: str, edition: Edition) -> None:
        self.annotator = annotator
        self.edition = edition
        self.report = Report()
        """What was found out of place on opening."""
        self.page = PageFacts()
        """What the annotator says of the page as a whole."""
        self.links = Links()
        self._placed = Intervals()
        self._lost: dict[str, Span] = {}
        self._rejected: Mapping[str, Record] = {}
        self._forms: Mapping[str, Record] = {}

    @property
    def done(self) -> bool:
        """Whether the annotator called the page done."""
        return self.page.done

    def spans(self) -> list[Span]:
        """All that have a place, by start, then end."""
        return list(self._placed)

    @property
    def lost(self) -> list[Span]:
        """Those whose place is gone, by where they were."""
        return sorted(self._lost.values(), key=lambda span: span.order)

    def __len__(self) -> int:
        return len(self._placed) + len(self._lost)

    def get(self, span_id: str) -> Span | None:
        """The span with this id, also a lost one."""
        return self._placed.get(span_id) or self._lost.get(span_id)

    def spans_at(self, position: int) -> list[Span]:
        """The spans that contain the code point at `position`, by start, then end."""
        return self._placed.at(position)

    def between(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with `[start, end)`. O(log length + found)."""
        return self._placed.between(start, end)

    def rejections(self) -> list[Rejection]:
        """What the annotator said is no such span."""
        return [rejected(record) for record in self._rejected.values()]

    def forms(self) -> dict[int, str]:
        """Which forms the annotator chose for characters of the edition."""
        return forms_of(self._forms, self.edition)

    def _show(self, tables: snapshot.Tables) -> None:
        self._arrange(from_record(key, record) for key, record in tables.get(SPANS, {}).items())
        self._rejected = tables.get(REJECTIONS, {})
        self._forms = tables.get(FORMS, {})
        self.page = facts_of(tables.get(PAGE, {}).get("1", {}))
        links = tables.get(LINKS, {}).items()
        self.links = Links(link.from_record(key, record) for key, record in links)

    def _arrange(self, spans: Iterable[Span]) -> None:
        """These are all there are."""
        placed = []
        self._lost = {}
        for span in spans:
            if span.anchor is Anchor.LOST:
                self._lost[span.id] = span
            else:
                placed.append(span)
        self._placed = Intervals(placed)


def check(table: str, key: str, record: Record) -> None:
    """ValueError for a record that this version cannot show or would break."""
    if table == SPANS:
        check_record(record)
    elif table == DECISIONS:
        check_decision(record)
    elif table == REJECTIONS:
        check_rejection(record)
    elif table == LINKS:
        link.check_link(record)
    elif table == FORMS:
        check_form(record)
    elif table == PAGE:
        check_page(record)


def read_tables(path: Path) -> snapshot.Tables:
    """What is on disk at this moment, log included, without locking; {} when there is nothing."""
    for _ in range(20):
        before = files.stamp(path)
        log = b""
        with suppress(FileNotFoundError):
            log, _ = files.read_regular(log_of(path))
        there: files.Stamp | None = None
        tables: snapshot.Tables = {}
        with suppress(FileNotFoundError):
            data, there = files.read_regular(path)
            tables = snapshot.load(data, path, check)
        if there != before:
            continue  # a snapshot was written in between: is the log of before it or after?
        found = scan(log)
        if found.has_checkpoint and there is None:
            raise missing(path)
        for entry in found.since_checkpoint():
            apply(tables, decode(log[entry.offset : entry.offset + entry.length]))
        return tables
    raise JiaozhuError(tr("{path} is being written all the time; try again.", path=path))


def read(project: Project, doc_id: str, edition: Edition, annotator: str | None = None) -> Layer:
    """The layer of one annotator (yourself if None), which may be empty."""
    return _layer(project.file(doc_id, annotator), annotator or project.annotator, edition)


def layers(project: Project, doc_id: str, edition: Edition) -> list[Layer]:
    """What other annotators have on this page, by their names. Nothing is locked or written."""
    found = [_layer(path, "", edition) for path in project.others(doc_id)]
    return sorted((layer for layer in found if len(layer)), key=lambda layer: layer.annotator)


def _layer(path: Path, annotator: str, edition: Edition) -> Layer:
    tables = read_tables(path)
    name = tables.get(snapshot.META, {}).get("1", {}).get("by", annotator)
    layer = Layer(name if isinstance(name, str) else annotator, edition)
    records = tables.get(SPANS, {})
    spans = (from_record(key, record) for key, record in records.items())
    moves, layer.report = fit_all(spans, Fitter(edition))
    for old, new in moves:
        records[key_of(old.id)] = new.record()
    layer._show(tables)
    return layer
