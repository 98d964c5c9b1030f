"""Pages without a project: the offer to make one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.picture import picture
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.beginning import Beginning
from tui.app.screens.library import Library
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("市委组织部号召广大党员主动扛起责任。", encoding="utf-8")
    return tmp_path


def app_of(folder: Path, first: int | None = None) -> JiaozhuApp:
    return JiaozhuApp(Shelf.open([str(folder)], "lin"), first=first)


async def opened(pilot: Pilot[None]) -> Reading:
    screen = pilot.app.screen
    assert isinstance(screen, Reading)
    await asyncio.wait_for(screen.ready.wait(), 20)
    await pilot.pause()
    return screen


async def test_nothing_is_made_before_enter(folder: Path) -> None:
    async with app_of(folder).run_test(size=(120, 30)) as pilot:
        assert isinstance(pilot.app.screen, Beginning)
        shown = picture(pilot.app)
        assert "make one" in shown
        assert "人名" in shown
        await pilot.press("j", "j")
        assert "口号" in picture(pilot.app)
        assert not (folder / "annotations").exists()


async def test_enter_makes_it_with_the_labels_shown_and_goes_on(folder: Path) -> None:
    async with app_of(folder, 0).run_test() as pilot:
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        screen = await opened(pilot)
        assert screen.session.writable
        assert (folder / "annotations" / "labels.toml").read_text("utf-8").count("SLOGAN") == 1
        await pilot.press("v", "s")
        assert screen.session.count == 1


async def test_escape_makes_nothing_and_the_offer_comes_again(folder: Path) -> None:
    async with app_of(folder).run_test(size=(120, 30)) as pilot:
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Library)
        assert "read only" in picture(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        screen = await opened(pilot)
        assert not screen.session.writable
        await pilot.press("v", "p")
        assert "gN makes one" in picture(pilot.app)
        assert not (folder / "annotations").exists()
        await pilot.press("escape", "g", "N", "enter")
        await pilot.pause()
        assert (folder / "annotations" / "labels.toml").is_file()


async def test_where_none_can_be_made_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.annotate import files

    def refuse(*folders: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "make_folders", refuse)
    async with app_of(folder).run_test(size=(120, 30)) as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Beginning)
        assert "cannot be made" in picture(pilot.app)


async def test_a_project_is_offered_nowhere_else(folder: Path) -> None:
    Project.create(folder, "lin")
    async with app_of(folder).run_test() as pilot:
        assert isinstance(pilot.app.screen, Library)
