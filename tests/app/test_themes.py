"""The themes can be read: contrast as WCAG measures it."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.app.conftest import load
from tui.annotate.labels import PRESETS, preset
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.reader.ink import Ink, contrast
from tui.app.shelf import Shelf
from tui.app.themes import THEMES


def against_ground(theme: Theme, colour: str) -> float:
    return contrast(Color.parse(colour), Color.parse(theme.background or ""))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out(theme: Theme) -> None:
    high = "contrast" in theme.name
    assert against_ground(theme, theme.foreground or "") >= (15 if high else 7)
    assert against_ground(theme, theme.variables["muted"]) >= (7 if high else 4.5)
    assert against_ground(theme, theme.primary) >= (7 if high else 4.5)
    if high:
        assert against_ground(theme, theme.variables["faint"]) >= 7


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", PRESETS)
async def test_every_label_can_be_read_in_every_theme(
    theme: Theme, name: str, project: Project
) -> None:
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"), theme.name)
    async with app.run_test():
        ink = Ink(app.theme_variables, {label.name: label.color for label in preset(name)})
        for label in preset(name):
            assert contrast(ink.label(label.name), ink.ground) >= 4.5


async def test_the_key_goes_through_all_themes(project: Project) -> None:
    load(project.root / "news.txt", project).close()
    app = JiaozhuApp(Shelf.open([str(project.root)], "lin"))
    async with app.run_test() as pilot:
        seen = [app.theme]
        for _ in THEMES:
            await pilot.press("T")
            seen.append(app.theme)
    assert seen[0] == seen[-1]
    assert set(seen) == {theme.name for theme in THEMES}
