"""What a span costs: our store beside stock TinyDB, on this machine, at several sizes.

    python benchmarks/store.py [--sizes 500 10000] [--rounds 200] [--folder DIR] [--json OUT]

Each store begins with SIZE spans in it and takes ROUNDS changes one by one, each on disk when it
returns; the two take turns, so that what else the machine does meets both. Times are milliseconds,
median and 95th percentile; what counts are the ratios. `sync` is one append and fdatasync of as
many bytes: the least a durable change can cost here.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tinydb import TinyDB

from tui.annotate.project import Project
from tui.annotate.store import NewSpan, Store
from tui.text.edition import Edition
from tui.text.source import Source

LENGTH = 100_000
CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"


def page() -> Edition:
    """A page of LENGTH code points."""
    text = "".join(random.Random(1).choices(CHARACTERS, k=LENGTH))
    return Edition.make(Source("page.txt", text, text.encode(), "utf-8"), ())


def places(count: int, seed: int) -> list[tuple[int, int]]:
    """Ranges that do not repeat."""
    rng = random.Random(seed)
    starts = rng.sample(range(LENGTH - 12), count)
    return [(start, start + rng.randint(1, 8) + seed) for start in starts]


def timed(action: Callable[[], object]) -> float:
    """Milliseconds that `action` takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def measure(folder: Path, size: int, rounds: int) -> dict[str, list[float]]:
    """The times of each kind of change, by its name."""
    edition = page()
    project = Project.create(folder, "bench")
    store = Store.open(project, "page.txt", edition)
    store.add_many(NewSpan(start, end, "PER") for start, end in places(size, 0))
    store.close()
    data = json.loads(project.file("page.txt").read_bytes())["spans"]
    stock_path = folder / "stock.json"
    stock_path.write_text(json.dumps({"spans": dict(enumerate(data.values(), 1))}), "utf-8")
    record = next(iter(data.values()))
    line = json.dumps(record, ensure_ascii=False).encode() * 2

    times: dict[str, list[float]] = {}

    def note(name: str, action: Callable[[], object]) -> None:
        times.setdefault(name, []).append(timed(action))

    for _ in range(5):
        note("open: ours", lambda: Store.open(project, "page.txt", edition).close())
        note("open: stock", lambda: TinyDB(stock_path).table("spans").all())
    store = Store.open(project, "page.txt", edition)
    stock = TinyDB(stock_path)
    table = stock.table("spans")
    log = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for start, end in places(rounds, 1):
        note("sync", lambda: (os.write(log, line), os.fdatasync(log)))
        note("add: ours", lambda at=(start, end): store.add(*at, "LOC"))
        note("add: stock", lambda at=start: table.insert({**record, "start": at}))
        span = store.spans_at(start)[0]
        note("look up 3,000 characters", lambda at=start: store.between(at, at + 3000))
        note("relabel: ours", lambda one=span: store.relabel(one.id, "NUM"))
        number = random.Random(start).randint(1, size)
        note("relabel: stock", lambda n=number: table.update({"label": "NUM"}, doc_ids=[n]))
        note("undo: ours", store.undo)
    note(
        "200 in one step: ours",
        lambda: store.add_many(NewSpan(n, n + 11, "TIME") for n in range(200)),
    )
    note("200 in one step: stock", lambda: table.insert_multiple([record] * 200))
    note("snapshot", store.idle)
    store.close()
    os.close(log)
    return times


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 10_000])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--folder", help="on the disk to be measured (default: the temporary one)")
    parser.add_argument("--json", metavar="OUT")
    args = parser.parse_args()
    result = {}
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            times = measure(Path(folder), size, args.rounds)
        rows = {}
        for name, values in times.items():
            values.sort()
            p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
            rows[name] = {"median": statistics.median(values), "p95": p95}
        result[size] = rows
        print(f"\n{size} spans{'median':>34}{'p95':>10}{'stock / ours':>15}")
        for name, row in rows.items():
            other = rows.get(name.replace("ours", "stock")) if name.endswith("ours") else None
            ratio = f"{other['median'] / row['median']:14.0f}×" if other else ""
            print(f"  {name:<35}{row['median']:10.3f}{row['p95']:10.3f}{ratio}")
    if args.json:
        Path(args.json).write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
