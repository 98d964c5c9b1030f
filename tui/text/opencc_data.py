"""An official OpenCC data folder: the configurations it has, and the dictionaries they name.

A configuration is a JSON file with a ``conversion_chain`` of stages, each a dictionary or a group
of them; before it there may be a ``normalization``, stages that convert the text as a whole, and a
``segmentation``, after which the stages of the chain keep inside its segments. A group takes its
members one after the other (``short_circuit``) or as one (``union``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text import opencc_files
from tui.text.leftmost import in_turn, merged
from tui.text.opencc_files import Entries

_KINDS = ("text", "ocd2")


@dataclass(frozen=True)
class File:
    """A dictionary of the folder."""

    name: str
    kind: str
    """``text`` or ``ocd2``."""


@dataclass(frozen=True)
class Inline:
    """A dictionary in the configuration itself."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """Dictionaries of which the first that has a key counts, or the longest key of all."""

    members: tuple[Node, ...]
    union: bool


Node = File | Inline | Group


@dataclass(frozen=True)
class Recipe:
    """A configuration."""

    normalization: tuple[Node, ...]
    segmentation: Node | None
    chain: tuple[Node, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        """All dictionaries and groups that it begins with."""
        yield from self.normalization
        if self.segmentation is not None:
            yield self.segmentation
        yield from self.chain


@dataclass(frozen=True)
class OpenCCData:
    """A data folder. Two with the same content are equal."""

    folder: Path = field(compare=False)
    digest: str
    """SHA-256 of all that was read, in hexadecimal."""
    recipes: Mapping[str, Recipe] = field(compare=False, repr=False)
    """Configurations that can be used, by name."""
    problems: Mapping[str, str] = field(compare=False, repr=False)
    """The other ones, with what is wrong with each."""
    seals: Mapping[str, str] = field(compare=False, repr=False)
    """SHA-256 of each dictionary file."""

    @classmethod
    def open(cls, folder: Path) -> OpenCCData:
        """The data in a folder. JiaozhuError where there is none that can be used."""
        if not folder.is_dir():
            raise JiaozhuError(
                tr(
                    "opencc_data: there is no folder {folder}; name one with OpenCC's "
                    "configurations, such as share/opencc.",
                    folder=folder,
                )
            )
        recipes: dict[str, Recipe] = {}
        problems: dict[str, str] = {}
        seals: dict[str, str] = {}
        digest = sha256()
        for path in sorted(folder.glob("*.json")):
            try:
                data = opencc_files.content(path)
                recipe = _recipe(data, path)
                if recipe is None:  # another kind of file
                    continue
                for file in files(recipe.nodes):
                    if file.name not in seals:
                        seal = sha256(opencc_files.content(folder / file.name)).hexdigest()
                        seals[file.name] = seal
            except JiaozhuError as error:
                problems[path.stem] = str(error)
            else:
                recipes[path.stem] = recipe
                digest.update(path.stem.encode("utf-8", "surrogateescape") + b"\0" + data)
        if not recipes:
            if problems:
                raise JiaozhuError(next(iter(problems.values())))
            raise JiaozhuError(
                tr(
                    "opencc_data: {folder} has no configuration of OpenCC (s2t.json and others).",
                    folder=folder,
                )
            )
        digest.update("\0".join(f"{name} {seals[name]}" for name in sorted(seals)).encode())
        return cls(
            folder,
            digest.hexdigest(),
            MappingProxyType(recipes),
            MappingProxyType(problems),
            MappingProxyType(seals),
        )

    @cached_property
    def configs(self) -> tuple[str, ...]:
        """The names of the configurations that can be used."""
        return tuple(self.recipes)

    def recipe(self, config: str) -> Recipe:
        """A configuration. JiaozhuError where there is none of the name, or it cannot be used."""
        if config in self.problems:
            raise JiaozhuError(self.problems[config])
        if config not in self.recipes:
            names = ", ".join(self.configs)
            raise JiaozhuError(
                tr(
                    "There is no configuration {config!r}; there are {configs}.",
                    config=config[:40],
                    configs=names,
                )
            )
        return self.recipes[config]

    def seal(self, node: Node) -> str:
        """Names the content of a dictionary or group: 40 hexadecimal digits."""
        return sha256(repr(self._sealed(node)).encode()).hexdigest()[:40]

    def _sealed(self, node: Node) -> object:
        if isinstance(node, File):
            return node.kind, self.seals[node.name]
        if isinstance(node, Inline):
            return node.entries
        return node.union, [self._sealed(member) for member in node.members]

    def entries(self, file: File) -> Entries:
        """All values of a dictionary file. JiaozhuError where that is not what it was."""
        path = self.folder / file.name
        data = opencc_files.content(path)
        if sha256(data).hexdigest() != self.seals[file.name]:
            raise opencc_files.wrong(path, tr("this has changed meanwhile; start again"))
        return opencc_files.parse(data, file.kind, path)

    def dictionary(self, node: Node) -> dict[str, str]:
        """A dictionary or group as one dictionary of which the longest key counts."""
        if isinstance(node, File):
            return {key: values[0] for key, values in self.entries(node).items()}
        if isinstance(node, Inline):
            return dict(node.entries)
        join = merged if node.union else in_turn
        return join(map(self.dictionary, node.members))


def _recipe(data: bytes, path: Path) -> Recipe | None:
    """The configuration in the bytes of a file; None where it is another kind of file."""
    import json

    try:
        table = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
        what = tr("this cannot be read as JSON: {error}", error=error)
        raise opencc_files.wrong(path, what) from None
    if not isinstance(table, dict) or "conversion_chain" not in table:
        return None
    try:
        return Recipe(
            _stages(table, "normalization"),
            _segmentation(table["segmentation"]) if "segmentation" in table else None,
            _stages(table, "conversion_chain"),
        )
    except _WrongError as wrong:
        raise opencc_files.wrong(path, str(wrong)) from None
    except RecursionError:
        raise opencc_files.wrong(path, tr("too many groups are in one another")) from None


class _WrongError(Exception):
    """What is wrong with a configuration."""


def _stages(table: Mapping[str, Any], name: str) -> tuple[Node, ...]:
    stages = table.get(name, [])
    if not isinstance(stages, list):
        raise _WrongError(tr("{name} must be a list", name=name))
    return tuple(_node(_get(stage, "dict", name), name) for stage in stages)


def _segmentation(table: Any) -> Node:
    kind = _get(table, "type", "segmentation")
    if kind != "mmseg":
        raise _WrongError(
            tr("its segmentation is {kind!r}, and only mmseg is known", kind=str(kind)[:40])
        )
    return _node(_get(table, "dict", "segmentation"), "segmentation")


def _node(table: Any, where: str) -> Node:
    kind = _get(table, "type", where)
    if kind == "group":
        members = _get(table, "dicts", where)
        policy = table.get("match_policy", "short_circuit")
        if policy not in ("short_circuit", "union") or not isinstance(members, list):
            raise _WrongError(tr("a group in {name} is none that is known", name=where))
        return Group(tuple(_node(member, where) for member in members), policy == "union")
    if kind == "inline":
        entries = _get(table, "entries", where)
        if not isinstance(entries, dict) or not all(
            key and isinstance(value, str) and value for key, value in entries.items()
        ):
            raise _WrongError(tr("an inline dictionary in {name} is no table of texts", name=where))
        return Inline(tuple(entries.items()))
    if kind not in _KINDS:
        raise _WrongError(
            tr(
                "a dictionary in {name} is of the type {kind!r}; text, ocd2, inline and group "
                "are known",
                name=where,
                kind=str(kind)[:40],
            )
        )
    file = _get(table, "file", where)
    if not isinstance(file, str) or not file or "\0" in file:
        raise _WrongError(tr("a dictionary in {name} has no file", name=where))
    return File(file, kind)


def _get(table: Any, key: str, where: str) -> Any:
    if not isinstance(table, dict) or key not in table:
        raise _WrongError(tr("{key} is missing in {name}", key=key, name=where))
    return table[key]


def files(nodes: Iterable[Node]) -> Iterator[File]:
    """The dictionary files that are in `nodes`, group by group."""
    for node in nodes:
        if isinstance(node, File):
            yield node
        elif isinstance(node, Group):
            yield from files(node.members)
