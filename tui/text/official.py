"""Conversion by the data of an official OpenCC, to the character what that OpenCC prints.

Its rule: what the page has in compatibility forms is normalised; the text is cut into segments by
the longest key from the left, where a configuration says so; each stage then takes from the left
the longest key, and never across segments. In a group the dictionaries are asked in turn and the
first that has any key here decides (`short_circuit`), or the longest key of all does (`union`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, count
from operator import add
from pathlib import Path
from typing import Any

from tui.text.alignment import Alignment
from tui.text.official_data import Dictionary, config, config_names, dictionary

Match = tuple[int, str]
"""How many code points a key has, and what it becomes; (0, "") where none stands."""
Replacement = tuple[int, int, str]
"""Start and end in the input, and what stands there in the output."""

_NONE: Match = (0, "")
_CHARACTERS = ("STCharacters", "TSCharacters")


class Leaf:
    """A dictionary, asked for the longest of its keys at a place."""

    def __init__(self, name: str, entries: Dictionary) -> None:
        self.name = name
        self.entries = entries
        self._lengths: dict[str, list[int]] = {}
        for key in entries:
            self._lengths.setdefault(key[0], []).append(len(key))
        self._lengths = {first: sorted({*n}, reverse=True) for first, n in self._lengths.items()}

    def match(self, text: str, start: int, end: int) -> Match:
        """The longest key in `text[start:end]` that begins at `start`."""
        for length in self._lengths.get(text[start], ()):
            if start + length <= end:
                found = self.entries.get(text[start : start + length])
                if found is not None:
                    return length, found[0]
        return _NONE

    def leaves(self) -> Iterator[Leaf]:
        """The dictionaries, in their order."""
        yield self


class Group:
    """Several dictionaries or groups that are asked together."""

    def __init__(self, members: Sequence[Leaf | Group], union: bool) -> None:
        self.members = members
        self.union = union

    def match(self, text: str, start: int, end: int) -> Match:
        """As of a leaf; of equally long keys the first dictionary's."""
        best = _NONE
        for member in self.members:
            found = member.match(text, start, end)
            if found[0] > best[0]:
                best = found
                if not self.union:
                    break
        return best

    def leaves(self) -> Iterator[Leaf]:
        """The dictionaries, in their order."""
        return chain.from_iterable(member.leaves() for member in self.members)


class Stage:
    """A dictionary or group that a text goes through from left to right."""

    def __init__(self, node: Leaf | Group) -> None:
        self.node = node
        self._pairs = {key[:2] for leaf in node.leaves() for key in leaf.entries if len(key) > 1}
        singles: dict[str, str] = {}
        for leaf in node.leaves():
            for key, values in leaf.entries.items():
                if len(key) == 1:
                    singles.setdefault(key, values[0])
        self._table = {ord(key): value for key, value in singles.items()}
        self._singles = singles.keys()
        self._resizing = {key for key, value in singles.items() if len(value) != 1}

    def convert(self, text: str, borders: Sequence[int] = ()) -> tuple[str, list[Replacement]]:
        """The converted text, and the replacements that changed a length.

        `borders`: places that no key reaches across, in order.
        """
        parts: list[str] = []
        resized: list[Replacement] = []
        position = 0
        for start, end, new in self._matches(text, borders):
            parts += (text[position:start].translate(self._table), new)
            position = end
            if end - start != len(new):
                resized.append((start, end, new))
        parts.append(text[position:].translate(self._table))
        return "".join(parts), resized

    def borders(self, text: str) -> list[int]:
        """Where the segments of a text begin that this stage cuts it into."""
        found: set[int] = set()
        for start, end, _ in self._matches(text, (), alone=True):
            found |= {start, end}
        return sorted(found)

    def covered(self, text: str, borders: Sequence[int] = ()) -> bytearray:
        """1 for each code point that a key of several decides."""
        mask = bytearray(len(text))
        for start, end, _ in self._matches(text, borders):
            if end - start > 1:
                mask[start:end] = b"\1" * (end - start)
        return mask

    def _matches(
        self, text: str, borders: Sequence[int], alone: bool = False
    ) -> Iterator[Replacement]:
        """The keys taken that are longer than a character or change the length of one.

        `alone`: and all that are one character.
        """
        done = 0
        for at in self._candidates(text, alone):
            if at < done:
                continue
            following = bisect_right(borders, at)
            limit = borders[following] if following < len(borders) else len(text)
            length, new = self.node.match(text, at, limit)
            if length > 1 or (length and (alone or len(new) != 1)):
                done = at + length
                yield at, done, new

    def _candidates(self, text: str, alone: bool) -> Iterator[int]:
        pairs = map(self._pairs.__contains__, map(add, text, text[1:]))
        singles = self._singles if alone else self._resizing
        if not singles or singles.isdisjoint(text):
            return compress(count(), pairs)
        single = map(singles.__contains__, text)
        both = (a or b for a, b in zip(chain(pairs, (False,)), single, strict=True))
        return compress(count(), both)


