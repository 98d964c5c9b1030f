"""How many keys a span costs, for somebody who knows the keys and what is to be tagged.

    python benchmarks/effort.py [--bio FILE] [--documents 40] [--skip 0] [--json OUT]

Drives the real app, without a terminal, through a project made of an annotated corpus: character
BIO, or JSONL with `text` and `spans`; the seeds' gold if no file is given. See docs/effort.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, this folder is on it instead

from benchmarks import corpus
from benchmarks.corpus import Document, Gold
from benchmarks.oracle import Oracle, Page, Typist
from tui.annotate.editions import edition_for
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.app.app import JiaozhuApp
from tui.app.shelf import Shelf
from tui.text.source import read

SIZE = (120, 36)
LEARNED = 20
"""Documents after which the suggestions are said to have learned."""


async def annotate(documents: Sequence[Document], suggestions: bool) -> list[Page]:
    """Tag the documents in a new project; what each page took.

    AssertionError when what is stored at the end is not the gold.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = corpus.make_project(Path(folder) / "corpus", documents)
        golds = {document.name: gold_of(project, document) for document in documents}
        app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=0)
        pages = []
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            typist = Typist(pilot)
            oracle = Oracle(typist)
            for document in documents:
                gold, lost = golds[document.name]
                page = await oracle.page(document.name, gold)
                page.missed += lost
                pages.append(page)
        for document, page in zip(documents, pages, strict=True):
            check(project, document, golds[document.name][0], page)
    return pages


def gold_of(project: Project, document: Document) -> tuple[list[Gold], list[Gold]]:
    """The gold where the edition has it; what the repairs have changed or left out."""
    path = project.root / f"{document.name}.txt"
    edition = edition_for(project, project.doc_id(path), read(path))
    there, lost = [], []
    for start, end, label in document.spans:
        a, b = edition.alignment.map_range(start, end)
        if edition.text[a:b] == document.text[start:end]:
            there.append((a, b, label))
        else:
            lost.append((start, end, label))
    return there, lost


def check(project: Project, document: Document, gold: list[Gold], page: Page) -> None:
    """AssertionError unless the store has the gold, and only that."""
    path = project.root / f"{document.name}.txt"
    doc = project.doc_id(path)
    layer = Store.read(project, doc, edition_for(project, doc, read(path)))
    found = {(span.start, span.end, span.label) for span in layer.between(0, 1 << 40)}
    missed = set(page.missed)
    assert found == set(gold) - missed, f"{document.name}: {found ^ set(gold)} differ from the gold"


def report(pages: Sequence[Page]) -> dict[str, Any]:
    """Keys per span: the middle, the mean, the ninetieth percentile; the ways; each page."""
    spans = [span for page in pages for span in page.tagged]
    costs = sorted(len(span.keys) for span in spans)
    ways = Counter(span.way for span in spans)
    return {
        "median": statistics.median(costs) if costs else None,
        "mean": round(sum(page.keys for page in pages) / len(spans), 2) if spans else None,
        "p90": costs[-(-len(costs) * 9 // 10) - 1] if costs else None,
        "spans": len(spans),
        "keys": sum(page.keys for page in pages),
        "missed": sum(len(page.missed) for page in pages),
        "ways": {way: round(count / len(spans), 3) for way, count in ways.most_common()},
        "pages": [
            {"name": page.name, "spans": len(page.tagged), "keys": page.keys} for page in pages
        ],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--bio", type=Path, help="character BIO, or JSONL with text and spans")
    parser.add_argument("--documents", type=int, default=40, help="how many (40)")
    parser.add_argument("--skip", type=int, default=0, help="how many to leave out before them")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args(arguments)
    found = corpus.read(options.bio) if options.bio else corpus.from_gold()
    documents = list(islice(found, options.skip, options.skip + options.documents))
    started = time.process_time()
    pages = asyncio.run(annotate(documents, suggestions=False))
    result = {"off": report(pages)}
    print(
        json.dumps(
            {k: v for k, v in result["off"].items() if k != "pages"}, ensure_ascii=False, indent=1
        )
    )
    print(f"{time.process_time() - started:.0f} s")
    for page in pages[:2]:
        for span in page.tagged:
            print(span)
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
