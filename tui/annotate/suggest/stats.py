"""What became of suggestions: who accepted what of whom, how fast, and what blind pages show.

Read from the annotations alone: no page is cleaned for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tui.annotate import snapshot
from tui.annotate.ids import file_stem
from tui.annotate.journal import Record
from tui.annotate.layer import SPANS, read_tables
from tui.annotate.page import PAGE
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS
from tui.annotate.suggest.memory import proposal
from tui.annotate.suggest.settings import Settings
from tui.errors import JiaozhuError
from tui.language import counted, tr
from tui.text.width import cell_len

HASTY = 500
"""Milliseconds: a median below says that suggestions are accepted unread."""
_FEW = 10  # decisions of which nothing can be said yet


@dataclass
class Decided:
    """What became of the suggestions of one source."""

    accepted: int = 0
    edited: int = 0
    """Accepted with another label or other edges."""
    rejected: int = 0
    accepting: list[int] = field(default_factory=list)
    """Milliseconds from showing to accepting, those accepted one by one."""
    rejecting: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many were decided on."""
        return self.accepted + self.edited + self.rejected

    @property
    def rate(self) -> float:
        """Share that was accepted as it was, 0 to 1."""
        return self.accepted / self.count if self.count else 0.0


@dataclass
class Work:
    """One annotator's part in a project."""

    by: str
    pages: int = 0
    done: int = 0
    origins: dict[str, Counter[str]] = field(default_factory=dict)
    """Label → origin → spans."""
    sources: dict[str, Decided] = field(default_factory=dict)
    labels: dict[str, Decided] = field(default_factory=dict)
    """By the label that was suggested."""
    blind: Counter[str] = field(default_factory=Counter)
    """Label → spans on done pages that showed no suggestions."""
    shown: Counter[str] = field(default_factory=Counter)
    """Label → spans on the other done pages."""

    @property
    def accepting(self) -> float | None:
        """Median of the milliseconds before accepting; None of too few."""
        times = [time for one in self.sources.values() for time in one.accepting]
        return median(times) if len(times) >= _FEW else None

    @property
    def warning(self) -> str:
        """A sentence if suggestions seem to be accepted unread."""
        if (time := self.accepting) is None or time >= HASTY:
            return ""
        return tr(
            "{by} accepts suggestions after {time:.0f} ms (median): faster than one can read; "
            "look at a sample of what was suggested again.",
            by=self.by,
            time=time,
        )

    @property
    def overlap(self) -> float | None:
        """How alike the shares of labels on blind and other pages are, 0 to 1; None of too few."""
        blind, shown = sum(self.blind.values()), sum(self.shown.values())
        if min(blind, shown) < _FEW:
            return None
        names = {*self.blind, *self.shown}
        return sum(min(self.blind[n] / blind, self.shown[n] / shown) for n in names)


def stats(project: Project, settings: Settings, annotators: Iterable[str] = ()) -> list[Work]:
    """The work of all annotators of a project, or of those named, by their names.

    JiaozhuError for a file of annotations that cannot be read.
    """
    wanted = set(annotators)
    found: dict[str, Work] = {}
    for by, doc, tables in _annotations(project):
        if not wanted or by in wanted:
            _count(found.setdefault(by, Work(by)), tables, settings.is_blind(doc))
    return [found[by] for by in sorted(found)]


def _annotations(project: Project) -> Iterator[tuple[str, str, snapshot.Tables]]:
    """Annotator, page and tables of each file."""
    paths: set[Path] = set()
    with suppress(OSError):
        for pattern in ("*/*/*.json", "*/*/*.log"):
            paths |= {path.with_suffix(".json") for path in project.folder.glob(pattern)}
    names: dict[str, str] = {}
    for path in sorted(paths):
        tables = read_tables(path)
        meta = tables.get(snapshot.META, {}).get("1")
        if meta is None:  # a page that is open for the first time has only its log yet
            names = names or {file_stem(doc): doc for doc in _documents(project)}
            records = [*tables.get(SPANS, {}).values(), *tables.get(REJECTIONS, {}).values()]
            meta = {"by": next((r["by"] for r in records), None), "doc": names.get(path.stem, "")}
        if isinstance(meta.get("by"), str) and isinstance(meta.get("doc"), str):
            yield meta["by"], meta["doc"], tables


def _documents(project: Project) -> Iterator[str]:
    for page in project.pages():
        with suppress(JiaozhuError):
            yield project.doc_id(page)


