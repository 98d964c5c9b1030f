"""Span 注: a label on a stretch of an edition, and the record it is stored as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tui.annotate.definitions import Value
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
    """How it came about: ``manual``, ``suggested``, ``edited`` (suggested and changed when it was
    accepted), ``concordance``, ``imported`` …"""
    created: str
    updated: str
    """When a person last changed it. UTC, ISO 8601, milliseconds."""
    note: str = ""
    source: str = ""
    anchor: Anchor = Anchor.FIRM
    was: str = ""
    """What was tagged, where `anchor` is ``changed``."""
    attributes: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """What else is said of it (`definitions.Attribute`), where that is not the default."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Fields a later version or another program put into the record; kept as they are."""

    @property
    def order(self) -> tuple[int, int, str]:
        """What spans are sorted by."""
        return self.start, self.end, self.id

    def record(self) -> Record:
        """What is stored, under the number of the id as key."""
        record = dict(self.extra)
        for name in _STORED:
            record[name] = getattr(self, name)
        record["anchor"] = self.anchor.value
        record["attributes"] = dict(self.attributes)
        for name in ("note", "anchor", "was", "attributes"):
            if not record[name]:
                del record[name]
        return record


_NUMBERS = ("start", "end", "source_start", "source_end")
_TEXTS = ("label", "quote", "prefix", "suffix", "digest", "by", "origin", "created", "updated")
_OPTIONAL = ("note", "source", "was", "anchor")
_STORED = (*_NUMBERS, *_TEXTS, *_OPTIONAL)
_KNOWN = frozenset((*_STORED, "attributes"))
_ANCHORS = {anchor.value: anchor for anchor in Anchor}
_LARGEST = 1 << 53  # what every reader of JSON takes for a whole number


def check_fields(
    record: Record, numbers: Iterable[str], texts: Iterable[str], optional: Iterable[str]
) -> None:
    """ValueError naming the first field that is no offset, or no text where one belongs."""
    for name in numbers:
        number = record.get(name)
        if type(number) is not int or not 0 <= number < _LARGEST:
            raise ValueError(f"its {name} is no offset")
    for name in texts:
        if type(record.get(name)) is not str:
            raise ValueError(f"its {name} is no text")
    for name in optional:
        if type(record.get(name, "")) is not str:
            raise ValueError(f"its {name} is no text")


def check_record(record: Record) -> None:
    """ValueError saying which field of a span's record is missing or none of ours."""
    get = record.get
    check_fields(record, _NUMBERS, _TEXTS, _OPTIONAL)
    if get("anchor", "") not in _ANCHORS:
        raise ValueError("its anchor is none of ours")
    if "attributes" in record:
        _check_attributes(record["attributes"])
    if record["start"] >= record["end"] or record["source_start"] > record["source_end"]:
        raise ValueError("its start is not before its end")


def _check_attributes(values: Any) -> None:
    """Values of a type this version does not make are kept and shown all the same."""
    if not isinstance(values, dict) or not all(
        isinstance(value, (str, bool, int, float)) for value in values.values()
    ):
        raise ValueError("its attributes are no names with values")


def from_record(key: str, record: Record) -> Span:
    """The span of a record that was checked."""
    extra = {}
    if not record.keys() <= _KNOWN:
        extra = {name: value for name, value in record.items() if name not in _KNOWN}
        record = {name: value for name, value in record.items() if name in _KNOWN}
    if "anchor" in record:
        record = {**record, "anchor": _ANCHORS[record["anchor"]]}
    return Span(id=id_of(key), extra=extra, **record)


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


def new_span(
    where: Place,
    label: str,
    by: str,
    origin: str,
    note: str,
    extra: Mapping[str, Any] | None = None,
) -> Span:
    """A span made now; `extra` are further fields of its record."""
    time = now()
    return Span(
        id=str(new_id()),
        label=label,
        by=by,
        origin=origin,
        note=note,
        created=time,
        updated=time,
        extra=extra or {},
        **vars(where),
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
