"""Rows of labels below the text, and labels that are not drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_reading import foot, opened, reading
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.habits import Memory
from tui.app.reader.marks import Kind, Mark
from tui.app.reader.model import Model, Options
from tui.app.reader.motions import Motion
from tui.app.reader.sheet import Spot
from tui.app.shelf import Shelf
from tui.text.edition import Edition
from tui.text.script import convert
from tui.text.source import Source

TEXT = (
    "市委组织部号召各级党组织和广大党员主动扛起责任。\n"
    "本报讯记者姜培军报道，台湾的互联网与软件。\n\n完。"
)


def model_of(
    marks: list[Mark], width: int = 14, height: int = 8, shown: bool = True, gap: bool = False
) -> Model:
    edition = Edition.make(Source("a.txt", TEXT, TEXT.encode(), "utf-8"), ())
    options = Options(interlinear=shown, row_gap=gap)

    def touching(start: int, end: int) -> list[Mark]:
        return [mark for mark in marks if mark.start < end and mark.end > start]

    model = Model(edition, convert(TEXT, "s2twp"), options, touching)
    model.resize(height, (0, 1), width)
    return model


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    return Mark(start, end, draw(st.sampled_from(["PER", "ORG"])), draw(st.sampled_from(Kind)))


@given(
    st.lists(marks(), max_size=8), st.integers(4, 30), st.integers(1, 9), st.booleans(),
    st.booleans(),
)  # fmt: skip
def test_rows_and_offsets_stay_in_step(
    found: list[Mark], width: int, height: int, shown: bool, gap: bool
) -> None:
    model = model_of(found, width, height, shown, gap)
    sheet = model.sheet
    spots = sheet.screenful(Spot(0, 0), 10_000)
    assert spots[-1] == sheet.last_spot
    assert len(spots) == sum(map(sheet.height, range(len(sheet.pieces))))
    for side in (0, 1):
        seen = [bounds for spot in spots if (bounds := sheet.text_row(spot, side)) is not None]
        shown = "".join(sheet.sides[side].text[start:end] for start, end in seen)
        assert shown == sheet.sides[side].text.replace("\n", "")
        for spot in spots:
            line, below = sheet.line(spot)
            if line >= 0:
                assert sheet.spot_at(spot.piece, line) == Spot(spot.piece, spot.row - below)


@given(st.lists(marks(), max_size=8), st.integers(4, 30))
def test_bars_stand_below_their_text_and_apart(found: list[Mark], width: int) -> None:
    model = model_of(found, width)
    for index in range(len(model.pieces)):
        for side in (0, 1):
            rows = model.sheet.laid(index, side).rows
            for row, lanes in enumerate(model.placing.lanes(index, side)):
                start, end = rows.bounds(row)
                cells = rows.cells[end] - rows.cells[start]
                for lane in lanes:
                    edges = [0, *(edge for bar in lane for edge in (bar.start, bar.end)), cells]
                    assert edges == sorted(edges)
                    assert all(bar.start < bar.end for bar in lane)


@given(st.lists(marks(), max_size=6), st.lists(st.sampled_from([*"jkjkhl"]), max_size=12))
def test_motions_go_where_they_go_without(found: list[Mark], keys: list[str]) -> None:
    names = {"j": Motion.DOWN, "k": Motion.UP, "h": Motion.LEFT, "l": Motion.RIGHT}
    with_rows, without = model_of(found), model_of(found, shown=False)
    for key in keys:
        with_rows.move(names[key])
        without.move(names[key])
        assert with_rows.cursor == without.cursor
        assert with_rows.screen_row is not None


def test_a_gap_stands_between_the_rows_of_a_paragraph_only() -> None:
    plain, wide = model_of([], shown=False), model_of([], shown=False, gap=True)
    for index in range(len(plain.pieces)):
        rows = max(len(plain.sheet.laid(index, side).rows) for side in (0, 1))
        assert wide.sheet.height(index) - plain.sheet.height(index) == max(0, rows - 1)


async def test_rows_are_as_wide_and_as_far_apart_as_one_likes(project: Project) -> None:
    (project.root / "news.txt").write_text("广大党员主动扛起责任。" * 30, encoding="utf-8")
    async with reading(project) as (pilot, screen):
        model = screen.reader.model

        def widest() -> int:
            rows = screen.reader.model.sheet.laid(0, 0).rows
            return max(rows.bounds(row)[1] - rows.bounds(row)[0] for row in range(len(rows)))

        before = model.sheet.height(0)
        await pilot.press("z", "l")
        assert model.sheet.height(0) == 2 * before - 1
        await pilot.press("z", "l")
        await pilot.press("1", "2", "z", "w")
        assert widest() == 12
        await pilot.press("5", "z", "w")
        assert "Rows need 8 Han at least" in foot(pilot)
        await pilot.press("z", "w")
        assert model.sheet.height(0) == before


async def test_the_rows_come_and_go_and_nothing_above_moves(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("j", "j", "j")
        row, column = screen.reader.model.screen_row, screen.reader.model.caret_column
        await pilot.press("I")
        assert screen.reader.model.screen_row == row
        await pilot.press("v", "l", "l", "z")
        await pilot.pause()
        assert screen.reader.model.screen_row == row
        assert screen.reader.model.caret_column >= column
        lines = picture(pilot.app).splitlines()
        assert "ORG" in lines[row + 2]  # the title, and the row below
        await pilot.press("u")
        assert "ORG" not in picture(pilot.app).splitlines()[row + 2]
        await pilot.press("ctrl+r", "I")
        assert screen.reader.model.screen_row == row


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_how_they_look(project: Project, theme: str, size: tuple[int, int]) -> None:
    async with reading(project, size=size) as (pilot, screen):
        pilot.app.theme = f"jiaozhu-{theme}"
        text = screen.session.edition.text
        for words, label in (
            ("牡丹晚报全媒体记者 姜培军", "ROLE"), ("牡丹晚报", "ORG"), ("姜培军", "PER"),
            ("《关于加强疫情防控工作的通知》", "DOC"), ("疫情防控工作", "SLOGAN"),
        ):  # fmt: skip
            start = text.index(words)
            screen.session.tag(start, start + len(words), label)
        screen.reader.refresh_marks()
        await pilot.press("I")
        await pilot.pause()
        check(pilot.app, f"interlinear-{size[0]}x{size[1]}-{theme}")


async def test_labels_are_hidden_and_shown_again(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        screen.session.tag(0, 5, "ORG")
        screen.session.tag(7, 9, "PER")

        def drawn() -> set[str]:
            return {mark.label for mark in screen.session.marks(0, 30)}

        await pilot.press("g", "h", "z")
        assert drawn() == {"PER"}
        await pilot.press("escape")
        assert "1 label hidden" in foot(pilot)
        await pilot.press("g", "h", "z", "=", "escape")
        assert drawn() == {"ORG"}
        await pilot.press("g", "h", "*", "escape")
        assert drawn() == {"ORG", "PER"}
        assert "hidden" not in foot(pilot)
        assert screen.session.count == 2


async def test_gap_and_indent_of_paragraphs_are_on_keys_and_remembered(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shelf = Shelf.open([str(project.root / "news.txt")], "lin")
    shelf.memory = Memory(kept=True)
    async with JiaozhuApp(shelf).run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        rows = screen.reader.model.sheet.last_spot
        before = picture(pilot.app)
        await pilot.press("z", "g", "z", "i")
        assert picture(pilot.app) != before
        body = next(row for row in picture(pilot.app).splitlines() if "我是党员" in row)
        assert body.startswith("       “")  # the gutter and four cells
        assert screen.reader.model.sheet.last_spot.row <= rows.row
    again = Shelf.open([str(project.root / "news.txt")], "lin")
    again.memory = Memory(kept=True)
    async with JiaozhuApp(again).run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        assert (screen.options.paragraph_gap, screen.options.indent) == (False, 2)
