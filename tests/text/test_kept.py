"""Kept tables are a shortcut and nothing else: whatever is wrong with them, the value is right."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tui.text import opencc_tables, stage_tables
from tui.text.kept import kept

VALUE = {"字": ["a", ("b", 1)], "𠮷\ud800": []}


class Builder:
    """Counts how often it had to build."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> dict[str, list[object]]:
        self.built += 1
        return dict(VALUE)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "jiaozhu"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_text("one")
    return path


def test_builds_once(folder: Path, source: Path) -> None:
    build = Builder()
    assert [kept("name", [source], build) for _ in range(3)] == [VALUE] * 3
    assert build.built == 1
    assert [path.name for path in folder.iterdir()] == ["name.marshal"]


def test_builds_again_when_a_source_changed(folder: Path, source: Path) -> None:
    build = Builder()
    kept("name", [source], build)
    source.write_text("other")
    kept("name", [source], build)
    os.utime(source, ns=(0, 0))
    kept("name", [source], build)
    assert build.built == 3
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:40] + b"\xff" + data[41:],
        lambda data: b"\0" * len(data),
    ],
)
def test_a_damaged_file_is_as_good_as_none(
    folder: Path, source: Path, damage: Callable[[bytes], bytes]
) -> None:
    build = Builder()
    kept("name", [source], build)
    path = folder / "name.marshal"
    path.write_bytes(damage(path.read_bytes()))
    assert kept("name", [source], build) == VALUE
    assert kept("name", [source], build) == VALUE
    assert build.built == 2  # and it was mended


def test_a_place_that_cannot_be_written_does_no_harm(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    build = Builder()
    assert kept("name", [source], build) == VALUE
    assert kept("name", [source], build) == VALUE
    assert build.built == 2
    assert kept("name", [tmp_path / "no such source"], build) == VALUE


def test_nothing_is_left_behind_when_it_cannot_be_put_in_place(folder: Path, source: Path) -> None:
    (folder / "name.marshal").mkdir(parents=True)  # cannot be replaced by a file
    assert kept("name", [source], Builder()) == VALUE
    assert [path.name for path in folder.iterdir()] == ["name.marshal"]


def test_a_relative_folder_is_not_followed(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert kept("name", [source], Builder()) == VALUE
    assert not (tmp_path / "here").exists()
    assert (tmp_path / "home" / ".cache" / "jiaozhu" / "name.marshal").is_file()


def test_many_at_once(folder: Path, source: Path) -> None:
    found: list[object] = []
    threads = [
        Thread(target=lambda: found.append(kept("name", [source], Builder()))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [VALUE] * 8
    assert [path.name for path in folder.iterdir()] == ["name.marshal"]


def test_the_tables_of_a_stage_survive_being_kept(folder: Path) -> None:
    for config in ("s2twp", "tw2sp", "s2hk"):
        for group in opencc_tables.stages(config):
            tables = stage_tables.derive(group)
            again = kept("stage", [], lambda tables=tables: tuple(tables))
            assert stage_tables.Tables._make(again) == tables
            assert stage_tables.Tables._make(kept("stage", [], tuple)) == tables
            (folder / "stage.marshal").unlink()
