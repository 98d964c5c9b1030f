"""Measure cleaners: what they undo, what they break, what they leave alone.

    python -m benchmarks.cleaning
    python -m benchmarks.cleaning --command 'jiaozhu clean -' --callable package.module:function
    python -m benchmarks.cleaning --texts FOLDER --rounds 3 --write docs/cleaning.md

A command reads a page on standard input and writes the clean one. A callable takes the page as a
string and returns a string, lines with their types, or an edition. Without either, this project's
cleaner is measured beside doing nothing, and beside ftfy and JioNLP where they are installed.
Damage is generated from the gold texts of the seeds, or from clean texts of your own.
"""

from __future__ import annotations

import argparse
import importlib
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import samples
from benchmarks.damage import MECHANISMS, Sample
from benchmarks.scoring import Output, Score

Cleaner = Callable[[str], Any]


def ours(text: str) -> Any:
    """The edition of a page by this project."""
    from tui.repair.pipeline import clean
    from tui.text.source import decode

    return clean(decode(text.encode()))


def ours_with_proposals(text: str) -> Any:
    """The same with the proposals accepted that are likelier right than wrong."""
    from tui.repair.structure import blocks
    from tui.text.edit import State, apply_edits

    edition = ours(text)
    made, end = [], 0
    for edit in edition.edits:
        likely = edit.state is State.PROPOSED and edit.confidence > 0.5
        if edit.start >= end and (edit.applied or likely):
            made.append(edit)
            end = edit.end
    result = apply_edits(edition.source.text, made)
    return SimpleNamespace(text=result, blocks=blocks(result))


def nothing(text: str) -> str:
    """The page as it is."""
    return text


def ftfy(text: str) -> str:
    """ftfy with its defaults."""
    return str(importlib.import_module("ftfy").fix_text(text))


def jionlp(text: str) -> str:
    """JioNLP's `clean_text` with its defaults."""
    return str(importlib.import_module("jionlp").clean_text(text))


def command(line: str) -> Cleaner:
    """A cleaner that runs `line` for each page."""

    def run(text: str) -> str:
        done = subprocess.run(
            shlex.split(line), input=text.encode(), stdout=subprocess.PIPE, check=True
        )
        return done.stdout.decode()

    return run


def named(name: str) -> Cleaner:
    """The cleaner `module:function`."""
    module, _, function = name.partition(":")
    cleaner: Cleaner = getattr(importlib.import_module(module), function)
    return cleaner


def lines(result: Any) -> Output:
    """What a cleaner gave, as lines."""
    if isinstance(result, str):
        return [(line, False) for line in result.split("\n")]
    if hasattr(result, "blocks"):
        blocks = [block for block in result.blocks if not block.inline]
        if not blocks:
            return lines(result.text)
        return [(result.text[b.start : b.end], b.type.is_furniture) for b in blocks]
    furniture = {"nav", "meta", "related", "disclaimer", "ad"}
    return [(text, kind in furniture) for kind, text in result]


def text_of(result: Any) -> str:
    """What a cleaner gave, as a text."""
    return "\n".join(line for line, _ in lines(result)).rstrip("\n")


@dataclass
class Report:
    """The figures of one cleaner."""

    name: str
    seeds: Score = field(default_factory=Score)
    generated: Score = field(default_factory=Score)
    clean: Score = field(default_factory=Score)
    kept: int = 0
    untouchable: int = 0
    touched: list[str] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0

    def measure(self, cleaner: Cleaner, texts: dict[str, str], rounds: int) -> None:
        """Run everything."""
        self._score(cleaner, samples.from_seeds(), self.seeds)
        self._score(cleaner, samples.generated(texts, rounds), self.generated)
        self._score(cleaner, samples.clean(texts), self.clean)
        for row in samples.untouchable():
            self.untouchable += 1
            if text_of(cleaner(row["text"])) == row["text"]:
                self.kept += 1
            else:
                self.touched.append(row["text"][:40].replace("\n", "⏎"))

    def _score(self, cleaner: Cleaner, found: Iterable[Sample], score: Score) -> None:
        for sample in found:
            start = time.perf_counter()
            result = cleaner(sample.dirty)
            self.seconds += time.perf_counter() - start
            self.megabytes += len(sample.dirty.encode()) / 1e6
            score.add(sample, lines(result))

    def rows(self) -> dict[str, str]:
        """What stands in the table."""
        table: dict[str, str] = {}
        for where, score in (("seeds", self.seeds), ("generated", self.generated)):
            for defect in (*MECHANISMS, "duplicates"):
                if score.suffered[defect]:
                    share = 100 * score.undone[defect] / score.suffered[defect]
                    table[f"{defect}, {where} ({score.suffered[defect]:,})"] = f"{share:.1f}"
        for where, score in (("seeds", self.seeds), ("generated", self.generated)):
            table[f"block ends F1, {where}"] = f"{score.boundary_f1:.1f}"
            table[f"furniture recall / precision, {where}"] = (
                f"{score.furniture_recall:.0f} / {score.furniture_precision:.0f}"
            )
            table[f"damage per 10,000 right characters, {where}"] = f"{score.per_ten_thousand:.1f}"
        table["damage per 10,000, clean text in both scripts"] = (
            f"{self.clean.per_ten_thousand:.1f}"
        )
        table["untouchable texts kept, %"] = f"{100 * self.kept / max(1, self.untouchable):.1f}"
        table["MB/s"] = f"{self.megabytes / self.seconds:.2f}" if self.seconds else "–"
        return table


def table(reports: list[Report]) -> str:
    """All figures in Markdown, a column a cleaner; undone in per cent."""
    columns = [report.rows() for report in reports]
    head = ["share undone, %", *(report.name for report in reports)]
    body = [[row, *(column.get(row, "–") for column in columns)] for row in columns[0]]
    rule = ["---", *("---:" for _ in reports)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *body))


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cleaning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--command", action="append", default=[], metavar="LINE")
    parser.add_argument("--callable", action="append", default=[], metavar="MODULE:FUNCTION")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="clean texts to damage")
    parser.add_argument("--rounds", type=int, default=1, help="times each text is damaged anew")
    parser.add_argument("--failures", action="store_true", help="name untouchable texts touched")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file")
    args = parser.parse_args(arguments)
    cleaners: dict[str, Cleaner] = {line: command(line) for line in args.command}
    cleaners |= {name: named(name) for name in args.callable}
    if not cleaners:
        cleaners = {
            "Jiaozhu": ours,
            "with likely proposals": ours_with_proposals,
            "nothing": nothing,
        }
        for name, module, cleaner in (("ftfy", "ftfy", ftfy), ("JioNLP", "jionlp", jionlp)):
            if find_spec(module):
                cleaners[name] = cleaner
    texts = samples.texts_in(args.texts) if args.texts else samples.gold_texts()
    reports = []
    for name, cleaner in cleaners.items():
        reports.append(Report(name))
        reports[-1].measure(cleaner, texts, args.rounds)
        if args.failures:
            for text in reports[-1].touched:
                print(f"{name}: {text}", file=sys.stderr)
    result = table(reports)
    print(result)
    if args.write:
        page = args.write.read_text("utf-8") if args.write.exists() else "<!-- table -->\n"
        head = page.partition("<!-- table -->")[0]
        args.write.write_text(f"{head}<!-- table -->\n\n{result}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
