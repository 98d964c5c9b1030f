"""Pages cleaned beside the program: turns, progress, giving up, and doing without a process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tui.annotate import cache
from tui.annotate.project import Project
from tui.app import cleaning as module
from tui.app.cleaning import LONG, Cleaning, Left
from tui.errors import JiaozhuError
from tui.repair.pipeline import clean
from tui.text.source import Source, decode, read

PAGE = "堯都區(qū)時(shí)刻保持戰(zhàn)時(shí)狀態(tài)\n来源:来源:商洛日报\n"


@pytest.fixture(params=["beside", "here"])
def cleaning(request, tmp_path, monkeypatch) -> Iterator[Cleaning]:
    """With a process and without."""
    # Both sides have their entries in one place.
    monkeypatch.setattr(cache, "_FOLDER", "editions")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cleaning = Cleaning.beside() if request.param == "beside" else Cleaning()
    assert cleaning.is_beside == (request.param == "beside")
    yield cleaning
    cleaning.close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "a.txt").write_text(PAGE)
    return Project.create(root, "lin")


def long_page(path: str) -> Source:
    """One that takes about a second."""
    text = "".join(f"第{n}天，市委在堯都區(qū)印发意见,要求各地办好实事。\n" for n in range(5_000))
    assert len(text.encode()) > LONG
    return decode(text.encode(), path)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0)


def test_a_page_is_as_the_repairs_leave_it(cleaning, project):
    source = read(project.root / "a.txt")
    assert cleaning.find(source, project) is None
    assert cleaning.clean(source, project) == clean(source)
    assert cleaning.find(source, project) == clean(source)
    alone = decode(PAGE.encode())
    assert cleaning.clean(alone, None) == clean(alone)
    assert cleaning.find(alone, None) is None
    assert cleaning.is_warm


def test_the_settings_count_and_a_mistake_in_them_is_told(cleaning, project):
    source = read(project.root / "a.txt")
    (project.folder / "repairs.toml").write_text('[rules]\npinyin = "off"\n')
    assert "(qū)" in cleaning.clean(source, project).text
    (project.folder / "repairs.toml").write_text('[rules]\npinyin = "of"\n')
    with pytest.raises(JiaozhuError, match="off, propose or apply"):
        cleaning.clean(source, project)


def test_how_far_it_is(cleaning, threads):
    source = long_page("long.txt")
    assert cleaning.share(source) == 0
    threads.submit(cleaning.clean, source, None)
    until(lambda: cleaning.share(source) > 0)
    assert cleaning.share(decode(b"", "another.txt")) == 0
    cleaning.leave(source)


def test_a_long_page_is_given_up_when_it_is_left(cleaning, threads, project):
    source = long_page("long.txt")
    given_up = threads.submit(cleaning.clean, source, None)
    waiting = threads.submit(cleaning.clean, source, None)
    until(lambda: cleaning.share(source) > 0)
    cleaning.leave(source)
    for left in (given_up, waiting):
        with pytest.raises(Left):
            left.result(60)
    short = read(project.root / "a.txt")
    assert cleaning.clean(short, project) == clean(short)


def test_a_short_page_is_finished_although_it_was_left(cleaning, threads, project):
    source = read(project.root / "a.txt")
    done: Future[object] = threads.submit(cleaning.clean, source, project)
    until(lambda: cleaning.share(source) > 0 or done.done())
    cleaning.leave(source)
    assert done.result(60) == clean(source)


def test_what_is_for_later_makes_way_and_is_done_in_the_end(cleaning, threads, project):
    later = long_page("long.txt")
    prepared = threads.submit(cleaning.clean, later, None, True)
    until(lambda: cleaning.share(later) > 0)
    source = read(project.root / "a.txt")
    assert cleaning.clean(source, project) == clean(source)
    assert not prepared.done()
    assert prepared.result(120).source is later


def test_closing_ends_what_waits(cleaning, threads):
    source = long_page("long.txt")
    waiting = [threads.submit(cleaning.clean, source, None, later) for later in (False, True)]
    until(lambda: cleaning.share(source) > 0)
    cleaning.close()
    for left in waiting:
        with pytest.raises(Left):
            left.result(60)
    with pytest.raises(Left):
        cleaning.clean(source, None)


@pytest.fixture
def beside(tmp_path, monkeypatch) -> Iterator[Cleaning]:
    monkeypatch.setattr(cache, "_FOLDER", "editions")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cleaning = Cleaning.beside()
    yield cleaning
    cleaning.close()


def test_a_page_is_prepared(beside, project):
    beside.prepare(project.root / "a.txt", None, project)
    source = read(project.root / "a.txt")
    until(lambda: beside.find(source, project))
    assert beside.find(source, project) == clean(source)


def test_a_process_that_dies_is_made_again_and_then_done_without(beside, project, threads):
    source = long_page("long.txt")
    expected = clean(source)
    for _ in range(2):
        assert beside.is_beside
        found = threads.submit(beside.clean, source, None)
        until(lambda: beside.share(source) > 0)
        beside._process.kill()
        assert found.result(60) == expected
        beside.clean(decode(b"abc"), None)
    assert not beside.is_beside


def test_where_no_process_can_be_made_pages_are_cleaned_all_the_same(monkeypatch, project):
    monkeypatch.setattr(module.sys, "executable", "/no/such/python")
    cleaning = Cleaning.beside()
    assert not cleaning.is_beside
    source = read(project.root / "a.txt")
    assert cleaning.clean(source, project) == clean(source)
    cleaning.prepare(project.root / "a.txt", None, project)
    cleaning.close()
