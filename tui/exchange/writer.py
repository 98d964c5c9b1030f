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
from tui.language import counted, tr


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
        place = tr("standard output") if self.path == "-" else self.path
        said = tr(
            "wrote {documents} with {spans}",
            documents=counted(self.documents, "document"),
            spans=counted(self.spans, "span"),
        )
        if self.changed:
            said += tr(
                " ({changed} to look at: their text has changed since)", changed=self.changed
            )
        if self.lost:
            said += tr(" and {lost} whose place is gone", lost=self.lost)
        return tr("{said} to {place}", said=said, place=place)


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
                tr(
                    "{id}: {differ} decided differently about its edits; it is exported as the "
                    "repairs left it (--annotator: as one has it)",
                    id=document.id,
                    differ=" and ".join(document.differ),
                )
            )
        yield document
