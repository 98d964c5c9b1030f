"""Decision: what a person said of one edit of a page, and the record it is stored as.

Like a span it says where it is in two ways: by its place in the source text whose digest it
names, and by what it quotes with 32 code points on either side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tui.annotate.ids import id_of, new_id
from tui.annotate.journal import Record, now
from tui.annotate.span import CONTEXT, check_fields, storable
from tui.text.edit import Edit, State

DECISIONS = "decisions"
"""Table of the decisions, keyed by the number of their id."""

Key = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """`source[start:end]`, which reads `old`, is to become `new`, or not.

    Offsets are code points of the source text whose digest is `source`.
    """

    id: str
    """UUID version 7."""
    start: int
    end: int
    old: str
    new: str
    rule: str
    state: State
    """``applied``: accepted; ``rejected``; ``added``: the person's own."""
    prefix: str
    suffix: str
    """Up to 32 code points of the source before and after it."""
    source: str
    """First 16 hex digits of the SHA-256 of the source text in UTF-8."""
    by: str
    at: str
    """UTC, ISO 8601, milliseconds."""
    was: str = ""
    """What the program had made of it: ``applied`` or ``proposed``; empty for one's own."""
    confidence: float = 1.0
    evidence: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Fields a later version or another program put into the record; kept as they are."""

    @property
    def quote(self) -> str:
        """What stands at its place in the source."""
        return self.old

    @property
    def edit(self) -> Edit:
        """The edit as it was decided on."""
        return Edit(
            self.start,
            self.end,
            self.old,
            self.new,
            self.rule,
            self.confidence,
            self.evidence,
            self.state,
        )

    @property
    def made(self) -> bool:
        """Whether the person wants it in the text."""
        return self.state is not State.REJECTED

    def at_place(self, start: int) -> Key:
        """What tells it from others once it is found at `start` in the source."""
        return start, start + len(self.old), self.old, self.new

    def record(self) -> Record:
        """What is stored, under the number of the id as key."""
        record = dict(self.extra)
        for name in _STORED:
            record[name] = getattr(self, name)
        record["state"] = self.state.value
        for name in ("was", "evidence"):
            if not record[name]:
                del record[name]
        return record


def key_of_edit(edit: Edit) -> Key:
    """What tells an edit from others over the same source."""
    return edit.start, edit.end, storable(edit.old), storable(edit.new)


_NUMBERS = ("start", "end")
_TEXTS = ("old", "new", "rule", "prefix", "suffix", "source", "by", "at")
_OPTIONAL = ("was", "evidence")
_STORED = (*_NUMBERS, *_TEXTS, *_OPTIONAL, "state", "confidence")
_STATES = {state.value: state for state in (State.APPLIED, State.REJECTED, State.ADDED)}


def check_decision(record: Record) -> None:
    """ValueError saying which field of a decision's record is missing or none of ours."""
    get = record.get
    check_fields(record, _NUMBERS, _TEXTS, _OPTIONAL)
    if get("state") not in _STATES:
        raise ValueError("its state is none of ours")
    if type(get("confidence", 1.0)) not in (int, float):
        raise ValueError("its confidence is no number")
    try:
        in_utc = record["at"].endswith("Z") and datetime.fromisoformat(record["at"])
    except ValueError:
        in_utc = False
    if not in_utc:
        raise ValueError("its at is no time in UTC")
    if record["end"] - record["start"] != len(record["old"]):
        raise ValueError("its old text is not as long as its place")


def from_record(key: str, record: Record) -> Decision:
    """The decision of a record that was checked."""
    known = {name: record[name] for name in _STORED if name in record}
    known["state"] = _STATES[record["state"]]
    extra = {name: value for name, value in record.items() if name not in _STORED}
    return Decision(id=id_of(key), extra=extra, **known)


def new_decision(edit: Edit, state: State, text: str, source: str, by: str) -> Decision:
    """A decision made now on `edit` over the source `text` with the digest `source`."""
    own = state is State.ADDED
    return Decision(
        id=str(new_id()),
        start=edit.start,
        end=edit.end,
        old=storable(edit.old),
        new=storable(edit.new),
        rule=edit.rule,
        state=state,
        prefix=storable(text[max(0, edit.start - CONTEXT) : edit.start]),
        suffix=storable(text[edit.end : edit.end + CONTEXT]),
        source=source,
        by=by,
        at=now(),
        was="" if own else edit.state.value,
        confidence=edit.confidence,
        evidence=edit.evidence,
    )


def later_than(time: str) -> str:
    """Now, or right after `time` if that is not past yet: the last word must be the latest.

    Two decisions within a millisecond, or a clock that was set back, do not change their order.
    """
    at = now()
    if at > time:
        return at
    after = datetime.fromisoformat(time) + timedelta(milliseconds=1)
    return after.isoformat(timespec="milliseconds").replace("+00:00", "Z")
