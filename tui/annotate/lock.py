"""One writer for one annotation file, in every process and on every platform."""

from __future__ import annotations

import os
import socket
import warnings
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, SoftFileLock, Timeout

from tui.annotate import files
from tui.errors import JiaozhuError
from tui.language import tr


class Locked(JiaozhuError):  # noqa: N818 - said like a state
    """Another process, or another part of this one, is writing this file."""


class ReadOnly(JiaozhuError):  # noqa: N818 - said like a state
    """The file or its folder cannot be written; it can still be read."""


class Lock:
    """Held from construction to `release`. The kernel lets go of it when the process dies."""

    def __init__(self, path: Path, what: str) -> None:
        """Take the lock file at `path`; Locked says who holds `what`."""
        if os.path.lexists(path):
            # Neither a link to something else nor a FIFO may pass for a lock.
            os.close(files.open_regular(path, os.O_RDWR))
        self._lock = FileLock(path, timeout=0, thread_local=False)
        try:
            with warnings.catch_warnings():
                # File systems without flock: filelock falls back to the existence of the file.
                warnings.simplefilter("ignore")
                self._lock.acquire()
        except Timeout:
            raise Locked(
                tr(
                    "{what} is being annotated by {holder}; close it there, or read only here.",
                    what=what,
                    holder=_holder(path),
                )
            ) from None
        self._sign(path)

    def _sign(self, path: Path) -> None:
        # For people only; the lock holds without it. Where the kernel cannot lock, filelock signs
        # itself, and finds out by that whether the holder has died.
        if isinstance(self._lock, SoftFileLock):
            return
        with suppress(OSError, JiaozhuError):
            descriptor = files.open_regular(path, os.O_WRONLY | os.O_TRUNC)
            try:
                files.write_all(descriptor, f"{os.getpid()}\n{socket.gethostname()}\n".encode())
            finally:
                os.close(descriptor)

    @property
    def held(self) -> bool:
        """Whether it was not released yet."""
        return self._lock.is_locked

    def release(self) -> None:
        """Let others write."""
        self._lock.release(force=True)


def _holder(path: Path) -> str:
    with suppress(OSError, JiaozhuError, ValueError):
        data, _ = files.read_regular(path)
        process, host = data[:300].decode("utf-8").split("\n")[:2]
        if int(process) == os.getpid() and host == socket.gethostname():
            return tr("this very process")
        if host.isprintable() and host:
            return tr("process {process} on {host}", process=int(process), host=host)
    return tr("another process")
