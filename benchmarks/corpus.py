"""Annotated corpora as projects: character BIO and JSONL in, pages and a label set out.

A `Document` is a text with the spans that people gave it. Offsets are code points of the text,
half-open. The names of labels are made ones that a label set can hold.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tui.annotate.labels import RESERVED, default_labels
from tui.annotate.project import LABELS, Project

SENTENCES = 12
"""How many sentences of a BIO file make a document."""

GOLD = Path(__file__).parents[1] / "tests" / "gold"

_COLORS = ("#CC6677", "#88CCEE", "#117733", "#DDCC77", "#999933", "#332288", "#882255", "#44AA99")
_ENDS = {"E", "S", "L", "U"}  # of BIOES and BILOU: a span ends here
_STARTS = {"B", "S", "U"}

Gold = tuple[int, int, str]
"""Start, end and label of a span."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its spans, by place."""

    name: str
    text: str
    spans: tuple[Gold, ...]


def read(path: Path, sentences: int | None = None) -> Iterator[Document]:
    """The documents of a file: JSONL by its name or first character, otherwise character BIO."""
    lines = path.read_text("utf-8-sig").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if path.suffix in (".jsonl", ".json") or first.startswith("{"):
        return from_jsonl(lines)
    return from_bio(lines, sentences or SENTENCES)


def from_bio(lines: Iterable[str], sentences: int = SENTENCES) -> Iterator[Document]:
    """Documents of so many sentences, one a line, from ``character tag`` lines.

    A blank line ends a sentence. B I O, and the E S of BIOES, are understood; the tag is the last
    column, after a blank or tab. ValueError names a line that has none.
    """
    parts = _sentences(lines)
    number = 0
    while batch := list(islice(parts, sentences)):
        number += 1
        text, spans = "", []
        for sentence, found in batch:
            spans += [(len(text) + start, len(text) + end, label) for start, end, label in found]
            text += sentence + "\n"
        yield Document(f"{number:06}", text, tuple(spans))


def _sentences(lines: Iterable[str]) -> Iterator[tuple[str, list[Gold]]]:
    text, spans, open_ = "", list[Gold](), False
    for number, line in enumerate((*lines, ""), 1):
        columns = line.split()
        if not columns:
            if text:
                yield text, spans
            text, spans, open_ = "", [], False
            continue
        if len(columns) < 2:
            raise ValueError(f"line {number} has no tag: {line!r}")
        letter, _, name = columns[-1].partition("-")
        label = label_name(name) if name else ""
        if name and not (open_ and letter not in _STARTS and spans[-1][2] == label):
            spans.append((len(text), len(text), label))
        text += columns[0]
        if name:
            spans[-1] = (spans[-1][0], len(text), label)
        open_ = bool(name) and letter not in _ENDS
    # A sentence is ended by the empty line put after the last one.


def from_jsonl(lines: Iterable[str]) -> Iterator[Document]:
    """One document a line: its ``text`` and ``spans`` (or ``entities``, ``label``).

    A span is a table of ``start``, ``end`` and ``label``, or a list of the three (doccano).
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = json.loads(line)
            found = next((record[k] for k in ("spans", "entities", "label") if k in record), [])
            yield Document(f"{number:06}", record["text"], tuple(sorted(map(_span, found))))


def _span(found: Any) -> Gold:
    if isinstance(found, dict):
        found = found["start"], found["end"], found["label"]
    start, end, label = found
    return start, end, label_name(label)


def from_gold() -> Iterator[Document]:
    """The seeds as people set them right, with their entities."""
    for path in sorted(GOLD.glob("*.clean.txt")):
        stem = path.name.removesuffix(".clean.txt")
        lines = (GOLD / "entities" / f"{stem}.jsonl").read_text("utf-8").splitlines()
        spans = tuple(sorted(_span(json.loads(line)) for line in lines))
        yield Document(stem, path.read_text("utf-8"), spans)


def label_name(name: str) -> str:
    """A name of a corpus as one of a label set: ``nr`` is ``NR``, 人名 ``L_4EBA_540D``."""
    made = re.sub("[^A-Z0-9_-]", lambda other: f"_{ord(other[0]):X}", name.upper())
    return (made if "A" <= made[0] <= "Z" else f"L{made}")[:32]


def is_name(label: str) -> bool:
    """Whether a label of a corpus is one of names, as all are that are not known to be others."""
    known = default_labels().get(label)
    return known is None or known.group == "name"


def make_project(
    root: Path, documents: Sequence[Document], annotator: str = "oracle", suggestions: bool = False
) -> Project:
    """A project of the documents, one page each, whose label set has their labels."""
    root.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (root / f"{document.name}.txt").write_text(document.text, "utf-8")
    project = Project.create(root, annotator)
    names = sorted({label for document in documents for _, _, label in document.spans})
    (project.folder / LABELS).write_text(label_set(names), "utf-8")
    if not suggestions:
        (project.folder / "project.toml").write_text("[suggest]\non = false\nmodel = false\n")
    return project


def label_set(names: Sequence[str]) -> str:
    """A ``labels.toml`` of these labels: as a new project has them, others with a free key.

    ValueError when there are more labels than keys.
    """
    known = {label.name: label for label in default_labels()}
    taken = RESERVED | {label.key for name, label in known.items() if name in names}
    tables = []
    for number, name in enumerate(names):
        if (label := known.get(name)) is not None:
            key, color, group, suggest = label.key, label.color, label.group, label.suggest
        else:
            wanted = name.lower() + name + string.ascii_letters + string.punctuation
            key = next((key for key in wanted if key not in taken), "")
            if not key:
                raise ValueError(f"there is no key left for the label {name}")
            taken |= {key}
            color, group, suggest = _COLORS[number % len(_COLORS)], "name", True
        tables.append(
            f'[[label]]\nname = "{name}"\nkey = {json.dumps(key)}\ncolor = "{color}"\n'
            f'group = "{group}"\nsuggest = {str(suggest).lower()}\n'
        )
    return "\n".join(tables)
