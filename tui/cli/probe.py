"""Asking the terminal how wide it draws text: draw it, then ask where the cursor is.

Terminals differ in what they give to “ ” … — ·, and none says so in its name. The answer to
``CSI 6 n`` is the terminal's own, and inside tmux that of tmux, which is what counts there.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

try:
    import termios
except ImportError:  # Windows, whose terminals draw them narrow by policy
    termios = None  # type: ignore[assignment]

PATIENCE = 0.7  # seconds; a terminal that does not answer must not keep anyone waiting

AMBIGUOUS = "“"
"""A character whose width is the terminal's own choice; all of its kind follow it."""

_PLACE = re.compile(rb"\x1b\[\d+;(\d+)R")


class Asked:
    """Texts drawn one over the other at the line's start, whose widths the terminal will tell.

    A context: in it the terminal's answers are not echoed. What is drawn is wiped out again.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """`texts` must be safe to draw, and short: a few cells each."""
        self._texts = texts
        self._saved: list[Any] | None = None

    def __enter__(self) -> Asked:
        if termios is not None and sys.stdin.isatty() and sys.stdout.isatty():
            self._terminal = sys.stdin.fileno()
            self._saved = termios.tcgetattr(self._terminal)
            quiet = termios.tcgetattr(self._terminal)
            quiet[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(self._terminal, termios.TCSANOW, quiet)
            self._until = time.monotonic() + PATIENCE
            drawn = "".join(f"\r{text}\x1b[6n" for text in self._texts)
            _write(f"{drawn}\r\x1b[K")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._saved is not None:
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._saved)
            self._saved = None

    def widths(self) -> list[int]:
        """Cells of each text; empty when the terminal does not tell (in time)."""
        if self._saved is None:
            return []
        answer = b""
        while len(places := _PLACE.findall(answer)) < len(self._texts):
            # What has come is read however late it is asked for.
            left = max(0.0, self._until - time.monotonic())
            if not select.select([self._terminal], [], [], left)[0]:
                return []
            answer += os.read(self._terminal, 1024)
        return [int(column) - 1 for column in places]


def ambiguous_width(asked: Asked) -> int:
    """What the terminal gives “ ” … — ·, asked for `AMBIGUOUS`: 2, or 1 if it does not tell."""
    return 2 if asked.widths() == [2] else 1


def _write(text: str) -> None:
    sys.stdout.flush()
    os.write(sys.stdout.fileno(), text.encode())
