"""Readings and meanings in the status line."""

from __future__ import annotations

import asyncio

from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf
from tui.app.widgets.chips import Chips


async def test_a_word_and_a_clause_are_read_out(project: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(project.root / "statement.txt")], "lin"))
    async with app.run_test(size=(160, 20)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Reading)
        await asyncio.wait_for(screen.ready.wait(), 20)

        async def said(*keys: str) -> str:
            await pilot.press(*keys)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return "".join(
                strip.text
                for strip in screen.query_one("#status", Chips).render_lines(
                    screen.query_one("#status", Chips).size.region
                )
            )

        assert "臺灣 táiwān  Taiwan" in await said("g", "p")
        assert "zǒngtǒngfǔ" in await said("g", "P")
