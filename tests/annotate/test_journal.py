"""The log: what is found in it again, whole, cut anywhere and damaged anywhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.annotate import journal as journal_module
from tui.annotate.journal import Journal, Kind, Op, decode, scan


def _op(number: int) -> Op:
    return Op("spans", str(number), {"start": number, "quote": f'第{number}个 “,"c":12}}”'}, None)


def _write(path: Path, count: int, kinds: Sequence[Kind] = (Kind.DO,)) -> bytes:
    log = Journal(path, "lin")
    for number in range(count):
        log.append(kinds[number % len(kinds)], [_op(number)])
    log.close()
    return path.read_bytes()


def _numbers(data: bytes) -> list[int]:
    """Which of `_op` are found in `data`; each found one must be exactly as written."""
    found = []
    for entry in scan(data).entries:
        (op,) = decode(data[entry.offset : entry.offset + entry.length])
        number = int(op.key)
        assert op == _op(number)
        found.append(number)
    return found


def test_lines_come_back_as_written(tmp_path: Path) -> None:
    data = _write(tmp_path / "a.log", 5, [Kind.DO, Kind.UNDO, Kind.CKPT])
    found = scan(data)
    assert [entry.kind for entry in found.entries] == ["do", "undo", "ckpt", "do", "undo"]
    assert len(found.since_checkpoint()) == 2
    assert found.has_checkpoint
    assert not found.damaged
    assert found.end == len(data)
    assert _numbers(data) == [0, 1, 2, 3, 4]


def test_cut_at_every_byte_gives_all_whole_lines_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    data = _write(path, 4)
    ends = [0] + [index + 1 for index, byte in enumerate(data) if byte == ord("\n")]
    for size in range(len(data) + 1):
        path.write_bytes(data[:size])
        # A line without its line feed is whole.
        whole = sum(1 for end in ends[1:] if size >= end - 1)
        log = Journal(path, "lin")
        assert len(log.scan.entries) == whole
        assert not log.notices
        log.append(Kind.DO, [_op(9)])
        log.close()
        assert _numbers(path.read_bytes()) == [*range(whole), 9]
        assert not path.with_name("a.log.bad").exists()


@pytest.mark.parametrize("change", [1, 0x20, 0x80, "\n", "\0", "delete", "double"])
def test_damage_at_every_byte_loses_at_most_the_line_it_hit(
    tmp_path: Path, change: int | str
) -> None:
    data = _write(tmp_path / "a.log", 3)
    for position in range(len(data)):
        byte = data[position : position + 1]
        new = {"delete": b"", "double": byte * 2}.get(
            str(change),
            bytes([byte[0] ^ change]) if isinstance(change, int) else change.encode(),
        )
        bad = data[:position] + new + data[position + 1 :]
        hit = data.count(b"\n", 0, position)
        kept = set(_numbers(bad))
        assert kept >= {0, 1, 2} - {hit}
        found = scan(bad)
        covered = sum(entry.length for entry in found.entries) + sum(
            end - start for start, end in found.damaged
        )
        # Nothing unexplained: entries, line feeds, damage and the torn tail are the whole file.
        assert covered + len(found.entries) + (len(bad) - found.end) >= len(bad)


def test_damaged_middle_is_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    data = _write(path, 3).splitlines(keepends=True)
    path.write_bytes(data[0] + b"\0" * 40 + b"\n" + data[1][:30] + b"\n" + data[2])
    log = Journal(path, "lin")
    log.close()
    assert path.read_bytes() == data[0] + data[2]
    assert path.with_name("a.log.bad").read_bytes() == b"\0" * 40 + b"\n" + data[1][:30] + b"\n"
    assert log.notices == ["2 damaged line(s) of a.log were set aside in a.log.bad"]
    path.write_bytes(data[0] + b"x\n" + data[2])
    Journal(path, "lin").close()
    assert path.with_name("a.log.bad").read_bytes().endswith(data[1][:30] + b"\nx\n")


def test_failed_append_leaves_nothing_of_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.log"
    log = Journal(path, "lin")
    log.append(Kind.DO, [_op(0)])
    before = path.read_bytes()

    def half(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module.files, "write_all", half)
        with pytest.raises(OSError, match="No space"):
            log.append(Kind.DO, [_op(1)])
    assert path.read_bytes() == before
    log.append(Kind.DO, [_op(2)])
    log.close()
    assert _numbers(path.read_bytes()) == [0, 2]


def test_after_a_failed_sync_nothing_more_is_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.log"
    log = Journal(path, "lin")
    log.append(Kind.DO, [_op(0)])
    before = path.read_bytes()

    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal_module.files, "sync", fail)
        with pytest.raises(OSError, match="Input/output"):
            log.append(Kind.DO, [_op(1)])
    assert path.read_bytes() == before
    # The kernel would report success now for pages it has dropped.
    with pytest.raises(OSError, match="Input/output"):
        log.append(Kind.DO, [_op(2)])
    log.close()


def test_every_line_is_synced_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.log"
    log = Journal(path, "lin")
    log.append(Kind.DO, [_op(0)])
    synced: list[int] = []
    monkeypatch.setattr(
        journal_module.files, "sync", lambda fd: synced.append(os.fstat(fd).st_size)
    )
    for number in range(3):
        entry = log.append(Kind.DO, [_op(number)])
        assert synced[-1] == entry.offset + entry.length + 1
    log.close()


def test_trim_keeps_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    _write(path, 50)
    log = Journal(path, "lin")
    log.append(Kind.CKPT, ())
    log.close()
    log = Journal(path, "lin")
    size = log.size
    log.trim(size // 2)
    assert log.size <= size // 2
    assert log.scan.has_checkpoint
    numbers = [int(op.key) for entry in log.scan.entries for op in log.read(entry)]
    assert numbers == list(range(numbers[0], 50))
    log.append(Kind.DO, [_op(50)])
    log.close()
    assert len(scan(path.read_bytes()).since_checkpoint()) == 1


def test_what_json_cannot_hold_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    log = Journal(path, "lin")
    log.append(Kind.DO, [_op(0)])
    before = path.read_bytes()
    for value in (float("nan"), float("inf"), "\ud800", {1, 2}, b"x"):
        with pytest.raises((ValueError, TypeError)):
            log.append(Kind.DO, [Op("spans", "1", {"x": value}, None)])
    assert path.read_bytes() == before
    log.close()
