"""Monotone maps between two versions of a text, both ways and composable.

Everything that changes text goes through an `Alignment`: source ↔ edition ↔ script view. It says
which code points of the two texts are the same place and which places between code points are.
What is left is a list of *steps*: stretches that were replaced as a whole. Only the steps are
stored, so look-ups are bisections, O(log steps) whatever the length of the text.

Two steps that touch stay apart when the place between them is the same place in both texts, as
between two phrases. A pure insertion or deletion leaves no such place (is the gap before or after
it?), so it is joined with a step it touches. With that rule an alignment is a pair of partial
one-to-one maps, of code points and of the places between them, and composing is associative.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from typing import NamedTuple


class Step(NamedTuple):
    """`a[a0:a1]` became `b[b0:b1]` as a whole. Code points.

    `left` and `right`: whether its edges are the same place in both texts. They are not where
    something was purely inserted or deleted.
    """

    a0: int
    a1: int
    b0: int
    b1: int
    left: bool = True
    right: bool = True


@dataclass(frozen=True)
class Alignment:
    """A monotone map between a text *a* of `a_length` and a text *b* of `b_length` code points.

    Outside its steps it is the identity up to a shift. Build it with `identity` or
    `from_replacements`; the constructor expects sorted, disjoint, canonical steps.
    """

    a_length: int
    b_length: int
    steps: tuple[Step, ...] = ()

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The map of a text of `length` code points onto itself."""
        return cls(length, length)

    @classmethod
    def from_replacements(
        cls, a_length: int, replacements: Iterable[tuple[int, int, int]]
    ) -> Alignment:
        """Build from `(start, end, new_length)` triples over *a*, sorted and not overlapping.

        A replacement of one code point by one stays an ordinary position and makes no step.
        Raises ValueError where triples overlap, run backwards or leave the text.
        """
        steps: list[Step] = []
        position = shift = 0
        for start, end, new_length in replacements:
            if not position <= start <= end <= a_length or new_length < 0:
                raise ValueError(f"replacement {start}:{end} overlaps another or leaves the text")
            position = end
            place = start < end and new_length > 0
            step = Step(start, end, start + shift, start + shift + new_length, place, place)
            shift = step.b1 - step.a1
            if (end - start, new_length) in ((0, 0), (1, 1)):
                continue
            if steps and steps[-1].a1 == start and not (steps[-1].right and step.left):
                before = steps.pop()
                step = Step(before.a0, end, before.b0, step.b1, before.left, step.right)
            steps.append(step)
        return cls(a_length, a_length + shift, tuple(steps))

    # The four columns of the steps, each ascending, for bisection.
    @cached_property
    def _a0(self) -> list[int]:
        return [step.a0 for step in self.steps]

    @cached_property
    def _a1(self) -> list[int]:
        return [step.a1 for step in self.steps]

    @cached_property
    def inverse(self) -> Alignment:
        """The same map read from *b* to *a*."""
        flipped = tuple(Step(s.b0, s.b1, s.a0, s.a1, s.left, s.right) for s in self.steps)
        return Alignment(self.b_length, self.a_length, flipped)

    @property
    def is_identity(self) -> bool:
        """Whether every position of *a* is the same position of *b*."""
        return not self.steps

    def first(self, position: int) -> int:
        """The earliest place in *b* that corresponds to `position`; inside a step, its start."""
        self._check(position)
        index = bisect_left(self._a1, position)  # the first step that reaches so far decides
        if index < len(self.steps) and self.steps[index].a0 <= position:
            step = self.steps[index]
            return step.b1 if step.a0 < position == step.a1 else step.b0
        return position + (self.steps[index - 1].b1 - self.steps[index - 1].a1 if index else 0)

    def last(self, position: int) -> int:
        """The latest place in *b* that corresponds to `position`; inside a step, its end."""
        self._check(position)
        index = bisect_right(self._a0, position) - 1  # the last step that starts before decides
        if index < 0:
            return position
        step = self.steps[index]
        if position < step.a1:
            return step.b0 if position == step.a0 else step.b1
        return step.b1 + position - step.a1

    def _check(self, position: int) -> None:
        if not 0 <= position <= self.a_length:
            raise IndexError(f"position {position} is outside a text of {self.a_length}")

    def map_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of *b* that `a[start:end]` became, as small as possible.

        What was inserted or deleted at the edges is left out; a step cut by an edge is taken
        whole. A range that was deleted gives an empty range.
        """
        begin = self.first(start) if self._inside(start) else self.last(start)
        finish = self.last(end) if self._inside(end) else self.first(end)
        return begin, max(begin, finish)

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of *b* for `a[start:end]`, as large as possible.

        Takes in what was inserted or deleted at the edges. For every range,
        `inverse.cover(*map_range(range))` contains the range.
        """
        return self.first(start), self.last(end)

    def _inside(self, position: int) -> bool:
        index = bisect_right(self._a0, position) - 1
        return index >= 0 and self.steps[index].a0 < position < self.steps[index].a1

    def compose(self, other: Alignment) -> Alignment:
        """This map followed by `other`: *a* → *b* → *c*. Associative.

        Raises ValueError when `other` does not start from a text of this map's length.
        """
        if self.b_length != other.a_length:
            raise ValueError(f"cannot join: {self.b_length} ≠ {other.a_length} code points")
        return Alignment(self.a_length, other.b_length, tuple(_composed(self.steps, other.steps)))


def _composed(left: tuple[Step, ...], right: tuple[Step, ...]) -> Iterator[Step]:
    """The steps of `left` then `right`, by one walk over the middle text.

    Steps of both sides that share a stretch of it, or touch at a place that one side does not
    keep as a place, become one step.
    """
    soft = {s.b0 for s in left if not s.left} | {s.b1 for s in left if not s.right}
    soft |= {s.a0 for s in right if not s.left} | {s.a1 for s in right if not s.right}
    # Both sides' steps in the order of the middle text: (start, end, is_left, shift after it).
    both = merge(
        ((s.b0, s.b1, True, s.b1 - s.a1) for s in left),
        ((s.a0, s.a1, False, s.b1 - s.a1) for s in right),
    )
    shift = {True: 0, False: 0}  # a = middle - shift[True]; c = middle + shift[False]
    a0 = c0 = begin = end = -1  # the step being grown, if `begin` is a place

    def grown() -> Step:
        return Step(
            a0, end - shift[True], c0, end + shift[False], begin not in soft, end not in soft
        )

    for step_start, step_end, is_left, shift_after in both:
        if begin >= 0 and step_start >= end and not (step_start == end and end in soft):
            yield grown()
            begin = -1
        if begin < 0:
            a0, c0, begin = step_start - shift[True], step_start + shift[False], step_start
        end = max(end, step_end)
        shift[is_left] = shift_after
    if begin >= 0:
        yield grown()
