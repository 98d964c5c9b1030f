"""Characters that may be written in several ways: seen, chosen, taken back, exported."""

from __future__ import annotations

import json
from pathlib import Path

from tests.app.conftest import load
from tests.app.picture import check, picture
from tests.app.test_reading import reading
from tui.annotate.project import Project
from tui.cli import main

PAGE = "他的头发很长，他发。\n\n太后在前，里面干净，党和国家在后。\n"


def write(project: Project, text: str = PAGE) -> None:
    (project.root / "news.txt").write_text(text, encoding="utf-8")


async def test_a_choice_is_shown_kept_and_taken_back(project: Project) -> None:
    write(project)
    async with reading(project) as (pilot, screen):
        assert "他發。" in screen.session.view.text
        await pilot.press("right_square_bracket", "z")
        at = screen.reader.cursor
        assert screen.session.edition.text[at : at + 2] == "发。"
        assert "发 ▸ 發 / 髮" in picture(pilot.app)
        await pilot.press("g", "z", "2")
        await pilot.pause()
        assert "他髮。" in screen.session.view.text
        assert "头发" in screen.session.edition.text
        assert "他髮。" in picture(pilot.app)
        check(pilot.app, "forms-100x30")
        await pilot.press("S")
        await pilot.pause()
        assert "他髮。" in screen.session.view.text
        await pilot.press("u")
        await pilot.pause()
        assert "他發。" in screen.session.view.text
        assert "undone: 发 is written as OpenCC does" in picture(pilot.app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "他髮。" in picture(pilot.app)
    session = load(project.root / "news.txt", project)
    assert "他髮。" in session.view.text
    session.close()


async def test_what_a_phrase_decided_can_be_chosen_and_the_default_again(project: Project) -> None:
    write(project)
    async with reading(project) as (pilot, screen):
        screen.reader.jump(screen.session.edition.text.index("头发") + 1)
        await pilot.press("g", "z", "1")
        await pilot.pause()
        assert "頭發很長" in screen.session.view.text
        await pilot.press("g", "z", "2")
        await pilot.pause()
        assert "頭髮很長" in screen.session.view.text
        assert len(screen.session.forms()) == 1


async def test_there_is_nothing_to_choose_for_most(project: Project) -> None:
    write(project)
    async with reading(project) as (pilot, screen):
        await pilot.press("g", "z")
        assert "Nothing here for: choose form." in picture(pilot.app)
        before = screen.reader.cursor
        await pilot.press("left_square_bracket", "z")
        assert "No character before this waits for its form." in picture(pilot.app)
        assert screen.reader.cursor == before


async def test_a_choice_stays_on_its_character_when_the_text_before_it_changes(
    project: Project,
) -> None:
    write(project)
    session = load(project.root / "news.txt", project)
    session.choose_form(session.edition.text.index("发。"), "髮")
    session.close()
    write(project, "新的一段，在后面。\n\n" + PAGE)
    session = load(project.root / "news.txt", project)
    assert "他髮。" in session.view.text
    session.close()
    write(project, PAGE.replace("他发", "他写"))
    session = load(project.root / "news.txt", project)
    assert "他寫。" in session.view.text
    assert session.forms() == {}
    session.close()


def test_export_and_conversion_have_the_chosen_form(
    project: Project, tmp_path: Path, capsysbinary: object
) -> None:
    write(project)
    session = load(project.root / "news.txt", project)
    place = session.edition.text.index("发。")
    session.choose_form(place, "髮")
    session.tag(place, place + 2, "DOC")
    session.close()
    out = tmp_path / "out.jsonl"
    assert main(["export", "--project", str(project.root), "-o", str(out)]) == 0
    (document,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert "他髮。" in document["view"]["text"]
    span = document["spans"][0]
    view = span["view"]
    assert document["view"]["text"][view["start"] : view["end"]] == "髮。"
