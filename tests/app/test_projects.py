"""The list of projects that were open."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_beginning import opened
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.habits import Habit, Habits, PageHabit, recent
from tui.app.screens.library import Library
from tui.app.screens.projects import Projects
from tui.app.shelf import Shelf


@pytest.fixture(autouse=True)
def nothing_was_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def roots(tmp_path: Path) -> list[Path]:
    roots = [tmp_path / name for name in ("old", "gone")]
    for root in roots:
        root.mkdir()
        (root / "a.txt").write_text("市委组织部号召广大党员。", encoding="utf-8")
        Project.create(root, "lin")
        Habits(root).leave("a.txt", PageHabit(), Habit())
    return roots


async def counted(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_they_are_listed_with_how_far_they_are(roots: list[Path]) -> None:
    async with JiaozhuApp(Shelf([])).run_test(size=(120, 20)) as pilot:
        assert isinstance(pilot.app.screen, Projects)
        await counted(pilot)
        line = next(row for row in picture(pilot.app).splitlines() if " old " in row)
        assert "1 page, 0 done" in line


async def test_one_is_opened_and_one_is_forgotten(roots: list[Path]) -> None:
    (roots[1] / "a.txt").unlink()
    for path in sorted((roots[1] / "annotations").iterdir()):
        path.unlink()
    (roots[1] / "annotations").rmdir()
    roots[1].rmdir()
    async with JiaozhuApp(Shelf([])).run_test(size=(120, 20)) as pilot:
        await counted(pilot)
        gone = next(n for n, one in enumerate(recent()) if not one.is_there)
        await pilot.press(*"j" * gone, "enter")
        assert "is gone; x takes it off" in picture(pilot.app)
        await pilot.press("x")
        assert [one.root for one in recent()] == [roots[0]]
        await pilot.press("enter")
        await pilot.pause()
        screen = await opened(pilot)
        assert screen.session.project == Project(roots[0], screen.session.project.annotator)  # type: ignore[union-attr]


async def test_from_the_list_of_pages_and_back(project: Project) -> None:
    async with JiaozhuApp(Shelf.open([str(project.root)], "lin")).run_test() as pilot:
        await pilot.press("p")
        assert isinstance(pilot.app.screen, Projects)
        await pilot.press("q")
        assert isinstance(pilot.app.screen, Library)


async def test_without_any_that_is_said_and_q_leaves() -> None:
    app = JiaozhuApp(Shelf([]))
    async with app.run_test(size=(120, 20)) as pilot:
        assert "jiaozhu FOLDER" in picture(pilot.app)
        await pilot.press("q")
    assert app.return_code == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_how_they_look(
    roots: list[Path], monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str
) -> None:
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "lin")
    monkeypatch.setattr("tui.app.screens.projects._short", lambda root: "~/corpora")
    monkeypatch.setattr("tui.app.screens.projects.datetime", _AtNoon)
    async with JiaozhuApp(Shelf([]), f"jiaozhu-{theme}").run_test(size=size) as pilot:
        await counted(pilot)
        check(pilot.app, f"projects-{size[0]}x{size[1]}-{theme}")


class _AtNoon(datetime):
    """Every project was left at the same time."""

    @classmethod
    def fromtimestamp(cls, timestamp: float, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(2026, 1, 2, 12, 0)
