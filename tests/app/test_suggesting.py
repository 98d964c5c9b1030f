"""Suggestions on the screen: each costs one key, and nothing counts until it is accepted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.annotate.suggest.test_plugins import install
from tests.app.picture import SIZES, THEMES, check, picture
from tests.app.test_reading import foot, go, opened, tagged
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS
from tui.annotate.store import Store
from tui.annotate.suggest import learning
from tui.app.app import JiaozhuApp
from tui.app.commands.registry import Mode
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf

FIRST = """市委组织部号召各级党组织和广大党员

本报讯（记者 姜培军 王东）2020年1月28日，东营市印发《关于工作的通知》。

斋堂川在东营市东边，斋堂川很美，王东说。
"""
SECOND = "臺灣來的記者到了東營市。\n\n斋堂川還是很美。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two pages, with suggestions and a place for what is learned."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "a.txt").write_text(FIRST, encoding="utf-8")
    (root / "b.txt").write_text(SECOND, encoding="utf-8")
    return Project.create(root, "lin")


@asynccontextmanager
async def reading(
    project: Project, size: tuple[int, int] = (120, 36), first: int = 0
) -> AsyncIterator[tuple[Pilot[None], Reading]]:
    """The app on a page, its suggestions made."""
    app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=first)
    async with app.run_test(size=size) as pilot:
        yield pilot, await ready(pilot)


async def ready(pilot: Pilot[None]) -> Reading:
    screen = await opened(pilot)
    await asyncio.wait_for(screen.settled(), 60)
    await pilot.pause()
    return screen


def offered(screen: Reading) -> list[tuple[str, str]]:
    text = screen.session.edition.text
    return [(one.label, text[one.start : one.end]) for one in screen.session.offers.found]


PATTERNS = [
    ("PER", "姜培军"),
    ("PER", "王东"),
    ("TIME", "2020年1月28日"),
    ("DOC", "《关于工作的通知》"),
]


async def test_a_run_of_right_suggestions_costs_one_key_each(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        assert offered(screen) == PATTERNS
        assert tagged(screen) == []
        await pilot.press("tab")
        assert screen.hands.mode is Mode.SUGGEST
        assert "PER? 姜培军  patterns 0.85  1 of 4" in foot(pilot)
        await pilot.press("enter", "enter", "enter", "enter")
        assert tagged(screen)[:4] == PATTERNS
        assert screen.reader.selection is not None  # 王东 of the last line, which was tagged above
        spans = screen.session.facts()[0]
        assert {span.origin for span in spans} == {"suggested"}
        said = spans[0].extra["suggestion"]
        assert (said["source"], said["label"], said["score"]) == ("patterns", "PER", 0.85)
        assert said["ms"] >= 0


async def test_reject_is_remembered_and_undone(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("tab", "x")
        assert offered(screen) == PATTERNS[1:]
        assert "PER? 王东  patterns 0.73  1 of 3   not PER: 姜培军" in foot(pilot)
        assert tagged(screen) == []
        await pilot.press("u")
        assert offered(screen) == PATTERNS
        assert "PER? 姜培军  patterns 0.85  1 of 4   undone: 1 rejection" in foot(pilot)
        await pilot.press("x", "escape")
    async with reading(project) as (pilot, screen):
        assert offered(screen) == PATTERNS[1:]
        store = screen.session._store
        assert isinstance(store, Store)
        (record,) = store.table(REJECTIONS).values()
        assert (record["label"], record["quote"], record["by"]) == ("PER", "姜培军", "lin")
        assert record["suggestion"]["source"] == "patterns"


async def test_undo_goes_back_to_what_was_accepted(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("tab", "tab", "tab", "enter", "u")
        assert tagged(screen) == []
        assert screen.hands.offer is not None
        assert screen.hands.offer.suggestion.label == "TIME"


async def test_another_label_and_other_edges_are_an_edit(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("tab", "z")
        assert tagged(screen) == [("ORG", "姜培军")]
        await pilot.press("tab")  # over 王东 to the date
        await pilot.press("H", "H", "H")
        assert "2020年1月" in foot(pilot)
        await pilot.press("o", "H", "L", "enter")
        assert tagged(screen)[1] == ("TIME", "2020年1月")
        first, second = screen.session.facts()[0]
        assert {first.origin, second.origin} == {"edited"}
        assert first.extra["suggestion"]["label"] == "PER"
        assert second.extra["suggestion"]["quote"] == "2020年1月28日"
        assert screen.hands.offer is not None  # and on to the document
        await pilot.press("u", "u")
        assert tagged(screen) == []


async def test_one_tag_suggests_the_same_words_at_once_in_either_script(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "斋堂川")
        await pilot.press("v", "l", "l", "c")
        assert ("LOC", "斋堂川") in offered(screen)
        await pilot.press("escape", "tab")
        assert "LOC? 斋堂川  matches" in foot(pilot)
        await pilot.press("enter")
        assert [words for _, words in tagged(screen)].count("斋堂川") == 2
        await pilot.press(">")
        screen = await ready(pilot)
        assert offered(screen) == [("LOC", "斋堂川")]


async def test_all_the_same_in_one_step(project: Project) -> None:
    text = "王东说。\n\n" + "王东又说，" * 5 + "\n"
    (project.root / "a.txt").write_text(text, encoding="utf-8")
    async with reading(project) as (pilot, screen):
        go(screen, "王东")
        await pilot.press("v", "l", "p")
        assert len(offered(screen)) == 5
        await pilot.press("tab", "a")
        assert len(tagged(screen)) == 6
        assert "PER 5 times: 王东" in foot(pilot)
        await pilot.press("u")
        assert len(tagged(screen)) == 1
        await pilot.press("tab", "X")
        assert offered(screen) == []
        await pilot.press("u")
        assert len(offered(screen)) == 5


async def test_suggestions_leave_the_text_where_it_is_and_can_be_off(project: Project) -> None:
    def rows() -> list[str]:
        return picture(pilot.app).splitlines()[:30]

    async with reading(project) as (pilot, screen):
        before = rows()
        await pilot.press("tab", "enter")
        assert rows() == before
        await pilot.press("escape", "g", "s")
        assert "suggestions are off" in foot(pilot)
        assert offered(screen) == []
        assert "next span" in foot(pilot)
        await pilot.press(">")
        screen = await ready(pilot)
        assert not screen.session.offers.shown
        await pilot.press("g", "s")
        assert "suggestions are on" in foot(pilot)


async def test_skip_and_back_decide_nothing(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("tab", "tab", "shift+tab")
        assert "1 of 4" in foot(pilot)
        await pilot.press("shift+tab")
        assert "no suggestion before" in foot(pilot)
        await pilot.press("escape")
        assert screen.hands.mode is Mode.READ
        await pilot.press("tab", "w")  # a motion leaves it
        assert screen.reader.selection is None
        assert offered(screen) == PATTERNS
        assert screen.session.count == 0


async def test_a_blind_page_shows_none(project: Project) -> None:
    (project.folder / "project.toml").write_text("[suggest]\nblind = 1\n")
    async with reading(project) as (pilot, screen):
        assert offered(screen) == []
        await pilot.press("g", "s", "g", "s")
        assert "shows no suggestions" in foot(pilot)


async def test_a_mistake_in_a_gazetteer_or_setting_is_told_once(project: Project) -> None:
    folder = project.folder / "gazetteers"
    folder.mkdir()
    (folder / "places.tsv").write_text("东营市\tLOC\n菏泽\n", encoding="utf-8")
    (project.folder / "project.toml").write_text("[suggest]\nblid = 1\n")
    async with reading(project) as (pilot, screen):
        assert "blid" in foot(pilot)
        assert offered(screen).count(("LOC", "东营市")) == 2
        await pilot.press(">")
        await ready(pilot)
        assert "places.tsv" not in foot(pilot)


async def test_the_model_learns_from_a_page_that_is_done(project: Project) -> None:
    places = (
        "北京",
        "上海",
        "广州",
        "菏泽",
        "商洛",
        "天津",
        "济南",
        "青岛",
        "西安",
        "成都",
        "武汉",
    )
    lines = [f"记者昨天来到{place}采访。\n" for place in places]
    (project.root / "a.txt").write_text("".join(lines), encoding="utf-8")
    (project.root / "b.txt").write_text("記者昨天來到長沙採訪。\n", encoding="utf-8")
    async with reading(project) as (pilot, screen):
        for place in places:
            go(screen, place)
            await pilot.press("v", "l", "c")
        await pilot.press("D")
        screen = await ready(pilot)
        assert offered(screen) == [("TIME", "昨天"), ("LOC", "長沙")]
        await pilot.press("tab", "tab", "enter")
        assert screen.session.facts()[0][0].extra["suggestion"]["source"] == "model"
    assert learning.folder_of(project).is_dir()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(project: Project, theme: str, size: tuple[int, int]) -> None:
    shelf = Shelf.open([str(project.root / "a.txt")], "lin")
    app = JiaozhuApp(shelf, f"jiaozhu-{theme}")
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("tab", "enter")
        await pilot.pause()
        check(app, f"suggesting-{size[0]}x{size[1]}-{theme}")


async def test_a_plug_in_suggests_from_a_process_of_its_own(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    code = "at = text.find('斋堂川')\n    yield at, at + 3, 'LOC', 0.9\n"
    install(folder, "river", f"def suggest(text, labels):\n    {code}")
    install(folder, "broken", "def suggest(text, labels):\n    return [1 / 0]\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    async with reading(project) as (pilot, screen):
        assert ("LOC", "斋堂川") in offered(screen)
        assert "The plug-in broken made a mistake and is off" in foot(pilot)


async def test_how_well_they_did_is_shown(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("tab", "enter", "x", "escape", "g", "S")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = picture(pilot.app)
        assert "patterns" in shown
        assert "50%" in shown
        await pilot.press("q")
        assert pilot.app.screen is screen


async def test_a_mistake_of_ours_leaves_the_page_to_be_tagged(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("tui.annotate.suggest.patterns.Patterns.suggest", fail)
    async with reading(project) as (pilot, screen):
        assert "Suggestions could not be made: RuntimeError" in foot(pilot)
        go(screen, "斋堂川")
        await pilot.press("v", "l", "l", "c")
        assert tagged(screen) == [("LOC", "斋堂川")]
