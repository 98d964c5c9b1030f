"""Chain: the steps by which a configuration converts, by the rule of the package or the official.

A text goes through them as a `Passage`, which knows how it is aligned with the original and, after
the segmentation of official OpenCC, where its segments end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Protocol

from tui.text import form_tables, leftmost, opencc_data, opencc_files, opencc_tables
from tui.text.alignment import Alignment
from tui.text.conversion import Replacement, Stage, stages
from tui.text.form_tables import FormTables
from tui.text.kept import kept
from tui.text.leftmost import Leftmost, Tables, derive
from tui.text.opencc_data import File, Group, Node, OpenCCData, Recipe
from tui.text.stage_tables import SEPARATOR

CONFIGS = ("s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp", "t2tw", "t2hk")
"""What the package has."""

_NEVER = re.compile(r"(?!)")
_loading = Lock()


@dataclass(frozen=True)
class Passage:
    """A text on its way."""

    text: str
    across: Alignment
    """The original → `text`."""
    ends: Sequence[int] = ()
    """Where its segments end; none: it is one."""

    @classmethod
    def of(cls, text: str) -> Passage:
        """A text that has not been converted yet."""
        return cls(text, Alignment.identity(len(text)))

    def become(self, text: str, resized: Sequence[Replacement]) -> Passage:
        """What a step made of it; `resized` are the replacements that changed its length."""
        across = self.across
        if resized:
            replacements = ((start, end, len(new)) for start, end, new in resized)
            across = across.compose(Alignment.from_replacements(len(self.text), replacements))
        return Passage(text, across, leftmost.moved(self.ends, resized))


class Step(Protocol):
    """A dictionary, or dictionaries, in use."""

    def through(self, passage: Passage) -> Passage:
        """The passage converted."""

    def covered(self, passage: Passage) -> bytearray:
        """1 for each code point of a passage that a phrase decides."""


@dataclass(frozen=True)
class _Package:
    """By the rule of opencc-python-reimplemented."""

    stage: Stage

    def through(self, passage: Passage) -> Passage:
        return passage.become(*self.stage.convert(passage.text))

    def covered(self, passage: Passage) -> bytearray:
        return self.stage.covered(passage.text)


@dataclass(frozen=True)
class _Official:
    """By the rule of official OpenCC."""

    stage: Leftmost

    def through(self, passage: Passage) -> Passage:
        return passage.become(*self.stage.convert(passage.text, passage.ends))

    def covered(self, passage: Passage) -> bytearray:
        return self.stage.covered(passage.text, passage.ends)


class _Segmentation(_Official):
    """What the steps after it keep inside the segments of."""

    def through(self, passage: Passage) -> Passage:
        return replace(passage, ends=self.stage.segments(passage.text))


class _Cutting(_Official):
    """Segmentation and first stage by the same keys, in one."""

    def through(self, passage: Passage) -> Passage:
        text, resized, ends = self.stage.cut(passage.text)
        return replace(passage.become(text, resized), ends=ends)


@dataclass(frozen=True, eq=False)
class Chain:
    """A configuration in use. Threads may share it."""

    config: str
    steps: tuple[Step, ...]
    changing: int | None
    """Which step changes the script; None where none does."""
    separator: re.Pattern[str]
    _forms: Callable[[], FormTables]
    official: bool = field(default=False)

    @cached_property
    def forms(self) -> FormTables:
        """The characters with several forms of the step that changes the script."""
        return self._forms()

    def separators(self, text: str) -> re.Pattern[str]:
        """Where `text` may be cut: what stands between two of them converts by itself."""
        return _NEVER if self.official and leftmost.OPERATOR.search(text) else self.separator


def configs(data: OpenCCData | None = None) -> tuple[str, ...]:
    """The configurations of official data, or of the package."""
    return CONFIGS if data is None else data.configs


@cache
def chain(config: str, data: OpenCCData | None = None) -> Chain:
    """A configuration of official data, or of the package; loaded once.

    ValueError for a name the package does not know; JiaozhuError where the data have none of that
    name or cannot be read.
    """
    if data is not None:
        with _loading:
            return _of_data(config, data)
    if config not in CONFIGS:
        raise ValueError(f"no script configuration {config!r}; there are {', '.join(CONFIGS)}")
    changing, name = None, ""
    for number, group in enumerate(opencc_tables.stages(config)):
        found = [file for file in group if file.removesuffix(".txt") in form_tables.PHRASES]
        if found and changing is None:
            changing, name = number, found[0].removesuffix(".txt")

    def forms() -> FormTables:
        return form_tables.of_package(name) if name else form_tables.NONE

    steps = tuple(map(_Package, stages(config)))
    return Chain(config, steps, changing, SEPARATOR, forms)


def _of_data(config: str, data: OpenCCData) -> Chain:
    recipe = data.recipe(config)
    tables = [_tables(data, node) for node in (*recipe.normalization, *recipe.chain)]
    steps: list[Step] = [_Official(_leftmost(data, node)) for node in recipe.normalization]
    later = [_Official(_leftmost(data, node)) for node in recipe.chain]
    cut = recipe.segmentation
    if cut is not None and _is_cut_alike(data, cut, recipe.chain):
        later[0] = _Cutting(later[0].stage)
    elif cut is not None:
        tables.append(_tables(data, cut, segments=True))
        steps.append(_Segmentation(_leftmost(data, cut, segments=True)))
    before = len(steps)
    steps += later
    found = _changing(recipe)
    inside = {mark for table in tables for mark in table.marks}
    marks = "".join(re.escape(mark) for mark in sorted(inside))
    separator = re.compile(f"(?![{marks}]){SEPARATOR.pattern}") if inside else SEPARATOR

    def forms() -> FormTables:
        if found is None:
            return form_tables.NONE
        node = recipe.chain[found[0]]
        sources = _code(form_tables.__file__)
        kept_tables = kept(
            f"opencc-forms-{data.seal(node)}", sources, lambda: _forms(data, node, found[1])
        )
        return FormTables(*kept_tables)

    changing = None if found is None else before + found[0]
    return Chain(config, tuple(steps), changing, separator, forms, official=True)


def _is_cut_alike(data: OpenCCData, cut: Node, chain: Sequence[Node]) -> bool:
    """Whether the first stage cuts a text as the segmentation does (`Leftmost.cuts_like`)."""
    if not chain:
        return False
    # Kept, so that the tables of the segmentation need not be loaded.
    return kept(
        f"opencc-cut-{data.seal(Group((cut, chain[0]), False))}",
        _code(leftmost.__file__),
        lambda: _leftmost(data, chain[0]).cuts_like(_leftmost(data, cut, segments=True)),
    )


def _changing(recipe: Recipe) -> tuple[int, File] | None:
    """The stage that changes the script, and its dictionary of characters."""
    for number, node in enumerate(recipe.chain):
        for file in opencc_data.files([node]):
            if Path(file.name).stem in form_tables.PHRASES:
                return number, file
    return None


def _forms(data: OpenCCData, node: Node, file: File) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    dictionary = data.dictionary(node)
    several = form_tables.several(data.entries(file))
    # Another dictionary may have the character before this one.
    several = {
        char: tuple(dict.fromkeys((dictionary[char], *forms)))
        for char, forms in several.items()
        if len(dictionary.get(char, "")) == 1
    }
    return several, form_tables.likely(several, dictionary)


@cache
def _leftmost(data: OpenCCData, node: Node, segments: bool = False) -> Leftmost:
    return Leftmost(_tables(data, node, segments))


@cache
def _tables(data: OpenCCData, node: Node, segments: bool = False) -> Tables:
    name = f"opencc-{'segments-' if segments else ''}{data.seal(node)}"
    # As a plain tuple, which can be kept.
    tables = kept(
        name,
        _code(leftmost.__file__),
        lambda: tuple(derive(data.dictionary(node), telling=not segments)),
    )
    return Tables._make(tables)


def _code(module: str) -> list[Path]:
    """The code that tables from official data depend on; their name says which data."""
    return [Path(file) for file in (module, __file__, opencc_data.__file__, opencc_files.__file__)]
