"""The concordance on the screen: what is listed, what keys decide, where one comes back to."""

from __future__ import annotations

import asyncio
import csv
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_reading import go, opened, tagged
from tests.app.test_search import settle
from tui.annotate.layer import read as read_layer
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.app.app import JiaozhuApp
from tui.app.screens.concordance import ConcordanceScreen
from tui.app.screens.reading import Reading
from tui.app.screens.searching import NearWords
from tui.app.screens.tables import TableScreen
from tui.app.shelf import Shelf
from tui.study.concordance import Show

OTHER = "牡丹晚报今天说：牡丹晚报的记者在东营市，臺灣的記者也在。\n"
THIRD = "本报讯，东营市牡丹晚报记者。\n"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.fspath(tmp_path / "state"))


@pytest.fixture
def several(project: Project) -> Project:
    """Four pages."""
    (project.root / "other.txt").write_text(OTHER, encoding="utf-8")
    (project.root / "third.txt").write_text(THIRD, encoding="utf-8")
    return project


@asynccontextmanager
async def concordance(
    project: Project, words: str = "牡丹晚报", size: tuple[int, int] = (120, 36), *keys: str
) -> AsyncIterator[tuple[Pilot[None], Reading, ConcordanceScreen]]:
    """The concordance of some words of the first page, complete."""
    shelf = Shelf.open([str(project.root)], project.annotator)
    app = JiaozhuApp(shelf, first=0)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        go(screen, words)
        await pilot.press("v", *["l"] * (len(words) - 1), "*")
        await settle(pilot)
        assert isinstance(app.screen, ConcordanceScreen)
        yield pilot, screen, app.screen


def labels(project: Project, name: str) -> list[str]:
    """The labels on disk of a page, in order."""
    from tui.annotate.editions import edition_for
    from tui.text.source import read

    edition = edition_for(project, name, read(project.root / name))
    return [span.label for span in read_layer(project, name, edition).spans()]


async def test_all_hits_are_listed_the_open_page_first(several: Project) -> None:
    async with concordance(several) as (pilot, _, screen):
        shown = picture(pilot.app)
        assert "4 hits   0 tagged   0 conflicts   3 pages" in shown
        assert [screen.found.index.path(hit.page).name for hit in screen.found.shown] == [
            *["news.txt", "other.txt", "other.txt", "third.txt"]
        ]
        nodes = [line.index("牡丹晚报") for line in shown.splitlines()[2:6]]
        assert len(nodes) == 4
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Reading)


async def test_y_asks_for_the_label_once_and_goes_on(several: Project) -> None:
    async with concordance(several) as (pilot, desk, screen):
        await pilot.press("y", "z")
        await settle(pilot)
        assert screen.concording.label == "ORG"
        await pilot.press("y", "n")
        await pilot.press("p")  # another label's key
        assert screen.found.counts == (4, 2, 1, 1)
        assert tagged(desk) == [("ORG", "牡丹晚报")]
        assert labels(several, "other.txt") == ["ORG"]
        assert labels(several, "third.txt") == ["PER"]
        await pilot.press("escape")
        await pilot.press("*")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ConcordanceScreen)
        pilot.app.screen.found.label = "ORG"
        assert len(pilot.app.screen.found.shown) == 3  # what was rejected is not offered again


async def test_all_shown_at_once_is_taken_back_at_once(several: Project) -> None:
    async with concordance(several) as (pilot, desk, screen):
        screen.found.label = "ORG"
        await pilot.press("Y")
        await settle(pilot)
        assert "tagged ORG: 4 hits on 3 pages" in picture(pilot.app)
        assert labels(several, "other.txt") == ["ORG", "ORG"]
        await pilot.press("u")
        await settle(pilot)
        assert "taken back on 3 pages" in picture(pilot.app)
        assert tagged(desk) == []
        assert labels(several, "other.txt") == []
        await pilot.press("u")
        assert "Nothing was decided" in picture(pilot.app)


async def test_one_call_is_one_step_of_the_page(several: Project) -> None:
    (several.root / "news.txt").write_text("甲说。\n\n甲说，甲说，甲。\n", encoding="utf-8")
    async with concordance(several, "甲") as (pilot, desk, screen):
        screen.found.label = "PER"
        await pilot.press("y", "y", "y", "q")
        assert len(tagged(desk)) == 3
        await pilot.press("u")
        assert tagged(desk) == []


async def test_enter_opens_the_hit_and_ctrl_o_comes_back_to_its_row(several: Project) -> None:
    async with concordance(several) as (pilot, desk, _screen):
        await pilot.press("j", "j", "enter")
        await settle(pilot)
        await asyncio.wait_for(desk.ready.wait(), 20)
        await settle(pilot)
        assert pilot.app.screen is desk
        assert desk.session.path.name == "other.txt"
        assert desk.reader.cursor == desk.session.edition.text.rindex("牡丹晚报")
        assert desk.session.hits is not None
        assert len(desk.session.hits) == 2
        assert len(desk.shelf.pages) == 4
        await pilot.press("ctrl+o")
        await settle(pilot)
        again = pilot.app.screen
        assert isinstance(again, ConcordanceScreen)
        assert again.rows.current == 2
        await pilot.press("y", "z")  # the page that is open now is written through its store
        await settle(pilot)
        assert tagged(desk) == [("ORG", "牡丹晚报")]
        await pilot.press("q", "q")
        assert not isinstance(pilot.app.screen, ConcordanceScreen)


