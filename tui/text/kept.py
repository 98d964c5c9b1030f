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
        path = _folder() / f"{name}.marshal"
        made_from = _state(sources)
    except (OSError, RuntimeError):  # no home folder, no such file
        return build()
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        found = memoryview(data)[_SEAL:]
        if data[:_SEAL] == made_from + _checksum(found):
            return cast(T, marshal.loads(found))
    value = build()
    content = marshal.dumps(cast(Any, value))
    with suppress(OSError):
        _write(path, made_from + _checksum(content) + content)
    return value


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "jiaozhu"


def _state(sources: Iterable[Path]) -> bytes:
    """Names these very versions of the files, and of Python, whose format this is."""
    state = [sys.version, sys.byteorder]
    for source in sources:
        status = source.stat()
        state.append(f"{source} {status.st_size} {status.st_mtime_ns}")
    return sha256("\n".join(state).encode("utf-8", "surrogateescape")).digest()


def _checksum(content: bytes | memoryview) -> bytes:
    return crc32(content).to_bytes(4)


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
