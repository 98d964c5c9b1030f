"""The screen as plain text: what is drawn and in which styles, compared with a file.

JIAOZHU_UPDATE_SNAPSHOTS=1 pytest tests/app     writes the files anew; look at the difference
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from string import ascii_letters

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App

FOLDER = Path(__file__).parent / "snapshots"
THEMES = ("dark", "light")
SIZES = ((160, 48), (120, 36), (80, 24), (40, 12))


def picture(app: App[None]) -> str:
    """Rows of text, then for each row its style runs, then what the styles are."""
    # Without what only tells the terminal where to go on.
    strips = [
        [segment for segment in strip if not segment.text.startswith("\x1b")]
        for strip in app.screen._compositor.render_strips()
    ]
    names: dict[str, str] = {}
    rows = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    styles = [_runs(strip, names) for strip in strips]
    legend = [f"{letter} {style}" for style, letter in names.items()]
    return "\n".join([*rows, "", *styles, "", *legend, ""])


def _runs(strip: Iterable[Segment], names: dict[str, str]) -> str:
    cells = [
        (names.setdefault(_described(segment.style), ascii_letters[len(names) % 52]), segment.text)
        for segment in strip
        if segment.text
    ]
    runs = groupby(cells, key=lambda cell: cell[0])
    return " ".join(f"{name}{sum(cell_len(text) for _, text in run)}" for name, run in runs)


def _described(style: Style | None) -> str:
    if style is None:
        return "none"
    attributes = ("bold", "dim", "italic", "underline", "underline2", "reverse", "strike")
    words = [name for name in attributes if getattr(style, name)]
    front = style.color.name if style.color else "-"
    ground = style.bgcolor.name if style.bgcolor else "-"
    return " ".join([f"{front} on {ground}", *words])


def check(app: App[None], name: str) -> None:
    """Fail where the screen is not the one kept under `name`."""
    path = FOLDER / f"{name}.txt"
    now = picture(app)
    if os.environ.get("JIAOZHU_UPDATE_SNAPSHOTS"):
        path.write_text(now, encoding="utf-8")
    assert path.is_file(), f"no snapshot {path.name}; JIAOZHU_UPDATE_SNAPSHOTS=1 makes it"
    kept = path.read_text(encoding="utf-8")
    difference = unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=0)
    assert now == kept, "\n".join(difference)
