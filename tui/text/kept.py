"""Tables that take long to derive, kept between runs where the platform keeps such files.

Only ever a shortcut: a file that is missing, stale, damaged or in a place that cannot be written
is as good as none.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import Any, TypeVar, cast
from zlib import crc32

T = TypeVar("T")

_SEAL = 36  # bytes before the content: what it was made from, and its check sum


def kept(name: str, sources: Iterable[Path], build: Callable[[], T]) -> T:
    """What `build` returns, from an earlier run if none of `sources` has changed since.

    The value consists of strings, numbers, tuples, lists, dictionaries and sets only. `sources`
    are the files it depends on, code included.
    """
    try:
        made_from = _state(sources)
    except OSError:  # no such file
        return build()
    found = load(name, made_from)
    if found is not None:
        return cast(T, found)
    value = build()
    save(name, made_from, value)
    return value


def load(name: str, made_from: str) -> Any:
    """What `save` kept under `name` if it was made from the same; else None."""
    with suppress(OSError, RuntimeError, ValueError, EOFError, TypeError):
        data = _path(name).read_bytes()
        content = memoryview(data)[_SEAL:]
        if data[:_SEAL] == _seal(made_from, content):
            return marshal.loads(content)
    return None


def save(name: str, made_from: str, value: object) -> None:
    """Keep `value` under `name`, if there is a place to; `made_from` says from what it was made."""
    content = marshal.dumps(cast(Any, value))
    with suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        _write(_path(name), _seal(made_from, content) + content)


def _path(name: str) -> Path:
    return folder() / f"{name}.marshal"


def folder() -> Path:
    """The user's cache folder for this program; RuntimeError where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "jiaozhu"


def _state(sources: Iterable[Path]) -> str:
    """Names these very versions of the files, and of Python, whose format this is."""
    state = [sys.version, sys.byteorder]
    for source in sources:
        status = source.stat()
        state.append(f"{source} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(state)


def _seal(made_from: str, content: bytes | memoryview) -> bytes:
    origin = sha256(made_from.encode("utf-8", "surrogateescape")).digest()
    return origin + crc32(content).to_bytes(4)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also when two programs write at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.stem}.{os.getpid()}-{get_ident()}.partial")
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
