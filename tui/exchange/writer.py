"""Exporting a project in any of the formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.annotate.project import Project
from tui.annotate.span import Anchor
from tui.errors import JiaozhuError
from tui.exchange.documents import Document, Selection, documents
from tui.exchange.output import writing
from tui.exchange.registry import named


@dataclass
class Report:
    """What was exported and what was not."""

    path: str
    documents: int = 0
    spans: int = 0
    changed: int = 0
    """Of the spans, those whose text is no longer what was tagged."""
    lost: int = 0
    """Spans without a place in the present text."""
    problems: list[JiaozhuError] = field(default_factory=list)
    """Pages and annotations that could not be read; the rest was exported."""
    notes: list[str] = field(default_factory=list)
    """What the person should know about single pages, in sentences."""
    not_held: list[str] = field(default_factory=list)
    """What the format cannot hold, in sentences."""

    def __str__(self) -> str:
        place = "standard output" if self.path == "-" else self.path
        said = f"wrote {_count(self.documents, 'document')} with {_count(self.spans, 'span')}"
        if self.changed:
            said += f" ({self.changed} to look at: their text has changed since)"
        if self.lost:
            said += f" and {self.lost} whose place is gone"
        return f"{said} to {place}"


def export(
    project: Project,
    out: str,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    *,
    form: str = "jsonl",
    pretty: bool = False,
) -> Report:
    """Write what `selection` says of `project` to the file `out` (`-`: standard output).

    The file is there whole when this returns; JiaozhuError, and it is as it was, if not.
    """
    report = Report(out)
    write = named(form).write
    with writing(out) as file:
        chosen = documents(project, selection, report.problems)
        report.not_held += write(_counted(chosen, report), file, pretty=pretty)
    return report


def _counted(chosen: Iterator[Document], report: Report) -> Iterator[Document]:
    for document in chosen:
        report.documents += 1
        report.spans += len(document.spans)
        report.changed += sum(span.anchor is Anchor.CHANGED for span in document.spans)
        report.lost += len(document.lost)
        if document.differ:
            report.notes.append(
                f"{document.id}: {' and '.join(document.differ)} decided differently about its "
                f"edits; it is exported as the repairs left it (--annotator: as one has it)"
            )
        yield document


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
