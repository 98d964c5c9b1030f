"""The list of pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.app.conftest import load
from tests.app.picture import picture
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.library import Library
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.app.widgets.rows import Rows


def app_of(project: Project) -> JiaozhuApp:
    return JiaozhuApp(Shelf.open([str(project.root)], "lin"))


async def test_pages_are_listed_with_their_first_words_and_progress(project: Project) -> None:
    path = project.root / "news.txt"
    session = load(path, project)
    session.tag(0, 5, "ORG")
    session.set_done(True)
    session.close()
    async with app_of(project).run_test(size=(100, 20)) as pilot:
        rows = picture(pilot.app).splitlines()
        (line,) = [row for row in rows if "news.txt" in row]
        assert "主动扛起责任" in line  # the headline, for the page was cleaned
        assert "1 span " in line
        assert "done" in line


@pytest.mark.parametrize("keys", ["j", "down", "G", "end", "tab", "ｊ"])
async def test_keys_move_in_the_list(project: Project, keys: str) -> None:
    async with app_of(project).run_test() as pilot:
        await pilot.press(keys)
        assert pilot.app.screen.query_one(Rows).current == 1


async def test_the_list_does_not_leave_its_ends(project: Project) -> None:
    async with app_of(project).run_test() as pilot:
        await pilot.press("k", "9", "j")
        assert pilot.app.screen.query_one(Rows).current == 1


async def test_a_folder_begins_with_the_first_page_that_is_not_done(project: Project) -> None:
    session = load(project.root / "news.txt", project)
    session.set_done(True)
    session.close()
    shelf = Shelf.open([str(project.root)], "lin")
    async with JiaozhuApp(shelf, first=shelf.first_open).run_test() as pilot:
        assert isinstance(pilot.app.screen, Reading)
        assert pilot.app.screen.index == 1
        await pilot.press("q")
        assert isinstance(pilot.app.screen, Library)
        assert pilot.app.screen.rows.current == 1


async def test_q_leaves(project: Project) -> None:
    async with app_of(project).run_test() as pilot:
        await pilot.press("q")
        assert pilot.app._exit


async def test_names_and_words_are_neither_markup_nor_control_sequences(tmp_path: Path) -> None:
    names = ["[red]x[b].txt", "\x1b]0;x\x07.txt", "[@click=app.quit]点我[.txt"]
    for name in names:
        (tmp_path / name).write_text("价格[/]完 \x1b[2J\u202e", encoding="utf-8")
    Project.create(tmp_path, "lin")
    app = JiaozhuApp(Shelf.open([os.fspath(tmp_path)], "lin"))
    async with app.run_test(size=(120, 20)) as pilot:
        assert isinstance(pilot.app.screen, Library)
        shown = picture(pilot.app)
        assert all(name in shown for name in (names[0], names[2]))
        assert "价格[/]完 ␛[2J◃" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
