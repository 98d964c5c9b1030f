"""The difference of two texts as matched stretches: anchors first, between them Myers' O(ND)."""

from __future__ import annotations

from bisect import bisect_left

LIMIT = 1500
"""So many single changes between two anchors are looked for; past that all of it is different."""
GRAM = 6
"""Code points of an anchor: a string that both texts have once."""
LONG = 400
"""Shorter texts need no anchors."""

Run = tuple[int, int, int]


def matches(a: str, b: str) -> list[Run]:
    """Triples (start in *a*, start in *b*, length) of a long common subsequence, in order.

    The longest one for texts of up to `LONG` code points.
    """
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for x, y in [*_anchors(a, b), (len(a), len(b))]:
        pairs += _between(a, b, (i, x), (j, y))
        i, j = x, y
    runs: list[Run] = []
    for i, j in pairs:
        if runs and runs[-1][0] + runs[-1][2] == i and runs[-1][1] + runs[-1][2] == j:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    return runs


def _anchors(a: str, b: str) -> list[tuple[int, int]]:
    """Places at which both texts go on with a string that each has once, ascending in both."""
    if min(len(a), len(b)) < LONG:
        return []
    there = _unique(b)
    places = [(i, there[gram]) for gram, i in _unique(a).items() if gram in there]
    places.sort()
    # The longest ascending subsequence of the places in *b*.
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(places):
        at = bisect_left(tops, j)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [j]
        ends[at : at + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(places[index])
        index = before[index]
    return chosen[::-1]


def _unique(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for place in range(len(text) - GRAM + 1):
        gram = text[place : place + GRAM]
        seen[gram] = -1 if gram in seen else place
    return {gram: place for gram, place in seen.items() if place >= 0}


def _between(a: str, b: str, x: tuple[int, int], y: tuple[int, int]) -> list[tuple[int, int]]:
    """Matched positions within `a[x]` and `b[y]`."""
    (i, end), (j, stop) = x, y
    pairs = []
    while i < end and j < stop and a[i] == b[j]:
        pairs.append((i, j))
        i, j = i + 1, j + 1
    tail = 0
    while tail < min(end - i, stop - j) and a[end - 1 - tail] == b[stop - 1 - tail]:
        tail += 1
    pairs += [(i + p, j + q) for p, q in _pairs(a[i : end - tail], b[j : stop - tail])]
    return pairs + [(end - k, stop - k) for k in range(tail, 0, -1)]


def _pairs(a: str, b: str) -> list[tuple[int, int]]:
    """Matched positions, ascending."""
    n, m = len(a), len(b)
    front = {1: 0}
    trace: list[dict[int, int]] = []
    for cost in range(min(n + m, LIMIT) + 1):
        trace.append(front.copy())
        for k in range(-cost, cost + 1, 2):
            if k == -cost or (k != cost and front[k - 1] < front[k + 1]):
                x = front[k + 1]
            else:
                x = front[k - 1] + 1
            while x < n and x - k < m and a[x] == b[x - k]:
                x += 1
            front[k] = x
            if x >= n and x - k >= m:
                return _walk(trace, n, m)
    return []


def _walk(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for cost in range(len(trace) - 1, -1, -1):
        front, k = trace[cost], x - y
        down = k == -cost or (k != cost and front[k - 1] < front[k + 1])
        before = k + 1 if down else k - 1
        px = front[before]
        while x > px and y > px - before:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = px, px - before
    pairs.reverse()
    return pairs
