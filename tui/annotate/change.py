"""What a call of the store changes, and what it is asked to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tui.annotate.chosen import FORMS
from tui.annotate.journal import Op, Record
from tui.annotate.layer import SPANS
from tui.annotate.span import Span, from_record, storable
from tui.errors import JiaozhuError
from tui.language import tr


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a span or a chosen form, `before` and `after`; None: there was or is none.

    Other tables (the page's own record, edit decisions) come with their name only.
    """

    before: Span | None
    after: Span | None
    table: str = SPANS


class NewSpan(NamedTuple):
    """A span to be added. Offsets are code points of the edition."""

    start: int
    end: int
    label: str
    note: str = ""
    origin: str = "manual"
    extra: Mapping[str, Any] | None = None
    """Further fields of its record, as what suggested it."""


def changes_of(ops: Sequence[Op]) -> tuple[Change, ...]:
    """What operations changed."""

    def span(key: str, record: Record | None) -> Span | None:
        return None if record is None else from_record(key, record)

    return tuple(
        Change(span(key, old), span(key, new), table)
        if table in (SPANS, FORMS)
        else Change(None, None, table)
        for table, key, new, old in ops
    )


def check_text(text: str, what: str) -> None:
    """JiaozhuError for what is no text or cannot be stored; `what` it is."""
    if not isinstance(text, str):
        raise JiaozhuError(tr("The {what} must be text.", what=what))
    if storable(text) != text:
        raise JiaozhuError(tr("The {what} holds half a character (a lone surrogate).", what=what))


def short(value: object) -> str:
    """`value` for a message, not longer than a name."""
    if isinstance(value, int) and not -(10**18) < value < 10**18:
        return tr("a number of more than 18 digits")
    text = repr(value)
    return text if len(text) <= 50 else text[:49] + "…"
