"""Jumping by pinyin and selecting text objects, with real keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from textual.events import Key
from textual.pilot import Pilot

from tests.app.picture import SIZES, THEMES, check
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf

Press = Callable[[str], Awaitable[str]]


@asynccontextmanager
async def reading(
    project: Project, page: str = "news.txt", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Reading, Press, Pilot[None]]]:
    """The page open; `press` types keys and gives what is selected, or what is under the cursor."""
    app = JiaozhuApp(Shelf.open([str(project.root / page)], "lin"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Reading)
        await asyncio.wait_for(screen.ready.wait(), 20)

        async def press(keys: str) -> str:
            for key in keys.split():
                await pilot.press(key)
            reader, text = screen.reader, screen.session.edition.text
            start, end = reader.selection or (reader.cursor, reader.cursor + 1)
            return text[start:end]

        yield screen, press, pilot


async def jump(screen: Reading, press: Press, letters: str, target: str) -> str:
    """Jump by some letters, and by the key that is drawn over `target` if several places fit."""
    await press(" ".join(["f", *letters]))
    if screen._jumping is not None:
        text = screen.reader.side_text
        keys = screen._jumping._keys.items()
        await press(next(key for key, hit in keys if text.startswith(target, hit.start)))
    return await press("")


async def test_one_place_is_reached_without_a_key_of_its_own(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        assert await press("f w d") == "王"
        assert screen._jumping is None


async def test_the_second_letter_is_never_a_command(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        await press("f k")  # 控 alone
        assert screen._jumping is not None
        assert await press("g") == "控"
        assert screen._jumping is None


async def test_full_width_keys_jump_too(project: Project) -> None:
    async with reading(project) as (screen, press, pilot):
        for key in "ｆｗｄ":  # as an input method sends them
            screen.post_message(Key(key, key))
            await pilot.pause()
        assert await press("") == "王"
        for key in "ｆ《":
            screen.post_message(Key(key, key))
            await pilot.pause()
        assert await press("") == "《"
        for key in "ｉ〈":
            screen.post_message(Key(key, key))
            await pilot.pause()
        assert await press("") == "关于加强疫情防控工作的通知"


async def test_two_letters_and_a_key_reach_any_place(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        assert await press("f d y") == "市"  # several: their keys are shown
        assert screen._jumping is not None
        hits = screen._jumping._keys
        assert len(hits) >= 2
        key, hit = max(hits.items(), key=lambda item: item[1].start)
        assert await press(key) == screen.reader.side_text[hit.start]
        assert screen.reader.cursor == hit.start
        assert screen._jumping is None


async def test_a_jump_can_be_left_and_taken_back(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        assert await press("f d y escape") == "市"
        assert await press("f d backspace w d") == "王"
        assert await press("f v") == "王"
        assert "not on the screen" in str(screen._message)


async def test_in_a_selection_it_extends_to_the_end_of_what_was_typed(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        assert await jump(screen, press, "sd", "山东") == "山"
        await press("v")
        assert await jump(screen, press, "dys", "东营市") == "山东省东营市"
        assert await press("escape f w d") == "王"
        await jump(screen, press, "zb", "值班")
        await press("v")
        assert (
            await jump(screen, press, "wd", "王东说") == "王东说，2020年1月28日，他在山东省东营市值"
        )


async def test_the_word_can_be_selected_with_it(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        assert await press("F w d") in ("王东", "王东说")
        assert screen.reader.selection


async def test_it_works_in_the_other_script_too(project: Project) -> None:
    async with reading(project, "statement.txt") as (screen, press, _):
        await press("p")
        assert await jump(screen, press, "fyr", "发言人") == "發"
        assert screen.reader.pane == "view"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_labels_are_drawn_over_the_text(
    project: Project, size: tuple[int, int], theme: str
) -> None:
    async with reading(project, size=size) as (screen, press, pilot):
        screen.app.theme = f"jiaozhu-{theme}"
        before = screen.reader.on_screen
        await press("f d y")
        await pilot.pause()
        assert isinstance(screen.app, JiaozhuApp)
        check(screen.app, f"jump-{size[0]}x{size[1]}-{theme}")
        assert screen.reader.on_screen == before


@pytest.mark.parametrize(
    ("letters", "target", "keys", "selected"),
    [
        ("sw", "市委", "i p", "市委组织部号召各级党组织和广大党员"),
        ("tz", "通知", "i w", "通知"),
        ("tz", "通知", "i <", "关于加强疫情防控工作的通知"),
        ("tz", "通知", "v a <", "《关于加强疫情防控工作的通知》"),
        ("jz", "记者", "i (", "牡丹晚报全媒体记者 姜培军"),
        ("jz", "记者", "v a (", "（牡丹晚报全媒体记者 姜培军）"),
        ("wx", "我先", "i q", "我是党员我先上。"),
        ("wx", "我先", "v a q", "“我是党员我先上。”"),
        ("zb", "值班", "i W", "他在山东省东营市值班"),
        ("zb", "值班", "v a W", "他在山东省东营市值班。"),
        ("wx", "我先", "i s", "“我是党员我先上。”"),
        ("wx", "我先", "v a p", "“我是党员我先上。”王东说，2020年1月28日，他在山东省东营市值班。"),
    ],
)
async def test_text_objects(
    project: Project, letters: str, target: str, keys: str, selected: str
) -> None:
    async with reading(project) as (screen, press, _pilot):
        await jump(screen, press, letters, target)
        assert (await press(keys)).rstrip("\n") == selected


async def test_what_is_not_there_is_said(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        await press("G i {")
        assert "no such pair" in str(screen._message)
        await press("i t")
        assert "no span" in str(screen._message)


async def test_objects_of_spans(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        await jump(screen, press, "sd", "山东")
        await press("i w p")
        (tagged,) = screen.session.spans_between(0, 10_000)
        assert await press("i t") == tagged.quote
        await press("escape")
        await jump(screen, press, "zb", "值班")
        between = await press("i a")
        assert between.endswith("值班。")
        assert tagged.quote not in between


async def test_marks_and_jumps_lead_back(project: Project) -> None:
    async with reading(project) as (screen, press, _):
        await press("f w d m a G")
        end = screen.reader.cursor
        assert await press("' a") == "王"
        await press("ctrl+o")
        assert screen.reader.cursor == end
        assert await press("ctrl+o") == "市"  # where f was pressed; a place is in the list once
        await press("g i")
        assert screen.reader.cursor == end
        await press("' b")
        assert "no mark b" in str(screen._message)
        assert await press("` a") == "王"
        await press("m escape")
        assert screen._asking is None


async def test_a_jump_leads_back_to_another_page(project: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"), first=0)
    async with app.run_test() as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Reading)
        await asyncio.wait_for(screen.ready.wait(), 20)
        await pilot.press("G", "m", "x", ">")
        last = screen.places.marked("x")
        await asyncio.wait_for(screen.ready.wait(), 20)
        assert screen.index == 1
        await pilot.press("'", "x")
        await asyncio.wait_for(screen.ready.wait(), 20)
        await pilot.pause()
        assert screen.index == 0
        assert screen.spot == last


async def test_landings_are_shown_on_demand(project: Project) -> None:
    async with reading(project) as (screen, press, pilot):
        canvas = screen.reader.canvas
        assert canvas is not None
        await press("j g w")
        assert len(canvas._painter.signs.landings) == 3
        await press("w")
        assert screen.reader.cursor not in canvas._painter.signs.landings
        await press("g w")
        assert not canvas._painter.signs.landings
        assert pilot.app.screen is screen
