"""The bench itself: it must see what was undone and what was broken."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cleaning import lines
from benchmarks.damage import MECHANISMS, damaged
from benchmarks.diff import matches
from benchmarks.samples import clean, from_seeds, gold_texts
from benchmarks.scoring import Score
from tui.text.script import convert

TEXT = gold_texts()["004"]


def scored(sample, text: str) -> Score:
    score = Score()
    score.add(sample, lines(text))
    return score


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_does_damage_that_only_the_clean_text_undoes(name: str):
    sample = damaged("page", TEXT, [MECHANISMS[name]], 1)
    assert sample.dirty != sample.clean == TEXT
    left = scored(sample, sample.dirty)
    assert left.suffered[name] > 0
    assert left.undone[name] == 0
    assert left.damaged == 0
    mended = scored(sample, sample.clean)
    assert mended.undone == mended.suffered
    assert mended.boundary_f1 == 100
    assert mended.damaged == 0


def test_damage_is_the_same_for_the_same_seed():
    first, again, other = (damaged("a", TEXT, MECHANISMS.values(), n) for n in (1, 1, 2))
    assert first == again != other


def test_a_seed_is_undone_by_its_gold_and_not_by_itself():
    for sample in from_seeds():
        best = scored(sample, sample.clean)
        assert best.undone == best.suffered
        assert best.damaged == 0
        assert best.boundary_f1 == 100
        assert best.furniture == best.removed == best.rightly
        worst = scored(sample, sample.dirty)
        assert sum(worst.undone.values()) < 0.5 * sum(worst.suffered.values())


def test_broken_characters_are_counted():
    sample = next(iter(clean({"x": "今天天气很好。\n明天也好。"})))
    score = scored(sample, "今天大气很好。\n明天也好。了")
    assert score.damaged == 2
    assert score.right == 12
    assert scored(sample, sample.clean).damaged == 0
    assert scored(sample, sample.clean.replace("\n", "")).boundary_f1 == 0


def test_furniture_left_out_by_mistake_is_damage():
    sample = damaged("page", TEXT, [], 3, furniture=True)
    assert scored(sample, sample.dirty).furniture_recall == 0
    assert scored(sample, sample.clean).furniture_recall == 100
    score = Score()
    score.add(sample, [(line, n == 4) for n, line in enumerate(sample.clean.split("\n"))])
    assert score.furniture_precision < 100
    assert score.damaged > 0


@given(st.text("ab，", max_size=30), st.text("ab，", max_size=30))
def test_a_difference_is_a_common_subsequence(a: str, b: str):
    runs = matches(a, b)
    assert all(a[i : i + n] == b[j : j + n] for i, j, n in runs)
    assert all(i + n <= k and j + n <= m for (i, j, n), (k, m, _) in pairwise(runs))
    assert sum(n for _, _, n in matches(a, a)) == len(a)


def test_mojibake_is_made_of_traditional_text():
    text = convert(TEXT, "s2t").text
    rng = random.Random(1)
    assert len(MECHANISMS["mojibake"](text, rng)) > 0
