"""TinyDB on a snapshot and a log: every change is on disk when the call returns, at any size.

Stock TinyDB reads and writes the whole file for each change, in place. Here the tables are kept in
memory; a change is one line of the log (`journal`), and now and then the whole is written anew
beside the old file and put in its place (`snapshot`). The table that goes with it is in `table`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from tui.annotate import files, snapshot
from tui.annotate.journal import Entry, Journal, Kind, Op, Record
from tui.annotate.lock import Lock, ReadOnly
from tui.errors import JiaozhuError
from tui.language import tr

SNAPSHOT_EVERY = 256 * 1024
"""Bytes of log after which the snapshot is written anew, or its own size if that is more."""
TRIM_ABOVE = 2 * 1024 * 1024
"""Bytes of log above which opening forgets the older half of the history."""


class NotSaved(JiaozhuError):  # noqa: N818 - said like a state
    """A change could not be put on disk and was not made."""


Adapt = Callable[[str, Record | None, Record | None, Record | None], Record | None]
"""(table, what undoing finds, should find and would put) → what to put; ValueError to refuse."""


def strict(
    _: str, found: Record | None, expected: Record | None, wanted: Record | None
) -> Record | None:
    """Take a step back only where nothing else changed the record since."""
    if found != expected:
        raise ValueError
    return wanted


class JournalStorage(Storage):
    """The open file of one annotator and document, and the only one who writes it."""

    def __init__(
        self, root: Path, path: Path, what: str, meta: Record, check: snapshot.Check
    ) -> None:
        """Open or begin the file `path` below `root`.

        `what` names it in messages, `meta` begins a new one. Raises Locked, ReadOnly, or
        JiaozhuError for a file that is none of ours; such a file is not touched.
        """
        self.path = path
        self.listener: Callable[[Sequence[Op] | None], None] = lambda ops: None
        """Told what was changed after it is on disk; None: anything may have changed."""
        self.problem = ""
        """Why the last snapshot could not be written; nothing is lost, the log has it."""
        self._check = check
        self._joins: int | None = None  # the change that the next is one step with
        try:
            files.make_folders(root, path.parent)
            if not os.access(path.parent, os.W_OK | os.X_OK) or (
                path.exists() and not os.access(path, os.W_OK)
            ):
                raise ReadOnly(
                    tr("{path} may not be written; it is opened for reading only.", path=path)
                )
            self._lock = Lock(path.with_name(path.name + ".lock"), what)
        except OSError as error:
            raise _refused(path, error) from None
        try:
            self._journal = self._open(meta)
        except BaseException as error:
            self._lock.release()
            if isinstance(error, OSError):
                raise _refused(path, error) from None
            raise

    def _open(self, meta: Record) -> Journal:
        files.sweep(self.path)
        log = log_of(self.path)
        self.tables: snapshot.Tables = {snapshot.META: {"1": meta}}
        self._stamp: files.Stamp | None = None
        with suppress(FileNotFoundError):
            data, self._stamp = files.read_regular(self.path)
            self.tables = snapshot.load(data, self.path, self._check)
        journal = Journal(log, str(meta["by"]))
        try:
            if journal.scan.has_checkpoint and self._stamp is None:
                raise missing(self.path)
            self._unfolded = journal.scan.since_checkpoint()
            for entry in self._unfolded:
                apply(self.tables, journal.read(entry))
            self._journal = journal
            if journal.size > TRIM_ABOVE:
                self.compact()
                journal.trim(TRIM_ABOVE // 2)
            self._done, self._undone = _history(journal.scan.entries)
        except BaseException:
            journal.close()
            raise
        return journal

    # --- TinyDB's interface

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables; the caller may change the mappings, not the records."""
        return {name: dict(table) for name, table in self.tables.items()}

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Make the tables equal to `data`: one step, only what differs."""
        ops = []
        for name in {*self.tables, *data}:
            old, new = self.tables.get(name, {}), data.get(name, {})
            for key in {*old, *new}:
                if old.get(key) != new.get(key):
                    record = cast("Record | None", new.get(key))
                    ops.append(Op(name, key, record, old.get(key)))
        self.commit(ops)

    def close(self) -> None:
        """Write the snapshot if it is behind, and let others write.

        JiaozhuError when the snapshot could not be written: the log keeps what it lacks.
        """
        if not self._lock.held:
            return
        try:
            self.compact()
        except OSError as error:
            reason = error.strerror or error
            raise JiaozhuError(
                tr(
                    "{path} could not be written ({reason}); its log has everything.",
                    path=self.path,
                    reason=reason,
                )
            ) from None
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let others write, and leave the files as they are. No change can be made after it."""
        self._journal.close()
        self._lock.release()

    # --- changes

    @property
    def notices(self) -> tuple[str, ...]:
        """What was found and mended on opening, for the person."""
        return tuple(self._journal.notices)

    def commit(self, ops: Sequence[Op], kind: Kind = Kind.DO) -> None:
        """Make one step; on disk when this returns, or JiaozhuError and nothing has changed."""
        if not ops:
            return
        more = kind is Kind.DO and self._joins is not None and self.last == self._joins
        entry = self._append(ops, kind, more)
        if kind is Kind.DO:
            self._done.append(entry)
            self._undone.clear()
            if self._joins is not None:
                self._joins = self.last
        self._applied(ops)

    @property
    def last(self) -> int:
        """Names the last change that stands, as `joined` takes it; -1 when none does."""
        return self._done[-1].offset if self._done else -1

    @contextmanager
    def joined(self, last: int | None = None) -> Iterator[None]:
        """Let the changes made meanwhile be one step, and one with `last` if nothing came since."""
        self._joins = -2 if last is None or last < 0 else last
        try:
            yield
        finally:
            self._joins = None

    def undo(self, adapt: Adapt = strict, part: bool = False) -> tuple[Op, ...]:
        """Take back the last step that stands and return what that changed; () when none is.

        `part`: only the last of the changes that were joined to it. A step whose records were
        changed elsewhere since is refused (JiaozhuError) and passed over, so that the one before
        it can be undone.
        """
        return self._reverse(self._done, self._undone, Kind.UNDO, adapt, part)

    def redo(self, adapt: Adapt = strict) -> tuple[Op, ...]:
        """Make the last step that was taken back again, in the same manner."""
        return self._reverse(self._undone, self._done, Kind.REDO, adapt, part=True)

    def _reverse(
        self,
        source: list[Entry],
        target: list[Entry],
        kind: Kind,
        adapt: Adapt,
        part: bool,
    ) -> tuple[Op, ...]:
        if not source or not self._lock.held:
            return ()
        step = source[-1:] if part else _step(source)
        changed: dict[tuple[str, str], Op] = {}
        try:
            for entry in reversed(step):
                for table, key, new, old in reversed(self._journal.read(entry)):
                    there = self.tables.get(table, {}).get(key)
                    before = changed.get((table, key))
                    found = before.new if before else there
                    wanted = adapt(table, found, new, old)
                    changed[table, key] = Op(table, key, wanted, there)
        except ValueError:
            del source[-len(step) :]
            raise JiaozhuError(
                tr(
                    "The last step cannot be taken back: its record was changed elsewhere since; "
                    "the one before it can."
                )
                if kind is Kind.UNDO
                else tr(
                    "The last step cannot be taken again: its record was changed elsewhere "
                    "since; the one before it can."
                )
            ) from None
        ops = tuple(changed.values())
        entry = self._append(ops, kind, part and step[0].more)
        del source[-len(step) :]
        target.append(entry)
        self._applied(ops)
        return ops

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps can be undone and redone."""
        parts = sum(entry.more for entry in self._done[1:])
        return len(self._done) - parts, len(self._undone)

    def recent(self) -> Iterator[tuple[Op, ...]]:
        """What each step did, the latest first, whether it stands or was taken back since."""
        for entry in self._undone:
            yield tuple(
                Op(table, key, old, new) for table, key, new, old in self._journal.read(entry)
            )
        for entry in reversed(self._done):
            yield self._journal.read(entry)

    def _append(self, ops: Sequence[Op], kind: Kind, more: bool = False) -> Entry:
        if not self._lock.held:
            raise NotSaved(tr("Not saved: {path} was closed.", path=self.path))
        try:
            for table, key, new, _ in ops:
                if new is not None:
                    self._check(table, key, new)  # or the next opening would refuse the file
            entry = self._journal.append(kind, ops, more)
        except OSError as error:
            raise NotSaved(
                tr(
                    "Not saved: {strerror}; {path} is as it was before.",
                    strerror=error.strerror or error,
                    path=self.path,
                )
            ) from None
        except (UnicodeEncodeError, ValueError, TypeError, RecursionError) as error:
            raise NotSaved(tr("Not saved: this cannot be stored ({error}).", error=error)) from None
        self._unfolded.append(entry)
        return entry

    def _applied(self, ops: Sequence[Op]) -> None:
        apply(self.tables, ops)
        self.listener(ops)
        if self._behind() > max(SNAPSHOT_EVERY, self._stamp[2] if self._stamp else 0):
            self.tidy()

    def tidy(self) -> None:
        """`compact`, but what goes wrong is only noted in `problem`: all steps are on disk."""
        try:
            self.compact()
        except (OSError, JiaozhuError) as error:
            self.problem = str(error)

    def _behind(self) -> int:
        """Bytes of log that the snapshot does not have."""
        return self._journal.size - self._unfolded[0].offset if self._unfolded else 0

    def compact(self) -> None:
        """Bring the snapshot up to date; what another program wrote to it is taken in, not over.

        OSError when it cannot be written, JiaozhuError when what is there is none of ours.
        """
        if not self._lock.held:
            return
        there = files.stamp(self.path)
        if there != self._stamp and there is not None:
            self._merge()
        if not self._unfolded and (there is not None or self._stamp is None):
            return
        self._stamp = files.replace(self.path, snapshot.dump(self.tables))
        self.problem = ""
        # Without the checkpoint opening makes the steps again on a snapshot that has them.
        with suppress(OSError):
            self._journal.append(Kind.CKPT, ())
            self._unfolded = []

    def _merge(self) -> None:
        """Take the file another program left (git pull) and make our later steps on it."""
        data, stamp = files.read_regular(self.path)
        tables = snapshot.load(data, self.path, self._check)
        for entry in self._unfolded:
            apply(tables, self._journal.read(entry))
        self.tables, self._stamp = tables, stamp
        self.listener(None)


def apply(tables: snapshot.Tables, ops: Sequence[Op]) -> None:
    """Make `ops` on `tables`; making them twice changes nothing more."""
    for table, key, new, _ in ops:
        if new is None:
            tables.get(table, {}).pop(key, None)
        else:
            tables.setdefault(table, {})[key] = new


def log_of(path: Path) -> Path:
    """Where the log of the snapshot at `path` is."""
    return path.with_suffix(".log")


def missing(path: Path) -> JiaozhuError:
    """The log says there was a snapshot and there is none: not the same as an empty one."""
    return JiaozhuError(
        tr(
            "{path} is missing though its log says it was written; restore it (git), or delete "
            "{name} too to begin anew.",
            path=path,
            name=log_of(path).name,
        )
    )


def _history(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What can be undone and redone after `entries`, last first to go."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.DO:
            done.append(entry)
            undone.clear()
        elif entry.kind is Kind.UNDO:
            undone.append(entry)
            del done[len(done) - len(done[-1:] if entry.more else _step(done)) :]
        elif entry.kind is Kind.REDO:
            done.append(entry)
            del undone[-1:]
    return done, undone


def _step(entries: list[Entry]) -> list[Entry]:
    """The last of `entries` that are one step."""
    first = len(entries) - 1
    while first > 0 and entries[first].more:
        first -= 1
    return entries[max(first, 0) :]


def _refused(path: Path, error: OSError) -> JiaozhuError:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly(tr("{path} may not be written; it is opened for reading only.", path=path))
    return JiaozhuError(
        tr("{path} cannot be opened: {strerror}.", path=path, strerror=error.strerror)
    )
