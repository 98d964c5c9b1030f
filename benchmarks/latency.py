"""How long a key takes, from the keyboard to the last byte of the answer, beside vim and less.

    python benchmarks/latency.py [--bytes 10000 1000000] [--spans 0 5000] [--rounds 40] [--json OUT]
                                 [--no-tmux]

Each program runs in tmux (160×48) on the same text and gets real keys, one at a time; a key's time
ends with the last byte the terminal receives before QUIET seconds without any. What depends on the
machine and on tmux is in every row, so what counts are the ratios. `start` is from the command to
the first row of the page, beside `python -c "import textual.app"`; the page is one that was opened
before.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
COLUMNS, ROWS = 160, 48
QUIET = 0.06
BACKGROUND = 3.0  # seconds for what a program goes on with after its first page
PATIENCE = 120.0  # seconds for a program to show its page

Keys = tuple[tuple[str, int], ...]

# Name of what is measured → keys to prepare it, the key, keys to leave it again. {} is ROUNDS.
LESS = {"page down": ("g", " ", ""), "jump to end": ("g", "G", "g")}
VIM = {
    "cursor down": ("gg", "gj", ""),
    "cursor right": ("gg0", "l", ""),
    "page down": ("gg", "\x06", ""),
    "extend selection": ("gg0v", "l", "\x1b"),
    "jump to end": ("gg", "G", "gg"),
}
OURS = {
    "cursor down": ("gg", "j", ""),
    "cursor right": ("gg", "l", ""),
    "page down": ("gg", "\x06", ""),
    "extend selection": ("ggv", "l", "\x1b"),
    "jump to end": ("gg", "G", "gg"),
    "f labels": ("ggfz", "h", "\x1b"),
    "find, live": ("gg/疫", "情", "\x1b"),
    "concordance": ("ggw", "*", "\x1b"),
}
AFRESH = {"jump to end", "f labels", "find, live", "concordance"}
"""What is prepared and left again for every key that is measured, a quarter as often."""


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


def text_of(size: int) -> str:
    """About `size` bytes of news: the seeds' sentences in an order of chance."""
    pages = (path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("00[01]*.txt")))
    sentences = re.findall("[^。\n]{8,80}。", "".join(pages))
    rng = random.Random(1)
    paragraphs = ["开头的一段文字。"]
    length = 0
    while length < size:
        paragraphs.append("".join(rng.choices(sentences, k=rng.randint(2, 5))))
        length += len(paragraphs[-1].encode()) + 1
    return "\n".join(paragraphs) + "\n"


def project(folder: Path, text: str, spans: int) -> None:
    """A project with one page and so many spans on it, spread evenly."""
    from tui.annotate.project import Project
    from tui.annotate.store import NewSpan, Store
    from tui.repair.pipeline import clean
    from tui.text.source import read

    (folder / "page.txt").write_text(text, "utf-8")
    own = Project.create(folder, "bench")
    if not spans:
        return
    edition = clean(read(folder / "page.txt"))
    labels = ("PER", "ORG", "LOC")
    places = (number * (len(edition.text) - 8) // spans for number in range(spans))
    with Store.open(own, own.doc_id(folder / "page.txt"), edition, "bench") as store:
        store.add_many(
            NewSpan(start, start + 2 + number % 5, labels[number % 3])
            for number, start in enumerate(places)
        )


def measure(
    running: Terminal, tasks: dict[str, tuple[str, str, str]], rounds: int
) -> dict[str, list[float]]:
    """The times of each task."""
    times: dict[str, list[float]] = {}
    for name, (prepare, key, back) in tasks.items():
        found: list[float | None] = []
        again, times_each = (rounds // 4, 1) if name in AFRESH else (1, rounds)
        for _ in range(again):
            for part in prepare:
                running.press(part)
            found += [running.press(key) for _ in range(times_each)]
            for part in back:
                running.press(part)
        times[name] = [time for time in found if time is not None]
    return times


def run(
    name: str,
    command: list[str],
    folder: Path,
    tasks: dict[str, tuple[str, str, str]],
    args: argparse.Namespace,
    first: str,
) -> dict[str, list[float]]:
    """Start a program three times, the last one also for its keys."""
    starts = []
    for number in range(3):
        with terminal(command, folder, args.tmux) as running:
            starts.append(running.until(first) * 1000)
            running.settle()
            if number == 2:
                running.settle(BACKGROUND)
                times = measure(running, tasks, args.rounds)
    return {"start": starts, **times}


def seconds_to_import() -> list[float]:
    """Milliseconds of `python -c "import textual.app"`."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
        times.append((time.perf_counter() - start) * 1000)
    return times


def summary(times: Iterable[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--bytes", type=int, nargs="+", default=[10_000, 1_000_000])
    arguments.add_argument("--spans", type=int, nargs="+", default=[0, 5000])
    arguments.add_argument("--rounds", type=int, default=40)
    arguments.add_argument("--no-tmux", dest="tmux", action="store_false")
    arguments.add_argument("--json", type=Path, help="write every time there")
    args = arguments.parse_args()
    args.tmux = args.tmux and shutil.which("tmux") is not None

    results: dict[str, dict[str, list[float]]] = {}
    columns = ["start", *OURS]
    print(f"ms, p50 (p95); {'tmux' if args.tmux else 'pty'} {COLUMNS}×{ROWS}")
    print(f"{'':28}" + "".join(f"{name:>18}" for name in columns))

    def show(name: str, times: dict[str, list[float]]) -> None:
        results[name] = times
        cells = []
        for column in columns:
            p50, p95 = summary(times[column]) if times.get(column) else (0.0, 0.0)
            cells.append(f"{p50:.1f} ({p95:.1f})" if p50 else "")
        print(f"{name:28}" + "".join(f"{cell:>18}" for cell in cells), flush=True)
        if key := times.get("cursor right"):
            ratios = [
                f"×{summary(times[column])[0] / summary(key)[0]:.1f}" if times.get(column) else ""
                for column in columns
            ]
            print(f"{'  to cursor right':28}" + "".join(f"{one:>18}" for one in ratios), flush=True)

    show("import textual.app", {"start": seconds_to_import()})
    for size in args.bytes:
        text = text_of(size)
        first = "头的一段文字"  # the first character is under the cursor
        for spans in args.spans:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                project(folder, text, spans)
                if spans == args.spans[0]:
                    if shutil.which("less"):
                        less = ["less", "page.txt"]
                        show(f"less {size:,}", run("less", less, folder, LESS, args, first))
                    if shutil.which("vim"):
                        vim = ["vim", "-R", "page.txt"]
                        show(f"vim -R {size:,}", run("vim", vim, folder, VIM, args, first))
                ours = [sys.executable, "-m", "tui", "--annotator", "bench", "page.txt"]
                label = f"jiaozhu {size:,} {spans:,} spans"
                show(label, run("jiaozhu", ours, folder, OURS, args, first))
    if args.json:
        args.json.write_text(json.dumps(results, indent=1), "utf-8")


if __name__ == "__main__":
    main()
