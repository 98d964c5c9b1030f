"""The sequence model: a conditional random field that learns labels from tagged sentences.

python-crfsuite does the learning; without it there is no model and all else works. Its own
probabilities promise too much, so they are set right by what it makes of sentences that it was
not shown (`Calibration`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from math import exp, log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tui.annotate.span import storable
from tui.annotate.suggest.features import Features, features, sentences
from tui.annotate.suggest.hints import Hints, Marks
from tui.annotate.suggest.suggestion import Suggestion, Tagged
from tui.text.fold import fold, simplified

NAME = "model"
VERSION = 2
"""Of the features: a model of another version is trained anew."""
LEAST = 10
"""Spans from which on a model is trained."""
_PARAMETERS = {
    "c1": 0.05,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.possible_transitions": True,
}
_FOLDS = 3
_TESTED = 600  # examples at most that are used to calibrate
_TEST_ITERATIONS = 40


class Example(NamedTuple):
    """A sentence and what is tagged in it, offsets from its start; spans do not overlap."""

    text: str
    spans: tuple[Tagged, ...]
    hints: Marks
    """Hints at each code point."""


class Calibration(NamedTuple):
    """How likely right what the model calls likely is: sigmoid of slope × log-odds + offset."""

    slope: float = 1.0
    offset: float = -0.5

    def __call__(self, score: float) -> float:
        """The likelihood for a score of the model."""
        return _sigmoid(self.slope * _logit(score) + self.offset)


def available() -> bool:
    """Whether the library is installed. Does not load it."""
    return find_spec("pycrfsuite") is not None


def examples(
    text: str, spans: Iterable[Tagged], complete: bool, hints: Marks | None = None
) -> Iterator[Example]:
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
            one = chosen[at]
            if one.end <= end:
                inside.append(Tagged(one.start - start, one.end - start, one.label))
            at += 1
        if inside or complete:
            yield Example(text[start:end], tuple(inside), hints[start:end] if hints else [])


def _longest(spans: Iterable[Tagged]) -> list[Tagged]:
    kept: list[Tagged] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            if span.end - span.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(span)
    return kept


def train(data: Sequence[Example], path: Path) -> Calibration:
    """Learn from `data` and put the model at `path`, whole or not at all."""
    rows = [_rows(_plain(one.text), one.hints) for one in data]
    tags = [_tags(len(one.text), one.spans) for one in data]
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        _fit(zip(rows, tags, strict=True), partial, _PARAMETERS)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return _calibrate(list(zip(rows, tags, strict=True))[-_TESTED:])


def _fit(data: Iterable[tuple[Features, list[str]]], path: Path, parameters: Any) -> None:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(parameters)
    for rows, tags in data:
        trainer.append(rows, tags)
    trainer.train(str(path))


def _calibrate(data: Sequence[tuple[Features, list[str]]]) -> Calibration:
    """Train without a part of the data, see how right its scores are there; for each part."""
    seen: list[tuple[float, bool]] = []
    with TemporaryDirectory() as folder:
        for fold_ in range(_FOLDS):
            shown = [one for number, one in enumerate(data) if number % _FOLDS != fold_]
            if not any(tag != "O" for _, tags in shown for tag in tags):
                continue
            path = Path(folder, f"{fold_}.crf")
            _fit(shown, path, {**_PARAMETERS, "max_iterations": _TEST_ITERATIONS})
            tagger = _open(path)
            for rows, tags in data[fold_::_FOLDS]:
                right = set(_spans(tags))
                seen += [(score, one in right) for one, score in _scored(tagger, rows)]
            tagger.close()  # or Windows would not let it go
    return calibration(seen)


def calibration(seen: Sequence[tuple[float, bool]]) -> Calibration:
    """What fits these scores and outcomes best, where there are many; else near the usual.

    Logistic regression by Newton's method, held to the usual by a penalty.
    """
    usual = Calibration()
    slope, offset = usual
    for _ in range(20):
        g0, g1 = _HOLD * (slope - usual.slope), _HOLD * (offset - usual.offset)
        h00, h01, h11 = _HOLD, 0.0, _HOLD
        for score, right in seen:
            x = _logit(score)
            p = _sigmoid(slope * x + offset)
            error, weight = p - right, p * (1 - p)
            g0, g1 = g0 + error * x, g1 + error
            h00, h01, h11 = h00 + weight * x * x, h01 + weight * x, h11 + weight
        determinant = h00 * h11 - h01 * h01
        step0 = (h11 * g0 - h01 * g1) / determinant
        step1 = (h00 * g1 - h01 * g0) / determinant
        slope, offset = slope - step0, offset - step1
        if abs(step0) + abs(step1) < 1e-6:
            break
    return Calibration(max(slope, 0.1), offset)  # likelier must stay likelier


_HOLD = 5.0  # the weight of the usual: as of so many outcomes


def _logit(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return log(score / (1 - score))


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -500 else 0.0


def _plain(text: str) -> str:
    """A text as the dictionary knows it, as long as it is; without half characters."""
    return simplified(storable(text))


def _rows(plain: str, hints: Marks) -> Features:
    rows = features(plain)
    for row, marks in zip(rows, hints, strict=False):
        row += marks
    return rows


def _tags(length: int, spans: Iterable[Tagged]) -> list[str]:
    tags = ["O"] * length
    for start, end, label in spans:
        tags[start:end] = ["I-" + label] * (end - start)
        tags[start] = "B-" + label
    return tags


def _spans(tags: Sequence[str]) -> Iterator[Tagged]:
    start: int | None = None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and tag != "I-" + tags[start][2:]:
            yield Tagged(start, at, tags[start][2:])
            start = None
        if tag.startswith("B-"):
            start = at


def _open(path: Path) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _scored(tagger: Any, rows: Features) -> Iterator[tuple[Tagged, float]]:
    """The spans of the likeliest reading, each with the least probability inside it."""
    tagger.set(rows)
    for one in _spans(tagger.tag()):
        score = min(
            tagger.marginal(("B-" if at == one.start else "I-") + one.label, at)
            for at in range(one.start, one.end)
        )
        yield one, score


class Model:
    """A trained model. OSError or ValueError for a file that is none."""

    def __init__(self, path: Path, calibration: Calibration, hints: Hints) -> None:
        self._tagger = _open(path)
        self._calibration = calibration
        self._hints = hints

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """What the model takes for spans in a text, each with how likely it is right."""
        plain = _plain(text)
        hints = self._hints.of(fold(text))
        for start, end in sentences(text):
            rows = _rows(plain[start:end], hints[start:end])
            for (first, last, label), score in _scored(self._tagger, rows):
                likely = self._calibration(score)
                yield Suggestion(start + first, start + last, label, NAME, likely)
