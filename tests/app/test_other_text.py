"""What the other pane shows, and where the panes differ."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.picture import picture
from tests.app.test_reading import reading, tagged
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.habits import Memory
from tui.app.reader.differing import differing
from tui.app.reader.model import Model, Options
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.text.edition import Edition
from tui.text.script import convert
from tui.text.source import Source

DIRTY = "市委组织部(bù)号召，\n\n广大(dà)党员,守住战\n\n斗堡垒(lěi)。责任(rèn)重于泰山(shān)。\n"


def model_of(text: str, config: str) -> Model:
    edition = Edition.make(Source("a.txt", text, text.encode(), "utf-8"), ())
    model = Model(edition, convert(text, config), Options())
    model.resize(20, (0, 1), 20)
    return model


@given(st.text(alphabet="台湾的互联网与软件发后干里abc，", max_size=60), st.integers(0, 1))
def test_every_character_that_differs_is_found_and_no_other(text: str, side: int) -> None:
    model = model_of(text, "s2twp")
    sheet = model.sheet
    here, there = sheet.sides[side], sheet.sides[1 - side]
    found = {at for a, b in differing(sheet, side, 0, len(here.text)) for at in range(a, b)}
    for at, char in enumerate(here.text):
        back = (at, at + 1)
        if side == 1:
            assert here.alignment is not None
            back = here.alignment.inverse.map_range(at, at + 1)
        other = there.text[slice(*there.range(*back))]
        assert (at in found) == (char != other)


def test_nothing_differs_where_both_read_alike() -> None:
    model = model_of("上下人大中天", "s2t")
    assert list(differing(model.sheet, 0, 0, 6)) == []


async def test_the_other_pane_shows_the_source_and_one_tags_there(project: Project) -> None:
    (project.root / "news.txt").write_text(DIRTY, encoding="utf-8")
    async with reading(project) as (pilot, screen):
        source = screen.session.edition.source.text
        assert screen.session.edition.text != source
        await pilot.press("g", "v", "5")
        await pilot.pause()
        assert screen.session.view.text == source
        assert "底本" in picture(pilot.app)
        assert "(bù)" in picture(pilot.app)
        await pilot.press("p", "g", "g", "v", "l", "l", "l", "l", "z")
        assert tagged(screen) == [("ORG", "市委组织部")]
        await pilot.press("g", "v", "1")
        await pilot.pause()
        assert screen.session.view.config == "s2t"


async def test_what_differs_is_tinted_on_a_key(project: Project) -> None:
    async with reading(project) as (pilot, _):
        before = picture(pilot.app)
        await pilot.press("g", "t")
        tinted = picture(pilot.app)
        assert tinted != before
        assert before.splitlines()[:36] == tinted.splitlines()[:36]  # the text is the same
        await pilot.press("g", "t")
        assert picture(pilot.app) == before


async def test_each_pane_shows_what_one_chooses(project: Project) -> None:
    (project.root / "news.txt").write_text(DIRTY, encoding="utf-8")
    async with reading(project) as (pilot, screen):
        await pilot.press("g", "V", "5")
        await pilot.pause()
        rows = picture(pilot.app)
        assert "(bù)" in rows
        assert "底本" in rows
        assert "市委組織部" in rows
        await pilot.press("v", "l", "l", "l", "l", "z")
        assert tagged(screen) == [("ORG", "市委组织部")]
        await pilot.press("g", "v", "6")
        await pilot.pause()
        assert "市委組織部" not in picture(pilot.app)
        assert "校本  edition" in picture(pilot.app)
        await pilot.press("g", "V", "2", "escape", "p", "y")
        await pilot.pause()
        assert screen.reader.pane == "view"
        assert "臺灣正體" in picture(pilot.app)
        await pilot.press("p", "w", "w")
        assert screen.reader.pane == "edition"
        assert screen.reader.side_text == screen.session.left.text
    async with reading(project) as (pilot, screen):
        assert screen.session.left is None  # nothing is remembered in tests
    async with reading(project) as (pilot, screen):
        await pilot.press("g", "V", "5", "g", "V", "6")
        await pilot.pause()
        assert screen.session.left is None
        assert "(bù)" not in picture(pilot.app)


async def test_what_the_left_pane_shows_follows_decisions_and_the_cursor(project: Project) -> None:
    (project.root / "news.txt").write_text(DIRTY, encoding="utf-8")
    async with reading(project) as (pilot, screen):
        await pilot.press("g", "V", "1")
        await pilot.pause()
        await pilot.press("right_square_bracket", "e", "exclamation_mark")
        await pilot.pause()
        session = screen.session
        assert session.left is not None
        assert session.left.text == convert(session.edition.text, "s2t").text
        assert screen.reader.side_text == session.left.text
        for key in ("j", "j", "l", "w", "G", "g", "g"):
            await pilot.press(key)
        assert screen.reader.cursor == 0


@pytest.mark.parametrize("kept", [("s2tw", "source"), ("edition", "s2t")])
async def test_what_both_panes_show_is_remembered(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: tuple[str, str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    right, left = kept
    for seen in (False, True):
        shelf = Shelf.open([str(project.root)], "lin")
        shelf.memory = Memory(kept=True)
        app = JiaozhuApp(shelf, "jiaozhu-dark")
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, Reading)
            await asyncio.wait_for(screen.ready.wait(), 20)
            if not seen:
                screen.change_script(right)
                screen.change_script(left, left=True)
                await pilot.press("q")
            else:
                assert screen.session.view.config == right
                assert screen.session.left is not None
                assert screen.session.left.config == left
