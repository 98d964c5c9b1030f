"""What was searched for, the latest last; kept on this machine (XDG state folder).

A file that cannot be read or written is as good as none.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.app.habits import load, save

_MOST = 200
_NAME = "searches.json"


class History:
    """Lines that were typed, and where one is among them while typing the next."""

    def __init__(self) -> None:
        lines = load(_NAME).get("lines")
        kept = lines if isinstance(lines, list) else []
        self._lines = [line for line in kept if isinstance(line, str)][-_MOST:]
        self._at = len(self._lines)
        self._typed = ""

    @property
    def lines(self) -> Sequence[str]:
        """All of them."""
        return self._lines

    def back(self, typed: str) -> str:
        """The line before; of those that begin as what was `typed` first."""
        if self._at == len(self._lines):
            self._typed = typed
        return self._go(-1, typed)

    def forward(self, typed: str) -> str:
        """The line after; after the last what was typed first."""
        return self._go(1, typed)

    def add(self, line: str) -> None:
        """Remember a line. Never raises."""
        line = line.strip()
        if line:
            self._lines = [*(other for other in self._lines if other != line), line][-_MOST:]
            save(_NAME, {"lines": self._lines})
        self._at = len(self._lines)

    def _go(self, by: int, typed: str) -> str:
        at = self._at + by
        while 0 <= at < len(self._lines):
            if self._lines[at].startswith(self._typed):
                self._at = at
                return self._lines[at]
            at += by
        if by > 0:
            self._at = len(self._lines)
            return self._typed
        return typed
