"""How long a key takes, from the keyboard to the last byte of the answer, beside vim and less.

    python benchmarks/latency.py [--bytes 10000 1000000 10000000] [--spans 0 5000 50000]
                                 [--rounds 40] [--only ours] [--json OUT] [--no-tmux]

`vim -R`, `less`, a stock Textual TextArea and Jiaozhu run in tmux (160×48) on the same text and get
real keys, one at a time; a key's time ends with the last byte the terminal receives before 60 ms
without any. What depends on the machine and on tmux is in every row, so what counts are the ratios.
`start` is from the command to the first row of the page, beside `python -c "import textual.app"`;
the page is one that was opened before. `memory` is the most the program itself held, in MB.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.terminal import COLUMNS, ROWS, Terminal, terminal  # noqa: E402

BACKGROUND = 3.0  # seconds for what a program goes on with after its first page
FIRST = "头的一段文字"  # how the text begins; its first character is under the cursor


@dataclass(frozen=True)
class Task:
    """What is measured: keys to prepare it one by one, the key, keys to leave it again."""

    prepare: tuple[str, ...]
    key: str  # empty: the terminal's size changes
    leave: tuple[str, ...] = ()
    afresh: bool = False
    """Whether it is prepared and left again for every key; then a quarter as often."""


LESS = {
    "scroll a row": Task(("g",), "j"),
    "page down": Task(("g",), " "),
    "jump to end": Task(("g",), "G", ("g",), afresh=True),
    "search next": Task(("g", "/疫情\r"), "n"),
    "resize": Task(("g",), ""),
}
VIM = {
    "cursor down": Task(("gg",), "gj"),
    "cursor right": Task(("gg0",), "l"),
    "scroll a row": Task(("gg",), "\x05"),
    "page down": Task(("gg",), "\x06"),
    "extend selection": Task(("gg0", "v"), "l", ("\x1b",)),
    "jump to end": Task(("gg",), "G", ("gg",), afresh=True),
    "search next": Task(("gg", "/疫情\r"), "n"),
    "resize": Task(("gg",), ""),
}
STOCK = {
    "cursor down": Task(("\x1b[1;5H",), "\x1b[B"),
    "cursor right": Task(("\x1b[1;5H",), "\x1b[C"),
    "page down": Task(("\x1b[1;5H",), "\x1b[6~"),
    "extend selection": Task(("\x1b[1;5H",), "\x1b[1;2C"),
    "resize": Task((), ""),
}
OURS = {
    "cursor down": Task(("gg",), "j"),
    "cursor right": Task(("gg",), "l"),
    "scroll a row": Task(("gg",), "\x05"),
    "page down": Task(("gg",), "\x06"),
    "extend selection": Task(("gg", "v"), "l", ("\x1b",)),
    "jump to end": Task(("gg",), "G", ("gg",), afresh=True),
    "search next": Task(("gg", "/疫情\r"), "n"),
    "resize": Task(("gg",), ""),
    "tag": Task(("w", "v"), "p", afresh=True),
    "undo": Task(("w", "v", "p"), "u", afresh=True),
    "other script": Task(("gg",), "S", afresh=True),
    "f labels": Task(("gg", "f", "z"), "h", ("\x1b",), afresh=True),
    "find, live": Task(("gg", "/疫"), "情", ("\x1b",), afresh=True),
    "concordance": Task(("gg", "w"), "*", ("\x1b",), afresh=True),
}
COLUMNS_SHOWN = ("start", *OURS, "memory")


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


def measure(running: Terminal, task: Task, rounds: int) -> Iterator[float]:
    """The milliseconds of one task, again and again; keys that nothing answers are left out."""
    again, times_each = (max(5, rounds // 4), 1) if task.afresh else (1, rounds)
    for _ in range(again):
        for part in task.prepare:
            running.press(part)
        for number in range(times_each):
            if task.key:
                time = running.press(task.key)
            else:
                time = running.resize(COLUMNS - number % 2 * 20, ROWS)
            if time is not None:
                yield time
        for part in task.leave:
            running.press(part)


def run(
    command: list[str], folder: Path, tasks: dict[str, Task], args: argparse.Namespace
) -> dict[str, list[float]]:
    """Start a program three times, the last one also for its keys."""
    times: dict[str, list[float]] = {"start": []}
    for number in range(3):
        with terminal(command, folder, args.tmux) as running:
            times["start"].append(running.until(FIRST) * 1000)
            running.settle()
            if number == 2:
                running.settle(BACKGROUND)
                for name, task in tasks.items():
                    times[name] = list(measure(running, task, args.rounds))
                times["memory"] = [running.memory()]
    return times


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


def cell(times: list[float] | None) -> str:
    """Median and 95th percentile, to be read."""
    if not times:
        return ""
    p50, p95 = summary(times)
    return f"{p50:.0f}" if len(times) == 1 else f"{p50:.1f} ({p95:.1f})"


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--bytes", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000])
    arguments.add_argument("--spans", type=int, nargs="+", default=[0, 5000, 50_000])
    arguments.add_argument("--rounds", type=int, default=40)
    arguments.add_argument("--only", choices=("ours",), help="leave the others out")
    arguments.add_argument("--no-tmux", dest="tmux", action="store_false")
    arguments.add_argument("--json", type=Path, help="write every time there")
    args = arguments.parse_args()
    args.tmux = args.tmux and shutil.which("tmux") is not None

    results: dict[str, dict[str, list[float]]] = {}
    print(f"ms, p50 (p95); {'tmux' if args.tmux else 'pty'} {COLUMNS}×{ROWS}")
    print("| | " + " | ".join(COLUMNS_SHOWN) + " |\n|---" + "|---" * len(COLUMNS_SHOWN) + "|")

    def show(name: str, times: dict[str, list[float]]) -> None:
        results[name] = times
        cells = (cell(times.get(column)) for column in COLUMNS_SHOWN)
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)

    show("`import textual.app`", {"start": seconds_to_import()})
    for size in args.bytes:
        text = text_of(size)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "page.txt").write_text(text, "utf-8")
            stock = [sys.executable, str(ROOT / "benchmarks" / "textarea.py"), "page.txt"]
            others = (
                (["less", "page.txt"], LESS),
                (["vim", "-R", "page.txt"], VIM),
                (stock, STOCK),
            )
            for command, tasks in others if args.only is None else ():
                if shutil.which(command[0]):
                    called = "TextArea" if command is stock else " ".join(command[:-1])
                    show(f"`{called}` {size:,}", run(command, folder, tasks, args))
        for spans in args.spans:
            if spans * 8 > size // 3:  # more spans than such a page has places for
                continue
            with tempfile.TemporaryDirectory() as name:
                project(Path(name), text, spans)
                ours = [sys.executable, "-m", "tui", "--annotator", "bench", "page.txt"]
                show(f"Jiaozhu {size:,}, {spans:,} spans", run(ours, Path(name), OURS, args))
    if args.json:
        args.json.write_text(json.dumps(results, indent=1), "utf-8")


if __name__ == "__main__":
    main()
