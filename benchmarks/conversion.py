"""How fast scripts are converted, beside the two OpenCC packages for Python.

    python -m benchmarks.conversion [--official PYTHON] [--text FILE] [--json OUT]

Ours gives the alignment with the text, the others the text alone. The two packages cannot be
installed together; PYTHON is the interpreter of an environment that has the official one:

    python -m venv /tmp/official && /tmp/official/bin/pip install opencc

Each converter runs in a process of its own, all take turns, and times are processor time of the
least of several rounds. Texts are the clean seeds, or FILE, in the script that is converted from,
repeated to 10 KB, 1 MB and 10 MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
CONFIGS = ("s2t", "t2s", "s2twp", "tw2sp")
SIZES = {"10 KB": 10_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
LEAST = 0.3  # seconds that one converter works on one text

OURS = """
from tui.text.script import convert
def converter(config):
    return lambda text: convert(text, config)
"""
PACKAGE = """
from opencc import OpenCC
def converter(config):
    return OpenCC(config).convert
"""
WORKER = """
import json, sys
from time import process_time
for line in sys.stdin:
    config, text, least = json.loads(line)
    start = process_time()
    run = converter(config)
    run("")
    loading = process_time() - start
    run(text[:3000])
    best, spent = float("inf"), 0.0
    while spent < least:
        start = process_time()
        run(text)
        took = process_time() - start
        best, spent = min(best, took), spent + took
    print(json.dumps([loading, best]), flush=True)
"""


class Worker:
    """A converter in a process of its own."""

    def __init__(self, python: str, code: str) -> None:
        command = [python, "-c", code + WORKER]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, config: str, text: str) -> tuple[float, float]:
        """Seconds to load the configuration (if it was not) and to convert the text."""
        pipes: tuple[Any, Any] = self._process.stdin, self._process.stdout
        to: IO[str]
        back: IO[str]
        to, back = pipes
        to.write(json.dumps([config, text, LEAST]) + "\n")
        to.flush()
        loading, took = json.loads(back.readline())
        return loading, took


def texts(path: str | None) -> dict[str, str]:
    """What is converted from, by the first letter of a configuration."""
    from tui.text.script import convert, detect

    if path:
        text = Path(path).read_text("utf-8")
    else:
        pages = sorted((ROOT / "tests" / "gold").glob("*.clean.txt"))
        text = "\n".join(page.read_text("utf-8") for page in pages)
    other = convert(text, "t2s" if detect(text) == "t" else "s2t").text
    simplified, traditional = (other, text) if detect(text) == "t" else (text, other)
    return {"s": simplified, "t": traditional}


def sized(text: str, size: int) -> str:
    """`text` repeated and cut to about `size` bytes of UTF-8."""
    length = size * len(text) // len(text.encode())
    return (text * (length // len(text) + 1))[:length]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--official", metavar="PYTHON", help="interpreter with the package opencc")
    parser.add_argument("--text", metavar="FILE", help="what to convert, instead of the seeds")
    parser.add_argument("--json", metavar="OUT", help="write the figures here too")
    args = parser.parse_args()
    makers = {
        "ours": (sys.executable, OURS),
        "opencc-python-reimplemented": (sys.executable, PACKAGE),
    }
    if args.official:
        makers["official OpenCC (C++)"] = (args.official, PACKAGE)
    found: dict[str, dict[str, float]] = {}
    print("| megabytes a second | " + " | ".join(makers) + " | ours as multiples |")
    print("|---" * (len(makers) + 2) + "|")
    given = texts(args.text)
    for config in CONFIGS:
        workers = {name: Worker(*maker) for name, maker in makers.items()}
        for size, count in SIZES.items():
            text = sized(given[config[0]], count)
            megabytes = len(text.encode()) / 1e6
            runs = {name: worker.run(config, text) for name, worker in workers.items()}
            speed = {name: megabytes / took for name, (_, took) in runs.items()}
            if size == "10 KB":
                loads = " | ".join(f"{1000 * load:.0f} ms" for load, _ in runs.values())
                print(f"| {config}, loading | {loads} | |")
                found[f"{config} loading"] = {name: load for name, (load, _) in runs.items()}
            others = [f"{speed['ours'] / speed[name]:.1f} ×" for name in runs if name != "ours"]
            cells = " | ".join(f"{value:.1f}" for value in speed.values())
            print(f"| {config}, {size} | {cells} | {', '.join(others)} |", flush=True)
            found[f"{config} {size}"] = speed
    if args.json:
        Path(args.json).write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
