"""Conversion against the package it must equal, and the alignment against the conversion."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from tui.text import opencc_tables
from tui.text.conversion import stages
from tui.text.script import (
    CONFIGS,
    ScriptView,
    configs_for,
    convert,
    cycle,
    detect,
    other_script,
)
from tui.text.stage_tables import SEPARATOR

SEEDS = [
    path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
]


@cache
def oracle(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def keys(config: str) -> list[list[str]]:
    """The keys of each dictionary of a configuration."""
    return [
        list(opencc_tables.dictionary(file))
        for group in opencc_tables.stages(config)
        for file in group
    ]


@cache
def by_first(config: str) -> dict[str, list[str]]:
    """All keys of a configuration by their first character."""
    found: dict[str, list[str]] = {}
    for dictionary in keys(config):
        for key in dictionary:
            found.setdefault(key[0], []).append(key)
    return found


def tangle(config: str, seed: int) -> str:
    """Keys cut, joined and overlapping, so that matches compete."""
    rnd = random.Random(seed)
    text = ""
    for _ in range(rnd.randint(1, 12)):
        key = rnd.choice(rnd.choice(keys(config)))
        fate = rnd.random()
        if fate < 0.3:
            key = key[: rnd.randint(1, len(key))]
        elif fate < 0.5:
            key = key[rnd.randint(0, len(key) - 1) :]
        elif fate < 0.6:
            key += rnd.choice("，。 -．\n“A一𠮷\u3000")
        overlapping = by_first(config).get(text[-1:])
        if overlapping and rnd.random() < 0.5:
            key = rnd.choice(overlapping)[1:]
        text += key
    return text


def pieces(config: str) -> st.SearchStrategy[str]:
    piece = st.one_of(*map(st.sampled_from, keys(config)), st.text(max_size=3))
    return st.lists(piece, max_size=10).map("".join)


def check(text: str, config: str) -> None:
    view = convert(text, config)
    assert view.text == oracle(config).convert(text)
    assert view.config == config
    assert (view.alignment.a_length, view.alignment.b_length) == (len(text), len(view.text))
    if config not in ("s2twp", "tw2sp"):
        assert view.alignment.is_identity


@pytest.mark.parametrize("config", CONFIGS)
def test_equals_the_package_on_tangled_keys(config: str) -> None:
    for seed in range(600):
        check(tangle(config, seed), config)


@pytest.mark.parametrize("config", CONFIGS)
@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_equals_the_package_on_real_pages(config: str, text: str) -> None:
    check(text, config)


@given(st.data())
def test_equals_the_package_on_anything(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(CONFIGS))
    check(data.draw(pieces(config)), config)


@given(st.text(), st.sampled_from(CONFIGS))
def test_equals_the_package_on_plain_text(text: str, config: str) -> None:
    check(text, config)


def test_a_thousand_times_the_same_overlap_is_one_cluster() -> None:
    for unit in ("干部下面里", "一", "发发", "后里"):
        check(unit * 1000, "s2twp")


def test_cuts_where_the_package_cuts() -> None:
    cuts = OpenCC().split_chars_re
    for code in range(sys.maxunicode + 1):
        assert bool(SEPARATOR.match(chr(code))) == bool(cuts.match(chr(code))), hex(code)


def test_knows_every_configuration_of_the_package() -> None:
    there = {path.stem for path in (opencc_tables.folder() / "config").glob("*.json")}
    assert set(CONFIGS) == there
    with pytest.raises(ValueError, match="s2x"):
        convert("后", "s2x")


def test_each_phrase_that_changes_length_is_one_step() -> None:
    text = "用互联网打印机，数据库"
    view = convert(text, "s2twp")
    assert view.text == "用網際網路印表機，資料庫"
    assert [tuple(step)[:4] for step in view.alignment.steps] == [(1, 4, 1, 5)]
    at = text.index("打印机")
    assert view.alignment.map_range(at, at + 3) == (5, 8)


def test_two_phrases_side_by_side_stay_apart() -> None:
    view = convert("互联网互联网", "s2twp")
    assert [tuple(step)[:4] for step in view.alignment.steps] == [(0, 3, 0, 4), (3, 6, 4, 8)]


@given(st.data())
def test_alignment_says_what_became_of_each_stretch(data: st.DataObject) -> None:
    """Each step alone, and what stands between steps, convert to what they are aligned with."""
    config = data.draw(st.sampled_from(["s2twp", "tw2sp"]))
    phrase = "TWPhrases.txt" if config == "s2twp" else "TWPhrasesRev.txt"
    entries = opencc_tables.dictionary(phrase)
    resized = [key for key, value in entries.items() if len(key) != len(value)]
    simplified = [convert(key, "t2s").text if config == "s2twp" else key for key in resized]
    piece = st.one_of(st.sampled_from(simplified), st.text(max_size=3))
    text = "".join(data.draw(st.lists(piece, max_size=8)))
    view = convert(text, config)
    a = b = 0
    for step in view.alignment.steps:
        assert step.a0 - a == step.b0 - b
        assert step.a1 - step.a0 != step.b1 - step.b0
        # A step is one phrase: one key of the phrase dictionary became its value.
        if config == "tw2sp":
            assert text[step.a0 : step.a1] in resized
        else:
            assert convert(text[step.a0 : step.a1], "s2t").text in resized
        a, b = step.a1, step.b1
    assert len(text) - a == len(view.text) - b


@given(st.data())
def test_converting_again_after_an_edit_is_converting_afresh(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(["s2twp", "tw2sp", "t2s"]))
    one, two, three, four = (data.draw(pieces(config)) for _ in range(4))
    before, after = one + two + three, one + four + three
    view = convert(before, config)
    assert convert(after, config, (before, view)) == convert(after, config)


def test_an_edit_converts_only_its_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "互联网，" * 1000 + "头发，" + "互联网。" * 1000
    view = convert(text, "s2twp")
    edited = text.replace("头发", "后来")
    seen: list[str] = []
    stage = type(stages("s2twp")[0])
    original = stage.convert
    monkeypatch.setattr(stage, "convert", lambda self, t: (seen.append(t), original(self, t))[1])
    again = convert(edited, "s2twp", (text, view))
    assert max(map(len, seen)) < 10
    monkeypatch.undo()
    assert again == convert(edited, "s2twp")
    assert convert(text, "s2twp", (text, view)) is view
    # A view in another configuration is of no use, and no harm.
    assert convert(edited, "s2t", (text, view)) == convert(edited, "s2t")


def test_threads_share_the_tables() -> None:
    jobs = [(text, config) for text in SEEDS for config in CONFIGS] * 2
    alone: list[ScriptView] = [convert(*job) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda job: convert(*job), jobs)) == alone


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", "s"),
        ("hello", "s"),
        ("北京", "s"),  # the same in both
        ("国", "s"),
        ("國", "t"),
        ("臺灣", "t"),
        ("台湾", "s"),
        ("后来皇后在后面", "s"),  # 后 is a character of both
        ("記者黃啟峰报道，国务院发布通知", "s"),  # an old name in a Simplified page
        ("陈水扁訪問臺北，會見記者", "t"),  # and the other way round
        ("这么好" * 2 + "這麼好", "s"),
        ("國\n" * 3 + "国", "t"),
        ("STTTTT", "s"),  # letters are no evidence
    ],
)
def test_detects_the_script(text: str, script: str) -> None:
    assert detect(text) == script


def test_detects_the_script_of_the_seeds() -> None:
    assert [detect(text) for text in SEEDS] == ["s", "s", "s", "s", "t"]
    for text in SEEDS:
        assert detect(convert(text, other_script(text)).text) != detect(text)


def test_the_other_script_and_the_cycle() -> None:
    assert other_script("国") == "s2t"
    assert other_script("國") == "t2s"
    for text in ("国", "國"):
        names = configs_for(detect(text))
        config, seen = other_script(text), []
        for _ in names:
            seen.append(config)
            config = cycle(config, text)
        assert tuple(seen) == names
        assert config == other_script(text)
    assert cycle("t2s", "国") == "s2t"
