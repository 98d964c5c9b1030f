"""Which text of a page an annotator has: the one place where all that read a page ask.

Pages are cleaned by the project's settings; what the annotator decided about single edits comes
on top. Spans are offsets into just this text. The repairs are imported when a page is cleaned: a
page of a project is cleaned once and kept (`cache`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from tui.annotate import cache, files
from tui.annotate.collation import Collation
from tui.annotate.decision import DECISIONS, Decision, from_record
from tui.annotate.project import Project
from tui.annotate.settings import settings_of
from tui.errors import JiaozhuError
from tui.text.edition import Edition
from tui.text.forms import Forms
from tui.text.source import Source


def repaired(source: Source, project: Project | None = None, *, propose: bool = True) -> Edition:
    """The page as the repairs leave it, before anybody decides.

    `propose`: whether all proposals are wanted, also outside of a project; see `pipeline.clean`.
    """
    settings = settings_of(project)

    def clean() -> Edition:
        from tui.repair.pipeline import clean

        return clean(source, settings=settings, propose=propose or project is not None)

    return clean() if project is None else cache.cleaned(source, settings, clean)


def decisions_of(project: Project, doc_id: str, annotator: str | None = None) -> Sequence[Decision]:
    """What an annotator (yourself if None) decided on a page. Nothing is locked or written."""
    return _decisions_in(project.file(doc_id, annotator))


def _decisions_in(path: Path) -> Sequence[Decision]:
    if not (path.exists() or path.with_suffix(".log").exists()):
        return ()
    from tui.annotate.layer import read_tables  # brings in the database

    records = read_tables(path).get(DECISIONS, {})
    return tuple(from_record(key, record) for key, record in records.items())


def may_have_decisions(project: Project, doc_id: str) -> bool:
    """Whether you can have decided anything on a page; where many spans are, to know it takes long.

    Says nothing of whether the files are whole.
    """
    path = project.file(doc_id)
    for part in (path, path.with_suffix(".log")):
        with suppress(FileNotFoundError):
            if f'"{DECISIONS}"'.encode() in files.read_regular(part)[0]:
                return True
    return False


def collate(
    project: Project, doc_id: str, base: Edition, annotator: str | None = None
) -> Collation:
    """The page with what an annotator (yourself if None) decided; `base` as from `repaired`."""
    return Collation.of(base, decisions_of(project, doc_id, annotator), settings_of(project))


def edition_for(
    project: Project, doc_id: str, source: Source, annotator: str | None = None
) -> Edition:
    """The text of a page that an annotator (yourself if None) reads and tags."""
    return collate(project, doc_id, repaired(source, project), annotator).edition


def page_at(
    path: str, source: Source, annotator: str | None = None, *, propose: bool = True
) -> Collation:
    """The page at a path, which need not lie in a project, as an annotator (or you) has it."""
    project = None if path == "-" else Project.find(path, annotator)
    base = repaired(source, project, propose=propose)
    if project is None:
        return Collation(base)
    try:
        doc_id = project.doc_id(path)
    except JiaozhuError:  # a page that nobody could have annotated
        return Collation(base)
    return collate(project, doc_id, base)


def forms_at(path: str, edition: Edition, annotator: str | None = None) -> Forms:
    """The forms an annotator (or you) chose on the page at a path; none outside of a project."""
    project = None if path == "-" else Project.find(path, annotator)
    if project is None:
        return {}
    from tui.annotate.layer import read  # brings in the database

    with suppress(JiaozhuError):  # a page that nobody could have annotated
        return read(project, project.doc_id(path), edition).forms()
    return {}


def edition_for_all(
    project: Project, doc_id: str, source: Source, annotators: Collection[str] = ()
) -> tuple[Edition, tuple[str, ...]]:
    """The text on which the spans of several annotators (all if none are named) can be put.

    That of whoever decided about edits of the page; as the repairs left it where nobody did, or
    where those who did have different texts: then their names come with it.
    """
    base = repaired(source, project)
    found: dict[str, Edition] = {}
    names = []
    for path in (project.file(doc_id), *project.others(doc_id)):
        decisions = _decisions_in(path)
        if decisions and (not annotators or decisions[0].by in annotators):
            edition = Collation.of(base, decisions, settings_of(project)).edition
            found[edition.digest] = edition
            names.append(decisions[0].by)
    if len(found) > 1:
        return base, tuple(sorted(names))
    return (next(iter(found.values())) if found else base), ()
