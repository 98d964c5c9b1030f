"""The articles and blocks of a page, to see its shape and to jump."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tui.app.reader import Heading
from tui.app.widgets.rows import Row, Rows


class Outline(Rows):
    """A list of headings."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(self._row, id=id)
        self._headings: Sequence[Heading] = ()

    def show(self, headings: Sequence[Heading], offset: int) -> None:
        """List `headings`, the one that `offset` is under being current."""
        self._headings = headings
        self.fill(len(headings), self._under(offset))

    def follow(self, offset: int) -> None:
        """Make the heading that `offset` is under the current one."""
        self.go(self._under(offset))

    def place_of(self, index: int) -> int:
        """Where a heading is in the edition."""
        return self._headings[index].offset

    def _under(self, offset: int) -> int:
        return bisect_right(self._headings, offset, key=lambda heading: heading.offset) - 1

    def _row(self, index: int) -> Row:
        heading = self._headings[index]
        role = "text" if heading.depth else "strong"
        if heading.type.is_furniture:
            role = "muted"
        return Row((("  " * heading.depth + heading.title, role),), ())
