"""How many keys a span costs somebody who knows the keys by heart and what is to be tagged.

    python benchmarks/effort.py [--bio FILE] [--documents 40] [--skip 0] [--json OUT]

Drives the real app, without a terminal, through a project made of an annotated corpus: character
BIO, or JSONL with `text` and `spans`; the seeds' gold if no file is given. docs/effort.md says what
is measured and how.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # run as a file, only the folder of this one is on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import corpus
from benchmarks.corpus import Document, Gold
from benchmarks.oracle import Oracle, Page, Tagged, Typist
from tui.annotate.editions import edition_for
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.app.app import JiaozhuApp
from tui.app.shelf import Shelf
from tui.text.source import read

SIZE = (120, 36)
LEARNED = 20
"""Documents after which the suggestions are said to have learned."""
_OFTEN = 4  # times a string must stand on a page to count as one that is repeated
_BLOCK = 5  # documents that make a point of the curve


async def annotate(documents: Sequence[Document], suggestions: bool) -> list[Page]:
    """Tag the documents in a new project; what each page took.

    AssertionError when what is stored at the end is not the gold.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache, os.environ["XDG_CACHE_HOME"] = os.environ.get("XDG_CACHE_HOME"), f"{folder}/cache"
        try:
            project = corpus.make_project(
                Path(folder) / "corpus", documents, suggestions=suggestions
            )
            golds = [gold_of(project, document) for document in documents]
            pages = await _tag(project, [gold for gold, _ in golds])
            for document, page, (gold, lost) in zip(documents, pages, golds, strict=True):
                check(project, document, gold, page)
                page.missed += lost
        finally:
            del os.environ["XDG_CACHE_HOME"]
            if cache is not None:
                os.environ["XDG_CACHE_HOME"] = cache
    return pages


async def _tag(project: Project, golds: Sequence[Sequence[Gold]]) -> list[Page]:
    """Have the oracle tag the pages of a project, which are in the order of `golds`."""
    shelf = Shelf.open([str(project.root)], project.annotator)
    async with JiaozhuApp(shelf, first=0).run_test(size=SIZE) as pilot:
        await pilot.pause()
        oracle = Oracle(Typist(pilot))
        pages = [
            await oracle.page(page.name, gold)
            for page, gold in zip(shelf.pages, golds, strict=True)
        ]
        oracle.finish(pages)
        return pages


def gold_of(project: Project, document: Document) -> tuple[list[Gold], list[Gold]]:
    """The gold where the edition has it; and what the repairs have changed or left out."""
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


def check(project: Project, document: Document, gold: Sequence[Gold], page: Page) -> None:
    """AssertionError unless the store has the gold that was not missed, and only that."""
    path = project.root / f"{document.name}.txt"
    doc = project.doc_id(path)
    edition = edition_for(project, doc, read(path))
    layer = Store.read(project, doc, edition)
    found = {(span.start, span.end, span.label) for span in layer.between(0, len(edition.text))}
    differ = found ^ (set(gold) - set(page.missed))
    assert not differ, f"{document.name}: {sorted(differ)} are not as in the gold"


# --- what came of it


