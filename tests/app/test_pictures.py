"""How the screens look, in both themes: compared with the pictures in `snapshots`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.conftest import load
from tests.app.picture import SIZES, THEMES, check
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf

KEYS = {
    "library": "",
    "selecting": "enter wait j j j v l l",
    "picked": "enter wait tab",
    "outline": "enter wait O",
    "help": "enter wait ?",
    "labels": "enter wait j j v enter",
    "note": "enter wait tab a",
    "attributes": "enter wait tab @",
    "guideline": "enter wait K q",
    "armed": "enter wait t p j",
    "converted": "enter wait p S S",
    "label-rows": "enter wait I",
    "hiding": "enter wait g h",
    "other-text": "enter wait g v",
    "source": "enter wait g v 5 g t",
    "left-source": "enter wait g V 5 settle",
    "forms": "enter wait z f right_square_bracket z g z",
    "search": "enter wait /",
    "edits": "enter wait g a",
    "edits-shown": "enter wait A",
    "suggestion-sources": "enter wait g S",
    "frequency": "enter wait g f settle",
    "conflicts": "enter wait g x settle",
    "collocates": "enter wait g c settle",
    "key-words": "enter wait g k",
    "key-words-of": "enter wait g k enter settle",
    "export": "enter wait X",
    "palette": "enter wait : settle",
    "language": "enter wait g L",
    "reading-of": "enter wait g p",
}


@pytest.fixture
def tagged(project: Project) -> Project:
    """With spans of two annotators, nested ones among them."""
    for who, labels in (("sample", ("PER", "SLOGAN")), ("lin", ("ORG", "ROLE"))):
        session = load(project.root / "news.txt", replace(project, annotator=who))
        text = session.edition.text
        for words, label in zip(("牡丹晚报", "牡丹晚报全媒体记者 姜培军"), labels, strict=True):
            start = text.index(words)
            session.tag(start, start + len(words), label)
        start = text.index("号召各级")
        session.tag(start, start + 6, labels[0])
        session.close()
    return project


@asynccontextmanager
async def opened(
    project: Project, theme: str, size: tuple[int, int], keys: str
) -> AsyncIterator[JiaozhuApp]:
    """The app on a project after some keys; `wait` waits for the page, `settle` for all work."""
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"), f"jiaozhu-{theme}")
    async with app.run_test(size=size) as pilot:
        for key in keys.split():
            if key == "wait":
                await pilot.pause()
                screen = app.screen
                assert isinstance(screen, Reading)
                await asyncio.wait_for(screen.ready.wait(), 20)
                await pilot.pause()
            elif key == "settle":
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
            else:
                await pilot.press(key)
        await pilot.pause()
        yield app


async def show(project: Project, theme: str, size: tuple[int, int], keys: str, name: str) -> None:
    async with opened(project, theme, size, keys) as app:
        check(app, f"{name}-{size[0]}x{size[1]}-{theme}")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_page(tagged: Project, theme: str, size: tuple[int, int]) -> None:
    await show(tagged, theme, size, "enter wait", "reading")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_screens(tagged: Project, name: str, size: tuple[int, int], theme: str) -> None:
    await show(tagged, theme, size, KEYS[name], name)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_new_project(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    (tmp_path / "a.txt").write_text("市委组织部号召广大党员。", "utf-8")
    shelf = Shelf.open([str(tmp_path)], "lin")
    shelf.unmade = [Path("/corpus")]
    app = JiaozhuApp(shelf, f"jiaozhu-{theme}")
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "j")
        await pilot.pause()
        check(app, f"beginning-{size[0]}x{size[1]}-{theme}")
