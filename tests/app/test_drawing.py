"""A picture of the screen, written from inside the program."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from textual.pilot import Pilot

from tests.app.test_pictures import opened, tagged  # noqa: F401 (a fixture)
from tui.annotate.project import Project


async def test_the_screen_is_drawn_as_it_was(
    tagged: Project,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(tagged, "dark", (120, 36), "enter wait") as app:
        pilot = Pilot(app)
        await pilot.press("z", "p", "enter")
        await pilot.pause()
        drawn = Path("jiaozhu.svg").read_text("utf-8")
        text = "".join(ElementTree.fromstring(drawn).itertext())
        assert "市委组织部" in text
        assert "市委組織部" in text
        assert "Draw the screen" not in text
        Path("jiaozhu.svg").write_text("mine", "utf-8")
        await pilot.press("z", "p", "enter", "n")
        await pilot.pause()
        assert Path("jiaozhu.svg").read_text("utf-8") == "mine"
        await pilot.press("z", "p", "enter", "y")
        await pilot.pause()
        assert Path("jiaozhu.svg").read_text("utf-8") == drawn
