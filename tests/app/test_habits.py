"""What is remembered of projects and pages between sessions."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.annotate.project import Project
from tui.app import habits
from tui.app.app import JiaozhuApp
from tui.app.habits import Habit, Habits, Memory, PageHabit, recent
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_project_is_found_as_it_was_left(tmp_path: Path) -> None:
    left = Habit("jiaozhu-light", "s2twp", "view", "b.txt")
    Habits(tmp_path).leave("a.txt", PageHabit(7, (1, 3)), Habit())
    Habits(tmp_path).leave("b.txt", PageHabit(40), left)
    again = Habits(tmp_path)
    assert again.project == left
    assert again.page("a.txt") == PageHabit(7, (1, 3))
    assert again.page("b.txt") == PageHabit(40)
    assert again.page("c.txt") == PageHabit()
    assert Habits(tmp_path / "other").project == Habit()


def test_recent_projects_are_listed_until_they_are_forgotten(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Habits(tmp_path / name).leave("a.txt", PageHabit(), Habit())
    assert {one.root for one in recent()} == {tmp_path / "one", tmp_path / "two"}
    (tmp_path / "one").rmdir()
    assert {one.root: one.is_there for one in recent()} == {
        tmp_path / "one": False,
        tmp_path / "two": True,
    }
    next(one for one in recent() if not one.is_there).forget()
    assert [one.root for one in recent()] == [tmp_path / "two"]


def test_only_so_many_pages_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(habits, "_MOST_PAGES", 3)
    one = Habits(tmp_path)
    for number in (1, 2, 3, 1, 4):
        one.leave(f"{number}.txt", PageHabit(number), Habit())
    assert [one.page(f"{number}.txt").place for number in (1, 2, 3, 4)] == [1, 0, 3, 4]


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path, state: Path) -> None:
    state.write_text("a file, no folder")
    Habits(tmp_path).leave("a.txt", PageHabit(3), Habit())
    assert Habits(tmp_path).page("a.txt") == PageHabit()
    assert recent() == []


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, state: Path) -> None:
    Habits(tmp_path).leave("a.txt", PageHabit(3), Habit())
    (file,) = (state / "jiaozhu" / "habits").iterdir()
    for damaged in (b"", b"[1]", b"{", b"\xff", file.read_bytes()[:-4]):
        file.write_bytes(damaged)
        assert Habits(tmp_path).page("a.txt") == PageHabit()


async def test_the_app_comes_back_to_where_it_was(project: Project) -> None:
    async def session(keys: str) -> tuple[int, str, str, str]:
        shelf = Shelf.open([str(project.root)], "lin")
        shelf.memory = Memory(kept=True)
        app = JiaozhuApp(shelf, shelf.memory.project(project).theme, shelf.first)
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, Reading)
            await asyncio.wait_for(screen.ready.wait(), 20)
            for key in keys.split():
                await pilot.press(key)
                await asyncio.wait_for(screen.ready.wait(), 20)
            return screen.reader.cursor, screen.reader.pane, app.theme, screen.session.view.config

    assert await session("") == (0, "edition", "jiaozhu-dark", "s2t")
    left = await session("j j w w T S p")
    assert left[0] > 0
    assert left[1:] == ("view", "jiaozhu-light", "s2tw")
    assert await session("") == left
    there = await session("> l l")
    assert there[0] == 2
    assert (await session(""))[0] == 2
    assert (await session("<"))[0] == left[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(JSON, JSON)
def test_what_is_none_of_ours_is_left_out(page: object, project: object) -> None:
    for record in (page, {"place": page, "unfolded": project}, {"place": -4, "unfolded": [-1, 2]}):
        made = habits._made(PageHabit, record)
        assert made.place >= 0
        assert all(start >= 0 for start in made.unfolded)
    assert isinstance(habits._made(Habit, {"theme": project, "page": page}).theme, str)
