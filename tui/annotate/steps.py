"""What a step of the log did to a span, so that it can be done again elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tui.annotate.journal import Op, Record
from tui.annotate.layer import SPANS


class Did(StrEnum):
    """What was done."""

    TAG = "tag"
    RELABEL = "relabel"
    DELETE = "delete"
    NOTE = "note"
    MOVE = "move"
    ATTRIBUTES = "attributes"


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one span, without the place it was made at."""

    did: Did
    label: str
    """Of the span afterwards, or before it was deleted."""
    quote: str
    note: str = ""
    by: tuple[int, int] = (0, 0)
    """Code points that start and end moved by."""
    attributes: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Those that changed, with their new values; None: it was taken away."""


def step_of(ops: Sequence[Op]) -> Step | None:
    """What the first of `ops` that is about a span did; None where none is, or nothing of it."""
    for table, _, new, old in ops:
        if table == SPANS and (step := _step(old, new)) is not None:
            return step
    return None


def _step(old: Record | None, new: Record | None) -> Step | None:
    if old is None or new is None:
        record = new or old
        assert record is not None
        return Step(Did.TAG if new else Did.DELETE, record["label"], record["quote"])
    label, quote = new["label"], new["quote"]
    if label != old["label"]:
        return Step(Did.RELABEL, label, quote)
    note = new.get("note", "")
    if note != old.get("note", ""):
        return Step(Did.NOTE, label, quote, note=note)
    by = new["start"] - old["start"], new["end"] - old["end"]
    if by != (0, 0):
        return Step(Did.MOVE, label, quote, by=by)
    was, now = old.get("attributes", {}), new.get("attributes", {})
    changed = {name: now.get(name) for name in {**was, **now} if now.get(name) != was.get(name)}
    return Step(Did.ATTRIBUTES, label, quote, attributes=changed) if changed else None
