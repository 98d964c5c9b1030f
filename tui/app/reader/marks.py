"""What the reader draws on the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Whose a mark is and how sure."""

    SPAN = "span"  # the annotator's own
    LAYER = "layer"  # another annotator's, read-only
    SUGGESTION = "suggestion"  # not accepted yet
    EDIT = "edit"  # a line of the apparatus; the label says how it looks
    HIT = "hit"  # found by a search
    FORM = "form"  # may be written in several ways; the label says whether one was chosen


class Mark(NamedTuple):
    """`label` on `edition.text[start:end]`, code points."""

    start: int
    end: int
    label: str
    kind: Kind = Kind.SPAN


Marks = Callable[[int, int], Iterable[Mark]]
"""Every mark that touches `edition.text[start:end]`, in any order."""


def no_marks(start: int, end: int) -> Iterable[Mark]:
    """Nothing is marked."""
    return ()
