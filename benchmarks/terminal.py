"""A program on a terminal of its own that gets real keys, timed to the last byte of its answer."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
COLUMNS, ROWS = 160, 48
QUIET = 0.06  # seconds without a byte that end an answer
PATIENCE = 120.0  # seconds for a program to show its page


class Terminal:
    """A program on a pseudo-terminal of its own, in tmux unless told otherwise."""

    def __init__(self, command: list[str], cwd: Path, tmux: bool) -> None:
        self.output = b""
        self._socket = f"jiaozhu-bench-{os.getpid()}-{time.monotonic_ns()}"
        self._tmux = tmux
        if tmux:
            settings = cwd / "tmux.conf"
            settings.write_text("set -g status off\nset -sg escape-time 0\n")
            command = ["tmux", "-L", self._socket, "-f", str(settings), "-u", "new", *command]
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        }
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 18)
        except OSError:  # it has ended
            return False
        self.output += data
        return bool(data)

    def until(self, text: str) -> float:
        """Seconds from the start until `text` was on the screen."""
        wanted = text.encode()
        while wanted not in self.output:
            left = PATIENCE - (time.perf_counter() - self.started)
            if left <= 0 or not self._read(left):
                raise SystemExit(f"latency.py: {text!r} never appeared: {self.output[-400:]!r}")
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.5) -> None:
        """Wait until nothing more is written."""
        while self._read(quiet):
            pass

    def press(self, keys: str) -> float | None:
        """Milliseconds from the key to the last byte of its answer; None without an answer."""
        last = None
        start = time.perf_counter()
        os.write(self._master, keys.encode())
        while self._read(QUIET if last else 0.5):
            last = time.perf_counter()
        self.output = self.output[-4096:]
        return None if last is None else (last - start) * 1000

    def resize(self, columns: int, rows: int) -> float | None:
        """Milliseconds from another size of the terminal to the last byte of what is drawn anew."""
        last = None
        start = time.perf_counter()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process.send_signal(signal.SIGWINCH)
        while self._read(QUIET if last else 1.0):
            last = time.perf_counter()
        return None if last is None else (last - start) * 1000

    def memory(self) -> float:
        """The largest memory the program itself (none of its helpers) held so far, in MB."""
        pid = self._process.pid
        if self._tmux:
            panes = ["tmux", "-L", self._socket, "list-panes", "-F", "#{pane_pid}"]
            pid = int(subprocess.run(panes, capture_output=True, text=True).stdout)
        status = Path(f"/proc/{pid}/status")  # only on Linux
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else float("nan")

    def close(self) -> None:
        """End the program and its tmux."""
        if self._tmux:
            subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True)
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)


@contextmanager
def terminal(command: list[str], cwd: Path, tmux: bool) -> Iterator[Terminal]:
    """A terminal that is closed again."""
    running = Terminal(command, cwd, tmux)
    try:
        yield running
    finally:
        running.close()
