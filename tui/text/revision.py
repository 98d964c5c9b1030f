"""An edition with some of its edits decided otherwise, at the cost of what changed.

All that is away from the changed edits is taken over from the edition before: the text in slices,
the alignment in steps. The result is just what `Edition.make` gives.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.text.alignment import Alignment, Step
from tui.text.edit import Edit
from tui.text.edition import Edition


class Window(NamedTuple):
    """`text[start:end]` of the edition before became `text[start:new_end]`; the rest is as it was.

    Code points of the two editions.
    """

    start: int
    end: int
    new_end: int

    @property
    def shift(self) -> int:
        """By how much what comes after it has moved."""
        return self.new_end - self.end


def revise(edition: Edition, edits: Iterable[Edit]) -> tuple[Edition, Window | None]:
    """The edition that `edits` of the same source make, without blocks, and what differs.

    None: the text is the same, and has its blocks. ValueError where applied edits overlap.
    """
    now = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    before = edition.edits
    low = 0
    shortest = min(len(now), len(before))
    while low < shortest and _same(now[low], before[low]):
        low += 1
    tail = 0
    while tail < shortest - low and _same(now[-1 - tail], before[-1 - tail]):
        tail += 1
    ends = len(before) - tail, len(now) - tail
    changed = [e for e in (*before[low : ends[0]], *now[low : ends[1]]) if e.applied]
    if not changed:
        return Edition(edition.source, now, edition.text, edition.alignment, edition.blocks), None
    start, end = min(edit.start for edit in changed), max(edit.end for edit in changed)
    start, low = _reach_back(now, low, start)
    end, high = _reach_on(now, ends[1], end)
    return _spliced(edition, now, start, end, [e for e in now[low:high] if e.applied])


def _same(one: Edit, other: Edit) -> bool:
    return one is other or one == other


def _reach_back(edits: Sequence[Edit], first: int, start: int) -> tuple[int, int]:
    """To before the applied edits that touch what begins at `start`: where, and their first."""
    for at in range(first - 1, -1, -1):
        edit = edits[at]
        if not edit.applied:
            continue
        if edit.end < start:
            break
        start, first = min(start, edit.start), at
    return start, first


def _reach_on(edits: Sequence[Edit], last: int, end: int) -> tuple[int, int]:
    """To after the applied edits that touch what ends at `end`: where, and after their last."""
    for at in range(last, len(edits)):
        edit = edits[at]
        if edit.start > end:
            break
        if edit.applied:
            end, last = max(end, edit.end), at + 1
    return end, last


def _spliced(
    edition: Edition, now: tuple[Edit, ...], start: int, end: int, made: Sequence[Edit]
) -> tuple[Edition, Window]:
    """`made` are the applied edits in `source[start:end]`, and none touches it from outside."""
    source, steps = edition.source.text, edition.alignment.steps
    head = bisect_left(steps, start, key=lambda step: step.a1)
    rest = bisect_right(steps, end, key=lambda step: step.a0)
    back = steps[head - 1].b1 - steps[head - 1].a1 if head else 0
    forth = steps[rest - 1].b1 - steps[rest - 1].a1 if rest else 0
    local = Alignment.from_replacements(
        end - start, ((e.start - start, e.end - start, len(e.new)) for e in made)
    )
    window = Window(start + back, end + forth, start + back + local.b_length)
    parts, position = [edition.text[: window.start]], start
    for edit in made:
        parts += (source[position : edit.start], edit.new)
        position = edit.end
    parts += (source[position:end], edition.text[window.end :])
    shift = window.shift
    alignment = Alignment(
        len(source),
        edition.alignment.b_length + shift,
        (
            *steps[:head],
            *(_moved(step, start, window.start) for step in local.steps),
            *(steps[rest:] if not shift else [_moved(step, 0, shift) for step in steps[rest:]]),
        ),
    )
    return Edition(edition.source, now, "".join(parts), alignment), window


def _moved(step: Step, a: int, b: int) -> Step:
    a0, a1, b0, b1, left, right = step
    return Step(a0 + a, a1 + a, b0 + b, b1 + b, left, right)
