"""Learning from a project: what its annotator tagged, gathered page by page, and the model.

All of it is derived, so it is kept in the cache folder and made again when it is gone. Meant to be
run in a process of its own (`child`), as it may take long.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from tui.annotate.files import Stamp, stamp
from tui.annotate.labels import LabelSet
from tui.annotate.project import Project
from tui.annotate.storage import log_of
from tui.annotate.suggest import gazetteers, sequence
from tui.annotate.suggest.hints import Hints
from tui.annotate.suggest.memory import Index, Memory, Strings, strings_of, untagged
from tui.annotate.suggest.merge import nesting_groups
from tui.annotate.suggest.sequence import Calibration, Example, Model
from tui.annotate.suggest.suggestion import Tagged
from tui.errors import JiaozhuError
from tui.text import kept as kept_files
from tui.text.fold import fold

_FORMAT = 2


class Reading(NamedTuple):
    """What one page gives."""

    state: str
    """Names the files it was read from: while they are the same it need not be read again."""
    text: str
    spans: tuple[Tagged, ...]
    done: bool
    said: Strings
    """What spans and rejections say (`memory.strings_of`)."""


class Trained(NamedTuple):
    """The model of a group of labels."""

    file: str
    spans: int
    """How many it learned from."""
    slope: float
    offset: float
    """Its `sequence.Calibration`."""


class Learned(NamedTuple):
    """What was learned; readable from `load` in another process."""

    pages: dict[str, Strings]
    """The evidence of each page, what stands untagged on done ones included."""
    nesting: tuple[str, ...]
    """Groups of labels whose spans stand in one another."""
    models: dict[str, Trained]
    """Group of labels → its model."""

    @property
    def spans(self) -> int:
        """How many spans the models learned from."""
        return sum(model.spans for model in self.models.values())


def folder_of(project: Project) -> Path:
    """Where what is learned from an annotator's spans in a project is kept."""
    name = sha256(f"{project.root}\0{project.annotator}".encode("utf-8", "surrogateescape"))
    return kept_files.folder() / "suggest" / name.hexdigest()[:24]


def learn(project: Project, model: bool = True) -> Learned:
    """Read the pages that changed since, count, and train; what is learned is kept (`load`)."""
    folder = folder_of(project)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    readings = _gather(project, _load(folder / "pages.marshal", {}))
    _save(folder / "pages.marshal", {doc: tuple(one) for doc, one in readings.items()})
    return learn_from(project, readings, model)


def learn_from(project: Project, readings: Mapping[str, Reading], model: bool = True) -> Learned:
    """Count and train from what the pages give, by their names; what is learned is kept."""
    folder = folder_of(project)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pages = _counted(readings)
    nesting = nesting_groups((one.spans for one in readings.values()), project.labels)
    models: dict[str, Trained] = {}
    if model and sequence.available():
        models = _train(project, readings, pages, folder)
    learned = Learned(pages, tuple(sorted(nesting)), models)
    _save(folder / "learned.marshal", tuple(learned))
    return learned


def load(project: Project) -> Learned | None:
    """What was learned last; None where nothing is kept."""
    found = _load(folder_of(project) / "learned.marshal", None)
    if found is None:
        return None
    pages, nesting, models = found
    return Learned(pages, nesting, {group: Trained(*one) for group, one in models.items()})


def stamp_of(project: Project) -> Stamp | None:
    """Differs when something else was learned since; None where nothing is kept."""
    return stamp(folder_of(project) / "learned.marshal")


def models_of(project: Project) -> dict[str, Model]:
    """The models learned last, by the names of their files, ready to read pages."""
    learned = load(project)
    if learned is None:
        return {}
    strings = Memory(learned.pages).total
    found = {}
    for group, one in learned.models.items():
        with suppress(OSError, ValueError):  # swept away meanwhile: there is a newer one soon
            found[one.file] = Model(
                folder_of(project) / one.file,
                Calibration(one.slope, one.offset),
                hints_for(project, group, strings),
            )
    return found


def hints_for(project: Project, group: str, strings: Strings) -> Hints:
    """The hints for the labels of a group that may be suggested."""
    labels = _names(project.labels, group)
    known, _ = gazetteers.load(project.folder / gazetteers.FOLDER, labels)
    return Hints(strings, labels, [one.entries for one in known])


def _names(labels: LabelSet, group: str) -> list[str]:
    return [label.name for label in labels if label.group == group and label.suggest]


