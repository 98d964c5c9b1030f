"""Span 注: a label on a stretch of an edition, and the record it is stored as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from tui.annotate.ids import id_of, new_id
from tui.annotate.journal import Record, now

CONTEXT = 32
"""Code points of prefix and suffix kept with a span."""


class Anchor(StrEnum):
    """How sure the place of a span is, after the edition changed under it."""

    FIRM = ""  # the text is what was tagged
    CHANGED = "changed"  # the place is right, its text is not what was tagged: look at it
    LOST = "lost"  # the place is gone; start, end and digest are those of the edition that had it


@dataclass(frozen=True, slots=True)
class Span:
    """`label` on `edition.text[start:end]`, which reads `quote`.

    Offsets are code points, half-open, of the edition whose digest is `digest`; the source range
    is that of the source text whose digest is `source`.
    """

    id: str
    """UUID version 7."""
    start: int
    end: int
    label: str
    quote: str
    prefix: str
    suffix: str
    source_start: int
    source_end: int
    digest: str
    by: str
    """The annotator."""
    origin: str
    """How it came about: ``manual``, ``suggested``, ``concordance``, ``imported`` …"""
    created: str
    updated: str
    """When a person last changed it. UTC, ISO 8601, milliseconds."""
    note: str = ""
    source: str = ""
    anchor: Anchor = Anchor.FIRM
    was: str = ""
    """What was tagged, where `anchor` is ``changed``."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Fields a later version or another program put into the record; kept as they are."""

    @property
    def order(self) -> tuple[int, int, str]:
        """What spans are sorted by."""
        return self.start, self.end, self.id

    def record(self) -> Record:
        """What is stored, under the number of the id as key."""
        record = asdict(self)
        del record["id"], record["extra"]
        record["anchor"] = self.anchor.value
        for optional in ("note", "anchor", "was"):
            if not record[optional]:
                del record[optional]
        return {**self.extra, **record}


_NUMBERS = ("start", "end", "source_start", "source_end")
_TEXTS = ("label", "quote", "prefix", "suffix", "digest", "by", "origin", "created", "updated")
_OPTIONAL = ("note", "source", "was")
_KNOWN = {f.name for f in fields(Span)} - {"extra"}


def from_record(key: str, record: Record) -> Span:
    """The span of a record. ValueError says which field is missing or none of ours."""
    for name in _NUMBERS:
        value = record.get(name)
        if type(value) is not int or not 0 <= value < 1 << 53:
            raise ValueError(f"its {name} is no offset")
    for name in (*_TEXTS, *_OPTIONAL):
        if not isinstance(record.get(name, "" if name in _OPTIONAL else None), str):
            raise ValueError(f"its {name} is no text")
    start, end = record["start"], record["end"]
    if start >= end or record["source_start"] > record["source_end"]:
        raise ValueError("its start is not before its end")
    try:
        anchor = Anchor(record.get("anchor", ""))
    except ValueError:
        raise ValueError("its anchor is none of ours") from None
    known = {name: record[name] for name in _KNOWN & record.keys()} | {"anchor": anchor}
    extra = {name: value for name, value in record.items() if name not in _KNOWN}
    return Span(id=id_of(key), extra=extra, **{k: v for k, v in known.items() if k != "id"})


@dataclass(frozen=True)
class Place:
    """The fields of a span that say where it is, taken from an edition."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    source_start: int
    source_end: int
    digest: str
    source: str


def new_span(where: Place, label: str, by: str, origin: str, note: str) -> Span:
    """A span made now."""
    time = now()
    return Span(
        id=str(new_id()),
        label=label,
        by=by,
        origin=origin,
        note=note,
        created=time,
        updated=time,
        **asdict(where),
    )


def storable(text: str) -> str:
    """`text` with bytes that could not be decoded (lone surrogates) shown as U+FFFD.

    One code point for one. JSON in UTF-8 cannot hold them.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
