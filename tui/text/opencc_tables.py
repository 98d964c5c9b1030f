"""The dictionaries of opencc-python-reimplemented, read where the package is installed.

The package (Apache-2.0) brings the OpenCC dictionaries and says in a JSON file a configuration
which of them are used in what order. Only these data files are used here; its code is the oracle
of the tests.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.kept import kept

Group = tuple[str, ...]
"""File names of dictionaries tried one after another over what is left of a text."""

TABLE_SIZE = 0x33480
"""Where the assigned code points end that a character table may speak of (Han stops there)."""


@cache
def folder() -> Path:
    """Where the package is installed; found without importing it."""
    spec = find_spec("opencc")
    for place in (spec.submodule_search_locations if spec else None) or ():
        if (Path(place) / "dictionary" / "STCharacters.txt").is_file():
            return Path(place)
    raise JiaozhuError(
        tr(
            "The dictionaries of opencc-python-reimplemented are missing; "
            "run: pip install --force-reinstall opencc-python-reimplemented"
        )
    )


@cache
def stages(config: str) -> tuple[Group, ...]:
    """The stages of a configuration such as ``s2twp``; each converts what the one before left."""
    path = folder() / "config" / f"{config}.json"
    chain = json.loads(_read(path))["conversion_chain"]
    return tuple(tuple(_files(stage["dict"])) for stage in chain)


def _files(node: dict[str, object]) -> list[str]:
    if node["type"] == "group":
        dicts = node["dicts"]
        assert isinstance(dicts, list)
        return [file for child in dicts for file in _files(child)]
    return [str(node["file"])]


@cache
def dictionary(file: str) -> dict[str, str]:
    """What each key becomes: its first value. In the order of the file."""
    # Column-wise, because a loop over 49,000 lines is what makes loading slow.
    text = re.sub(" .*", "", _read(folder() / "dictionary" / file))
    fields = text.rstrip("\n").replace("\t", "\n").split("\n")
    return dict(zip(fields[::2], fields[1::2], strict=True))


@cache
def choices(file: str) -> dict[str, tuple[str, ...]]:
    """All values of each key, the first being the default."""
    lines = _read(folder() / "dictionary" / file).rstrip("\n").split("\n")
    pairs = (line.partition("\t") for line in lines)
    return {key: tuple(values.split(" ")) for key, _, values in pairs}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise JiaozhuError(
            tr(
                "{path} cannot be read ({strerror}); reinstall opencc-python-reimplemented",
                path=path,
                strerror=error.strerror,
            )
        ) from error


@cache
def _identity() -> list[int]:
    """Each code point as itself. Tables begin as a copy, so that all share its numbers."""
    return list(range(TABLE_SIZE))


def character_table(pairs: str) -> list[int]:
    """A table for `str.translate` of single code points: the one at each place is the target.

    `pairs` has each character and its target in turn. A list, because a dictionary raises a
    KeyError for every character it leaves alone; code points behind its end are left alone too.
    """
    table = _identity().copy()
    for character, target in zip(map(ord, pairs[::2]), map(ord, pairs[1::2]), strict=True):
        table[character] = target
    return table


def character_pairs(mapping: dict[str, str]) -> str:
    """`mapping` as `character_table` takes it: a text, which loads faster than a dictionary."""
    return "".join(chain.from_iterable(sorted(mapping.items())))


def kept_table(name: str, module: str, build: Callable[[], dict[str, str]]) -> list[int]:
    """The character table of what `build` returns, kept between runs.

    `module` is the file of the code that builds it.
    """
    return character_table(kept(name, sources(module), lambda: character_pairs(build())))


def sources(module: str, files: Iterable[str] | None = None) -> list[Path]:
    """The files a table depends on: these dictionaries or all, this module and that one."""
    dictionaries = folder() / "dictionary"
    names = sorted(os.listdir(dictionaries)) if files is None else files
    return [*(dictionaries / name for name in names), Path(module), Path(__file__)]
