"""Spans by place, against looking at all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.annotate.helpers import edition
from tui.annotate.anchor import Fitter
from tui.annotate.intervals import Intervals
from tui.annotate.span import Span, new_span

_FITTER = Fitter(edition("字" * 300))


def _span(start: int, end: int) -> Span:
    return new_span(_FITTER.place(start, end), "PER", "lin", "manual", "")


ranges = st.tuples(st.integers(0, 120), st.integers(1, 120)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


@given(st.lists(ranges, max_size=40), st.data())
def test_same_as_looking_at_all(places: list[tuple[int, int]], data: Any) -> None:
    spans = [_span(*place) for place in places]
    cut = data.draw(st.integers(0, len(spans)))
    index = Intervals(spans[:cut])
    for span in spans[cut:]:
        index.put(span)
    if spans:
        for span in data.draw(st.lists(st.sampled_from(spans), max_size=10)):
            index.discard(span.id)
            spans = [other for other in spans if other.id != span.id]
    spans.sort(key=lambda span: span.order)
    assert list(index) == spans
    assert len(index) == len(spans)
    start, end = data.draw(ranges)
    assert index.between(start, end) == [s for s in spans if s.start < end and s.end > start]
    for position in (0, start, end, 1000):
        assert index.at(position) == [s for s in spans if s.start <= position < s.end]
    assert index.between(start, start) == []


def test_a_window_of_50_000_nested_spans_costs_what_it_shows() -> None:
    """Counted in rows looked at, as no clock can be trusted."""
    # 25,000 of one another's shells around the middle, 25,000 small ones before it.
    some = _span(0, 1)

    def span(start: int, end: int) -> Span:
        return replace(some, id=f"{start}-{end}", start=start, end=end)

    shells = [span(100_000 - n, 100_000 + n) for n in range(1, 25_001)]
    small = [span(n * 2, n * 2 + 1) for n in range(25_000)]
    index = Intervals([*shells, *small])
    looked_at = 0

    class Counting(list[Any]):
        def __getitem__(self, key: Any) -> Any:
            nonlocal looked_at
            result = super().__getitem__(key)
            looked_at += len(result) if isinstance(key, slice) else 1
            return result

    for rows in (index._by_start, index._by_end):
        for middle in rows:
            rows[middle] = Counting(rows[middle])
    index._order = Counting(index._order)
    for start, expected in ((10_000, 40), (75_010, 10 + 80), (124_950, 50)):
        found = index.between(start, start + 80)
        assert len(found) == expected
        # bisect reads its list in C without asking us, so what is counted are the slices taken.
        assert looked_at <= 2 * expected + 40
        looked_at = 0
