"""The apparatus on the screen: seeing what was changed, and deciding."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_reading import foot, opened
from tui.annotate.collation import Entry
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.collating import Collating
from tui.app.entries import change
from tui.app.screens.edits import EditList
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.text.edit import State

SEEDS = Path(__file__).parents[2] / "seeds"
SPUN, GLOSSED = "002_f0680c4f0d1a2aba.txt", "004_0a52a98385dbc817.txt"


@pytest.fixture
def seeds(tmp_path: Path) -> Project:
    """Copies of two seeds: one with lost stops and look-alikes, one with readings in it."""
    root = tmp_path / "corpus"
    root.mkdir()
    for name in (SPUN, GLOSSED):
        shutil.copy(SEEDS / name, root)
    project = Project.create(root, "lin")
    (project.folder / "project.toml").write_text("[suggest]\non = false\n", encoding="utf-8")
    return project


@asynccontextmanager
async def reading(
    project: Project, page: str = SPUN, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[None], Reading]]:
    app = JiaozhuApp(Shelf.open([str(project.root / page)], project.annotator))
    async with app.run_test(size=size) as pilot:
        yield pilot, await opened(pilot)


def on(screen: Reading) -> Entry:
    """The entry one is on."""
    entry = Collating(screen.hands).entry
    assert entry is not None
    return entry


def text(screen: Reading) -> str:
    """What is read, which is what the session holds."""
    assert screen.reader.edition is screen.session.edition
    assert screen.session.view.alignment.a_length == len(screen.session.edition.text)
    return screen.session.edition.text


def source_of(screen: Reading) -> int:
    """Where the cursor is in the source."""
    cursor = screen.reader.cursor
    return screen.session.edition.alignment.inverse.map_range(cursor, cursor + 1)[0]


async def to(pilot: Pilot[None], rule: str) -> Entry:
    """Step to the first edit of a rule."""
    screen = pilot.app.screen
    assert isinstance(screen, Reading)
    await pilot.press("g", "g")
    for _ in range(100):
        await pilot.press("]", "e")
        if on(screen).edit.rule == rule:
            return on(screen)
    raise AssertionError(f"no edit of {rule} among the first")


async def test_edits_are_hidden_until_asked_for(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        before = picture(pilot.app)
        assert screen.session.edits.marks(0, 4000) == []
        await pilot.press("A")
        assert "edits" in foot(pilot)
        assert "proposals" in foot(pilot)
        assert screen.session.edits.marks(0, 4000)
        text_before = [row[3:58] for row in before.splitlines()[:33]]
        text_now = [row[3:58] for row in picture(pilot.app).splitlines()[:33]]
        assert text_now == text_before  # colours only: nothing is laid out anew
        await pilot.press("A", "h")
        assert picture(pilot.app) == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_looks(seeds: Project, size: tuple[int, int], theme: str) -> None:
    async with reading(seeds, size=size) as (pilot, _):
        pilot.app.theme = f"jiaozhu-{theme}"
        await to(pilot, "lookalike")
        check(pilot.app, f"apparatus-{size[0]}x{size[1]}-{theme}")


async def test_the_foot_says_what_became_of_what_and_why(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        entry = await to(pilot, "lookalike")
        assert entry.edit.old == "囷"
        said = foot(pilot)
        for words in ("囷 ▸ 和", "lookalike", "applied", "such on the page"):
            assert words in said
        assert screen.reader.cursor == entry.start


async def test_steps_go_through_all_and_back(seeds: Project) -> None:
    async with reading(seeds, GLOSSED) as (pilot, screen):
        await pilot.press("A")
        entries = screen.session.edits.seen.entries
        seen = []
        for _ in range(12):
            await pilot.press("]", "e")
            seen.append(on(screen))
        assert seen == entries[:12] or seen == entries[1:13]  # the cursor may stand on the first
        for entry in reversed(seen[:-1]):
            await pilot.press("[", "e")
            assert on(screen) == entry
        await pilot.press(*"9999]e")
        assert on(screen) == entries[-1]
        await pilot.press("]", "e")
        assert "There is no edit after" in foot(pilot)


async def test_proposals_that_are_rather_wrong_are_hidden(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await pilot.press("]", "p")
        for _ in range(5):
            assert on(screen).is_open
            assert on(screen).edit.confidence >= 0.3
            await pilot.press("]", "p")
        few = screen.session.edits.waiting
        await pilot.press("2", "A")
        assert screen.session.edits.waiting > few
        await pilot.press("A", "A")
        assert screen.session.edits.waiting == few


async def test_accepting_one_choice_takes_the_others_away(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await pilot.press("2", "A", "]", "p")
        entry = on(screen)
        assert entry.edit.evidence.endswith("of 3")
        before, waiting, place = text(screen), screen.session.edits.waiting, source_of(screen)
        rows = picture(pilot.app).splitlines()[:5]
        await pilot.press("1", "c")
        assert "accepted: + ，" in foot(pilot)
        assert text(screen) == before[: entry.start] + "，" + before[entry.start :]
        assert screen.session.edits.waiting == waiting - 3
        assert source_of(screen) == place
        assert picture(pilot.app).splitlines()[:2] == rows[:2]
        assert on(screen).edit.state is State.APPLIED
        await pilot.press("u")
        assert text(screen) == before
        assert screen.session.edits.waiting == waiting
        await pilot.press("ctrl+r")
        assert screen.session.edits.waiting == waiting - 3
        # All of the rule does not put the choices in that fell with it.
        await pilot.press("g", "g", "]", "e", "]", "p", "C")
        assert "accepted" in foot(pilot)
        stops = [e for e in screen.session.edits.collation.entries if e.edit.rule == "stops"]
        assert [e.edit.applied for e in stops[:3]] == [True, False, False]
        assert sum(e.edit.applied for e in stops) > 60


async def test_reject_and_undo(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        entry = await to(pilot, "lookalike")
        before, top = text(screen), screen.reader.on_screen[0]
        await pilot.press("!")
        assert "rejected: 囷 ▸ 和" in foot(pilot)
        assert text(screen) == before[: entry.start] + "囷" + before[entry.end :]
        assert (screen.reader.cursor, screen.reader.on_screen[0]) == (entry.start, top)
        await pilot.press("l", "h")
        assert "囷 ▸ 和" in foot(pilot)
        assert "rejected" in foot(pilot)
        await pilot.press("G", "u")
        assert text(screen) == before
        assert "undone: 囷 ▸ 和 is applied" in foot(pilot)
        start, end = screen.reader.on_screen
        assert start <= entry.start < end
        await pilot.press("ctrl+r")
        assert "redone: 囷 ▸ 和 is rejected" in foot(pilot)


async def test_from_a_proposal_on_to_the_next(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await pilot.press("A", "]", "p")
        first, waiting = on(screen), screen.session.edits.waiting
        await pilot.press("!")
        second = on(screen)
        assert second.is_open
        assert second.start >= first.start
        assert second.edit != first.edit
        assert f"rejected, {waiting - 1} left: {change(second)}" in foot(pilot)
        await pilot.press("c")
        assert on(screen).is_open
        assert on(screen).start > second.start
        assert "accepted, " in foot(pilot)
        there = on(screen)
        await pilot.press("u")
        assert change(on(screen)) == change(second)
        assert on(screen).is_open
        await pilot.press("ctrl+r")
        assert on(screen).edit.applied
        await pilot.press("]", "p")
        assert on(screen) == there
        await pilot.press("1", "!")
        assert on(screen).edit.state is State.REJECTED
        assert f"rejected: {change(there)}" in foot(pilot)
        # What was made already is confirmed where it is.
        made = await to(pilot, "lookalike")
        await pilot.press("c")
        assert on(screen).start == made.start
        await pilot.press("G")
        screen.reader.jump(screen.session.edits.seen.entries[-1].start)
        while not on(screen).is_open:
            await pilot.press("[", "p")
        await pilot.press("c")
        assert "no proposal after it; " in foot(pilot)


async def test_a_rule_is_rejected_and_a_decision_withdrawn(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await to(pilot, "lookalike")
        before = text(screen)
        await pilot.press("g", "u")
        assert "Nothing was decided on this edit." in foot(pilot)
        await pilot.press("g", "!")
        decided = screen.session.edits.collation.decisions
        assert {one.state for one in decided.values()} == {State.REJECTED}
        assert f"rejected {len(decided)} of lookalike" in foot(pilot)
        assert text(screen) != before
        await pilot.press("g", "!")
        assert "Everything of lookalike on this page is decided." in foot(pilot)
        await pilot.press("u")
        assert text(screen) == before
        await pilot.press("ctrl+r", "g", "u")
        assert "no longer rejected: " in foot(pilot)
        assert len(screen.session.edits.collation.decisions) == len(decided) - 1
        assert on(screen).decision is None
        await pilot.press("u")
        assert len(screen.session.edits.collation.decisions) == len(decided)
        await pilot.press("u")
        assert text(screen) == before


async def test_a_whole_rule_is_one_step(seeds: Project) -> None:
    async with reading(seeds, GLOSSED) as (pilot, screen):
        await to(pilot, "pinyin")
        before = text(screen)
        await pilot.press("C")
        assert "accepted 419 of pinyin" in foot(pilot)
        assert "saved" in foot(pilot)
        assert text(screen) == before
        await pilot.press("l", "h")
        assert "accepted" in foot(pilot)
        await pilot.press("u")
        assert "419 decisions" in foot(pilot)
        assert not screen.session.edits.collation.decisions


async def test_an_own_edit(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        before = text(screen)
        start = before.index("党员")
        screen.reader.jump(start)
        await pilot.press("v", "l", "~")
        assert "党员" in picture(pilot.app).split("Change into")[1]
        await pilot.press("end", *"XY", "enter")
        assert text(screen) == before[: start + 2] + "XY" + before[start + 2 :]
        assert on(screen).edit.state is State.ADDED
        assert "yours: " in foot(pilot)
        await pilot.press("!")
        assert "taken away" in foot(pilot)
        assert text(screen) == before
        await pilot.press("~", "escape")
        assert text(screen) == before


async def test_an_own_edit_can_break_a_line_and_take_one_out(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        before = text(screen)
        end = before.index("\n")
        lines = len(screen.session.edition.blocks)
        screen.reader.jump(end - 1)
        screen.reader.select(end - 2, end + 2)
        await pilot.press("~", "home", *["delete"] * 4, *"ABC", "enter")
        assert text(screen) == before[: end - 2] + "ABC" + before[end + 2 :]
        assert len(screen.session.edition.blocks) < lines
        await pilot.press("u")
        assert text(screen) == before
        screen.reader.jump(4)
        Collating(screen.hands).write(4, 4, "\n")
        assert text(screen) == before[:4] + "\n" + before[4:]


async def test_decisions_are_there_after_reopening(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await to(pilot, "lookalike")
        await pilot.press("!", "]", "p", "c")
        decided = text(screen)
    async with reading(seeds) as (pilot, screen):
        assert text(screen) == decided
        assert len(screen.session.edits.collation.decisions) == 2
        await pilot.press("u", "u")
        assert text(screen) != decided
        assert not screen.session.edits.collation.decisions


async def test_spans_move_with_the_edition_and_changed_ones_are_told(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        entry = await to(pilot, "lookalike")
        around = screen.session.tag(entry.start - 1, entry.end + 1, "ORG")
        later = screen.session.tag(entry.end + 200, entry.end + 204, "PER")
        await pilot.press("!")
        assert "1 span changed by it" in foot(pilot)
        found = screen.session.get(around.id)
        assert found is not None
        assert "囷" in found.quote
        # Behind the footer of the edit is that of the span, with what was tagged.
        await pilot.press("A", "l", "h")
        assert f"was {around.quote}" in foot(pilot)
        await pilot.press("A", "]", "p", "1", "c")
        assert on(screen).end < later.start
        moved = screen.session.get(later.id)
        assert moved is not None
        assert (moved.quote, moved.start) == (later.quote, later.start + 1)
        assert text(screen)[moved.start : moved.end] == later.quote


async def test_the_list_jumps(seeds: Project) -> None:
    async with reading(seeds) as (pilot, screen):
        await pilot.press("g", "a")
        assert isinstance(pilot.app.screen, EditList)
        shown = picture(pilot.app)
        assert "囷 ▸ 和" in shown
        assert "lookalike" in shown
        await pilot.press("p", "j", "enter")
        assert on(screen).is_open
        assert screen.reader.has_focus
        few = len(screen.session.edits.seen.entries)
        await pilot.press("g", "a", "a", "escape")
        assert pilot.app.screen is screen
        assert len(screen.session.edits.seen.entries) > few
        assert screen.session.edits.unlikely


async def test_settings_of_the_project_count(seeds: Project) -> None:
    settings = seeds.folder / "repairs.toml"
    settings.write_text('[rules]\nlookalike = "propose"\n', encoding="utf-8")
    async with reading(seeds) as (_, screen):
        assert "囷" in text(screen)
    settings.write_text("[rules\n", encoding="utf-8")
    async with reading(seeds, size=(200, 36)) as (pilot, _):
        assert "repairs.toml" in foot(pilot)
        assert "Please report" not in foot(pilot)


async def test_without_the_lock_one_looks_and_does_not_decide(seeds: Project) -> None:
    async with reading(seeds) as (_, first), reading(seeds, size=(160, 36)) as (pilot, screen):
        assert first.session.writable
        await to(pilot, "lookalike")
        await pilot.press("!")
        assert "annotated by" in foot(pilot)
        assert not screen.session.edits.collation.decisions
