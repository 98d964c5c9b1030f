"""How far the pages of a project are, without opening their annotations."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui.annotate import files
from tui.annotate.journal import Record
from tui.annotate.layer import SPANS, read_tables
from tui.annotate.page import PAGE, check_page, facts_of
from tui.annotate.project import Project
from tui.annotate.storage import log_of

_PAGE = re.compile(rb'\n"page":\{\n"1":(\{[^\n]*\})\n')
_SPANS = b'\n"spans":{\n'
_CHECKPOINT = re.compile(rb'(?:^|\n)\{"n":\d+,"k":"ckpt",[^\n]*\}\n$')


@dataclass(frozen=True, slots=True)
class Progress:
    """What an annotator made of a page so far."""

    spans: int = 0
    done: bool = False
    labels: tuple[str, ...] = ()
    """Of the page."""
    note: str = ""
    """On the page."""


def progress(project: Project, doc_id: str, annotator: str | None = None) -> Progress:
    """How far a page is. JiaozhuError where its annotations cannot be read.

    A snapshot is canonical, so its lines are counted and not parsed. Only where the log is ahead
    of it, after a crash or while the page is open, both are read.
    """
    path = project.file(doc_id, annotator)
    if _ahead(path):
        tables = read_tables(path)
        return _made(len(tables.get(SPANS, {})), tables.get(PAGE, {}).get("1", {}))
    try:
        data, _ = files.read_regular(path)
    except FileNotFoundError:
        return Progress()
    start = data.find(_SPANS)
    spans = data.count(b"\n", start + len(_SPANS), data.find(b"\n}", start)) + 1
    found = _PAGE.search(data)
    try:
        page = json.loads(found[1]) if found else {}
        check_page(page)
    except (ValueError, RecursionError):
        page = read_tables(path).get(PAGE, {}).get("1", {})  # says what is wrong with the file
    return _made(spans if start >= 0 else 0, page)


def _made(spans: int, page: Record) -> Progress:
    said = facts_of(page)
    return Progress(spans, said.done, said.labels, said.note)


def _ahead(path: Path) -> bool:
    """Whether the log has steps that the snapshot does not."""
    with suppress(FileNotFoundError), open(files.open_regular(log_of(path)), "rb") as log:
        size = log.seek(0, 2)
        log.seek(max(0, size - 1024))
        return size > 0 and _CHECKPOINT.search(log.read()) is None
    return False