def figures(spans: Sequence[Tagged]) -> dict[str, Any]:
    """Keys per span: the middle, the mean, the ninetieth percentile; the ways."""
    costs = sorted(len(span.keys) for span in spans)
    if not costs:
        return {"median": None, "mean": None, "p90": None, "spans": 0, "keys": 0, "ways": {}}
    ways = Counter(span.way for span in spans)
    return {
        "median": statistics.median(costs),
        "mean": round(statistics.mean(costs), 2),
        "p90": costs[-(-len(costs) * 9 // 10) - 1],
        "spans": len(costs),
        "keys": sum(costs),
        "ways": {way: round(count / len(costs), 3) for way, count in ways.most_common()},
    }


def repeated(pages: Sequence[Page]) -> dict[str, Any]:
    """What the further places of a string cost that a page has at least `_OFTEN` times."""
    costs: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for page in pages:
        for span in page.tagged:
            costs[page.name, span.quote, span.gold[2]].append(len(span.keys))
    often = [found for found in costs.values() if len(found) >= _OFTEN]
    after = sorted(sum(found[1:]) for found in often)
    return {
        "strings": len(often),
        "places": round(statistics.mean(map(len, often)), 1) if often else None,
        "median_keys_after_first": statistics.median(after) if often else None,
        "at_most_4_keys": round(sum(cost <= 4 for cost in after) / len(after), 3)
        if often
        else None,
    }


def report(
    documents: Sequence[Document], off: Sequence[Page], on: Sequence[Page], learned: int
) -> dict[str, Any]:
    """All figures. Those of `off`, `on` and `learned` are of names (`corpus.is_name`)."""
    names = _of(lambda span: corpus.is_name(span.gold[2]))
    whole = _of(lambda span: True)
    return {
        "off": figures(names(off)),
        "on": figures(names(on)),
        "learned": figures(names(on[learned:])),
        "learned_after_documents": learned,
        "all_labels": {
            "off": figures(whole(off)),
            "on": figures(whole(on)),
            "learned": figures(whole(on[learned:])),
        },
        "curve": [
            {
                "documents": [at + 1, min(at + _BLOCK, len(on))],
                "off": figures(names(off[at : at + _BLOCK]))["mean"],
                "on": figures(names(on[at : at + _BLOCK]))["mean"],
            }
            for at in range(0, len(on), _BLOCK)
        ],
        "repeated": {"off": repeated(off), "on": repeated(on)},
        "missed": {
            "off": [(page.name, *span) for page in off for span in page.missed],
            "on": [(page.name, *span) for page in on for span in page.missed],
        },
        "documents": len(documents),
        "size": SIZE,
    }


def _of(wanted: Callable[[Tagged], bool]) -> Callable[[Sequence[Page]], list[Tagged]]:
    return lambda pages: [span for page in pages for span in page.tagged if wanted(span)]


def told(result: dict[str, Any]) -> str:
    """The figures for a person."""
    lines = [f"{'keys per span':22} median   mean    p90  spans"]
    for name, of in (
        ("off", "suggestions off"),
        ("on", "suggestions on"),
        ("learned", f"after {result['learned_after_documents']} documents"),
    ):
        one = result[name]
        lines.append(
            f"{of:22} {one['median']!s:>6} {one['mean']!s:>6} {one['p90']!s:>6} {one['spans']:>6}"
        )
    for name in ("off", "learned"):
        shares = (f"{share:.0%} {way}" for way, share in result[name]["ways"].items())
        lines.append(f"ways, {name}: {'; '.join(shares)}")
    points = (f"{c['documents'][1]}: {c['on']} ({c['off']})" for c in result["curve"])
    lines.append(f"mean by documents, on (off): {', '.join(points)}")
    for name, one in result["repeated"].items():
        lines.append(
            f"strings {_OFTEN} times or more on a page, {name}: {one['strings']}; keys after the "
            f"first: median {one['median_keys_after_first']}, 4 or fewer {one['at_most_4_keys']}"
        )
    lines.append(f"could not be tagged: {len(result['missed']['on'])}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bio", type=Path, help="character BIO, or JSONL with text and spans")
    parser.add_argument("--documents", type=int, default=40, help="how many (40)")
    parser.add_argument("--skip", type=int, default=0, help="how many to leave out before them")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--spans", type=Path, help="where to write the keys of each span, as TSV")
    options = parser.parse_args(arguments)
    found = corpus.read(options.bio) if options.bio else corpus.from_gold()
    documents = list(islice(found, options.skip, options.skip + options.documents))
    if not documents:
        parser.error("there are no documents to tag")
    # Of few documents there is still something to say of the last.
    learned = min(LEARNED, len(documents) * 4 // 5)
    off, on = (asyncio.run(annotate(documents, suggestions)) for suggestions in (False, True))
    result = report(documents, off, on, learned)
    print(told(result))
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.spans:
        rows = [
            "\t".join((kind, page.name, span.gold[2], span.quote, span.way, " ".join(span.keys)))
            for kind, pages in (("off", off), ("on", on))
            for page in pages
            for span in page.tagged
        ]
        options.spans.write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
