"""Finding words in a page."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.picture import picture
from tests.app.test_reading import foot, reading
from tui.annotate.project import Project
from tui.app.history import History
from tui.app.screens.reading import Reading
from tui.app.screens.searching import NearWords, SearchPrompt
from tui.app.search import Hits, Page
from tui.text.edition import Edition
from tui.text.query import Mode, Query
from tui.text.script import convert
from tui.text.source import Source


def page(text: str, config: str = "s2twp") -> Page:
    edition = Edition.make(Source("page.txt", text, text.encode(), "utf-8"), ())
    return Page(edition, convert(text, config))


def test_steps_go_round() -> None:
    hits = Hits(Query("台湾"), [(0, 2), (4, 6), (7, 9)])
    assert [hits.step(0, 1), hits.step(7, 1), hits.step(0, 2)] == [1, 0, 2]
    assert [hits.step(4, -1), hits.step(0, -1), hits.step(5, -1)] == [0, 2, 1]


@given(st.text("aab", max_size=60), st.text("ab", min_size=1, max_size=3), st.data())
def test_between_gives_what_touches(text: str, query: str, data: st.DataObject) -> None:
    hits = page(text).find(Query(query))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    every = list(hits.between(0, len(text)))
    assert [a for a, _ in every] == hits.starts
    assert all(text[a:b] == query for a, b in every)
    assert list(hits.between(start, end)) == [(a, b) for a, b in every if a < end and start < b]


def test_words_of_the_other_pane_are_found_in_the_edition() -> None:
    one = page("中国的互联网与网络。")
    assert list(one.find(Query("網際網路")).between(0, 99)) == [(3, 6)]
    assert list(one.find(Query("網路", Mode.EXACT)).between(0, 99)) == [(3, 6), (7, 9)]
    assert len(one.find(Query("互联网"))) == 1


def test_the_first_way_that_finds_anything_is_meant() -> None:
    one = page("北京 beijing 上海")
    assert one.seek("beijing").query.mode is Mode.CHARACTERS
    assert one.seek("shanghai").query.mode is Mode.PINYIN
    assert one.seek("guangzhou").query.mode is Mode.CHARACTERS


def test_history_goes_back_by_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    history = History()
    for line in ("台湾", "=北京", "台北", "", "台湾"):
        history.add(line)
    again = History()
    assert list(again.lines) == ["=北京", "台北", "台湾"]
    assert [again.back("台"), again.back("台湾"), again.back("台北")] == ["台湾", "台北", "台北"]
    assert [again.forward("台北"), again.forward("台湾")] == ["台湾", "台"]
    (tmp_path / "jiaozhu" / "searches.json").write_text("[1]")
    assert list(History().lines) == []


async def ask(pilot: Pilot[None], typed: str, *keys: str) -> None:
    """Type a query into a new prompt and press keys."""
    await pilot.press("/")
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = typed
    await settle(pilot)
    await pilot.press(*keys)
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.fspath(tmp_path / "state"))


async def test_the_prompt_counts_and_says_how_it_is_meant(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await ask(pilot, "zuzhibu")
        assert "pinyin: 2 on this page" in picture(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.session.hits is not None
        assert screen.session.hits.query == Query("zuzhibu", Mode.PINYIN)
        await ask(pilot, "", "up")
        assert pilot.app.screen.query_one(Input).value == "zuzhibu"
        await pilot.press("ctrl+t", "ctrl+t")
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).value == "/zuzhibu"
        assert "regular expression: not on this page" in picture(pilot.app)


async def test_what_is_no_expression_is_said_and_can_be_mended(project: Project) -> None:
    async with reading(project) as (pilot, _):
        await ask(pilot, "/组(", "enter")
        assert isinstance(pilot.app.screen, SearchPrompt)
        assert "no regular expression" in picture(pilot.app)
        await pilot.press("backspace", ".", "enter")
        await settle(pilot)
        assert "1 of 3" in foot(pilot)


async def test_near_words_are_offered(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await ask(pilot, "牡丹日報", "enter")
        assert isinstance(pilot.app.screen, NearWords)
        assert "牡丹晚报" in picture(pilot.app)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Reading)
        assert screen.reader.cursor == screen.session.edition.text.index("牡丹晚报")
        await ask(pilot, "完全不同的一句话语", "enter")
        assert "nor anything near" in foot(pilot)


async def test_keys_after_enter_wait_for_what_is_found(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Event()
    seek = Page.seek

    def late(self: Page, typed: str) -> Hits:
        go.wait(20)
        return seek(self, typed)

    async with reading(project) as (pilot, screen):
        monkeypatch.setattr(Page, "seek", late)
        await pilot.press("/")
        await pilot.pause()
        line = pilot.app.screen.query_one(Input)
        await pilot.press(*"zuzhibu", "enter", "n", "v")
        assert line.value == "zuzhibu"
        go.set()
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.session.hits is not None
        assert screen.reader.cursor == screen.session.hits.starts[1]
        assert screen.reader.selection is not None