class Chain:
    """A configuration: normalisation, segmentation and the stages after it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._leaves: dict[str, Leaf] = {}
        told = config(folder, name)
        self.normalising = [self._stage(one["dict"]) for one in told.get("normalization", ())]
        cut = told.get("segmentation")
        self.segmenting = self._stage(cut["dict"]) if cut else None
        self.stages = [self._stage(one["dict"]) for one in told["conversion_chain"]]

    def _stage(self, node: Mapping[str, Any]) -> Stage:
        return Stage(self._node(node))

    def _node(self, node: Mapping[str, Any]) -> Leaf | Group:
        if node["type"] == "group":
            members = [self._node(member) for member in node["dicts"]]
            return Group(members, node.get("match_policy") == "union")
        file = str(node["file"])
        if file not in self._leaves:
            self._leaves[file] = Leaf(Path(file).stem, dictionary(self._folder, file))
        return self._leaves[file]

    @cached_property
    def changing(self) -> int | None:
        """Which stage changes the script; None where none does."""
        for number, stage in enumerate(self.stages):
            if any(leaf.name in _CHARACTERS for leaf in stage.node.leaves()):
                return number
        return None

    @cached_property
    def characters(self) -> Leaf | None:
        """The dictionary of characters of that stage."""
        if self.changing is None:
            return None
        leaves = self.stages[self.changing].node.leaves()
        return next(leaf for leaf in leaves if leaf.name in _CHARACTERS)

    def before(self, text: str, stop: int) -> tuple[str, Alignment, Sequence[int]]:
        """`text` before stage `stop`, the map to it, and the borders of its segments."""
        across = Alignment.identity(len(text))
        for stage in self.normalising:
            text, across, _ = through(stage, text, across, ())
        borders: Sequence[int] = self.segmenting.borders(text) if self.segmenting else ()
        for stage in self.stages[:stop]:
            text, across, borders = through(stage, text, across, borders)
        return text, across, borders


class Official:
    """The configurations of a data folder. Each is loaded when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configs = config_names(folder)
        self._chains: dict[str, Chain] = {}

    def chain(self, name: str) -> Chain:
        """A configuration. JiaozhuError where it cannot be read."""
        if name not in self._chains:
            self._chains[name] = Chain(self.folder, name)
        return self._chains[name]


_current: Official | None = None


def use(folder: Path | None) -> None:
    """Convert by the data of a folder from now on; None: by the package's.

    JiaozhuError, and nothing has changed, where the folder cannot be used.
    """
    global _current
    if folder is None:
        _current = None
    elif _current is None or _current.folder != folder:
        data = Official(folder)
        for name in ("s2t", "t2s"):  # what is wrong with the folder is said now, not while reading
            if name in data.configs:
                data.chain(name)
        _current = data


def current() -> Official | None:
    """The data in use; None: the package's."""
    return _current


def through(
    stage: Stage, text: str, across: Alignment, borders: Sequence[int]
) -> tuple[str, Alignment, Sequence[int]]:
    """What a stage makes of a text, with the map to it and the borders of its segments there."""
    converted, resized = stage.convert(text, borders)
    if resized:
        replacements = ((start, end, len(new)) for start, end, new in resized)
        step = Alignment.from_replacements(len(text), replacements)
        across = across.compose(step)
        borders = [step.first(border) for border in borders]
    return converted, across, borders