def _gather(project: Project, kept: Mapping[str, Any]) -> dict[str, Reading]:
    """What each page with annotations gives, from an earlier run where nothing changed."""
    found: dict[str, Reading] = {}
    for path in project.pages():
        with suppress(JiaozhuError, OSError):  # a page that cannot be read teaches nothing
            doc = project.doc_id(path)
            file = project.file(doc)
            stamps = (stamp(file), stamp(log_of(file)))
            if stamps == (None, None):
                continue
            state = repr((stamps, stamp(path), _settings_stamp(project)))
            if doc in kept and kept[doc][0] == state:
                _, text, spans, done, said = kept[doc]
                found[doc] = Reading(state, text, tuple(Tagged(*one) for one in spans), done, said)
            else:
                found[doc] = _read(project, doc, path, state)
    return found


def _settings_stamp(project: Project) -> object:
    from tui.annotate.settings import REPAIRS

    return stamp(project.folder / REPAIRS)


def _read(project: Project, doc: str, path: Path, state: str) -> Reading:
    from tui.annotate.editions import edition_for
    from tui.annotate.layer import read, read_tables
    from tui.annotate.rejection import REJECTIONS, from_record
    from tui.text.source import read as read_source

    edition = edition_for(project, doc, read_source(path))
    layer = read(project, doc, edition)
    records = read_tables(project.file(doc)).get(REJECTIONS, {})
    spans = layer.spans()
    said = strings_of(fold(edition.text), spans, [from_record(one) for one in records.values()])
    tagged = tuple(Tagged(span.start, span.end, span.label) for span in spans)
    return Reading(state, edition.text, tagged, layer.done, said)


def _counted(readings: Mapping[str, Reading]) -> dict[str, Strings]:
    """The evidence of each page, with what stands untagged on done pages."""
    index = Index(words for one in readings.values() for words in one.said if words[0] != "\0")
    pages = {}
    for doc, one in readings.items():
        strings = {words: dict(evidence) for words, evidence in one.said.items()}
        if one.done:
            untagged(fold(one.text), one.spans, index, strings)
        pages[doc] = strings
    return pages


def _train(
    project: Project, readings: Mapping[str, Reading], pages: Mapping[str, Strings], folder: Path
) -> dict[str, Trained]:
    """Train the model of each group anew for which enough is new."""
    before = load(project)
    strings = Memory(pages).total
    models = {}
    for group in dict.fromkeys(label.group for label in project.labels if label.suggest):
        names = set(_names(project.labels, group))
        count = sum(span.label in names for one in readings.values() for span in one.spans)
        if count < sequence.LEAST:
            continue
        old = before.models.get(group) if before is not None else None
        digest = _digest(readings, names)
        name = f"{sequence.VERSION}-{digest}.crf"
        if old is not None and (folder / old.file).exists():
            little = old.file.startswith(f"{sequence.VERSION}-") and (
                abs(count - old.spans) < min(_ENOUGH, old.spans // _SHARE)
            )
            if old.file == name or little:
                models[group] = old
                continue
        hints = hints_for(project, group, strings)
        data = list(_examples(readings, names, hints))
        models[group] = Trained(name, count, *sequence.train(data, folder / name))
    kept = {one.file for one in models.values()}
    for path in folder.glob("*.crf"):
        if path.name not in kept:
            with suppress(OSError):  # Windows: still open in the reader
                path.unlink()
    return models


_SHARE = 30
"""A model is trained anew when there are this part more spans than it learned from,"""
_ENOUGH = 200
"""or so many."""


def _examples(readings: Mapping[str, Reading], names: set[str], hints: Hints) -> Iterator[Example]:
    for one in readings.values():
        spans = [span for span in one.spans if span.label in names]
        marks = hints.of(fold(one.text), but=one.said)
        yield from sequence.examples(one.text, spans, one.done, marks)


def _digest(readings: Mapping[str, Reading], names: set[str]) -> str:
    """Names just what a model of these labels learns from."""
    digest = sha256(repr(sorted(names)).encode())
    for doc, one in readings.items():
        spans = [tuple(span) for span in one.spans if span.label in names]
        seen = repr((doc, one.text, one.done, spans))
        digest.update(seen.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _load(path: Path, otherwise: Any) -> Any:
    with suppress(OSError, ValueError, EOFError, TypeError):
        version, value = marshal.loads(path.read_bytes())
        if version == _FORMAT:
            return value
    return otherwise


def _save(path: Path, value: object) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_bytes(marshal.dumps((_FORMAT, _plain(value))))
    os.replace(partial, path)


def _plain(value: Any) -> Any:
    """`value` without types that marshal does not know."""
    if isinstance(value, tuple):  # also a named one
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