async def test_filters_orders_and_samples(several: Project) -> None:
    async with concordance(several) as (pilot, _, screen):
        screen.found.label = "ORG"
        await pilot.press("j", "y")
        await pilot.press("f")
        assert screen.found.show is Show.OPEN
        assert len(screen.found.shown) == 3
        await pilot.press("f")
        assert "nothing shown" in picture(pilot.app)
        await pilot.press("x", "f", "f")
        assert "No hit here" in picture(pilot.app) or screen.found.show is Show.HITS
        await pilot.press("L")
        assert "by the right" in picture(pilot.app)
        await pilot.press("L", "~")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "2 7"
        await pilot.press("enter")
        await pilot.pause()
        assert "sample of 2, seed 7" in picture(pilot.app)
        assert len(screen.found.shown) == 2


async def test_done_and_locked_pages_are_told(several: Project) -> None:
    async with concordance(several) as (pilot, _, screen):
        index = screen.found.index
        third, other = (index.number(several.root / f"{name}.txt") for name in ("third", "other"))
        assert third is not None
        assert other is not None
        with Store.open(several, "third.txt", index.edition(third)) as store:
            store.set_done(True)
        list(index.update())
        screen.found.label = "ORG"
        with Store.open(several, "other.txt", index.edition(other)):
            await pilot.press("Y")
            await settle(pilot)
        shown = picture(pilot.app)
        assert "1 page marked done left alone" in shown
        assert "locked other.txt" in shown
        assert "done third.txt" in shown
        assert screen.found.counts.tagged == 1


async def test_the_hits_are_written(several: Project, tmp_path: Path) -> None:
    async with concordance(several) as (pilot, _, _screen):
        await pilot.press("w")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = str(tmp_path / "hits.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert "4 rows written" in picture(pilot.app)
    with open(tmp_path / "hits.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["hit"] for row in rows] == ["牡丹晚报"] * 4
    assert rows[1]["page"] == "other.txt"


async def test_a_search_of_the_project(several: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(several.root)], "lin"), first=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("g", "/")
        await pilot.pause()
        app.screen.query_one(Input).value = "/[东東]..记者"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert screen.found.counts.hits == 0
        await pilot.press("/")
        await pilot.pause()
        app.screen.query_one(Input).value = "dongying"
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert "pinyin" in picture(app)
        assert screen.found.counts.hits == 3


async def test_what_is_nowhere_may_be_meant_otherwise_or_near(several: Project) -> None:
    (several.root / "third.txt").write_text("上海的消息。\n", encoding="utf-8")
    app = JiaozhuApp(Shelf.open([str(several.root)], "lin"), first=0)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = await opened(pilot)
        for typed in ("shanghai", "上每的消"):
            await pilot.press("g", "/")
            await pilot.pause()
            app.screen.query_one(Input).value = typed
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            await settle(pilot)
            if isinstance(app.screen, NearWords):
                await pilot.press("1")
                await settle(pilot)
            screen = app.screen
            assert isinstance(screen, ConcordanceScreen)
            assert screen.found.counts.hits == 1
            await pilot.press("escape")
            assert app.screen is desk


async def test_tables(several: Project, tmp_path: Path) -> None:
    app = JiaozhuApp(Shelf.open([str(several.root)], "lin"), first=0)
    async with app.run_test(size=(120, 36)) as pilot:
        desk = await opened(pilot)
        await pilot.press("g", "f")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, TableScreen)
        assert "count v" in picture(app)
        await pilot.press("h")
        assert "word v" in picture(app) or "word ^" in picture(app)
        await pilot.press("o", "f", "f")
        await settle(pilot)
        assert "0 spans" in picture(app)
        await pilot.press("q", "g", "x")
        await settle(pilot)
        assert "0 strings" in picture(app)
        await pilot.press("q")
        go(desk, "牡丹晚报")
        await pilot.press("g", "c")
        await settle(pilot)
        assert "logDice" in picture(app)
        await pilot.press("q", "g", "k", "enter")
        await settle(pilot)
        assert "log ratio" in picture(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConcordanceScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is desk


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_how_it_looks(several: Project, size: tuple[int, int], theme: str) -> None:
    async with concordance(several, "牡丹晚报", size) as (pilot, _, screen):
        pilot.app.theme = f"jiaozhu-{theme}"
        screen.found.label = "ORG"
        await pilot.press("y", "p", "n")
        await settle(pilot)
        check(pilot.app, f"concordance-{size[0]}x{size[1]}-{theme}")
