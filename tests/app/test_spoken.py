"""The screens in Chinese: nothing on them is left in English, and they change while one looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.picture import SIZES, check, picture
from tests.app.test_pictures import KEYS, opened, tagged  # noqa: F401 (a fixture)
from tui import language
from tui.annotate.project import Project

LATIN = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
ELSEWHERE = {"guideline", "language", "reading-of"}
"""Written by the project, names of languages, and out of a dictionary."""
KEY = re.compile(r"(Ctrl|Shift)-")
NAMES = {
    # The program, formats, and what OpenCC calls its configurations.
    "Jiaozhu", "CSV", "TSV", "JSON", "JSONL", "twp",
    # Keys.
    "Enter", "Esc", "Tab", "Shift-Tab", "Ctrl", "Home", "End", "PgUp", "PgDn", "Del", "Space",
    "Up", "Down", "Left", "Right",
    # What a project holds is shown as it is written there.
    "OpenCC", "corpus", "lin", "sample",
    "news", "statement", "txt", "labels", "toml", "project", "annotations", "PER",
    "ORG",
    "LOC", "TIME", "NUM", "DOC", "SLOGAN", "QUOTE", "ROLE", "DIFF", "whitespace",
    "logDice", "export", "jsonl",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use("en")


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("name", sorted(set(KEYS) - ELSEWHERE))
async def test_nothing_is_left_in_english(
    tagged: Project,  # noqa: F811
    name: str,
    tag: str,
) -> None:
    language.use(tag)
    async with opened(tagged, "dark", (120, 36), KEYS[name]) as app:
        rows = "\n".join(picture(app).splitlines()[:36])
    assert {
        word
        for word in LATIN.findall(rows)
        if word.rstrip("-") not in NAMES and not KEY.match(word)
    } == set()


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_page(tagged: Project, size: tuple[int, int], tag: str) -> None:  # noqa: F811
    language.use(tag)
    async with opened(tagged, "dark", size, "enter wait tab") as app:
        check(app, f"picked-{size[0]}x{size[1]}-{tag}")


async def test_the_language_changes_at_once_and_is_remembered(
    tagged: Project,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    async with opened(tagged, "dark", (120, 36), "enter wait") as app:
        pilot = Pilot(app)
        await pilot.press("g", "L", "2")
        await pilot.pause()
        rows = "\n".join(picture(app).splitlines()[:36])
        assert "选择" in rows.splitlines()[-1]
        assert "已保存" in rows
        assert language.setting().read_text("utf-8") == "zh-Hans\n"
        await pilot.press("g", "L", "1")
        await pilot.pause()
        assert "saved" in picture(app)
