"""What there is to export: the pages of a project with what annotators said about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui.annotate import layer, snapshot
from tui.annotate.chosen import agreed
from tui.annotate.editions import edition_for_all
from tui.annotate.link import Link
from tui.annotate.page import PageFacts
from tui.annotate.project import Project
from tui.annotate.span import Span
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.edition import Edition
from tui.text.opencc_data import OpenCCData
from tui.text.pages import pages
from tui.text.script import ScriptView, convert, other_script
from tui.text.source import read


@dataclass(frozen=True)
class Document:
    """A page, in both scripts, and its spans: what every format is made from."""

    id: str
    """Name of the page in its project: POSIX path from the root."""
    edition: Edition
    view: ScriptView
    spans: tuple[Span, ...]
    """Of all annotators, by place; each fits the edition."""
    lost: tuple[Span, ...] = ()
    """Whose place the present edition does not have; their offsets are of an earlier one."""
    differ: tuple[str, ...] = ()
    """Annotators who decided differently about edits; the text is then as the repairs left it."""
    links: tuple[Link, ...] = ()
    """Between `spans` and `lost`, the oldest first."""
    pages: tuple[tuple[str, PageFacts], ...] = ()
    """What annotators say of the page as a whole, where they gave it labels or a note."""


@dataclass(frozen=True)
class Selection:
    """Which part of a project to export, and how to read it. Empty: everything."""

    paths: Collection[str] = ()
    """Pages and folders; if none, all pages that were annotated."""
    annotators: Collection[str] = ()
    labels: Collection[str] = ()
    config: str | None = None
    """Script configuration of the views; None: the script each page is not in."""
    encoding: str | None = None
    data: OpenCCData | None = None
    """The official OpenCC data that views are converted by; None: those of the package."""

    def has(self, span: Span) -> bool:
        """Whether a span is wanted."""
        return (not self.annotators or span.by in self.annotators) and (
            not self.labels or span.label in self.labels
        )


def documents(
    project: Project, selection: Selection, problems: list[JiaozhuError]
) -> Iterator[Document]:
    """The documents of `selection` by their ids, one at a time.

    What cannot be read is left out and added to `problems`.
    """
    for doc_id in _ids(project, selection.paths, problems):
        try:
            yield _document(project, doc_id, selection)
        except JiaozhuError as error:
            problems.append(error)


def _document(project: Project, doc_id: str, selection: Selection) -> Document:
    source = read(project.root / doc_id, selection.encoding)
    edition, differ = edition_for_all(project, doc_id, source, selection.annotators)
    layers = [layer.read(project, doc_id, edition), *layer.layers(project, doc_id, edition)]

    def wanted(spans: Iterable[Span]) -> tuple[Span, ...]:
        # By place; where two people said the same, by who and when, whoever asks.
        return tuple(sorted(filter(selection.has, spans), key=lambda span: span.order))

    forms = agreed(
        one.forms()
        for one in layers
        if not selection.annotators or one.annotator in selection.annotators
    )
    config = selection.config or other_script(edition.text, selection.data)
    view = convert(edition.text, config, forms=forms, data=selection.data)
    spans = wanted(span for one in layers for span in one.spans())
    lost = wanted(span for one in layers for span in one.lost)
    ids = {span.id for span in (*spans, *lost)}
    links = (link for one in layers for link in one.links)
    pages = (
        (one.annotator, one.page)
        for one in layers
        if (one.page.labels or one.page.note)
        and (not selection.annotators or one.annotator in selection.annotators)
    )
    return Document(
        doc_id,
        edition,
        view,
        spans,
        lost,
        differ,
        tuple(
            sorted(
                (link for link in links if {link.source, link.target} <= ids),
                key=lambda link: link.id,
            )
        ),
        tuple(sorted(pages, key=lambda page: page[0])),
    )


def _ids(project: Project, paths: Collection[str], problems: list[JiaozhuError]) -> Iterable[str]:
    if not paths:
        return _annotated(project, problems)
    found: set[str] = set()
    for path in paths:
        try:
            found |= {project.doc_id(page) for page in pages(path, problems.append)}
        except JiaozhuError as error:
            problems.append(error)
    return sorted(found)


def _annotated(project: Project, problems: list[JiaozhuError]) -> list[str]:
    """The pages that somebody annotated. Annotations without their page are a problem."""
    # The name of an annotation file is made from the page's, not the other way round. What it says
    # inside is not enough: a new one is only a log, which does not say.
    by_tail = {}
    for page in pages(project.root, problems.append):
        with suppress(JiaozhuError):  # a page that nobody could have annotated
            doc_id = project.doc_id(page)
            by_tail[_tail(project.file(doc_id))] = doc_id
    found: set[str] = set()
    for path in sorted({file.with_suffix(".json") for file in project.folder.glob("*/*/*.*")}):
        if not (path.exists() or path.with_suffix(".log").exists()):
            continue  # only a lock
        doc_id = by_tail.get(_tail(path)) or _said_inside(project, path)
        if (project.root / doc_id).is_file():
            found.add(doc_id)
        else:
            page_name = doc_id or "a page"
            problems.append(
                JiaozhuError(
                    tr(
                        "{path} is of {page_name}, not found in {root}",
                        path=path,
                        page_name=page_name,
                        root=project.root,
                    )
                )
            )
    return sorted(found)


def _said_inside(project: Project, path: Path) -> str:
    """The page that an annotation file says it is of; empty if that cannot be.

    Files come from others: a name that leads out of the project is none.
    """
    with suppress(JiaozhuError):
        said = str(layer.read_tables(path).get(snapshot.META, {}).get("1", {}).get("doc", ""))
        if said and project.doc_id(project.root / said) == said:
            return said
    return ""


def _tail(path: Path) -> tuple[str, ...]:
    """What the files of all annotators for one page have in common."""
    return path.parts[-2:]
