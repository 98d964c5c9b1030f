"""The reading screen: what keys do, and what the lines at its foot say."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import load
from tests.app.picture import picture
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.commands.registry import Mode
from tui.app.screens.library import Library
from tui.app.screens.prompt import Prompt
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf


@asynccontextmanager
async def reading(
    project: Project, page: str = "news.txt", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], Reading]]:
    """The app on one page, opened."""
    app = JiaozhuApp(Shelf.open([str(project.root / page)], project.annotator))
    async with app.run_test(size=size) as pilot:
        yield pilot, await opened(pilot)


async def opened(pilot: Pilot[None]) -> Reading:
    """The reading screen, once its page is open."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, Reading)
    await asyncio.wait_for(screen.ready.wait(), 20)
    await pilot.pause()
    return screen


def go(screen: Reading, words: str) -> None:
    screen.reader.jump(screen.session.edition.text.index(words))


def tagged(screen: Reading) -> list[tuple[str, str]]:
    """Label and quote of every span, in order."""
    found, span = [], screen.session.next_span(0)
    while span is not None:
        found.append((span.label, span.quote))
        span = screen.session.next_span(0, span)
    return found


def foot(pilot: Pilot[None]) -> str:
    return "\n".join(picture(pilot.app).splitlines()[pilot.app.size.height - 3 :][:3])


async def test_select_and_label(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "l", "l", "z")
        assert tagged(screen) == [("ORG", "牡丹晚报")]
        assert screen.reader.selection is None
        assert "ORG: 牡丹晚报" in foot(pilot)
        assert "saved" in foot(pilot)


async def test_a_word_takes_two_keys(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "山东省")
        await pilot.press("+", "c")
        assert tagged(screen) == [("LOC", "山东省")]


