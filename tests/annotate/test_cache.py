import os

import pytest

from tui.annotate import cache
from tui.annotate.editions import repaired
from tui.annotate.project import Project
from tui.repair.pipeline import clean
from tui.repair.settings import AS_SHIPPED, Settings
from tui.text import kept
from tui.text.source import decode

PAGE = "堯都區(qū)時(shí)刻保持戰(zhàn)時(shí)狀態(tài)\n来源:来源:商洛日报\n".encode()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_FOLDER", str(tmp_path / "cache"))
    return tmp_path / "cache"


def never():
    raise AssertionError("the page is cleaned although it was kept")


def test_a_page_is_cleaned_once(folder):
    source = decode(PAGE)
    first = cache.cleaned(source, AS_SHIPPED, lambda: clean(source))
    again = cache.cleaned(decode(PAGE, "elsewhere.txt"), AS_SHIPPED, never)
    assert first == clean(source)
    assert (again.text, again.edits, again.blocks) == (first.text, first.edits, first.blocks)
    assert again.source.path == "elsewhere.txt"


def test_other_settings_bytes_and_encodings_are_other_pages(folder):
    source = decode(PAGE)
    cache.save(clean(source), AS_SHIPPED)
    off = Settings.parse(b'[rules]\npinyin = "off"', "-")
    phrases = Settings.parse('[phrases]\nnav = ["堯都"]'.encode(), "-")
    without = Settings.parse(b'[shipped]\noff = ["counts-after"]', "-")
    assert cache.load(source, AS_SHIPPED)
    for settings in (off, phrases, without):
        assert cache.load(source, settings) is None
    assert cache.load(decode(PAGE + b" "), AS_SHIPPED) is None
    assert cache.load(decode(PAGE, encoding="gb18030"), AS_SHIPPED) is None


def test_other_rules_make_a_page_anew_in_the_same_place(folder, monkeypatch):
    source = decode(PAGE)
    cache.save(clean(source), AS_SHIPPED)
    monkeypatch.setattr(cache, "_made_by", lambda: "the next version")
    assert cache.load(source, AS_SHIPPED) is None
    cache.save(clean(source), AS_SHIPPED)
    assert cache.load(source, AS_SHIPPED)
    assert len(list(folder.glob("*/*"))) == 1


def test_damaged_entries_are_as_good_as_none(folder):
    source = decode(PAGE)
    whole = clean(source)
    cache.save(whole, AS_SHIPPED)
    (entry,) = folder.glob("*/*")
    data = entry.read_bytes()
    for damaged in (b"", data[:50], data[:-1], data[:60] + b"\0\0" + data[62:], b"x" * len(data)):
        entry.write_bytes(damaged)
        assert cache.load(source, AS_SHIPPED) is None
        assert cache.cleaned(source, AS_SHIPPED, lambda: whole) == whole
        assert entry.read_bytes() == data


def test_values_of_another_shape_are_as_good_as_none(folder):
    source = decode(PAGE)
    kept.save(cache.name_of(source, AS_SHIPPED), cache._made_by(), (3, 4))
    assert cache.load(source, AS_SHIPPED) is None
    kept.save(cache.name_of(source, AS_SHIPPED), cache._made_by(), 5)
    assert cache.load(source, AS_SHIPPED) is None


def test_where_nothing_can_be_written_pages_are_cleaned(folder, monkeypatch):
    folder.write_text("a file, not a folder")
    source = decode(PAGE)
    assert cache.cleaned(source, AS_SHIPPED, lambda: clean(source)) == clean(source)


def test_the_oldest_go_when_all_take_too_much(folder, monkeypatch):
    pages = [decode(PAGE + str(n).encode()) for n in range(5)]
    for number, source in enumerate(pages):
        cache.save(clean(source), AS_SHIPPED)
        entry = kept._path(cache.name_of(source, AS_SHIPPED))
        os.utime(entry, (number, number))
    size = sum(entry.stat().st_size for entry in folder.glob("*/*"))
    monkeypatch.setattr(cache, "LARGEST", size // 2)
    cache._sweep(folder)
    assert [cache.load(p, AS_SHIPPED) is not None for p in pages] == [False] * 3 + [True] * 2


def test_pages_of_a_project_are_kept_and_others_are_not(folder, tmp_path_factory):
    source = decode(PAGE)
    repaired(source)
    assert not folder.exists()
    project = Project.create(tmp_path_factory.mktemp("project"), "lin")
    assert repaired(source, project) == clean(source)
    assert len(list(folder.glob("*/*"))) == 1
