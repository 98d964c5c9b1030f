"""Spans by place: which ones touch a stretch, at a cost that does not grow with all the others."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from tui.annotate.span import Span

_Row = tuple[int, int, str]


class Intervals:
    """A set of spans, however nested or crossing, that answers in O(log length + found).

    Those that start inside a stretch come from a list sorted by start. Those that reach into it
    from before all contain its first position, and are found on the way down an interval tree
    (Edelsbrunner) with fixed middles: a span hangs at the one position, the most often divisible
    by two, that it contains. A middle lists its spans by start and by end, so that the part of
    them that contains a position is a slice.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: dict[str, Span] = {span.id: span for span in spans}
        self._order: list[_Row] = sorted(_row(span) for span in self._spans.values())
        self._by_start: dict[int, list[_Row]] = {}
        self._by_end: dict[int, list[_Row]] = {}
        for row in self._order:
            middle = _middle(row[0], row[1])
            self._by_start.setdefault(middle, []).append(row)
            self._by_end.setdefault(middle, []).append((row[1], row[0], row[2]))
        for rows in self._by_end.values():
            rows.sort()
        self._height = max((row[1] for row in self._order), default=1).bit_length()

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Span]:
        """All by start, then end."""
        return (self._spans[row[2]] for row in self._order)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._spans

    def get(self, span_id: str) -> Span | None:
        """The span with this id."""
        return self._spans.get(span_id)

    def put(self, span: Span) -> None:
        """Add a span, or replace the one that has its id."""
        self.discard(span.id)
        self._spans[span.id] = span
        row = _row(span)
        insort(self._order, row)
        middle = _middle(span.start, span.end)
        insort(self._by_start.setdefault(middle, []), row)
        insort(self._by_end.setdefault(middle, []), (span.end, span.start, span.id))
        self._height = max(self._height, span.end.bit_length())

    def discard(self, span_id: str) -> None:
        """Remove the span with this id, if there is one."""
        span = self._spans.pop(span_id, None)
        if span is None:
            return
        row = _row(span)
        middle = _middle(span.start, span.end)
        _remove(self._order, row)
        _remove(self._by_start[middle], row)
        _remove(self._by_end[middle], (span.end, span.start, span.id))
        if not self._by_start[middle]:
            del self._by_start[middle], self._by_end[middle]

    def at(self, position: int) -> list[Span]:
        """The spans that contain `position`, by start, then end."""
        return self.between(position, position + 1)

    def between(self, start: int, end: int) -> list[Span]:
        """The spans that share a code point with `[start, end)`, by start, then end."""
        if start >= end:
            return []
        found = self._reaching(start)
        low = bisect_left(self._order, (start,))
        high = bisect_left(self._order, (end,))
        found.sort()
        found += self._order[low:high]
        return [self._spans[row[2]] for row in found]

    def _reaching(self, position: int) -> list[_Row]:
        """Those that start before `position` and end after it."""
        found: list[_Row] = []
        number = position + 1
        for level in range(self._height):
            middle = (number >> level | 1) << level
            rows = self._by_start.get(middle)
            if rows is None:
                continue
            if number < middle:
                found += rows[: bisect_left(rows, (position,))]
            else:
                ends = self._by_end[middle]
                later = ends[bisect_left(ends, (position + 1,)) :]
                found += [(start, end, name) for end, start, name in later if start < position]
        return found


def _row(span: Span) -> _Row:
    return span.start, span.end, span.id


def _middle(start: int, end: int) -> int:
    """Of the numbers `start + 1` to `end` the one with the most factors of two.

    Code points are numbered from one here, as nought has no end of them.
    """
    level = (start ^ end).bit_length() - 1
    return end >> level << level


def _remove(rows: list[_Row], row: _Row) -> None:
    index = bisect_left(rows, row)
    assert rows[index] == row
    del rows[index]
