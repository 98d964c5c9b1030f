"""Pages cleaned in a process of their own, so that no key waits; in a thread where none can be.

cleaning = Cleaning.beside()            # before Textual is imported: both load at once
cleaning.find(source, project)          # at once, if the page was cleaned before; else None
cleaning.clean(source, project)         # waits; for a thread
cleaning.share(source)                  # meanwhile: how much of it is done, 0 to 1
cleaning.leave(source)                  # nobody waits for it any more
cleaning.prepare(path, encoding, project)  # for later, when nothing else is to be done
cleaning.close()
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, BinaryIO, cast

from tui.annotate.cleaner import Answer, Request, put, take
from tui.errors import JiaozhuError

if TYPE_CHECKING:
    # The process is started before anything that takes long to import.
    from tui.annotate.project import Project
    from tui.repair.settings import Settings
    from tui.text.edition import Edition
    from tui.text.source import Source

LONG = 200_000
"""Bytes of a page from which on it is given up when nobody waits for it; others are finished."""
_MODEST_ON_WINDOWS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
_FAILURES = 2  # of the process, after which no other is made
_PROGRAM = "import sys; sys.path[:] = {path!r}; from tui.annotate.cleaner import main; main()"


class Left(JiaozhuError):  # noqa: N818 - nothing went wrong
    """The page was left before it was clean."""


class Cleaning:
    """Cleans one page at a time: what a person waits for first, then what is for later."""

    def __init__(self, process: subprocess.Popen[bytes] | None = None) -> None:
        """Without a process pages are cleaned in the thread that asks. See `beside`."""
        self._process = process
        self._failures = 0 if process else _FAILURES
        self._number = 0
        self._free = Condition(Lock())
        self._jobs: list[_Job] = []  # that wait for their turn, or have it
        self._job: _Job | None = None  # that has it
        self._is_warm = False
        self._closed = False

    @classmethod
    def beside(cls) -> Cleaning:
        """With a process of its own, if one can be made."""
        return cls(_start())

    @property
    def is_beside(self) -> bool:
        """Whether pages are cleaned in another process now."""
        return self._process is not None

    @property
    def is_warm(self) -> bool:
        """Whether a page was cleaned, so that all that takes long to load is there."""
        return self._is_warm

    def find(self, source: Source, project: Project | None) -> Edition | None:
        """The page as the repairs leave it, if it was cleaned before."""
        from tui.annotate import cache
        from tui.annotate.settings import settings_of

        return cache.load(source, settings_of(project)) if project else None

    def clean(self, source: Source, project: Project | None, later: bool = False) -> Edition:
        """The page as the repairs leave it. Waits for its turn, and until it is clean.

        `later`: others come first, also when this has been begun. Raises Left when it is left or
        all is closed, JiaozhuError for a mistake in the project's settings.
        """
        from tui.annotate.settings import settings_of

        settings = settings_of(project)
        while True:
            job = _Job(source.path, len(source.data), later)
            with self._turn(job):
                found = self.find(source, project)  # it may have been prepared meanwhile
                if found is None:
                    with suppress(Left):
                        found = self._clean(job, source, project, settings)
                if found is not None:
                    return found
            if self._closed or not later or job.is_left:
                raise Left("The page was left before it was clean.")

    def prepare(self, path: Path, encoding: str | None, project: Project) -> None:
        """Have a page kept in the cache for when it is opened. Returns at once."""
        if self.is_beside:
            Thread(target=self._prepare, args=(path, encoding, project), daemon=True).start()

    def share(self, source: Source) -> float:
        """How much of a page is done; 0 while others are being cleaned."""
        job = self._job
        return job.share if job is not None and job.path == source.path else 0.0

    def leave(self, source: Source) -> None:
        """Give a page up, unless it is so short that it may as well be finished."""
        with self._free:
            for job in self._jobs:
                if job.path == source.path and job.size > LONG:
                    job.is_left = True
                    if job is self._job:
                        self._give_up(job)
            self._free.notify_all()

    def close(self) -> None:
        """End the process and whatever waits for it."""
        with self._free:
            self._closed = True
            self._failures = _FAILURES
            process, self._process = self._process, None
            if self._job is not None:
                self._job.is_over = True
            self._free.notify_all()
        if process is not None:
            _end(process)

    # --- turns

    @contextmanager
    def _turn(self, job: _Job) -> Iterator[None]:
        with self._free:
            self._jobs.append(job)
            now = self._job
            if now is not None and now.later and not job.later:
                self._make_way(now, job)
        try:
            with self._free:
                self._free.wait_for(lambda: self._closed or job.is_left or self._is_free_for(job))
                if self._closed or job.is_left:
                    raise Left("The page was left before it was clean.")
                self._job = job
            yield
        finally:
            with self._free:
                self._jobs.remove(job)
                if self._job is job:
                    self._job = None
                self._free.notify_all()

    def _is_free_for(self, job: _Job) -> bool:
        if self._job is not None:
            return False
        return not job.later or all(other.later for other in self._jobs)

    def _make_way(self, now: _Job, job: _Job) -> None:
        """End what would make a person wait; it is begun anew when nobody does."""
        if now.size > LONG and now.path != job.path:
            self._give_up(now)

    def _give_up(self, job: _Job) -> None:
        """End what is being done. Only while `_free` is held."""
        job.is_over = True
        if self._process is not None:
            self._process.kill()

    # --- at work

    def _clean(
        self, job: _Job, source: Source, project: Project | None, settings: Settings
    ) -> Edition:
        from tui.annotate import cache
        from tui.text.packed import unpack

        if self._ready():
            root = str(project.root) if project else None
            answer = self._ask(job, source.path, source.encoding, root, source.data)
            # Another entry: the page or the settings were written in between.
            if answer and answer.packed and answer.entry == cache.name_of(source, settings):
                return unpack(source, answer.packed)
        return self._clean_here(job, source, project, settings)

    def _clean_here(
        self, job: _Job, source: Source, project: Project | None, settings: Settings
    ) -> Edition:
        from tui.annotate import cache
        from tui.repair.pipeline import clean

        def tell(share: float) -> None:
            job.share = share
            if job.is_over:
                raise Left("The page was left before it was clean.")

        edition = clean(source, settings=settings, tell=tell)
        self._is_warm = True
        return cache.save(edition, settings) if project else edition

    def _prepare(self, path: Path, encoding: str | None, project: Project) -> None:
        with suppress(OSError, JiaozhuError):
            job = _Job(str(path), path.stat().st_size, later=True)
            with self._turn(job):
                if self._ready():
                    self._ask(job, str(path), encoding, str(project.root), None)

    def _ready(self) -> bool:
        """Whether there is a process; makes another one where it was ended."""
        with self._free:
            if self._process is None and self._failures < _FAILURES:
                self._process = _start()
                if self._process is None:
                    self._failures = _FAILURES
            return self._process is not None

    def _ask(
        self, job: _Job, path: str, encoding: str | None, root: str | None, data: bytes | None
    ) -> Answer | None:
        """The last answer of the process; None where it failed. Left where it was ended."""
        process = self._process
        if process is None:
            return None
        self._number += 1
        answer: Answer | None = None
        with suppress(OSError, ValueError, EOFError, TypeError):
            put(_pipe(process.stdin), Request(self._number, path, encoding, root, data))
            while (values := take(_pipe(process.stdout))) is not None:
                answer = Answer(*values)
                job.share = answer.share
                if answer.share == 1:
                    self._is_warm = True
                    return answer
        with self._free:
            if self._process is process:
                self._process = None
            self._failures += not job.is_over
        _end(process)
        if job.is_over:
            if not self._closed:
                self._ready()  # while the person looks at something else
            raise Left("The page was left before it was clean.")
        return None


class _Job:
    """What is being cleaned."""

    def __init__(self, path: str, size: int, later: bool) -> None:
        self.path = path
        self.size = size  # bytes
        self.later = later
        self.share = 0.0
        self.is_over = False
        """Nobody waits for it now."""
        self.is_left = False
        """Nobody will."""


def _start() -> subprocess.Popen[bytes] | None:
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_MODEST_ON_WINDOWS,
        )
    except (OSError, ValueError):
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it if it has not ended, and let go of all that belongs to it."""
    with suppress(OSError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            _pipe(pipe).close()


def _pipe(pipe: object) -> BinaryIO:
    return cast(BinaryIO, pipe)
