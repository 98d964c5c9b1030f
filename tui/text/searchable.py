"""A text as it is searched in: folded, and without the breaks inside Chinese.

    page = Searchable("…战\n斗…")
    page.joined.find(fold("戰鬥"))      # an offset of `joined`
    page.place(start, end)               # the stretch of the text that `joined[start:end]` was

`folded` has one code point for each of the text, so its offsets are the text's own. `joined` lacks
the blanks and the line end that stand between two Han (or marks of Chinese width), where a page was
cut to a width; an empty line stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from tui.text.fold import fold

_CHINESE = "々〇\u3001-\u301f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_BREAK = re.compile(rf"(?<=[{_CHINESE}])(?:[^\S\n]*\n[^\S\n]*|[^\S\n]+)(?=[{_CHINESE}])")


class Searchable:
    """`text` for searching. Threads may share it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """The text without differences of script, variant, width and case."""
        return fold(self.text)

    @cached_property
    def joined(self) -> str:
        """`folded` without the breaks inside Chinese."""
        breaks, folded = self._breaks, self.folded
        if not breaks:
            return folded
        ends = [0, *(end for _, end in breaks)]
        starts = [*(start for start, _ in breaks), len(folded)]
        return "".join(folded[a:b] for a, b in zip(ends, starts, strict=True))

    @cached_property
    def initials(self) -> str:
        """What initials of pinyin are found in, as long as `joined`."""
        from tui.text.pinyin import initials

        return initials(self.joined)

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of `joined`."""
        return frozenset(self.joined)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `joined[start:end]`, which is not empty, stands in the text. Code points."""
        if not self._breaks:
            return start, end
        return start + self._missing(start), end + self._missing(end - 1)

    @cached_property
    def _breaks(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BREAK.finditer(self.text)]

    @cached_property
    def _sums(self) -> list[int]:
        """How many code points are missing after each break."""
        return list(accumulate(end - start for start, end in self._breaks))

    @cached_property
    def _joints(self) -> list[int]:
        """Where in `joined` each break was."""
        sums = [0, *self._sums]
        return [start - sums[number] for number, (start, _) in enumerate(self._breaks)]

    def _missing(self, offset: int) -> int:
        """How many code points are missing before an offset of `joined`."""
        number = bisect_right(self._joints, offset)
        return self._sums[number - 1] if number else 0

    def joined_at(self, offset: int) -> int:
        """What an offset of the text is in `joined`; inside a break, where the break was."""
        number = bisect_right(self._breaks, (offset, offset))
        if not number:
            return offset
        start, end = self._breaks[number - 1]
        before = self._sums[number - 1] - (end - start)
        return offset - before - (min(offset, end) - start)