def _count(work: Work, tables: Mapping[str, Mapping[str, Record]], blind: bool) -> None:
    spans = tables.get(SPANS, {}).values()
    done = tables.get(PAGE, {}).get("1", {}).get("done") is True
    work.pages += 1
    work.done += done
    for record in spans:
        work.origins.setdefault(record["label"], Counter())[record["origin"]] += 1
        if done:
            (work.blind if blind else work.shown)[record["label"]] += 1
        for decided, said in _decisions(work, record):
            if record["origin"] == "suggested":
                decided.accepted += 1
                _time(decided.accepting, said)
            elif record["origin"] == "edited":
                decided.edited += 1
    for record in tables.get(REJECTIONS, {}).values():
        for decided, said in _decisions(work, record):
            decided.rejected += 1
            _time(decided.rejecting, said)


def _decisions(work: Work, record: Record) -> Iterator[tuple[Decided, Mapping[str, Any]]]:
    """Where a decision on a suggestion counts."""
    if (proposed := proposal(record)) is not None:
        source, label = proposed
        yield work.sources.setdefault(source, Decided()), record["suggestion"]
        yield work.labels.setdefault(label, Decided()), record["suggestion"]


def _time(times: list[int], said: Mapping[str, Any]) -> None:
    time = said.get("ms")
    if type(time) is int and time >= 0:
        times.append(time)


def as_json(work: Work) -> dict[str, Any]:
    """A work for other programs."""
    return {
        "annotator": work.by,
        "pages": work.pages,
        "done": work.done,
        "spans": {label: dict(sorted(n.items())) for label, n in sorted(work.origins.items())},
        "sources": {name: _decided(one) for name, one in sorted(work.sources.items())},
        "labels": {name: _decided(one) for name, one in sorted(work.labels.items())},
        "median_accept_ms": work.accepting,
        "warning": work.warning,
        "blind": dict(sorted(work.blind.items())),
        "shown": dict(sorted(work.shown.items())),
        "overlap": None if work.overlap is None else round(work.overlap, 3),
    }


def _decided(one: Decided) -> dict[str, Any]:
    return {
        "accepted": one.accepted,
        "edited": one.edited,
        "rejected": one.rejected,
        "rate": round(one.rate, 3),
        "median_accept_ms": median(one.accepting) if one.accepting else None,
        "median_reject_ms": median(one.rejecting) if one.rejecting else None,
    }


def lines(work: Work) -> Iterator[str]:
    """A work for a person, a line at a time."""
    spans = sum(sum(origins.values()) for origins in work.origins.values())
    yield tr(
        "{by}: {spans} on {pages}, {done:,} done",
        by=work.by,
        spans=counted(spans, "span"),
        pages=counted(work.pages, "page"),
        done=work.done,
    )
    names = sorted({origin for origins in work.origins.values() for origin in origins})
    if names:
        yield ""
        yield from _table(
            [tr("label"), *(tr(name) for name in names)],
            [
                [label, *(origins[n] for n in names)]
                for label, origins in sorted(work.origins.items())
            ],
        )
    for what, decided in ((tr("suggested by"), work.sources), (tr("suggested as"), work.labels)):
        if decided:
            yield ""
            yield from _table(
                [what, tr("accepted"), tr("edited"), tr("rejected"), tr("right"), "ms"],
                [
                    [
                        tr(name),
                        one.accepted,
                        one.edited,
                        one.rejected,
                        f"{one.rate:.0%}",
                        f"{median(one.accepting):.0f}" if one.accepting else "-",
                    ]
                    for name, one in sorted(decided.items())
                ],
            )
    if work.blind:
        yield ""
        yield from _table(
            [tr("on done pages"), tr("blind"), tr("with suggestions")],
            [
                [label, _share(work.blind, label), _share(work.shown, label)]
                for label in sorted({*work.blind, *work.shown})
            ],
        )
        if work.overlap is not None:
            yield tr("the shares of labels agree by {overlap:.0%}", overlap=work.overlap)
    if work.warning:
        yield ""
        yield work.warning


def _share(counts: Counter[str], label: str) -> str:
    total = sum(counts.values())
    return f"{counts[label]} {counts[label] / total:>4.0%}" if total else "-"


def _table(head: list[str], rows: list[list[Any]]) -> Iterator[str]:
    cells = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    for first, *rest in cells:
        line = "  " + first + " " * (widths[0] - cell_len(first))
        for cell, width in zip(rest, widths[1:], strict=True):
            line += "  " + " " * (width - cell_len(cell)) + cell
        yield line.rstrip()


def all_lines(works: Iterable[Work]) -> Iterator[str]:
    """All works for a person."""
    for number, work in enumerate(works):
        if number:
            yield ""
        yield from lines(work)
