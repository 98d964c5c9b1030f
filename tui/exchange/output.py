"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tui.errors import JiaozhuError
from tui.language import tr


@contextmanager
def writing(path: str) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end; `-` is standard output.

    If the body raises, what was there stays. A device or pipe is written to directly. Raises
    JiaozhuError where it cannot be written.
    """
    if path == "-":
        with _standard_output() as file:
            yield file
        return
    target = Path(os.path.realpath(path))  # a link stays one: the file behind it is replaced
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        if target.is_dir():
            raise JiaozhuError(tr("{path} is a folder; name a file in it", path=path))
        if mode is not None and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.tmp")
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                if mode is not None:
                    temporary.chmod(mode)
                os.fsync(file.fileno())
            os.replace(temporary, target)
        finally:
            with suppress(OSError):
                temporary.unlink()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise JiaozhuError(
            tr("cannot write {path}: {strerror}", path=path, strerror=error.strerror or error)
        ) from error


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    sys.stdout.flush()
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What could not be written would be tried again at exit, with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = error.strerror or error
        raise JiaozhuError(
            tr("cannot write to standard output: {reason}", reason=reason)
        ) from error