async def test_digits_label_too(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("v", "3", "l", "1")
        assert [label for label, _ in tagged(screen)] == ["LOC", "PER"][:1]


async def test_full_width_keys_work_while_an_input_method_is_on(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("ｖ", "ｌ", "ｚ")
        assert tagged(screen) == [("ORG", "牡丹")]
        # Pilot knows no character of this name; terminals send it.
        screen.post_message(Key("fullwidth_question_mark", "？"))
        await pilot.pause()
        assert "One character left" in picture(pilot.app)


async def test_tagging_moves_neither_text_nor_cursor(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "l", "l")
        before = picture(pilot.app).splitlines()[:30], screen.reader.cursor
        await pilot.press("z")
        after = picture(pilot.app).splitlines()[:30], screen.reader.cursor
        # Only the gutter, left of the text, may differ.
        strip = [[row.replace("▐", " ") for row in rows] for rows in (before[0], after[0])]
        assert strip[0] == strip[1]
        assert before[1] == after[1]


async def test_the_converted_pane_gives_the_same_span(project: Project) -> None:
    async with reading(project, "statement.txt") as (pilot, screen):
        go(screen, "臺灣總統府")
        await pilot.press("p", "v", *"llll", "z")
        assert screen.reader.pane == "view"
        assert tagged(screen) == [("ORG", "臺灣總統府")]
        await pilot.press("p", "S", "S")  # the standard that changes words: 網際網路 is 互联网
        assert screen.session.view.config == "tw2sp"
        go(screen, "網際網路")
        await pilot.press("p", "+", "q")
        assert tagged(screen)[-1] == ("QUOTE", "網際網路")


async def test_pick_relabel_note_move_delete(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "晚报全媒体")
        await pilot.press("v", "l", "z")
        assert screen.hands.mode is Mode.ON_SPAN
        await pilot.press("r", "r")
        assert tagged(screen) == [("ROLE", "晚报")]
        await pilot.press("enter")
        assert screen.hands.mode is Mode.EDIT
        await pilot.press("L", "L", "L")
        assert tagged(screen) == [("ROLE", "晚报全媒体")]
        await pilot.press("o", "H", "H", "H", "L")
        assert tagged(screen) == [("ROLE", "牡丹晚报全媒体")]
        await pilot.press("z")
        assert tagged(screen) == [("ORG", "牡丹晚报全媒体")]
        await pilot.press("a", *"press", "enter")
        (span,) = screen.session.spans_at(screen.reader.cursor)
        assert span.note == "press"
        assert "(press)" in foot(pilot) or "noted on" in foot(pilot)
        await pilot.press("d")
        assert tagged(screen) == []


async def test_counts_and_sequences(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("5", "l")
        assert screen.reader.cursor == 5
        await pilot.press("G")
        assert screen.reader.cursor > 50
        await pilot.press("g")
        assert "g" in foot(pilot).split("READ")[1][:6]
        await pilot.press("g")
        assert screen.reader.cursor == 0


async def test_grow_and_shrink_go_the_same_way(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "姜培军")
        seen = []
        for _ in range(4):
            await pilot.press("+")
            seen.append(screen.reader.selection)
        assert all(b[0] <= a[0] and a[1] <= b[1] for a, b in pairwise(seen))
        for expected in reversed(seen[:-1]):
            await pilot.press("-")
            assert screen.reader.selection == expected
        await pilot.press("-")
        assert screen.reader.selection is None


async def test_tab_walks_spans_and_a_motion_leaves_them(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        for words, key in (("组织部", "z"), ("牡丹", "z"), ("姜培", "p")):
            go(screen, words)
            await pilot.press("v", "l", key)
        await pilot.press("g", "g", "tab", "tab")
        assert screen.hands.picked is not None
        assert screen.hands.picked.quote == "牡丹"
        await pilot.press("shift+tab")
        assert screen.hands.picked.quote == "组织"
        await pilot.press("j")
        assert screen.hands.mode in (Mode.READ, Mode.ON_SPAN)
        assert screen.reader.selection is None


async def test_undo_across_a_restart(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "l", "l", "z", "enter", "p")
        assert tagged(screen) == [("PER", "牡丹晚报")]
    async with reading(project) as (pilot, screen):
        assert tagged(screen) == [("PER", "牡丹晚报")]
        await pilot.press("u")
        assert tagged(screen) == [("ORG", "牡丹晚报")]
        await pilot.press("u", "u")
        assert tagged(screen) == []
        assert "nothing to undo" in foot(pilot)
        await pilot.press("ctrl+r", "ctrl+r")
        assert tagged(screen) == [("PER", "牡丹晚报")]


async def test_two_sessions_on_one_page(project: Project) -> None:
    other = load(project.root / "news.txt", project)
    other.tag(0, 5, "ORG")
    async with reading(project, size=(160, 36)) as (pilot, screen):
        assert "read only" in foot(pilot)
        assert "annotated by" in foot(pilot)
        assert tagged(screen) == [("ORG", "市委组织部")]
        await pilot.press("v", "p")
        assert "annotated by" in foot(pilot)
    other.close()


async def test_others_are_a_layer_to_hide_and_to_look_at_alone(project: Project) -> None:
    for who in ("sample", "wang"):
        session = load(project.root / "news.txt", replace(project, annotator=who))
        session.tag(0, 5, "ORG")
        session.close()
    async with reading(project) as (pilot, screen):
        assert "sample+wang" in foot(pilot)
        await pilot.press("|")
        assert [layer.annotator for layer in screen.session.shown] == ["sample"]
        await pilot.press("|")
        assert [layer.annotator for layer in screen.session.shown] == ["wang"]
        await pilot.press("\\")
        assert screen.session.shown == ()
        assert "hidden" in foot(pilot)
        await pilot.press("\\", "d")
        assert "Nothing here for: delete" in foot(pilot)


async def test_done_and_next_in_one_key(project: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        screen = await opened(pilot)
        await pilot.press("D")
        screen = await opened(pilot)
        assert screen.index == 1
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, Library)
        (line,) = [row for row in picture(app).splitlines() if "news.txt" in row]
        assert "done" in line


async def test_a_page_that_cannot_be_read_says_why_and_the_next_opens(project: Project) -> None:
    (project.root / "binary.txt").write_bytes(b"\x00\x01\x02\x00\x00\xff\x00\x07" * 20)
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        await opened(pilot)
        assert "not text" in foot(pilot)
        await pilot.press("j", "v", "+", "u", "S", "O", "?", "escape", ">")
        screen = await opened(pilot)
        assert screen.session.path.name == "news.txt"


async def test_the_outline_jumps(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("G", "O")
        assert screen.outline.display
        await pilot.press("g", "g", "enter")
        assert screen.reader.has_focus
        assert screen.reader.cursor == screen.outline.place_of(0)


async def test_a_failed_write_is_said_and_nothing_is_shown_as_saved(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.annotate import journal

    async with reading(project, size=(160, 36)) as (pilot, screen):
        await pilot.press("v", "l", "p")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal.files, "write_all", full)
        await pilot.press("w", "v", "l", "z")
        assert "not saved" in foot(pilot)
        assert "No space left" in foot(pilot)
        assert len(tagged(screen)) == 1
        monkeypatch.undo()
        await pilot.press("escape", "w", "v", "l", "z")
        assert len(tagged(screen)) == 2
        assert "not saved" not in foot(pilot)


async def test_the_mouse_selects_and_a_label_can_be_clicked(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.click("#reader", offset=(6, 2), times=2)
        assert screen.reader.selection is not None
        assert screen.hands.mode is Mode.SELECT
        await pilot.pause()
        assert "SELECT" in foot(pilot)
        await pilot.click("#labels", offset=(2, 0))
        assert [label for label, _ in tagged(screen)] == ["PER"]


async def test_the_palette_offers_what_can_be_done(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press(":", *"outline")
        for _ in range(50):
            await pilot.pause(0.02)
            if "Show or hide articles" in picture(pilot.app):
                break
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert screen.outline.display


async def test_export_asks_where_and_says_what(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    async with reading(project, size=(160, 36)) as (pilot, _):
        await pilot.press("v", "l", "p", "X")
        assert isinstance(pilot.app.screen, Prompt)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "wrote 1 document with 1 span to export.jsonl" in foot(pilot)
        assert (project.root / "export.jsonl").is_file()
        await pilot.press("X", "enter")
        assert "Replace it?" in picture(pilot.app)
        await pilot.press("n")
        assert "nothing exported" in foot(pilot)


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (1, 1), (99, 24), (300, 90)])
async def test_any_terminal_will_do(project: Project, size: tuple[int, int]) -> None:
    async with reading(project, size=size) as (pilot, screen):
        await pilot.press("v", "l", "l", "p", "O", "escape", "?", "escape", "R", "escape", "G")
        await pilot.press("v", "k")
        await pilot.resize_terminal(80, 24)
        await pilot.press("z")
        assert len(tagged(screen)) == 2


@pytest.mark.parametrize("text", ["", "字", "\n\n\n", "\x1b[2J", "党" * 20_000])
async def test_odd_pages(project: Project, text: str) -> None:
    (project.root / "odd.txt").write_text(text, encoding="utf-8")
    async with reading(project, "odd.txt") as (pilot, screen):
        await pilot.press("v", "l", "+", "+", "-", "w", "b", "e", "W", "B", "(", ")", "{", "}")
        await pilot.press("escape", "G", "g", "g", "ctrl+d", "ctrl+u", "O", "escape", "V", "p")
        await pilot.press("tab", "shift+tab", "d", "u", "ctrl+r", "z", "a", "z", "R", "S", "p")
        assert screen.session.writable


async def test_themes(project: Project) -> None:
    async with reading(project) as (pilot, _):
        await pilot.press("T")
        assert not pilot.app.current_theme.dark
        await pilot.press("T")
        assert pilot.app.current_theme.dark


async def test_a_label_can_be_chosen_from_a_list(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "enter")
        await pilot.pause()
        assert "organisation" in picture(pilot.app)
        await pilot.press("j", "enter")
        await pilot.pause()
        assert tagged(screen) == [("ORG", "牡丹")]
        await pilot.press("R", "escape", "R", "p")
        await pilot.pause()
        assert tagged(screen) == [("PER", "牡丹")]


async def test_search_finds_either_script(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("n")
        assert "searched" in foot(pilot)
        await pilot.press("/")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "組織部"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "組織部: 1 of 2" in foot(pilot)
        assert screen.reader.cursor == screen.session.edition.text.index("组织部")
        await pilot.press("n")
        assert screen.reader.cursor == screen.session.edition.text.rindex("组织部")
        await pilot.press("v", "N")
        assert screen.hands.mode is Mode.SELECT
        await pilot.press("escape", "/", "enter")
        await pilot.pause()
        assert screen.session.hits is None


async def test_wide_ambiguous_characters_are_a_setting(project: Project) -> None:
    shelf = Shelf.open([str(project.root / "news.txt")], "lin")
    shelf.ambiguous = 2
    app = JiaozhuApp(shelf)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        assert screen.reader.model.options.ambiguous == 2


async def test_a_folder_removed_meanwhile_is_said(project: Project) -> None:
    async with reading(project, size=(160, 36)) as (pilot, screen):
        await pilot.press("v", "l", "p")
        shutil.rmtree(project.folder)
        await pilot.press("w", "v", "l", "z")
        assert "not saved" in foot(pilot)
        assert [label for label, _ in tagged(screen)] == ["PER"]
        await pilot.press("escape", "j", "u", "D", "X", "escape", "S", "O", "O", "q")
