"""The reader on a screen, driven as a person does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.message import Message

from tests.app.reader_pages import other, page, seed, typed_page
from tui.app.reader import Kind, Mark, Motion, Reader
from tui.app.reader.ink import contrast
from tui.text.edition import Edition
from tui.text.width import cell_len

LABELS = {"PER": "#e69f00", "ORG": "#0072b2", "DOC": "#ffff00"}
ATTACKS = json.loads(
    (Path(__file__).parents[1] / "text" / "display_attacks.json").read_text("utf-8")
)


class Desk(App[None]):
    """Only a reader."""

    def __init__(
        self, edition: Edition, marks: Sequence[Mark] = (), config: str | None = "s2twp"
    ) -> None:
        super().__init__()
        self.page = edition
        self.config = config
        self.marks = list(marks)
        self.asked: list[tuple[int, int]] = []
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield Reader()

    def between(self, start: int, end: int) -> list[Mark]:
        self.asked.append((start, end))
        return [mark for mark in self.marks if mark.start < end and mark.end > start]

    def on_mount(self) -> None:
        self.reader.labels = LABELS
        view = other(self.page, self.config) if self.config else None
        self.reader.show(self.page, view, self.between)
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_reader_cursor_moved(self, event: Reader.CursorMoved) -> None:
        self.heard.append(event)

    def on_reader_selection_changed(self, event: Reader.SelectionChanged) -> None:
        self.heard.append(event)

    def on_reader_picked(self, event: Reader.Picked) -> None:
        self.heard.append(event)

    def rows(self) -> list[str]:
        """What is on the screen, without what tells the terminal where to go on."""
        strips = self.reader.render_lines(self.reader.size.region)
        return ["".join(part.text for part in strip if not part.control) for strip in strips]

    def drawn(self, text: str) -> list[Any]:
        """The styles in which a piece of text is drawn."""
        strips = self.reader.render_lines(self.reader.size.region)
        return [part.style for strip in strips for part in strip if text in part.text]


async def test_the_page_stands_in_both_scripts() -> None:
    app = Desk(typed_page())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        shown = "\n".join(app.rows())
        assert "守住疫情防线" in shown
        assert "守住疫情防線" in shown
        assert "▸ nav  2 lines" in shown
        assert app.reader.paired


@pytest.mark.parametrize("size", [(160, 48), (120, 36), (80, 24), (40, 12), (20, 6), (5, 3)])
async def test_every_row_is_as_wide_as_the_screen(size: tuple[int, int]) -> None:
    app = Desk(seed(3))
    async with app.run_test(size=size) as pilot:
        for motion in (Motion.DOWN, Motion.PAGE_DOWN, Motion.BOTTOM):
            app.reader.move(motion, extend=True)
            await pilot.pause()
            assert {cell_len(row) for row in app.rows()} == {size[0]}
            assert len(app.rows()) == size[1]


async def test_narrow_screens_have_one_pane_and_a_way_to_the_other() -> None:
    app = Desk(page("软件和互联网"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.reader.paired
        assert "软件" in "".join(app.rows())
        app.reader.swap_pane()
        await pilot.pause()
        assert app.reader.pane == "view"
        assert "軟體" in "".join(app.rows())


async def test_marks_colour_both_panes_and_are_asked_for_near_the_screen_only() -> None:
    edition = page("\n".join(f"第{n}段，张三在北京大学读书。" for n in range(2000)))
    at = edition.text.index("张三")
    app = Desk(edition, [Mark(at, at + 2, "PER")], "s2t")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        plain = app.drawn("段，")[0]
        for name in ("张三", "張三"):
            (style, *_) = [s for s in app.drawn(name) if s.underline]
            assert style.color != plain.color
            assert style.bgcolor != plain.bgcolor
        assert max(end for _, end in app.asked) < 1000


async def test_inside_another_mark_both_are_seen() -> None:
    edition = page("关于北京市委组织部的意见等等")
    marks = [Mark(0, 12, "DOC"), Mark(2, 9, "ORG"), Mark(7, 14, "PER")]
    app = Desk(edition, marks, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        outer, inner, crossing = (app.drawn(t)[0] for t in ("于", "市委", "等等"))
        assert len({outer.color, inner.color, crossing.color}) == 3
        assert outer.underline
        assert inner.underline2  # two marks
        strip = app.reader.render_lines(app.reader.size.region)[1]
        papers = [part.style.bgcolor for part in list(strip)[:4] if part.text.isspace()]
        assert len(set(papers)) == 3  # two bars beside the row, and the ground


async def test_layers_and_suggestions_are_fainter_than_ones_own() -> None:
    edition = page("甲乙丙")
    kinds = (Kind.SPAN, Kind.LAYER, Kind.SUGGESTION)
    app = Desk(edition, [Mark(n, n + 1, "ORG", kind) for n, kind in enumerate(kinds)], None)
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.move(Motion.BOTTOM)
        app.reader.blur()
        await pilot.pause()
        assert len({app.drawn(char)[0] for char in "甲乙"}) == 2
        assert app.drawn("乙")[0].bgcolor != app.drawn("甲")[0].bgcolor


async def test_tagging_draws_the_new_mark_and_moves_nothing() -> None:
    app = Desk(seed(0))
    async with app.run_test(size=(120, 36)) as pilot:
        app.reader.move(Motion.PAGE_DOWN)
        await pilot.pause()
        before, top = app.rows(), app.reader.model.top
        start = app.reader.cursor
        app.marks.append(Mark(start, start + 2, "PER"))
        app.reader.refresh_range(start, start + 2)
        await pilot.pause()
        assert app.rows() == before
        assert app.reader.model.top == top
        assert [s for s in app.drawn(app.page.text[start + 1]) if s.underline]


async def test_cursor_and_selection_are_mirrored() -> None:
    app = Desk(page("看互联网去"))
    async with app.run_test(size=(120, 36)) as pilot:
        app.reader.jump(2)
        await pilot.pause()
        (own,) = app.drawn("联")
        (mirrored,) = app.drawn("網際網路")  # the phrase as a whole
        assert own.bgcolor != mirrored.bgcolor
        assert mirrored.underline
        app.reader.swap_pane()
        await pilot.pause()
        assert app.drawn("網際網路")[0].bgcolor == own.bgcolor
        app.reader.select(1, 4)
        assert app.reader.selection == (1, 4)


async def test_messages_tell_what_changed_and_only_that() -> None:
    app = Desk(page("一二三"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        app.heard.clear()
        app.reader.move(Motion.RIGHT)
        await pilot.pause()
        assert [type(event).__name__ for event in app.heard] == ["CursorMoved"]
        app.reader.move(Motion.RIGHT, extend=True)
        await pilot.pause()
        assert [type(event).__name__ for event in app.heard[1:]] == [
            "CursorMoved",
            "SelectionChanged",
        ]
        assert not app.reader.move(Motion.RIGHT)
        await pilot.pause()
        assert len(app.heard) == 3
        assert app.reader.selection == (1, 3)


def column_of(app: Desk, y: int, text: str) -> int:
    row = app.rows()[y]
    return cell_len(row[: row.index(text)])


async def test_a_click_puts_the_cursor_on_either_half_of_a_character() -> None:
    app = Desk(page("一二三四五"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        x = column_of(app, 1, "三")
        await pilot.click(Reader, offset=(x, 1))
        assert app.reader.cursor == 2
        await pilot.click(Reader, offset=(x + 3, 1))
        assert app.reader.cursor == 3
        row = app.rows()[1]
        await pilot.click(Reader, offset=(cell_len(row[: row.rindex("五")]), 1))
        assert (app.reader.cursor, app.reader.pane) == (4, "view")


async def test_dragging_selects_and_says_when_it_is_done() -> None:
    app = Desk(page("一二三四五"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.mouse_down(Reader, offset=(column_of(app, 1, "二"), 1))
        await pilot.hover(Reader, offset=(column_of(app, 1, "四"), 1))
        await pilot.mouse_up(Reader, offset=(column_of(app, 1, "四"), 1))
        assert app.reader.selection == (1, 4)
        assert isinstance(app.heard[-1], Reader.Picked)


async def test_double_click_takes_the_word_and_triple_the_sentence() -> None:
    app = Desk(page("我们来了。他在北京大学读书。"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        offset = (column_of(app, 1, "京"), 1)
        await pilot.click(Reader, offset=offset, times=2)
        assert app.reader.selection is not None
        word = app.page.text[slice(*app.reader.selection)]
        assert "京" in word
        assert word in "北京大学"
        await pilot.click(Reader, offset=offset, times=3)
        assert app.page.text[slice(*app.reader.selection)] == "他在北京大学读书。"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Desk(seed(0))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.rows()
        await pilot._post_mouse_events([MouseScrollDown], Reader, offset=(10, 5))
        await pilot.pause()
        assert app.rows()[1:5] == before[4:8]
        assert app.reader.cursor == 0


async def test_resizing_while_selecting_keeps_both() -> None:
    app = Desk(seed(1))
    async with app.run_test(size=(160, 48)) as pilot:
        app.reader.jump(300)
        app.reader.begin_selection()
        app.reader.move(Motion.DOWN, 3)
        selection = app.reader.selection
        for size in ((20, 6), (99, 30), (100, 30), (7, 2), (160, 48)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.reader.selection == selection
            assert app.reader.model.screen_row is not None


@pytest.mark.parametrize("text", ["", "\n\n\n", "字", "x" * 5000, "\x00\x01\ufffe"])
async def test_odd_pages_are_shown(text: str) -> None:
    app = Desk(page(text))
    async with app.run_test(size=(120, 36)) as pilot:
        for motion in Motion:
            app.reader.move(motion)
        app.reader.move(Motion.BOTTOM, extend=True)
        await pilot.pause()
        assert {cell_len(row) for row in app.rows()} == {120}
        start, end = app.reader.on_screen
        assert 0 <= start <= end <= len(text)
        assert app.reader.place.fraction <= 1


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
async def test_attacks_are_drawn_as_text(attack: dict[str, str]) -> None:
    edition = page(attack["input"])
    app = Desk(edition, config=None)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        for row in app.rows():
            assert cell_len(row) == 60
        # The very bytes: nothing but colours and columns of our own steers the terminal.
        strips = app.reader.render_lines(app.reader.size.region)
        written = "".join(strip.render(app.console) for strip in strips)
        left = re.sub(r"\x1b\[[0-9;]*[mG]", "", written)
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in left)


async def test_rows_are_drawn_once() -> None:
    app = Desk(seed(0))
    async with app.run_test(size=(120, 36)) as pilot:
        app.reader.jump(400)
        await pilot.pause()
        before = app.reader.render_lines(app.reader.size.region)
        app.reader.move(Motion.RIGHT)
        after = app.reader.render_lines(app.reader.size.region)
        assert sum(a is not b for a, b in zip(before, after, strict=True)) <= 2
        app.reader.scroll(1)
        scrolled = app.reader.render_lines(app.reader.size.region)
        assert sum(a is b for a, b in zip(after[2:], scrolled[1:], strict=False)) >= 33


async def test_the_terminal_is_told_where_the_second_pane_begins() -> None:
    app = Desk(page("一二三"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        strip = app.reader.render_lines(app.reader.size.region)[1]
        left = 0
        for part in strip:
            if part.control:
                assert part.text == f"\x1b[{left + 1}G"
            else:
                left += cell_len(part.text)


async def test_an_input_method_opens_at_the_cursor() -> None:
    app = Desk(page("一二三"))
    async with app.run_test(size=(120, 36)) as pilot:
        app.reader.jump(2)
        await pilot.pause()
        assert app.cursor_position == (column_of(app, 1, "三"), 1)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_labels_can_be_read_in_either_theme(theme: str) -> None:
    app = Desk(page("一二三"))
    async with app.run_test(size=(120, 36)) as pilot:
        app.theme = theme
        await pilot.pause()
        ink = app.reader._styling[0]
        assert (ink.ground.brightness > 0.5) == theme.endswith("light")
        for name in LABELS:
            assert contrast(ink.label(name), ink.ground) >= 4.5


async def test_without_colours_everything_still_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Desk(page("甲乙丙丁"), [Mark(1, 2, "PER")], None)
    async with app.run_test(size=(60, 24)) as pilot:
        app.reader.select(2, 4)
        await pilot.pause()
        looks = {
            char: tuple(
                bool(getattr(app.drawn(char)[0], name)) for name in ("underline", "reverse")
            )
            for char in "甲乙丙"
        }
        assert len(set(looks.values())) == 3
        assert not app.drawn("丁")[0].reverse  # the cursor in the selection
        assert app.drawn("丁")[0] != app.drawn("甲")[0]


async def test_ambiguous_marks_take_what_the_terminal_gives_them() -> None:
    app = Desk(page("“一”——二…"), config=None)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        app.reader.option(ambiguous=2)
        app.reader.jump(5)
        await pilot.pause()
        rows = app.reader.model.sheet.laid(0, 0).rows
        assert rows.cells[:4] == [0, 2, 4, 6]
        assert {cell_len(row, ambiguous=2) for row in app.rows()[1:]} == {60}
        assert app.reader.canvas is not None
        assert app.cursor_position.x == app.reader.canvas.panes.text_column(0) + 10
        app.reader.option(ambiguous=1)


def changes(app: Desk) -> list[Callable[[], object]]:
    reader = app.reader
    return [
        reader.clear_selection,
        reader.swap_ends,
        reader.refresh_marks,
        lambda: reader.fold_all(False),
        lambda: reader.fold(0),
        lambda: reader.set_view(other(app.page, "s2hk")),
        lambda: reader.set_view(None),
        lambda: reader.option(measure=20, indent=2, paragraph_gap=False),
        lambda: reader.center("top"),
        lambda: reader.scroll(-3),
    ]


async def test_whatever_changes_the_cursor_stays_on_the_screen() -> None:
    app = Desk(typed_page())
    async with app.run_test(size=(120, 16)) as pilot:
        app.reader.jump(len(app.page.text) // 2)
        await pilot.pause()
        for change in changes(app):
            change()
            await pilot.pause()
            assert app.reader.model.screen_row is not None
            assert {cell_len(row) for row in app.rows()} == {120}
