"""The sequence model: a conditional random field that learns labels from tagged sentences.

Each group of labels (labels.toml) has a model of its own, so that a quotation may hold names.
python-crfsuite does the learning; without it there is no model and all else works.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tui.annotate.span import storable
from tui.annotate.suggest.features import Features, features, sentences
from tui.annotate.suggest.suggestion import Suggestion, Tagged
from tui.text.fold import simplified

NAME = "model"
VERSION = 1
"""Of the features: a model of another version is trained anew."""
LEAST = 10
"""Spans from which on a model is trained."""
_PARAMETERS = {
    "c1": 0.05,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.possible_transitions": True,
}


class Example(NamedTuple):
    """A sentence and what is tagged in it, offsets from its start; spans do not overlap."""

    text: str
    spans: tuple[Tagged, ...]


def available() -> bool:
    """Whether the library is installed. Does not load it."""
    return find_spec("pycrfsuite") is not None


def examples(text: str, spans: Iterable[Tagged], complete: bool) -> Iterator[Example]:
    """The sentences of a page with its spans, the longest where they overlap.

    Of a page that is not `complete` only those in which something is tagged: that the others
    hold nothing, nobody has said.
    """
    chosen = sorted(_longest(spans))
    at = 0
    for start, end in sentences(text):
        while at < len(chosen) and chosen[at].start < start:
            at += 1
        inside = []
        while at < len(chosen) and chosen[at].start < end:
            if chosen[at].end <= end:
                inside.append(
                    Tagged(chosen[at].start - start, chosen[at].end - start, chosen[at].label)
                )
            at += 1
        if inside or complete:
            yield Example(text[start:end], tuple(inside))


def _longest(spans: Iterable[Tagged]) -> list[Tagged]:
    kept: list[Tagged] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            if span.end - span.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(span)
    return kept


def train(data: Sequence[Example], path: Path) -> None:
    """Learn from `data` and put the model at `path`, whole or not at all."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_PARAMETERS)
    for text, spans in data:
        trainer.append(features(_plain(text)), _tags(len(text), spans))
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        trainer.train(str(partial))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _plain(text: str) -> str:
    """A text as the dictionary knows it, as long as it is; without half characters."""
    return simplified(storable(text))


def _tags(length: int, spans: Iterable[Tagged]) -> list[str]:
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = ["I-" + label] * (end - start)
        tags[start] = "B-" + label
    return tags


class Model:
    """A trained model. OSError or ValueError for a file that is none."""

    def __init__(self, path: Path) -> None:
        import pycrfsuite

        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """What the model takes for spans in a text, each with how sure it is."""
        plain = _plain(text)
        for start, end in sentences(text):
            rows: Features = features(plain[start:end])
            self._tagger.set(rows)
            for found in self._read(self._tagger.tag()):
                score = min(
                    self._tagger.marginal(("B-" if at == found.start else "I-") + found.label, at)
                    for at in range(found.start, found.end)
                )
                yield Suggestion(start + found.start, start + found.end, found.label, NAME, score)

    @staticmethod
    def _read(tags: Sequence[str]) -> Iterator[Tagged]:
        start: int | None = None
        for at, tag in enumerate([*tags, "O"]):
            if start is not None and tag != "I-" + tags[start][2:]:
                yield Tagged(start, at, tags[start][2:])
                start = None
            if tag.startswith("B-"):
                start = at
