"""Gazetteers: lists of names a person brings along, in annotations/gazetteers/*.tsv.

A line is `string TAB label`, with anything after a second TAB as a comment; empty lines and lines
that begin with `#` are skipped.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from pathlib import Path

from tui.annotate.files import read_regular
from tui.annotate.suggest.memory import LONGEST, Index
from tui.annotate.suggest.suggestion import Page, Suggestion
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.fold import fold

FOLDER = "gazetteers"
SCORE = 0.7
"""How likely an entry's place is right before anybody decided on one."""


class Gazetteer:
    """The entries of one file."""

    def __init__(self, name: str, entries: Iterable[tuple[str, str]]) -> None:
        self.name = f"gazetteer {name}"
        self._labels: dict[str, list[str]] = {}
        for words, label in entries:
            labels = self._labels.setdefault(fold(words), [])
            if label not in labels:
                labels.append(label)
        self._index = Index(self._labels)

    @property
    def entries(self) -> Mapping[str, Collection[str]]:
        """The folded strings, each with its labels."""
        return self._labels

    def __len__(self) -> int:
        return len(self._labels)

    def suggest(self, page: Page) -> Iterable[Suggestion]:
        """Every entry wherever it stands, in either script."""
        for start, end in self._index.find(page.folded):
            for label in self._labels[page.folded[start:end]]:
                yield Suggestion(start, end, label, self.name, SCORE)


def load(folder: Path, labels: Container[str]) -> tuple[list[Gazetteer], list[str]]:
    """The gazetteers in a folder, by name, and a sentence for each file with bad lines."""
    found, problems = [], []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".tsv")
    except OSError:  # there need not be any
        return [], []
    for path in paths:
        try:
            data, _ = read_regular(path)
            text = data.decode("utf-8-sig")
        except (JiaozhuError, FileNotFoundError) as error:
            problems.append(str(error))
            continue
        except UnicodeDecodeError:
            problems.append(
                tr(
                    "{name} is not in UTF-8; save it so to have its names suggested.",
                    name=path.name,
                )
            )
            continue
        entries, bad = read(text, labels)
        if bad:
            number, why = bad[0]
            more = tr(" and {count} more like it", count=len(bad) - 1) if len(bad) > 1 else ""
            problems.append(
                tr(
                    "{name}: line {number}{more} was left out: {why}.",
                    name=path.name,
                    number=number,
                    more=more,
                    why=why,
                )
            )
        if entries:
            found.append(Gazetteer(path.stem, entries))
    return found, problems


def read(text: str, labels: Container[str]) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """The entries (string, label) of a gazetteer, and number and fault of each bad line."""
    entries, bad = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        words, _, rest = line.partition("\t")
        words, label = words.strip(), rest.partition("\t")[0].strip()
        if not rest:
            bad.append((number, tr("it has no TAB between string and label")))
        elif not words:
            bad.append((number, tr("its string is empty")))
        elif len(words) > LONGEST:
            bad.append(
                (number, tr("its string is longer than {longest} characters", longest=LONGEST))
            )
        elif label not in labels:
            bad.append((number, tr("{label!r} is no label of this project", label=label)))
        else:
            entries.append((words, label))
    return entries, bad
