"""A stretch of text cut where the spans over it change, each span on a lane of its own.

What prints spans as lines under the text needs both: a nested span keeps clear of the one around
it, and crossing ones stay two lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Marked(NamedTuple):
    """A label on `start:end`, code points of the text that is printed."""

    start: int
    end: int
    label: str


class Run(NamedTuple):
    """`start:end` with the same marks over all of it: lane → label, and those that end here."""

    start: int
    end: int
    lanes: dict[int, str]
    ending: tuple[str, ...]


def lanes(marks: Iterable[Marked]) -> list[tuple[Marked, int]]:
    """A lane for each mark, 0 nearest to the text: no two on one lane touch the same text.

    Short ones come nearest, as inner ones do on the screen.
    """
    placed: list[tuple[Marked, int]] = []
    for mark in sorted(marks, key=lambda mark: (mark.end - mark.start, mark)):
        taken = {
            lane for other, lane in placed if other.start < mark.end and other.end > mark.start
        }
        lane = next(lane for lane in range(len(placed) + 1) if lane not in taken)
        placed.append((mark, lane))
    return sorted(placed)


def runs(start: int, end: int, placed: Sequence[tuple[Marked, int]]) -> Iterator[Run]:
    """Cut `start:end` at every edge of the marks that touch it; the runs tile it."""
    touching = [(mark, lane) for mark, lane in placed if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark, _ in touching:
        edges |= {max(mark.start, start), min(mark.end, end)}
    for a, b in pairwise(sorted(edges)):
        over = {lane: mark.label for mark, lane in touching if mark.start <= a and mark.end >= b}
        inner_first = sorted(
            (lane, mark.label) for mark, lane in touching if mark.end == b and mark.start <= a
        )
        yield Run(a, b, over, tuple(label for _, label in inner_first))
