"""Make the pictures of this folder from the seeds: `python docs/images/make.py`."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = {
    # name: theme, size, keys; WAIT is for a page to be open
    "reading-dark": ("dark", (120, 34), "enter WAIT j j j j + + +"),
    "reading-light": ("light", (120, 34), "j j j j enter WAIT 6 j 8 l v l l l"),
    "pages": ("light", (100, 12), ""),
    "keys": ("dark", (120, 54), "enter WAIT ?"),
}


async def draw(name: str, theme: str, size: tuple[int, int], keys: str) -> None:
    """One picture, of a copy of the seeds and their annotations."""
    from tui.app.app import JiaozhuApp
    from tui.app.screens.reading import Reading
    from tui.app.shelf import Shelf

    app = JiaozhuApp(Shelf.open(["seeds"], "you"), f"jiaozhu-{theme}")
    async with app.run_test(size=size) as pilot:
        for key in keys.split():
            if key == "WAIT":
                await pilot.pause()
                assert isinstance(app.screen, Reading)
                await asyncio.wait_for(app.screen.ready.wait(), 30)
            else:
                await pilot.press(key)
            await pilot.pause()
        (ROOT / "docs" / "images" / f"{name}.svg").write_text(
            app.export_screenshot(), encoding="utf-8"
        )


def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("seeds", "annotations"):
            shutil.copytree(ROOT / part, Path(folder, part))
        os.chdir(folder)
        for name, (theme, size, keys) in PICTURES.items():
            asyncio.run(draw(name, theme, size, keys))
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
