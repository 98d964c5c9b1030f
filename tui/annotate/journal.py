"""The log of one annotation file: what was done, in order, each line on disk before it counts.

It is the journal that makes changes durable and the history that undo walks. One line a step:

    {"n":7,"k":"do","t":"2025-11-22T08:05:12.345Z","by":"lin","ops":[[table,key,new,old],…],"c":crc}

`new` and `old` are whole records or null, so a step can be applied twice with the same result.
`c` is the CRC-32 of the line without it. Kinds: see `Kind`. `"m":1` after the kind says that the
line is one step with the one before; of an undo or redo, that it is about one line and not a step.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from tui.annotate import files
from tui.errors import JiaozhuError
from tui.language import tr

Record = dict[str, Any]


class Kind(StrEnum):
    """What a line of the log says."""

    DO = "do"  # a person's step
    UNDO = "undo"  # took back the last step that stood
    REDO = "redo"  # made the last step that was taken back again
    FIT = "fit"  # the program's own change, as moving spans to a new edition: no step to undo
    CKPT = "ckpt"  # everything above is in the snapshot


class Op(NamedTuple):
    """Record `key` of `table` became `new` and was `old`; None: there is or was none."""

    table: str
    key: str
    new: Record | None
    old: Record | None


class Entry(NamedTuple):
    """Where a sound line of the log is, in bytes, and its kind."""

    offset: int
    length: int
    kind: Kind
    more: bool = False
    """Whether it is one step with the one before."""


@dataclass(frozen=True)
class Scan:
    """What a log holds: its sound entries, its damaged stretches and where the sound part ends."""

    entries: list[Entry] = field(default_factory=list)
    damaged: list[tuple[int, int]] = field(default_factory=list)
    """Stretches `[start, end)` in bytes that are no entry, torn tail not counted."""
    end: int = 0
    """Bytes beyond it are a torn tail: a line that was being written when the power went."""

    def since_checkpoint(self) -> list[Entry]:
        """The entries that the snapshot may not have yet."""
        for index in range(len(self.entries) - 1, -1, -1):
            if self.entries[index].kind is Kind.CKPT:
                return self.entries[index + 1 :]
        return self.entries

    @property
    def has_checkpoint(self) -> bool:
        """Whether a snapshot was ever written, so that one must exist."""
        return any(entry.kind is Kind.CKPT for entry in self.entries)


_HEAD = re.compile(rb'\{"n":\d+,"k":"(do|undo|redo|fit|ckpt)",("m":1,)?')
_TAIL = re.compile(rb',"c":(\d{1,10})\}')


def encode(number: int, kind: Kind, by: str, ops: Sequence[Op], more: bool = False) -> bytes:
    """One line. UnicodeEncodeError, ValueError or TypeError for what JSON cannot hold."""
    joined = {"m": 1} if more else {}
    line = {"n": number, "k": kind.value, **joined, "t": now(), "by": by, "ops": ops}
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return b'%s,"c":%d}\n' % (body[:-1], crc32(body))


def decode(line: bytes) -> tuple[Op, ...]:
    """The operations of a sound line."""
    try:
        ops = tuple(Op(*op) for op in json.loads(line)["ops"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise JiaozhuError(tr("A line of the log is sound but not from this program.")) from None
    for op in ops:
        records = (r for r in (op.new, op.old) if r is not None)
        if not all(isinstance(name, str) for name in op[:2]) or not all(
            isinstance(record, dict) for record in records
        ):
            raise JiaozhuError(tr("A line of the log is sound but not from this program."))
    return ops


def scan(data: bytes) -> Scan:
    """Find the sound entries of a log, also behind and between damaged bytes."""
    entries: list[Entry] = []
    damaged: list[tuple[int, int]] = []
    position = 0
    while position < len(data):
        newline = data.find(b"\n", position)
        stop = len(data) if newline < 0 else newline
        end = stop if newline < 0 else newline + 1
        found = list(_entries_between(data, position, stop))
        cursor = position
        for entry in found:
            if entry.offset > cursor:
                damaged.append((cursor, entry.offset))
            entries.append(entry)
            cursor = entry.offset + entry.length
        if cursor < stop or (newline >= 0 and not found):
            if newline < 0:  # the torn tail
                return Scan(entries, damaged, cursor)
            damaged.append((cursor, end))
        position = end
    return Scan(entries, damaged, len(data))


def _entries_between(data: bytes, start: int, stop: int) -> Iterator[Entry]:
    """The entries in one line; more than one only where the line feed between them was damaged."""
    while head := _HEAD.search(data, start, stop):
        start = head.end()
        for tail in _TAIL.finditer(data, head.end(), stop):
            body = data[head.start() : tail.start()] + b"}"
            if crc32(body) == int(tail[1]):
                kind = Kind(head[1].decode())
                yield Entry(head.start(), tail.end() - head.start(), kind, head[2] is not None)
                start = tail.end()
                break


def now() -> str:
    """The time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Journal:
    """The open log of who holds the lock. Made when the first line is written."""

    def __init__(self, path: Path, by: str) -> None:
        """Read the log at `path`, cut a torn tail and set damaged lines aside in ``.bad``."""
        self.path = path
        self.by = by
        self.notices: list[str] = []
        self._descriptor: int | None = None
        self._broken = ""
        self._load()

    def _load(self) -> None:
        try:
            data, _ = files.read_regular(self.path)
        except FileNotFoundError:
            self.scan, self.size, self._number = Scan(), 0, 0
            return
        self._open()
        found = scan(data)
        if found.damaged:
            data = self._set_aside(data, found)
            found = scan(data)
        elif found.end < len(data):
            self._cut(found.end)
        if found.end and data[found.end - 1] != ord("\n"):
            # Only the line feed of the last line was lost: give it back.
            self._write(b"\n", found.end)
            found = Scan(found.entries, [], found.end + 1)
        self.scan, self.size = found, found.end
        self._number = len(found.entries)

    def _set_aside(self, data: bytes, found: Scan) -> bytes:
        bad = self.path.with_name(self.path.name + ".bad")
        pieces = [data[start:end].rstrip(b"\n") + b"\n" for start, end in found.damaged]
        earlier = b""
        with suppress(FileNotFoundError):
            earlier, _ = files.read_regular(bad)
        files.replace(bad, earlier + b"".join(pieces))
        sound = b"".join(data[e.offset : e.offset + e.length] + b"\n" for e in found.entries)
        self._swap(sound)
        self.notices.append(
            tr(
                "{count} damaged line(s) of {name} were set aside in {name2}",
                count=len(pieces),
                name=self.path.name,
                name2=bad.name,
            )
        )
        return sound

    def _swap(self, data: bytes) -> None:
        """Replace the whole log."""
        self.close()
        files.replace(self.path, data)
        self._open()

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_APPEND", 0)
        created = not os.path.lexists(self.path)
        descriptor = files.open_regular(self.path, flags)
        if os.fstat(descriptor).st_nlink > 1:
            os.close(descriptor)
            raise JiaozhuError(
                tr("{path} is also another file (hard link); move it away.", path=self.path)
            )
        self._descriptor = descriptor
        if created:
            files.sync_folder(self.path.parent)

    def append(self, kind: Kind, ops: Sequence[Op], more: bool = False) -> Entry:
        """Write one line; on disk when this returns.

        When it fails nothing is left of the line, and OSError (or JiaozhuError) says why.
        """
        if self._broken:
            raise OSError(self._broken)
        line = encode(self._number + 1, kind, self.by, ops, more)
        if self._descriptor is None:
            self._open()
        self._write(line, self.size)
        entry = Entry(self.size, len(line) - 1, kind, more)
        self.size += len(line)
        self._number += 1
        return entry

    def _write(self, line: bytes, size: int) -> None:
        """Append `line` to a log of `size` bytes, or leave it at `size` bytes."""
        assert self._descriptor is not None
        try:
            files.write_all(self._descriptor, line)
        except BaseException:
            self._cut(size)
            raise
        try:
            files.sync(self._descriptor)
        except OSError as error:
            # What the kernel thinks is on disk after a failed sync cannot be known: trust this
            # descriptor no more, as retrying would report success for lost pages.
            self._broken = error.strerror or str(error)
            self._cut(size)
            raise
        self._check_place()

    def _check_place(self) -> None:
        """A log that was deleted or replaced still takes lines, which nobody will ever read."""
        assert self._descriptor is not None
        ours = os.fstat(self._descriptor)
        try:
            there = os.lstat(self.path)
        except OSError:
            there = None
        if there is None or (there.st_dev, there.st_ino) != (ours.st_dev, ours.st_ino):
            self._broken = tr("{path} was removed or replaced by another program", path=self.path)
            raise OSError(self._broken)

    def _cut(self, size: int) -> None:
        assert self._descriptor is not None
        try:
            os.ftruncate(self._descriptor, size)
            files.sync(self._descriptor)
        except OSError as error:
            # The next line would join what is left of this one.
            self._broken = self._broken or error.strerror or str(error)

    def read(self, entry: Entry) -> tuple[Op, ...]:
        """The operations of an entry, checked again."""
        assert self._descriptor is not None
        os.lseek(self._descriptor, entry.offset, os.SEEK_SET)
        line = b""
        while len(line) < entry.length:
            part = os.read(self._descriptor, entry.length - len(line))
            if not part:
                break
            line += part
        if len(scan(line).entries) != 1:
            raise JiaozhuError(
                tr("{path} was changed by another program; open the page again.", path=self.path)
            )
        return decode(line)

    def trim(self, keep: int) -> None:
        """Forget the oldest entries so that about `keep` bytes stay. The last is a checkpoint."""
        data, _ = files.read_regular(self.path)
        kept = [entry for entry in self.scan.entries if entry.offset >= self.size - keep]
        self._swap(data[kept[0].offset :] if kept else b"")
        self.scan = scan(data[kept[0].offset :] if kept else b"")
        self.size = self.scan.end

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
