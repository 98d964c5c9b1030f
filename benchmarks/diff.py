"""The difference of two texts as matched stretches (Myers, O(ND))."""

from __future__ import annotations

LIMIT = 4000
"""So many single changes in one piece are looked for; past that the piece counts as different."""


def matches(a: str, b: str) -> list[tuple[int, int, int]]:
    """Triples (start in *a*, start in *b*, length): a longest common subsequence in stretches."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    middle = _pairs(a[head : len(a) - tail], b[head : len(b) - tail])
    pairs = [(i, i) for i in range(head)] + [(head + i, head + j) for i, j in middle]
    pairs += [(len(a) - k, len(b) - k) for k in range(tail, 0, -1)]
    runs: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if runs and runs[-1][0] + runs[-1][2] == i and runs[-1][1] + runs[-1][2] == j:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    return runs


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
