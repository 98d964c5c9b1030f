"""Rejection: what a person said is no such span, and the record it is stored as.

It is of one occurrence: label, words and what stands around them. So the same words elsewhere can
still be proposed, and a page that was cleaned anew still knows what was refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tui.annotate.ids import key_of, new_id
from tui.annotate.journal import Record, now
from tui.annotate.span import CONTEXT, check_fields, storable
from tui.text.fold import fold

REJECTIONS = "rejections"
"""Table of the rejections, keyed by the number of their id."""

_TEXTS = ("label", "quote", "prefix", "suffix", "by", "at")
_BESIDE = 6  # letters on either side that must agree


@dataclass(frozen=True, slots=True)
class Rejection:
    """`quote`, between `prefix` and `suffix`, is no `label`."""

    label: str
    quote: str
    prefix: str
    suffix: str
    by: str
    at: str
    """UTC, ISO 8601, milliseconds."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Further fields, as which source proposed it (`suggestion`)."""

    def record(self) -> Record:
        """What is stored."""
        return {**self.extra, **{name: getattr(self, name) for name in _TEXTS}}


def check_rejection(record: Record) -> None:
    """ValueError saying which field of a rejection's record is missing or none of ours."""
    check_fields(record, (), _TEXTS, ())


def from_record(record: Record) -> Rejection:
    """The rejection of a record that was checked."""
    extra = {name: value for name, value in record.items() if name not in _TEXTS}
    return Rejection(**{name: record[name] for name in _TEXTS}, extra=extra)


def new_rejection(
    text: str, start: int, end: int, label: str, by: str, extra: Mapping[str, Any] | None = None
) -> tuple[str, Record]:
    """Key and record of a rejection made now of `label` on `text[start:end]`."""
    rejection = Rejection(
        label=label,
        quote=storable(text[start:end]),
        prefix=storable(text[max(0, start - CONTEXT) : start]),
        suffix=storable(text[end : end + CONTEXT]),
        by=by,
        at=now(),
        extra=extra or {},
    )
    return key_of(str(new_id())), rejection.record()


class Refused:
    """Looks up whether a stretch of a text was rejected; scripts and widths are one."""

    def __init__(self, rejections: Iterable[Rejection] = ()) -> None:
        self._places: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for one in rejections:
            beside = _letters(one.prefix)[-_BESIDE:], _letters(one.suffix)[:_BESIDE]
            self._places.setdefault((fold(one.quote), one.label), set()).add(beside)

    def __bool__(self) -> bool:
        return bool(self._places)

    def holds(self, text: str, start: int, end: int, label: str) -> bool:
        """Whether `label` on `text[start:end]` was rejected at this place. Code points."""
        if not self._places:
            return False
        places = self._places.get((fold(text[start:end]), label))
        if not places:
            return False
        before = _letters(text[max(0, start - CONTEXT) : start])[-_BESIDE:]
        after = _letters(text[end : end + CONTEXT])[:_BESIDE]
        return (before, after) in places


def _letters(text: str) -> str:
    """What of a context stays when a page is cleaned anew: letters, digits and Han, folded."""
    return "".join(char for char in fold(text) if char.isalnum())
