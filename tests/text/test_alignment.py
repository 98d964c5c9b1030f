"""Alignments against a model: the plain set of break points."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.alignment import Alignment, Step


@st.composite
def alignments(draw: st.DrawFn, a_length: int | None = None) -> Alignment:
    length = draw(st.integers(0, 12)) if a_length is None else a_length
    replacements = []
    position = 0
    while position <= length and draw(st.booleans()):
        start = draw(st.integers(position, length))
        end = draw(st.integers(start, min(length, start + 4)))
        new = draw(st.integers(0, 4))
        replacements.append((start, end, new))
        # The same place may be edited twice only by a deletion next to an insertion.
        position = end if end > start else end + 1
    return Alignment.from_replacements(length, replacements)


@st.composite
def chains(draw: st.DrawFn, count: int) -> list[Alignment]:
    chain = [draw(alignments())]
    while len(chain) < count:
        chain.append(draw(alignments(chain[-1].b_length)))
    return chain


@st.composite
def aligned_ranges(draw: st.DrawFn) -> tuple[Alignment, int, int]:
    alignment = draw(alignments())
    start = draw(st.integers(0, alignment.a_length))
    return alignment, start, draw(st.integers(start, alignment.a_length))


def break_points(alignment: Alignment) -> list[tuple[int, int]]:
    """Every break point, spelt out."""
    points = [(0, 0)]
    a = b = 0
    for step in alignment.steps:
        assert step.a0 - a == step.b0 - b >= 0
        points += [(a + k, b + k) for k in range(step.a0 - a + 1)]
        a, b = step.a1, step.b1
        points.append((a, b))
    points += [(a + k, b + k) for k in range(alignment.a_length - a + 1)]
    assert points[-1] == (alignment.a_length, alignment.b_length)
    return sorted(set(points))


@given(alignments())
def test_break_points_are_monotone(alignment: Alignment) -> None:
    points = break_points(alignment)
    assert all(a <= c and b <= d for (a, b), (c, d) in itertools.pairwise(points))


@given(alignments())
def test_positions_map_to_the_break_points_of_the_model(alignment: Alignment) -> None:
    points = break_points(alignment)
    for position in range(alignment.a_length + 1):
        here = [b for a, b in points if a == position]
        first = min(here) if here else max(b for a, b in points if a < position)
        last = max(here) if here else min(b for a, b in points if a > position)
        assert (alignment.first(position), alignment.last(position)) == (first, last)


@given(alignments())
def test_mapping_is_monotone(alignment: Alignment) -> None:
    for mapped in (alignment.first, alignment.last):
        values = [mapped(p) for p in range(alignment.a_length + 1)]
        assert values == sorted(values)


@given(aligned_ranges())
def test_a_range_mapped_there_and_back_contains_the_range(
    case: tuple[Alignment, int, int],
) -> None:
    alignment, start, end = case
    mapped = alignment.map_range(start, end)
    back = alignment.inverse.cover(*mapped)
    assert 0 <= mapped[0] <= mapped[1] <= alignment.b_length
    assert back[0] <= start <= end <= back[1]
    outer = alignment.cover(start, end)
    assert outer[0] <= mapped[0] <= mapped[1] <= outer[1]


@given(chains(3))
def test_composition_is_associative(chain: list[Alignment]) -> None:
    f, g, h = chain
    assert f.compose(g).compose(h) == f.compose(g.compose(h))


def links(alignment: Alignment) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The model: pairs of code points, and pairs of places, that are one-to-one the same."""
    inside = {p for s in alignment.steps for p in range(s.a0, s.a1)}
    characters = {
        (p, p + shift)
        for p in range(alignment.a_length)
        if p not in inside
        for shift in [
            max(((s.a1, s.b1 - s.a1) for s in alignment.steps if s.a1 <= p), default=(0, 0))[1]
        ]
    }
    points = break_points(alignment)
    soft = {s.a0 for s in alignment.steps if not s.left}
    soft |= {s.a1 for s in alignment.steps if not s.right}
    return characters, {(a, b) for a, b in points if a not in soft}


@given(chains(2))
def test_composition_is_that_of_the_one_to_one_maps(chain: list[Alignment]) -> None:
    f, g = chain
    joined = links(f.compose(g))
    for composed, left, right in zip(joined, links(f), links(g), strict=True):
        assert composed == {(a, c) for a, b in left for b2, c in right if b == b2}


@given(alignments())
def test_identity_is_neutral_and_inverse_is_an_involution(alignment: Alignment) -> None:
    assert Alignment.identity(alignment.a_length).compose(alignment) == alignment
    assert alignment.compose(Alignment.identity(alignment.b_length)) == alignment
    assert alignment.inverse.inverse == alignment


@given(alignments())
def test_identity_outside_the_steps(alignment: Alignment) -> None:
    touched = {p for s in alignment.steps for p in range(s.a0, s.a1 + 1)}
    for position in set(range(alignment.a_length + 1)) - touched:
        assert alignment.first(position) == alignment.last(position)


def test_a_deleted_gloss_belongs_to_neither_neighbour() -> None:
    # 責(zé)任 → 責任
    alignment = Alignment.from_replacements(6, [(1, 5, 0)])
    assert alignment.steps == (Step(1, 5, 1, 1, False, False),)
    assert alignment.inverse.map_range(0, 1) == (0, 1)
    assert alignment.inverse.map_range(1, 2) == (5, 6)
    assert alignment.inverse.map_range(0, 2) == (0, 6)
    assert alignment.map_range(1, 5) == (1, 1)
    assert alignment.map_range(2, 6) == (1, 2)


def test_neighbouring_phrases_stay_apart() -> None:
    # 互联网打印机 → 網際網路印表機: two steps, not one
    alignment = Alignment.from_replacements(6, [(0, 3, 4), (3, 6, 3)])
    assert alignment.map_range(0, 3) == (0, 4)
    assert alignment.map_range(3, 6) == (4, 7)
    assert alignment.map_range(4, 5) == (4, 7)


def test_overlapping_replacements_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Alignment.from_replacements(5, [(0, 3, 1), (2, 4, 1)])
    with pytest.raises(ValueError, match="cannot join"):
        Alignment.identity(3).compose(Alignment.identity(4))
    with pytest.raises(IndexError):
        Alignment.identity(3).first(4)
