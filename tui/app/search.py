"""Finding words in a page, whatever script, variant or width they are written in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from tui.text.fold import fold

_MOST = 100_000  # places that are counted and drawn


class Hits:
    """The places of `query` in `text`, which do not overlap. Offsets: code points of `text`."""

    def __init__(self, text: str, query: str) -> None:
        self.query = query
        self.starts: list[int] = []
        folded, wanted = fold(text), fold(query)
        at = folded.find(wanted) if wanted else -1
        while at >= 0 and len(self.starts) < _MOST:
            self.starts.append(at)
            at = folded.find(wanted, at + len(wanted))

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that share a code point with `start:end`."""
        length = len(self.query)
        for at in self.starts[bisect_right(self.starts, start - length) :]:
            if at >= end:
                return
            yield at, at + length

    def step(self, offset: int, by: int) -> int:
        """The number of the `by`-th after `offset` (before it, if negative), round the ends."""
        if by > 0:
            return (bisect_right(self.starts, offset) + by - 1) % len(self.starts)
        return (bisect_left(self.starts, offset) + by) % len(self.starts)
