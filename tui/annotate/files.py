"""Reading and replacing files of a project without ever touching, or waiting for, another file."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from tui.errors import JiaozhuError
from tui.language import tr

# Flags that one platform or another does not have.
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)

Stamp = tuple[int, int, int]
"""(mtime in ns, inode, size): differs when another program replaced or wrote the file."""


def open_regular(path: Path, flags: int = os.O_RDONLY, mode: int = 0o666) -> int:
    """A descriptor of the regular file at `path`; OSError, or JiaozhuError for any other thing.

    Links are not followed and a FIFO does not block.
    """
    try:
        descriptor = os.open(path, flags | NOFOLLOW | BINARY | _NONBLOCK, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
            raise _not_regular(path) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_regular(path)
    return descriptor


def _not_regular(path: Path) -> JiaozhuError:
    return JiaozhuError(
        tr("{path} is a link, device or folder, not a file of its own; move it away.", path=path)
    )


def read_regular(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a regular file and its stamp. FileNotFoundError when there is none."""
    try:
        descriptor = open_regular(path)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read()
            return data, stamp_of(os.fstat(descriptor))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise JiaozhuError(
            tr("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
        ) from None


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in a stat result."""
    return status.st_mtime_ns, status.st_ino, status.st_size


def stamp(path: Path) -> Stamp | None:
    """The stamp of what is at `path` now; None when nothing is."""
    try:
        return stamp_of(os.lstat(path))
    except FileNotFoundError:
        return None


def replace(path: Path, data: bytes) -> Stamp:
    """Put `data` at `path` in one step: after a crash there is the old file or the new, whole.

    On disk when this returns, with the stamp of the new file. Keeps the permissions of the old.
    """
    mode = None
    with suppress(OSError):
        mode = stat.S_IMODE(os.lstat(path).st_mode)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = os.open(temporary, flags | NOFOLLOW | BINARY, 0o666)
    try:
        try:
            write_all(descriptor, data)
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            sync(descriptor)
            written = stamp_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
        _rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)
    return written


def _rename(source: Path, target: Path) -> None:
    # Windows refuses while a virus scanner or an editor has the target open for a moment.
    for wait in (0.01, 0.05, 0.2, 0.5) if sys.platform == "win32" else ():
        with suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(wait)
    os.replace(source, target)


def sweep(path: Path) -> None:
    """Remove what a killed `replace` of `path` left behind. Only for who holds the lock."""
    prefix = f".{path.name}."
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
                with suppress(OSError):
                    os.unlink(entry.path)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte; OSError when the disk takes only some."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync(descriptor: int) -> None:
    """Return once the content of the file is on the disk itself."""
    if sys.platform == "darwin":
        # There fsync stops at the drive's cache; some file systems know only fsync.
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a new or replaced name in `folder` last. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(root: Path, folder: Path) -> None:
    """Make `folder` below `root`; no part of the way between them may be a link.

    OSError when it cannot be made, JiaozhuError for a link or a file in the way.
    """
    at = root
    for part in folder.relative_to(root).parts:
        at = at / part
        try:
            os.mkdir(at)
            sync_folder(at.parent)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(at).st_mode):
                raise JiaozhuError(
                    tr(
                        "{at} must be a folder of its own, not a link or a file; move it away.",
                        at=at,
                    )
                ) from None
