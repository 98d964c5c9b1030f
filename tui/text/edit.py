"""One change to a text, with its reason: a line of the apparatus 校記."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """What became of an edit."""

    APPLIED = "applied"  # certain enough to be made
    PROPOSED = "proposed"  # likely, shown, left to a person
    REJECTED = "rejected"  # a person said no
    ADDED = "added"  # a person's own


class Edit(NamedTuple):
    """Replace `text[start:end]`, which reads `old`, by `new`.

    Offsets are code points of the text the edit was proposed on: the source, except between the
    stages of the repair pipeline. An insertion has `start == end` and an empty `old`.
    """

    start: int
    end: int
    old: str
    new: str
    rule: str
    """Name of the repair, e.g. ``pinyin``; one that two repairs made together has both: ``a+b``."""
    confidence: float = 1.0
    """Between 0 and 1."""
    evidence: str = ""
    """Why, in a few words for a person."""
    state: State = State.APPLIED

    @property
    def applied(self) -> bool:
        """Whether the edition contains it."""
        return self.state is State.APPLIED or self.state is State.ADDED


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` made; they are sorted and do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.new)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)
