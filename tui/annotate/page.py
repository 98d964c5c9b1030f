"""What is said of a page as a whole: done or not, labels, a note. One record, key ``1``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tui.annotate.journal import Record

PAGE = "page"
"""Table of the one record, key ``1``, about the page as a whole."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What an annotator says of a page."""

    done: bool = False
    labels: tuple[str, ...] = ()
    """Names of page labels, sorted."""
    note: str = ""


def check_page(record: Record) -> None:
    """ValueError for a record of a page that this version cannot show."""
    if not isinstance(record.get("done", False), bool):
        raise ValueError("its done is neither true nor false")
    labels = record.get("labels", [])
    if not isinstance(labels, list) or not all(isinstance(name, str) for name in labels):
        raise ValueError("its labels are no list of texts")
    if not isinstance(record.get("note", ""), str):
        raise ValueError("its note is no text")


def facts_of(record: Record) -> PageFacts:
    """What a record that was checked says."""
    labels = tuple(sorted(record.get("labels", ())))
    return PageFacts(record.get("done", False), labels, record.get("note", ""))


def changed(record: Record, **fields: Any) -> Record:
    """The record with other fields; empty ones are left out."""
    record = {**record, **fields}
    return {
        name: value for name, value in record.items() if name not in ("labels", "note") or value
    }
