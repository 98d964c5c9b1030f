"""How good suggestions are on unseen sentences, by how many were tagged, beside string matching.

    python benchmarks/suggestions.py --bio FILE [--half report|tune|all] [--json OUT]

FILE is character BIO (a character and a tag a line, a blank line between sentences) or the JSON
lines of CLUENER. Sentences are grouped into documents of 12, as pages of a project. Whoever works
on the model looks at the documents of the `tune` half only; `report` is the other. Of a half, the
first documents are tagged, in steps, and the suggestions are judged on those after the last step.

A suggestion is right when its start, end and label are. `strings` is what tools do that repeat
what was tagged: the longest known string, with its most frequent label. `matches` and `model` are
sources of ours, `all` is what the screen shows at the usual threshold.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SIZES = (20, 50, 100, 200, 240, 400, 800)
DOCUMENT = 12  # sentences


class Sentence(NamedTuple):
    """A text and its spans: start, end, label."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines[0].startswith("{"):
        return [_of_json(json.loads(line)) for line in lines if line.strip()]
    return [_of_bio(block) for block in _blocks(lines)]


def _of_json(record: dict) -> Sentence:
    spans = [
        (start, end + 1, label)
        for label, strings in record["label"].items()
        for places in strings.values()
        for start, end in places
    ]
    return Sentence(record["text"].replace("\n", " "), tuple(sorted(spans)))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _of_bio(block: list[str]) -> Sentence:
    pairs = [line.rsplit(maxsplit=1) for line in block]
    text = "".join(pair[0] for pair in pairs)
    spans, start = [], None
    for at, tag in enumerate([*(pair[1] for pair in pairs), "O"]):
        if start is not None and not tag.startswith("I-"):
            spans.append((start, at, pairs[start][1][2:]))
            start = None
        if tag.startswith("B-"):
            start = at
    return Sentence(text, tuple(spans))


def documents(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """In their order, twelve to a document."""
    return [list(sentences[at : at + DOCUMENT]) for at in range(0, len(sentences), DOCUMENT)]


def page(document: Sequence[Sentence]) -> Sentence:
    """A document as one text, a sentence a line."""
    text, spans = "", []
    for sentence in document:
        spans += [(len(text) + a, len(text) + b, label) for a, b, label in sentence.spans]
        text += sentence.text + "\n"
    return Sentence(text, tuple(spans))


def labels_toml(names: Iterable[str]) -> str:
    """A label set of one group."""
    keys = iter("pzctmCsqry")
    return "\n".join(
        f'[[label]]\nname = "{name}"\nkey = "{next(keys)}"\ncolor = "#808080"\n'
        f'group = "name"\nsuggest = true'
        for name in names
    )


Found = set[tuple[int, int, int, str]]


def score(gold: Found, found: Found) -> dict[str, float]:
    """Precision, recall and F1."""
    right = len(gold & found)
    return {
        "precision": right / max(1, len(found)),
        "recall": right / max(1, len(gold)),
        "f1": 2 * right / max(1, len(gold) + len(found)),
    }


def plain_matching(tagged: Sequence[Sentence], text: str) -> Iterator[tuple[int, int, str]]:
    """The longest string that was tagged, from left to right, with its most frequent label."""
    known: dict[str, Counter[str]] = {}
    for sentence in tagged:
        for start, end, label in sentence.spans:
            known.setdefault(sentence.text[start:end], Counter())[label] += 1
    longest = max(map(len, known), default=0)
    at = 0
    while at < len(text):
        for length in range(longest, 0, -1):
            words = text[at : at + length]
            if len(words) == length and words in known:
                yield at, at + length, known[words].most_common(1)[0][0]
                at += length
                break
        else:
            at += 1


def measure(tagged: Sequence[Sentence], unseen: Sequence[Sentence], names: list[str]) -> dict:
    """All systems after `tagged` pages, on `unseen` pages."""
    from tui.annotate.project import Project
    from tui.annotate.suggest import learning
    from tui.annotate.suggest.memory import Memory, strings_of
    from tui.annotate.suggest.page import PageSuggestions
    from tui.annotate.suggest.suggestion import Tagged
    from tui.text.fold import fold

    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        Path(folder, "project").mkdir()
        project = Project.create(Path(folder, "project"), "bench")
        (project.folder / "labels.toml").write_text(labels_toml(names), encoding="utf-8")
        began = time.process_time()
        readings = {
            f"{number}.txt": learning.Reading(
                "", one.text, tuple(Tagged(*span) for span in one.spans), True,
                strings_of(fold(one.text), map(_said, one.spans), ()),
            )
            for number, one in enumerate(tagged)
        }  # fmt: skip
        learned = learning.learn_from(project, readings)
        seconds = time.process_time() - began
        models = learning.models_of(project)
        elsewhere = Memory(learned.pages).total
        found: dict[str, Found] = {name: set() for name in ("strings", "matches", "model", "all")}
        gold: Found = set()
        shown: list[tuple[float, bool]] = []
        for number, one in enumerate(unseen):
            gold |= {(number, *span) for span in one.spans}
            found["strings"] |= {(number, *span) for span in plain_matching(tagged, one.text)}
            by_model = [s for model in models.values() for s in model.suggest(one.text)]
            for name, more in (("matches", ()), ("model", by_model), ("all", by_model)):
                known = {} if name == "model" else elsewhere
                on_page = PageSuggestions(one.text, project.labels, elsewhere=known)
                on_page.put("read", more)
                on_page.update((), ())
                found[name] |= {(number, s.start, s.end, s.label) for s in on_page.found}
            shown += [(s.score, (number, s.start, s.end, s.label) in gold) for s in on_page.found]
    return {
        "spans": sum(len(one.spans) for one in tagged),
        "seconds": round(seconds, 1),
        "systems": {name: score(gold, places) for name, places in found.items()},
        "calibration": _calibration(shown),
    }


class _Said(NamedTuple):
    start: int
    end: int
    label: str
    origin: str = "manual"
    extra: dict = {}  # noqa: RUF012 - never changed


def _said(span: tuple[int, int, str]) -> _Said:
    return _Said(*span)


def _calibration(shown: Sequence[tuple[float, bool]]) -> list[tuple[str, int, float]]:
    """Of suggestions by their score: how many, and which share was right."""
    rows = []
    for low in (0.5, 0.6, 0.7, 0.8, 0.9):
        here = [right for likely, right in shown if low <= likely < low + 0.1 + (low == 0.9)]
        rows.append((f"{low:.1f}", len(here), round(sum(here) / max(1, len(here)), 2)))
    return rows


def main() -> None:
    """Print the curve as a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bio", type=Path, required=True, metavar="FILE")
    parser.add_argument("--half", choices=("report", "tune", "all"), default="report")
    parser.add_argument("--json", type=Path, metavar="OUT")
    args = parser.parse_args()
    halves = {"tune": slice(0, None, 2), "report": slice(1, None, 2), "all": slice(None)}
    kept = documents(read(args.bio))[halves[args.half]]
    sizes = [size for size in SIZES if size <= len(kept) * DOCUMENT * 0.6]
    pages = [page(document) for document in kept]
    names = sorted({label.upper() for one in pages for _, _, label in one.spans})
    pages = [
        Sentence(one.text, tuple((a, b, label.upper()) for a, b, label in one.spans))
        for one in pages
    ]
    most = -(-max(sizes) // DOCUMENT)
    unseen = pages[most:]
    print(
        f"{args.bio.name}, {args.half} half: {len(kept)} documents, judged on {len(unseen)} of "
        f"them with {sum(len(one.spans) for one in unseen)} spans"
    )
    print(
        "sentences  spans  seconds  "
        + "".join(f"{n:>22}" for n in ("strings", "matches", "model", "all"))
    )
    print(" " * 27 + "       P     R    F1  " * 4)
    rows = []
    for size in sizes:
        document = [sentence for one in kept for sentence in one][:size]
        tagged = [page(part) for part in documents(document)]
        tagged = [
            Sentence(one.text, tuple((a, b, label.upper()) for a, b, label in one.spans))
            for one in tagged
        ]
        row = {"sentences": size, **measure(tagged, unseen, names)}
        rows.append(row)
        cells = "".join(
            "   {precision:6.3f}{recall:6.3f}{f1:6.3f} ".format(**scores)
            for scores in row["systems"].values()
        )
        print(f"{size:9} {row['spans']:6} {row['seconds']:8}  {cells}", flush=True)
    print(
        "of the last, right by score: ",
        *(f"{low}: {share} of {n}" for low, n, share in rows[-1]["calibration"]),
    )
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
