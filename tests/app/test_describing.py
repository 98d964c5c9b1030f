"""Attributes, links, notes and labels of pages, guidelines: by keys, shown, undone, kept."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.app.picture import picture
from tests.app.test_reading import foot, go, opened, reading, tagged
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.guideline import Guideline
from tui.app.screens.labels import LabelChooser
from tui.app.screens.panel import Panel
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf

MORE = """
[[label.attribute]]
name = "sex"
key = "s"
type = "choice"
values = ["f", "m"]

[[label.attribute]]
name = "id"
key = "i"
type = "text"
"""


@pytest.fixture
def rich(project: Project) -> Project:
    """The project with more attributes and links."""
    path = project.folder / "labels.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('\n[[label]]\nname = "ORG"', f'{MORE}\n[[label]]\nname = "ORG"', 1)
    text += '\n[[link]]\nname = "cites"\nkey = "c"\nfrom = ["PER"]\nto = ["QUOTE"]\n'
    text += '\n[[page_label]]\nname = "news"\nkey = "n"\nexclusive = "genre"\n'
    text += '\n[[page_label]]\nname = "essay"\nkey = "e"\nexclusive = "genre"\n'
    path.write_text(text, encoding="utf-8")
    return Project(project.root, project.annotator)


async def span(pilot: Pilot[None], screen: Reading, words: str, key: str) -> None:
    go(screen, words)
    start = screen.reader.cursor
    screen.hands.select(start, start + len(words))
    await pilot.press(key)


def attributes(screen: Reading) -> dict[str, object]:
    return dict(screen.session.spans_at(screen.reader.cursor)[0].attributes)


async def test_attributes_by_one_key_each(rich: Project) -> None:
    async with reading(rich) as (pilot, screen):
        await pilot.press("@")
        assert "Nothing here for: attributes." in foot(pilot)
        await span(pilot, screen, "王东", "p")
        await pilot.press("@")
        assert isinstance(pilot.app.screen, Panel)
        assert "难以判断" in picture(pilot.app)
        await pilot.press("d", "s", "s", "i", *"q1", "enter")
        assert isinstance(pilot.app.screen, Panel)
        await pilot.press("escape")
        assert attributes(screen) == {"DIFF": True, "sex": "m", "id": "q1"}
        await pilot.press("h")
        go(screen, "王东")
        await pilot.press("escape")
        assert "DIFF, id=q1, sex=m" in foot(pilot)
        await pilot.press("u")
        assert attributes(screen) == {"DIFF": True, "sex": "m"}
        assert "PER, DIFF, sex=m: 王东" in foot(pilot)
        await pilot.press("@", "s", "escape")
        assert attributes(screen) == {"DIFF": True}
        await pilot.press("@", "down", "down", "enter", "escape", "u")
        assert attributes(screen) == {"DIFF": True}


async def test_again_sets_the_attribute_of_another_span(rich: Project) -> None:
    async with reading(rich) as (pilot, screen):
        await span(pilot, screen, "王东", "p")
        await span(pilot, screen, "姜培军", "p")
        await pilot.press("@", "d", "escape")
        go(screen, "王东")
        await pilot.press(".")
        assert attributes(screen) == {"DIFF": True}
        await pilot.press("@", "d", "escape")
        go(screen, "姜培军")
        await pilot.press(".")
        assert attributes(screen) == {}


async def test_two_spans_are_linked_followed_and_unlinked(rich: Project) -> None:
    async with reading(rich) as (pilot, screen):
        await span(pilot, screen, "“我是党员我先上。”", "q")
        await span(pilot, screen, "牡丹晚报", "z")
        go(screen, "“我是")
        await pilot.press("&")
        assert "is one end" in foot(pilot)
        assert "& “我是党员我先上" in foot(pilot)
        go(screen, "牡丹晚报")
        await pilot.press("&")  # from QUOTE to ORG: the other way round, and one type only
        assert "牡丹晚报 -> speaker -> “我是党员我先上。”" in foot(pilot)
        await pilot.press("escape")
        assert "-> speaker QUOTE “我是党员我先上。”" in foot(pilot)
        await pilot.press("]", "l")
        assert screen.hands.picked is not None
        assert screen.hands.picked.label == "QUOTE"
        await pilot.press("]", "l")
        assert screen.hands.picked.label == "ORG"
        await pilot.press("g", "&")
        assert isinstance(pilot.app.screen, Panel)
        await pilot.press("1")
        assert screen.hands.picked.label == "QUOTE"
        await pilot.press("g", "&", "x")
        assert "the link speaker is gone" in foot(pilot)
        await pilot.press("]", "l")
        assert "Nothing here for: along link." in foot(pilot)
        await pilot.press("u")
        assert "undone: 1 link" in foot(pilot)
        go(screen, "牡丹晚报")
        await pilot.press("d")
        assert screen.session.own is not None
        assert len(screen.session.own.links) == 0
        await pilot.press("u")
        assert len(screen.session.own.links) == 1


async def test_the_type_is_asked_for_where_several_fit(rich: Project) -> None:
    async with reading(rich) as (pilot, screen):
        await span(pilot, screen, "“我是党员我先上。”", "q")
        await span(pilot, screen, "王东", "p")
        await pilot.press("&")
        go(screen, "“我是")
        await pilot.press("&")
        assert isinstance(pilot.app.screen, Panel)
        await pilot.press("c")
        assert "王东 -> cites -> " in foot(pilot)
        await pilot.press("&", "&")
        assert "no longer marked" in foot(pilot)
        await span(pilot, screen, "山东省", "c")
        await pilot.press("&")
        go(screen, "王东")
        await pilot.press("&")
        assert "No link of labels.toml goes from LOC to PER" in foot(pilot)
        await pilot.press("escape", "escape")
        assert "& 山东省" not in foot(pilot)


async def test_labels_and_note_of_the_page(rich: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(rich.root)], rich.annotator), first=0)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        await pilot.press("g", "l", "n", "r", "e", "escape")
        assert screen.session.own is not None
        assert screen.session.own.page.labels == ("essay", "recheck")
        await pilot.press("g", "n", *"look", "enter")
        assert screen.session.own.page.note == "look"
        assert "essay, recheck, noted" in foot(pilot)
        await pilot.press("g", "l", "e", "escape", "q")
        await pilot.pause()
        assert "recheck  noted" in picture(app)
        await pilot.press("enter")
        screen = await opened(pilot)
        await pilot.press("u", "u")
        assert screen.session.own is not None
        assert screen.session.own.page.labels == ("essay", "recheck")
        assert screen.session.own.page.note == ""
        assert "undone: what is said of the page" in foot(pilot)


async def test_the_guideline_of_a_label(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("K")
        assert isinstance(pilot.app.screen, LabelChooser)
        await pilot.press("p")
        assert isinstance(pilot.app.screen, Guideline)
        seen = picture(pilot.app)
        assert "without title or post" in seen
        assert "人名" in seen
        assert "speaker" in seen
        await pilot.press("c", "j", "k")
        assert "directions" in picture(pilot.app)
        await pilot.press("escape")
        await span(pilot, screen, "王东", "p")
        await pilot.press("K")
        assert "without title or post" in picture(pilot.app)
        await pilot.press("K")
        # While labelling, Enter gives the label that was read about.
        go(screen, "山东省")
        await pilot.press("+", "K", "c", "c", "enter")
        assert tagged(screen)[-1] == ("LOC", "山东省")


async def test_a_guideline_longer_than_the_screen_scrolls(project: Project) -> None:
    path = project.folder / "labels.toml"
    text = path.read_text(encoding="utf-8")
    long = "\n".join(f"- line {number}" for number in range(60))
    text = text.replace('guideline = """\nNames of persons', f'guideline = """\n{long}\nNames', 1)
    path.write_text(text, encoding="utf-8")
    async with reading(Project(project.root, "lin"), size=(80, 24)) as (pilot, _):
        await pilot.press("K", "p")
        assert "line 59" not in picture(pilot.app)
        await pilot.press("end")
        assert "line 59" in picture(pilot.app)


async def test_without_definitions_it_says_so(project: Project) -> None:
    path = project.folder / "labels.toml"
    path.write_text('[[label]]\nname = "PER"\nkey = "p"\ncolor = "#CC6677"\n', encoding="utf-8")
    async with reading(Project(project.root, "lin")) as (pilot, screen):
        await span(pilot, screen, "王东", "p")
        await pilot.press("g", "l")
        assert "labels.toml defines no [[page_label]]." in foot(pilot)
        await pilot.press("&")
        assert "Nothing here for: link." in foot(pilot)
        await pilot.press("K")
        assert "labels.toml has no guideline for it." in picture(pilot.app)
