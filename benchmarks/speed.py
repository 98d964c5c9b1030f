"""What cleaning costs: at start, for a first page, and per megabyte and stage.

    python -m benchmarks.speed [--rounds 3] [--json OUT]

All times are processor time, so that what else the machine does counts little. The first table
gives them as multiples of importing Textual in a fresh process, the second as seconds a megabyte
of raw UTF-8 text, also as multiples of a loop that adds a million squares. Texts are the seeds and
what `benchmarks.damage` makes of their clean texts, as pages, as one page, as one paragraph and as
many short lines: the figures of the last three show whether cost grows with length alone, and
`benchmarks.linear` shows it for texts made to be dear; `benchmarks.throughput` has the command.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import process_time

from benchmarks.damage import MECHANISMS, TRADITIONAL, damaged
from benchmarks.samples import gold_texts
from tui.repair.page import Page, Repair
from tui.repair.pipeline import STAGES, clean
from tui.text.edit import Edit
from tui.text.source import Source, decode, read

SEEDS = Path(__file__).parents[1] / "seeds"
LONG = 350_000
"""Code points of a long text: a megabyte."""
STARTS = {
    "import textual.app": "import textual.app",
    "import the pipeline": "import tui.repair.pipeline",
    "import, clean a page": (
        "from tui.repair.pipeline import clean; from tui.text.source import read; "
        "clean(read({page!r}))"
    ),
}


def started(code: str, rounds: int) -> float:
    """Seconds a fresh interpreter takes for `code`, the least of several times."""
    program = f"from time import process_time\n{code}\nprint(process_time())"
    command = [sys.executable, "-c", program]
    subprocess.run(command, check=True, capture_output=True)  # keeps what later runs find
    runs = (subprocess.run(command, check=True, capture_output=True) for _ in range(rounds))
    return min(float(run.stdout) for run in runs)


def reference() -> float:
    """Seconds of the loop that other times are measured by."""
    start = process_time()
    sum(number * number for number in range(1_000_000))
    return process_time() - start


def texts() -> dict[str, list[str]]:
    """What is cleaned, by name."""
    seeds = [read(str(path)).text for path in sorted(SEEDS.glob("*.txt"))]
    plain = [function for function in MECHANISMS.values() if function not in TRADITIONAL]
    dirty = [
        damaged(name, text, plain, seed, furniture=True).dirty
        for name, text in gold_texts().items()
        for seed in range(4)
    ]
    pages = [*seeds, *dirty]
    joined = "\n".join(pages)
    whole = (joined * (LONG // len(joined) + 1))[:LONG]
    short = [line[:40] for line in whole.split("\n") if line]
    return {
        "clean pages": [*gold_texts().values()],
        "seeds": seeds,
        "damaged pages": dirty,
        "a tenth of a page": [whole[: LONG // 10]],
        "one page": [whole],
        "one paragraph": [whole.replace("\n", "")],
        "40,000 lines": ["\n".join(short[i % len(short)] for i in range(40_000))],
    }


def spent(page: Page, repair: Repair, name: str, times: Counter[str]) -> Iterator[Edit]:
    """What `repair` yields; its time is added to `times`."""
    start = process_time()
    edits: Sequence[Edit] = list(repair(page))
    times[name] += process_time() - start  # type: ignore[assignment]  # a sum of seconds
    yield from edits


def measure(sources: Iterable[Source]) -> Counter[str]:
    """Seconds by stage, and in all, for cleaning `sources`."""
    times: Counter[str] = Counter()
    stages: list[Repair] = [
        partial(spent, repair=repair, name=getattr(repair, "__name__", ""), times=times)
        for repair in STAGES
    ]
    start = process_time()
    for source in sources:
        clean(source, stages)
    times["all"] += process_time() - start  # type: ignore[assignment]
    return times


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", metavar="OUT")
    args = parser.parse_args()
    page = str(sorted(SEEDS.glob("*.txt"))[0])
    starts = {name: started(code.format(page=page), args.rounds) for name, code in STARTS.items()}
    base = starts["import textual.app"]
    for name, seconds in starts.items():
        print(f"{name:<24}{seconds:8.3f} s{seconds / base:8.2f} × textual")
    figures: dict[str, dict[str, float]] = {}
    for name, pages in texts().items():
        sources = [decode(text.encode("utf-8", "surrogatepass")) for text in pages]
        size = sum(len(source.data) for source in sources) / 1e6
        measure(sources[:1])
        times = min((measure(sources) for _ in range(args.rounds)), key=lambda found: found["all"])
        loop = min(reference() for _ in range(3))
        figures[name] = {stage: seconds / size for stage, seconds in times.items()}
        total = figures[name]["all"]
        print(f"\n{name}: {1 / total:.2f} MB/s, {total:.2f} s/MB, {total / loop:.1f} loops/MB")
        slowest = sorted(figures[name].items(), key=lambda item: -item[1])[1:8]
        print("  " + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in slowest))
    if args.json:
        result = {"start": starts, "seconds a megabyte": figures}
        Path(args.json).write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
