"""The program in a terminal of its own: keys in, the very bytes it writes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tui.text.width import cell_len

_QUESTION = re.compile(rb"\r([^\r\n\x1b]*)\x1b\[6n")


class Terminal:
    """`jiaozhu ARGS` with a pseudo-terminal as stdin, stdout and stderr."""

    def __init__(
        self,
        *args: str,
        cwd: Path,
        size: tuple[int, int] = (120, 36),
        widths: Callable[[str], int] | None = cell_len,
    ) -> None:
        """`widths`: the cells it gives to a text when asked for its cursor; None: it is mute."""
        self.written = b""
        self._widths = widths
        self._answered = 0
        self._seen = 0
        self._master, slave = pty.openpty()
        self._resize(*size)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "JIAOZHU_ANNOTATOR": "lin",
            "XDG_STATE_HOME": str(cwd / ".state"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", *args],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, as dragging the window does."""
        self._resize(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def until(self, text: str, seconds: float = 30.0) -> None:
        """Read until the program writes `text` (after what was waited for before)."""
        wanted = text.encode()
        deadline = time.monotonic() + seconds
        while (found := self.written.find(wanted, self._seen)) < 0:
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"{text!r} was not written; last: {self.written[-2000:]!r}")
        self._seen = found + len(wanted)

    def ended(self, seconds: float = 30.0) -> int:
        """Read to the end and give the exit code."""
        deadline = time.monotonic() + seconds
        while self._read(deadline - time.monotonic()):
            pass
        return self.process.wait(max(0.1, deadline - time.monotonic()))

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the other side is closed
            return False
        self.written += data
        self._answer()
        return bool(data)

    def _answer(self) -> None:
        """Say where the cursor is after what was drawn from the start of the line."""
        for question in _QUESTION.finditer(self.written, self._answered):
            self._answered = question.end()
            if self._widths is not None:
                self.send(f"\x1b[1;{self._widths(question[1].decode()) + 1}R")

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        os.close(self._master)
