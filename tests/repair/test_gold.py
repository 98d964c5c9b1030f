"""The whole cleaner against the pages set right by hand: what it does, and what it leaves."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.gold import Seed, seeds
from tui.repair.pipeline import clean
from tui.text.edit import apply_edits
from tui.text.edition import Edition
from tui.text.source import decode

SEEDS = [pytest.param(seed, id=seed.stem[:3]) for seed in seeds()]


@cache
def edition(stem: str) -> Edition:
    return clean(decode(Seed(stem).raw.encode()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_edition_is_the_text_set_right_by_hand(seed: Seed) -> None:
    made, right = edition(seed.stem).text, seed.text
    if seed.edits("missing_stop"):  # lost stops are inferences, measured by themselves
        made, right = (re.sub("[，。]", "", text) for text in (made, right))
    assert made == right


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_changed_that_was_left_alone_by_hand(seed: Seed) -> None:
    touched: set[int] = set()
    for row in [*seed.edits(), *seed.optional()]:
        touched.update(range(row["start"], row["end"]), [row["start"]] * (not row["old"]))
    for edit in edition(seed.stem).edits:
        if edit.applied:
            places = set(range(edit.start, edit.end)) or {edit.start}
            assert places <= touched, edit


@pytest.mark.parametrize("seed", SEEDS)
def test_the_edits_make_the_edition_and_quote_the_source(seed: Seed) -> None:
    made = edition(seed.stem)
    applied = [edit for edit in made.edits if edit.applied]
    assert apply_edits(seed.raw, applied) == made.text
    assert all(seed.raw[edit.start : edit.end] == edit.old for edit in made.edits)
    assert all(edit.rule and 0 < edit.confidence <= 1 for edit in made.edits)


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_text_gives_no_edits(seed: Seed) -> None:
    assert not [edit for edit in clean(decode(seed.text.encode())).edits if edit.applied]


def test_every_gloss_and_the_run_of_bytes_are_right() -> None:
    made = edition("004_0a52a98385dbc817")
    assert "重點區域。“四后”措施務必再務實" in made.text
    assert sum(edit.rule == "pinyin" for edit in made.edits) == 419


FRAGMENTS = sorted({line for seed in seeds() for line in seed.raw.split("\n") if line})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_twice_is_once(number: int, count: int) -> None:
    rng = random.Random(number)
    page = "\n\n".join(
        line[rng.randrange(len(line)) :] if rng.random() < 0.3 else line
        for line in rng.choices(FRAGMENTS, k=count)
    )
    once = clean(decode(page.encode())).text
    assert clean(decode(once.encode())).text == once


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_is_the_same_without_the_places_of_lost_stops(seed: Seed) -> None:
    bare = clean(decode(seed.raw.encode()), propose=False)
    made = edition(seed.stem)
    assert (bare.text, bare.blocks) == (made.text, made.blocks)
    assert [edit for edit in made.edits if edit.applied] == [e for e in bare.edits if e.applied]
    assert not any(edit.rule == "stops" and not edit.applied for edit in bare.edits)
