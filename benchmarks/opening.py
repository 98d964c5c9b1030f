"""How long a page takes to be open, and what keys feel like meanwhile.

    python benchmarks/opening.py [--bytes 10000 1000000 10000000] [--rounds 3] [--no-tmux]

Each row is a page that no cache has: from the command to its first row (as found) and to the clean
page, as multiples of `python -c "import textual.app"` taken in the same minutes; then the same
page again, from the cache; then, with `j` pressed ten times a second until the page is clean, the
milliseconds from a key to the first byte of its answer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.latency import seconds_to_import, summary, text_of  # noqa: E402
from benchmarks.terminal import Terminal, terminal  # noqa: E402
from tui.annotate.project import Project  # noqa: E402

FIRST = "头的一段文字".encode()  # the first character is under the cursor
CLEAN = b"saved"  # what the footer says when nothing is left to be done
EVERY = 0.1  # seconds between keys
PATIENCE = 300.0


def until(running: Terminal, wanted: bytes) -> float:
    """Seconds from the start until `wanted` was written."""
    running.until(wanted.decode())
    return time.perf_counter() - running.started


def keys(running: Terminal) -> list[float]:
    """Milliseconds from each key to the first byte of its answer, until the page is clean."""
    times = []
    running.output = b""
    end = time.perf_counter() + PATIENCE
    while CLEAN not in running.output and time.perf_counter() < end:
        start = time.perf_counter()
        os.write(running._master, b"j" if len(times) % 8 < 4 else b"k")
        if not running._read(PATIENCE):
            break
        times.append((time.perf_counter() - start) * 1000)
        while (left := start + EVERY - time.perf_counter()) > 0:
            running._read(left)
    return times


def main() -> None:
    """Measure and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--bytes", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--no-tmux", dest="tmux", action="store_false")
    args = arguments.parse_args()
    tmux = args.tmux and shutil.which("tmux") is not None
    command = [sys.executable, "-m", "tui", "--annotator", "bench", "page.txt"]
    print(f"{'bytes':>12}{'first row':>12}{'clean':>10}{'again':>10}{'key p50, p95, max ms':>30}")
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        for size in args.bytes:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                Project.create(folder, "bench")
                (folder / "page.txt").write_text(text_of(size), "utf-8")
                rows: list[tuple[float, float, float]] = []
                pressed: list[float] = []
                for number in range(args.rounds + 1):
                    shutil.rmtree(Path(cache, "jiaozhu", "editions"), ignore_errors=True)
                    unit = statistics.median(seconds_to_import()) / 1000
                    with terminal(command, folder, tmux) as running:
                        first, clean = until(running, FIRST), until(running, CLEAN)
                    with terminal(command, folder, tmux) as running:
                        again = until(running, CLEAN)
                    if number:  # the first run fills the cache with tables
                        rows.append((first / unit, clean / unit, again / unit))
                    shutil.rmtree(Path(cache, "jiaozhu", "editions"), ignore_errors=True)
                    with terminal(command, folder, tmux) as running:
                        until(running, FIRST)
                        pressed += keys(running)
                first, clean, again = map(statistics.median, zip(*rows, strict=True))
                p50, p95 = summary(pressed)
                times = f"{p50:.0f}, {p95:.0f}, {max(pressed):.0f} ({len(pressed)} keys)"
                print(
                    f"{size:>12,}{first:>12.2f}{clean:>10.2f}{again:>10.2f}{times:>30}", flush=True
                )


if __name__ == "__main__":
    main()
