"""Make the repository's sample annotations anew: the spans of ``entities/`` put on the seeds.

    python -m tests.gold.make_sample

The spans were tagged on the seeds as cleaned by hand. Each goes through the source to its place in
the text as the program cleans it, and is added there by `jiaozhu tag -`, by its quote; where the
program's text still reads otherwise, by its place. The old sample is removed first.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tui.annotate.project import Project
from tui.repair.pipeline import clean
from tui.text.alignment import Alignment
from tui.text.source import read

GOLD = Path(__file__).parent
ROOT = GOLD.parents[1]
ANNOTATOR = "sample"


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def requests(stem: str, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """What to ask `jiaozhu tag -` for one page."""
    doc = f"seeds/{stem}.txt"
    edition = clean(read(ROOT / doc))
    edits = lines(GOLD / f"{stem}.edits.jsonl")
    by_hand = Alignment.from_replacements(
        len(edition.source.text), ((e["start"], e["end"], len(e["new"])) for e in edits)
    )
    way = by_hand.inverse.compose(edition.alignment)
    for span in lines(GOLD / "entities" / f"{stem}.jsonl"):
        start, end = way.map_range(span["start"], span["end"])
        request = {"doc": doc, "label": span["label"]}
        if edition.text[start:end] == span["text"]:
            counts["in place"] += 1
            yield {**request, "start": start, "end": end, "quote": span["text"]}
        elif span["text"] in edition.text[max(0, start - 20) : end + 20]:
            counts["near its place"] += 1
            yield {**request, "quote": span["text"], "near": start}
        else:
            counts["reads otherwise"] += 1
            yield {**request, "start": start, "end": end}


def main() -> None:
    """Remove the sample and make it again."""
    project = Project.find(ROOT, ANNOTATOR) or Project.create(ROOT, ANNOTATOR)
    folder = project.file("any").parent.parent
    shutil.rmtree(folder, ignore_errors=True)
    counts: Counter[str] = Counter()
    wanted = [
        request
        for path in sorted((GOLD / "entities").glob("*.jsonl"))
        for request in requests(path.stem, counts)
    ]
    text = "".join(json.dumps(request, ensure_ascii=False) + "\n" for request in wanted)
    done = subprocess.run(
        [sys.executable, "-m", "tui", "tag", "-", "--annotator", ANNOTATOR],
        cwd=ROOT,
        input=text.encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for answer in answers:
        if not answer["ok"]:
            print(wanted[answer["line"] - 1], answer["error"], file=sys.stderr)
    print(f"{sum(answer['ok'] for answer in answers)} of {len(wanted)} spans", dict(counts))
    for path in (*folder.rglob("*.log"), *folder.rglob("*.lock")):
        path.unlink()  # how it was made is nobody's history
    raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
