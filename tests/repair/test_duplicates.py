from __future__ import annotations

import pytest

from tests.repair.gold import Seed, seeds
from tests.repair.templates import BODIES, VERSE_AND_LISTS
from tui.repair.duplicates import duplicates
from tui.repair.page import Page
from tui.text.edit import State, apply_edits

TITLE, FIRST, SECOND, *_ = BODIES[0]


def cleaned(text: str) -> str:
    return apply_edits(text, [edit for edit in duplicates(Page(text)) if edit.applied])


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_takes_out_what_stands_twice_in_the_seeds(seed: Seed) -> None:
    found = {(edit.start, edit.old.rstrip()) for edit in duplicates(Page(seed.raw)) if edit.applied}
    assert found == {(edit["start"], edit["old"]) for edit in seed.edits("duplicate")}


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_leaves_the_seeds_set_right_alone(seed: Seed) -> None:
    assert not list(duplicates(Page(seed.text)))


@pytest.mark.parametrize(
    ("twice", "once"),
    [
        (f"{TITLE}\n\n{TITLE}\n\n{FIRST}", f"{TITLE}\n\n{FIRST}"),
        (f"{TITLE}\n2021-04-12\n{TITLE}\n{FIRST}", f"{TITLE}\n2021-04-12\n{FIRST}"),
        (f"{TITLE}\n{FIRST}\n{FIRST}\n{SECOND}", f"{TITLE}\n{FIRST}\n{SECOND}"),
        (f"{TITLE}\n\n　　{FIRST}\n\n　　{FIRST}", f"{TITLE}\n\n　　{FIRST}"),
        ("来源：来源：新华网", "来源：新华网"),
        ("時間：2020-02-03 來源：來源：臨汾新聞網", "時間：2020-02-03 來源：臨汾新聞網"),
    ],
)
def test_takes_out_the_second_of_two_neighbours(twice: str, once: str) -> None:
    assert cleaned(twice) == once
    assert cleaned(once) == once


@pytest.mark.parametrize("text", VERSE_AND_LISTS)
def test_leaves_verse_and_lists_alone(text: str) -> None:
    assert cleaned(text) == text
    first = text.splitlines()[0][:30]
    refrain = f"{text}\n{first}\n{first}"
    assert cleaned(refrain) == refrain


def test_a_repetition_further_away_is_proposed() -> None:
    text = "\n".join((TITLE, FIRST, SECOND, FIRST))
    edits = list(duplicates(Page(text)))
    assert [(edit.start, edit.state) for edit in edits] == [(text.rindex("\n"), State.PROPOSED)]


def test_dialogue_may_repeat_itself() -> None:
    text = f"{FIRST}\n“好。”\n“好。”\n{SECOND}\n“好。”"
    assert not list(duplicates(Page(text)))
