"""Hostile and broken files and names: refused by name and with a reason, and left as they are."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.annotate.helpers import edition, project
from tui.annotate.ids import file_stem
from tui.annotate.layer import read_tables
from tui.annotate.store import NotSaved, ReadOnly, Store
from tui.errors import JiaozhuError

ATTACKS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("attacks.jsonl").read_text("utf-8").splitlines()
]
FILES = [
    *((a["name"], a["input"].encode()) for a in ATTACKS if a["name"].startswith("db: ")),
    ("null", b"null"),
    ("blank", b" \n"),
    ("truncated", b'{"_meta":{"1":{"format":1,"doc":"page.txt","by":"lin"}},"spans":{"1":'),
    ("byte order mark", b'\xef\xbb\xbf{"_meta":{"1":{"format":1}}}'),
    ("GBK", '{"_meta":{"1":{"format":1,"doc":"页"}}}'.encode("gbk")),
    ("NaN", b'{"_meta":{"1":{"format":1}},"x":{"1":{"y":NaN}}}'),
    ("nested", b"[" * 100_000),
    ("huge number", b'{"_meta":{"1":{"format":' + b"9" * 100_000 + b"}}}"),
    ("format is a text", b'{"_meta":{"1":{"format":"1"}}}'),
    ("format is true", b'{"_meta":{"1":{"format":true}}}'),
    ("another page", b'{"_meta":{"1":{"format":1,"doc":"other.txt","by":"lin"}}}'),
    ("another annotator", b'{"_meta":{"1":{"format":1,"doc":"page.txt","by":"wang"}}}'),
]
SPAN = {
    "start": 0,
    "end": 2,
    "label": "ORG",
    "quote": "市委",
    "prefix": "",
    "suffix": "",
    "source_start": 0,
    "source_end": 2,
    "digest": "x",
    "by": "lin",
    "origin": "manual",
    "created": "",
    "updated": "",
}
BAD_SPANS: list[tuple[str, dict[str, Any]]] = [
    ("1", {"start": "0"}),
    ("1", {"start": True}),
    ("1", {"start": 0.0}),
    ("1", {"start": -1}),
    ("1", {"end": 0}),
    ("1", {"end": 10**40}),
    ("1", {"label": None}),
    ("1", {"note": 3}),
    ("1", {"quote": ["市委"]}),
    ("1", {"anchor": "somewhere"}),
    ("1", {"source_start": 3}),
    ("x", {}),
    ("-1", {}),
    ("١", {}),
    ("9" * 40, {}),
]


def _place(tmp_path: Path, data: bytes) -> Path:
    path = project(tmp_path).file("page.txt")
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def _refused(tmp_path: Path, path: Path) -> str:
    """Opening is refused with a message that names the file, which stays; gives the message."""
    before = path.read_bytes()
    with pytest.raises(JiaozhuError) as caught:
        Store.open(project(tmp_path), "page.txt", edition())
    assert path.read_bytes() == before
    assert not path.with_suffix(".log").exists()
    message = str(caught.value)
    assert str(path) in message
    # And the lock is free again: the next attempt says the same.
    with pytest.raises(JiaozhuError, match=r".") as again:
        Store.open(project(tmp_path), "page.txt", edition())
    assert str(again.value) == message
    return message


@pytest.mark.parametrize("data", [data for _, data in FILES], ids=[name for name, _ in FILES])
def test_file_that_is_no_snapshot_is_refused_and_kept(tmp_path: Path, data: bytes) -> None:
    _refused(tmp_path, _place(tmp_path, data))


def test_reasons_are_told(tmp_path: Path) -> None:
    for data, says in (
        (b"", "empty"),
        (b"\0" * 64, "NUL"),
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n", "conflict markers"),
        (b'{"_meta":{"1":{"format":999}},"spans":{}}', "newer version"),
        (b'{"a":{"1":{},"1":{}}}', "twice"),
    ):
        path = _place(tmp_path, data)
        assert says in _refused(tmp_path, path)
        shutil.rmtree(path.parent.parent)


@pytest.mark.parametrize(("key", "change"), BAD_SPANS)
def test_bad_record_is_refused_and_kept(tmp_path: Path, key: str, change: dict[str, Any]) -> None:
    meta = {"1": {"format": 1, "doc": "page.txt", "by": "lin"}}
    record = {name: value for name, value in {**SPAN, **change}.items() if value is not None}
    path = _place(tmp_path, json.dumps({"_meta": meta, "spans": {key: record}}).encode())
    assert "spans" in _refused(tmp_path, path)
    with pytest.raises(JiaozhuError):
        read_tables(path)


def test_good_record_of_the_same_shape_is_taken(tmp_path: Path) -> None:
    meta = {"1": {"format": 1, "doc": "page.txt", "by": "lin"}}
    path = _place(tmp_path, json.dumps({"_meta": meta, "spans": {"1": SPAN}}).encode())
    with Store.open(project(tmp_path), "page.txt", edition()) as store:
        assert [span.quote for span in store.spans()] == ["市委"]
    assert path.exists()


NAMES = [(a["name"], a["input"]) for a in ATTACKS if a["kind"] == "path"]


@pytest.mark.parametrize("name", [text for _, text in NAMES], ids=[name for name, _ in NAMES])
def test_no_name_of_a_page_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    place = project(tmp_path)
    outside = {path for path in tmp_path.rglob("*") if place.folder not in path.parents}
    if not name:
        with pytest.raises(JiaozhuError):
            place.file(name)
        return
    with Store.open(place, name, edition()) as store:
        store.add(0, 2, "ORG")
    path = place.file(name)
    assert path.parent.parent == place.folder / file_stem("lin")
    assert {p for p in tmp_path.rglob("*") if place.folder not in p.parents} == outside
    assert json.loads(path.read_bytes())["_meta"]["1"]["doc"] == name
    assert len(path.name.encode()) < 200


def test_names_that_file_systems_confuse_get_different_files() -> None:
    names = ["a.txt", "A.txt", "é.txt", "e\u0301.txt", "con", "con.", "con ", "CON", "x/con"]
    names += ["ａ.txt", "a-txt", "a txt"]
    stems = [file_stem(name) for name in names]
    assert len({stem.casefold() for stem in stems}) == len(names)
    for stem in stems:
        assert "." not in stem
        assert stem == stem.strip(" -")


needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@needs_links
def test_annotator_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "etc"
    elsewhere.mkdir()
    place = project(tmp_path / "p" if (tmp_path / "p").mkdir() is None else tmp_path)
    (place.folder / file_stem("lin")).symlink_to(elsewhere)
    with pytest.raises(JiaozhuError, match="a folder of its own"):
        Store.open(place, "page.txt", edition())
    assert list(elsewhere.iterdir()) == []


@needs_links
@pytest.mark.parametrize("suffix", [".json", ".log", ".json.lock"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "fifo", "folder"])
def test_special_files_in_place_of_ours_are_refused(tmp_path: Path, suffix: str, kind: str) -> None:
    place = project(tmp_path)
    path = place.file("page.txt")
    path.parent.mkdir(parents=True)
    target = tmp_path / "precious"
    trap = path.with_name(path.stem + suffix)
    if kind == "fifo":
        os.mkfifo(trap)
    elif kind == "folder":
        trap.mkdir()
    else:
        trap.symlink_to(target)
        if kind == "link":
            target.write_bytes(b"precious")
    with pytest.raises(JiaozhuError) as caught:
        Store.open(place, "page.txt", edition())
    assert trap.name in str(caught.value)
    if kind == "link":
        assert target.read_bytes() == b"precious"
    else:
        assert not target.exists()


@needs_links
def test_log_that_is_also_another_file_is_refused(tmp_path: Path) -> None:
    place = project(tmp_path)
    path = place.file("page.txt")
    path.parent.mkdir(parents=True)
    (tmp_path / "precious").write_bytes(b"precious\n")
    os.link(tmp_path / "precious", path.with_suffix(".log"))
    with pytest.raises(JiaozhuError, match="hard link"):
        Store.open(place, "page.txt", edition())
    assert (tmp_path / "precious").read_bytes() == b"precious\n"


@needs_links
def test_snapshot_that_is_also_another_file_is_replaced_not_written(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, "page.txt", edition()) as store:
        store.add(0, 2, "ORG")
    path = place.file("page.txt")
    os.link(path, tmp_path / "other")
    before = path.read_bytes()
    with Store.open(place, "page.txt", edition()) as store:
        store.add(2, 4, "ORG")
    assert (tmp_path / "other").read_bytes() == before
    assert path.read_bytes() != before


def test_leftovers_of_a_killed_write_are_swept_and_never_followed(tmp_path: Path) -> None:
    place = project(tmp_path)
    path = place.file("page.txt")
    path.parent.mkdir(parents=True)
    (tmp_path / "precious").write_bytes(b"precious")
    trap = path.parent / f".{path.name}.1234.tmp"
    if sys.platform == "win32":
        trap.write_bytes(b"half")
    else:
        trap.symlink_to(tmp_path / "precious")
    with Store.open(place, "page.txt", edition()) as store:
        store.add(0, 2, "ORG")
    assert not os.path.lexists(trap)
    assert (tmp_path / "precious").read_bytes() == b"precious"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files in place")
@pytest.mark.parametrize("gone", ["folder", "log", "replaced log"])
def test_folder_removed_while_open_is_not_taken_for_saved(tmp_path: Path, gone: str) -> None:
    place = project(tmp_path)
    store = Store.open(place, "page.txt", edition())
    store.add(0, 2, "ORG")
    log = place.file("page.txt").with_suffix(".log")
    if gone == "folder":
        shutil.rmtree(place.folder)
    else:
        log.unlink()
        if gone == "replaced log":
            log.write_bytes(b"")
    with pytest.raises(NotSaved):
        store.add(2, 4, "ORG")
    assert not store.saved
    assert "Not saved" in store.problem
    assert [span.start for span in store.spans()] == [0]
    if gone == "folder":
        with pytest.raises(JiaozhuError):
            store.close()
    else:
        store.close()  # the snapshot is written: nothing was lost
        assert len(Store.read(place, "page.txt", edition())) == 1


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
@pytest.mark.parametrize("what", ["file", "folder", "project"])
def test_what_may_not_be_written_is_read_only(tmp_path: Path, what: str) -> None:
    place = project(tmp_path)
    with Store.open(place, "page.txt", edition()) as store:
        store.add(0, 2, "ORG")
    path = place.file("page.txt")
    target = {"file": path, "folder": path.parent, "project": place.folder}[what]
    doc = "page.txt" if what != "project" else "new.txt"
    mode = target.stat().st_mode
    target.chmod(0o444 if what == "file" else 0o555)
    try:
        with pytest.raises(ReadOnly):
            Store.open(place, doc, edition(), "lin" if what != "project" else "wang")
        assert len(Store.read(place, "page.txt", edition())) == 1
    finally:
        target.chmod(mode)


def test_access_is_asked_before_a_read_only_file_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replacing needs rights on the folder only, so the file's own have to be looked at."""
    place = project(tmp_path)
    with Store.open(place, "page.txt", edition()) as store:
        store.add(0, 2, "ORG")
    path = place.file("page.txt")
    monkeypatch.setattr(os, "access", lambda p, mode: Path(p) != path)
    with pytest.raises(ReadOnly):
        Store.open(place, "page.txt", edition())


def test_permissions_of_the_file_are_kept(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, "page.txt", edition()) as store:
        store.add(0, 2, "ORG")
    path = place.file("page.txt")
    path.chmod(0o640)
    mode = path.stat().st_mode
    with Store.open(place, "page.txt", edition()) as store:
        store.add(2, 4, "ORG")
    assert path.stat().st_mode == mode
