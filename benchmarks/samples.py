"""What cleaners are measured on: the seeds, generated damage, clean and untouchable texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.damage import MECHANISMS, TRADITIONAL, Change, Sample, damaged
from tests.repair.gold import Seed, seeds
from tui.text.blocks import BlockType
from tui.text.script import convert

UNTOUCHABLE = Path(__file__).parents[1] / "tests" / "repair" / "untouchable.jsonl"

_DEFECTS = {
    "pinyin_gloss": "pinyin",
    "gbk_shift": "mojibake",
    "lookalike": "lookalike",
    "column_break": "columns",
    "punctuation": "width",
    "missing_stop": "lost stops",
    "whitespace": "white space",
    "duplicate": "duplicates",
}


def from_seeds() -> Iterator[Sample]:
    """The five pages, with what people changed in them."""
    for seed in seeds():
        yield _sample(seed)


def _sample(seed: Seed) -> Sample:
    changes: list[tuple[int, int, str, str]] = []
    shift = 0
    made = [(e, _DEFECTS[e["class"]]) for e in seed.edits()]
    left = [(e | {"new": e["old"]}, "") for e in seed.optional()]
    for edit, defect in sorted((*made, *left), key=lambda pair: (pair[0]["start"], pair[0]["end"])):
        start = edit["start"] + shift
        changes.append((start, start + len(edit["new"]), edit["old"], defect))
        shift += len(edit["new"]) - len(edit["old"])
    # Furniture is judged as lines; what is left is judged as text.
    parts: list[str] = []
    furniture: list[str] = []
    aliases: list[tuple[str, str]] = []
    moved: list[Change] = []
    position = 0
    for block in seed.json("blocks"):
        if block.get("inline"):
            continue
        start, end = block["start"], block["end"]
        line = seed.text[start:end]
        if BlockType(block["type"]).is_furniture:
            furniture.append(line)
            written, at = "", start
            for a, b, old, _ in changes:
                if start <= a and b <= end:
                    written += seed.text[at:a] + old
                    at = b
            aliases.append((written + seed.text[at:end], line))
            continue
        moved += [
            Change(a - start + position, b - start + position, new, defect)
            for a, b, new, defect in changes
            if start <= a and b <= end
        ]
        parts.append(line)
        position += len(line) + 1
    clean = "\n".join(parts)
    return Sample(seed.stem, clean, seed.raw, tuple(moved), tuple(furniture), tuple(aliases))


def generated(texts: dict[str, str], rounds: int) -> Iterator[Sample]:
    """Each text with each mechanism alone, and with several together among furniture."""
    for name, text in texts.items():
        forms = {"s": text, "t": convert(text, "s2t").text}
        for number in range(rounds):
            for mechanism, function in MECHANISMS.items():
                form = forms["t" if function in TRADITIONAL else "s"]
                yield damaged(f"{name} {mechanism}", form, [function], number)
            together = [f for n, f in MECHANISMS.items() if n != "lost stops"]
            plain = [f for f in together if f not in TRADITIONAL]
            yield damaged(f"{name} all s", forms["s"], plain, number, furniture=True)
            yield damaged(f"{name} all t", forms["t"], TRADITIONAL, number, furniture=True)


def clean(texts: dict[str, str]) -> Iterator[Sample]:
    """The texts as they are, in both scripts."""
    for name, text in texts.items():
        for config in ("t2s", "s2t"):
            form = convert(text, config).text
            yield Sample(f"{name} {config}", form, form, ())


def untouchable() -> list[dict[str, str]]:
    """Texts that a cleaner has to leave alone: `kind` and `text`."""
    return [json.loads(line) for line in UNTOUCHABLE.read_text("utf-8").splitlines()]


def gold_texts() -> dict[str, str]:
    """The clean text of each seed, without furniture."""
    return {seed.stem[:3]: _sample(seed).clean for seed in seeds()}


def texts_in(folder: Path) -> dict[str, str]:
    """The text files of a folder, one block a line."""
    return {path.stem: path.read_text("utf-8").strip() for path in sorted(folder.glob("*.txt"))}
