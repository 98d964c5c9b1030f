"""What it costs to search a project and to open its concordance.

    python -m benchmarks.study [--pages 1000] [--length 3000] [--rounds 5] [--json OUT]

A project of so many pages of so many characters, made of the seeds' clean lines, is read once; then
each query is looked up on all pages. Times are processor time, the median of the rounds, also as
multiples of `str.find` of a word that is nowhere over the same texts as they are: the least a
search without an index can cost. `*` is measured in the app, from the key to the drawn list.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from textual.screen import Screen

from benchmarks.samples import gold_texts
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.concordance import ConcordanceScreen
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.app.widgets.rows import Rows
from tui.study import tables
from tui.study.concordance import Concordance, Order
from tui.study.index import Index
from tui.study.words import Cutter
from tui.text.near import near
from tui.text.query import Query, parse
from tui.text.searchable import Searchable

QUERIES = {
    "characters, a word": "市委组织部",
    "characters, frequent": "疫情",
    "characters, one": "的",
    "exactly": "=疫情",
    "pinyin, full": "~zuzhibu",
    "pinyin, initials": "~yqfk",
    "expression": "/第.{1,3}届",
    "nowhere": "没有的词语",
}


def make(root: Path, pages: int, length: int) -> Project:
    """A project of pages that repeat no line order."""
    lines = [line for text in gold_texts().values() for line in text.split("\n") if len(line) > 10]
    rng = random.Random(1)
    for number in range(pages):
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(rng.choice(lines))
        text = "\n".join(parts)[:length] + "\n"
        (root / f"page{number:05}.txt").write_text(text, encoding="utf-8")
    project = Project.create(root, "bench")
    (project.folder / "project.toml").write_text("[suggest]\non = false\n", encoding="utf-8")
    return project


def median(action: Callable[[], object], rounds: int) -> float:
    """Milliseconds of processor time."""
    times = []
    for _ in range(rounds):
        start = process_time()
        action()
        times.append((process_time() - start) * 1000)
    return statistics.median(times)


def _look(query: Query, texts: Sequence[Searchable]) -> int:
    return sum(len(query.find(text)) for text in texts)


def _filled(screen: Screen[object]) -> Rows | None:
    """The list of a concordance, once it has rows and a size to draw them in."""
    if isinstance(screen, ConcordanceScreen):
        for rows in screen.query(Rows):
            if rows.count and rows.size:
                return rows
    return None


async def opened(project: Project, index: Index, rounds: int) -> tuple[float, float]:
    """Milliseconds from `*` to its list on the screen, processor and clock."""
    app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=0)
    spent, waited = [], []
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause()
        desk = app.screen
        assert isinstance(desk, Reading)
        await desk.ready.wait()
        await pilot.pause()
        study = app.shelf.study(project)
        study.index = index  # as after the first time, when all pages are known
        for _ in range(rounds):
            desk.reader.jump(desk.session.edition.text.index("疫情"))
            clock, cpu = perf_counter(), process_time()
            desk.press("*")
            while not (rows := _filled(app.screen)):
                await asyncio.sleep(0)
            rows.render_lines(rows.size.region)
            spent.append((process_time() - cpu) * 1000)
            waited.append((perf_counter() - clock) * 1000)
            await app.workers.wait_for_complete()
            await pilot.press("escape")
            await pilot.pause()
    return statistics.median(spent), statistics.median(waited)


def measure(pages: int, length: int, rounds: int) -> dict[str, float]:
    """Milliseconds, by what was done."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CACHE_HOME"] = name
        project = make(Path(name), pages, length)
        Index.of(project).load()  # cleaned, which is done once in the life of a page
        found: dict[str, float] = {}
        index = Index.of(project)
        found["read all pages, cleaned before"] = median(index.load, 1)
        found["look whether any has changed"] = median(index.load, rounds)
        texts = [text for page in index.ready if (text := index.text(page))]
        for text in texts:
            _ = text.characters, text.initials
        found["str.find"] = median(lambda: [t.text.find("没有的词语") for t in texts], rounds)
        for what, typed in QUERIES.items():
            query = parse(typed)
            query.find(texts[0])
            hits = _look(query, texts)
            found[f"find {what} ({hits:,})"] = median(partial(_look, query, texts), rounds)
        found["near to what is nowhere"] = median(lambda: near("牡丹日报社", texts), 1)

        def listed(order: Order) -> None:
            one = Concordance(index, parse("疫情"), "PER")
            one.gather_all()
            one.arrange(order)
            _ = one.shown, one.counts

        found["concordance of 疫情"] = median(lambda: listed(Order.PLACE), rounds)
        found["the same, sorted by the left"] = median(lambda: listed(Order.LEFT), rounds)
        cpu, clock = asyncio.run(opened(project, index, rounds))
        found["* in the app, key to list"] = cpu
        found["* in the app, by the clock"] = clock
        cutter = Cutter(index)
        found["cut into words and count"] = median(lambda: tables.frequency(cutter), 1)
        found["count again"] = median(lambda: tables.frequency(cutter), rounds)
        found["collocates of 疫情"] = median(
            lambda: tables.collocates(cutter, parse("疫情")), rounds
        )
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--length", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", metavar="OUT", type=Path)
    args = parser.parse_args()
    found = measure(args.pages, args.length, args.rounds)
    unit = found["str.find"]
    print(f"{args.pages:,} pages of {args.length:,} characters{'ms':>17}{'× str.find':>14}")
    for what, milliseconds in found.items():
        print(f"  {what:<40}{milliseconds:10.1f}{milliseconds / unit:14.1f}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
