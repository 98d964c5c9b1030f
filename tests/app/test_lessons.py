"""The tutorial, played from its first step to its last with real keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_reading import opened
from tests.app.test_search import settle
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.lessons import LESSONS, Course
from tui.app.screens.concordance import ConcordanceScreen
from tui.app.screens.library import Library
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.text.width import cell_len


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_step_has_room_at_80_cells(lesson) -> None:
    assert cell_len(lesson.text) <= 66
    assert cell_len(lesson.keys) <= 40


def at(pilot: Pilot[None]) -> int:
    """The number of steps that are done."""
    app = pilot.app
    assert isinstance(app, JiaozhuApp)
    assert app.course is not None
    return app.course.step


async def jump_to(pilot: Pilot[None], screen: Reading, words: str, letters: str) -> None:
    """By the key that stands over it."""
    await pilot.press("f", *letters)
    await pilot.pause()
    canvas = screen.reader.canvas
    assert canvas is not None
    text = screen.reader.side_text
    signs = canvas._painter.signs.labels
    key = next((key for place, key in signs.items() if text.startswith(words, place)), "")
    await pilot.press(*key)


async def test_it_is_played_through_and_leaves_nothing() -> None:
    app = JiaozhuApp(Shelf([]), tutorial=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        course = app.course
        assert course is not None
        folder = course.page.parent
        assert folder.is_dir()
        await asyncio.wait_for(screen.suggested.wait(), 20)
        await pilot.press("x", "k")
        assert at(pilot) == 0  # other keys do no harm
        await pilot.press("w", "w", "w")
        assert at(pilot) == 1
        await jump_to(pilot, screen, "党员", "dy")
        assert at(pilot) == 2
        await pilot.press("v", "v")
        assert at(pilot) == 3
        await pilot.press("r")
        assert at(pilot) == 4
        await pilot.press("*")
        await settle(pilot)
        assert isinstance(app.screen, ConcordanceScreen)
        await pilot.press("Y")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert at(pilot) == 5
        await pilot.press("u")
        assert at(pilot) == 6
        await pilot.press("tab", "enter")
        assert at(pilot) == 7
        await pilot.press("escape", "A", "]", "e", "!")
        assert at(pilot) == 8
        await pilot.press("S")
        await pilot.pause()
        assert at(pilot) == 9
        await pilot.press("/")
        await pilot.pause()
        app.screen.query_one(Input).value = "yiqing"
        await pilot.press("enter")
        await settle(pilot)
        assert at(pilot) == 10
        await pilot.press("I")
        assert at(pilot) == len(LESSONS)
        assert "every key" in picture(app)
        await pilot.press("q")
    assert app.return_code == 0
    assert not folder.exists()


async def test_from_a_project_one_comes_back_to_it(project: Project) -> None:
    async with JiaozhuApp(Shelf.open([str(project.root)], "lin")).run_test() as pilot:
        assert isinstance(pilot.app.screen, Library)
        await pilot.press("f2")
        screen = await opened(pilot)
        assert screen.session.path.name == "tutorial.txt"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Library)
        assert pilot.app.screen.shelf.project == project


def test_its_page_is_a_copy() -> None:
    course = Course()
    page = Path(course.page)
    assert page.read_text("utf-8").startswith("\n")
    course.close()
    assert not page.exists()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_how_it_looks(size: tuple[int, int], theme: str) -> None:
    app = JiaozhuApp(Shelf([]), f"jiaozhu-{theme}", tutorial=True)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("w", "w", "w")
        await pilot.pause()
        check(app, f"lesson-{size[0]}x{size[1]}-{theme}")
