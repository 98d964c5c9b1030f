"""What `jiaozhu clean` takes for megabytes of pages, its start included, on one core.

    python -m benchmarks.throughput [--size 10] [--only KIND]

Each kind is a folder of generated pages, none twice: news without a defect in both scripts, pages
with one mechanism of damage (`benchmarks.damage`) or with all at once among furniture, the seeds
with their paragraphs in another order, and a mixture: 6 clean, 3 lightly damaged, 1 of the others.
Processor time of the command's process, as megabytes of raw UTF-8 text a second and as megabytes
by the time of a loop that adds a million squares.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from benchmarks.damage import MECHANISMS, TRADITIONAL, damaged
from benchmarks.samples import gold_texts
from benchmarks.speed import SEEDS, reference
from tui.text.script import convert
from tui.text.source import read

PLAIN = [function for function in MECHANISMS.values() if function not in TRADITIONAL]


def clean(chance: random.Random) -> Iterator[str]:
    """News without a defect, every second page in Traditional script."""
    texts = list(gold_texts().values())
    for number in count():
        lines = chance.choice(texts).split("\n")
        text = "\n".join([lines[0], *chance.sample(lines[1:], len(lines) - 1)])
        yield convert(text, "s2t").text if number % 2 else text


def light(chance: random.Random) -> Iterator[str]:
    """One mechanism of damage on each."""
    texts = list(gold_texts().items())
    for seed in count():
        (name, text), mechanism = chance.choice(texts), chance.choice([*MECHANISMS.values()])
        text = convert(text, "s2t").text if mechanism in TRADITIONAL else text
        yield damaged(name, text, [mechanism], seed).dirty


def heavy(chance: random.Random) -> Iterator[str]:
    """All mechanisms on each that Simplified pages have, and furniture."""
    texts = list(gold_texts().items())
    for seed in count():
        yield damaged(*chance.choice(texts), PLAIN, seed, furniture=True).dirty


def seeds(chance: random.Random) -> Iterator[str]:
    """The five seeds."""
    texts = [read(str(path)).text for path in sorted(SEEDS.glob("*.txt"))]
    for number in count():
        head, *lines = texts[number % len(texts)].split("\n\n")
        yield "\n\n".join([head, *chance.sample(lines, len(lines))])


def mixture(chance: random.Random) -> Iterator[str]:
    """As a crawl has them."""
    kinds = [clean(chance), light(chance), heavy(chance), seeds(chance)]
    while True:
        yield next(chance.choices(kinds, (60, 30, 5, 5))[0])


KINDS = {
    "clean": clean,
    "one defect": light,
    "all defects": heavy,
    "seeds": seeds,
    "mixture": mixture,
}


def spent(folder: Path) -> float:
    """Seconds that `jiaozhu clean` works on the pages in `folder`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "tui", "clean", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"JIAOZHU_ANNOTATOR": "nobody"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Measure and print a line a kind."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=float, default=10.0, help="megabytes of a kind")
    parser.add_argument("--only", choices=KINDS)
    args = parser.parse_args()
    for name, kind in KINDS.items():
        if args.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            size = 0
            for number, text in enumerate(kind(random.Random(1))):
                data = text.encode("utf-8", "surrogatepass")
                size += Path(folder, f"{number:06}.txt").write_bytes(data)
                if size >= args.size * 1e6:
                    break
            loop = min(reference() for _ in range(5))
            seconds = spent(Path(folder))
        print(
            f"{name:<12}{number + 1:6} pages{size / 1e6:8.1f} MB{seconds:8.1f} s"
            f"{size / 1e6 / seconds:8.2f} MB/s{size / 1e6 / seconds * loop:8.3f} MB a loop",
            flush=True,
        )


if __name__ == "__main__":
    main()
