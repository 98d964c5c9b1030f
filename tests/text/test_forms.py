"""Characters with several forms, and what becomes of a choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_script import SEEDS, pieces
from tui.text.forms import Choice, choices
from tui.text.script import CONFIGS, convert

_LETTERS = st.text("他头发干后里面系，。数据库鼠标皇天下软件网abc\n", max_size=40)


def undecided(text: str, config: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.place, one.forms) for one in choices(text, config) if not one.decided]


def test_a_phrase_decides_or_nobody_does() -> None:
    assert undecided("头发，他发，皇后", "s2t") == [(4, ("發", "髮"))]
    assert undecided("乾", "t2s") == [(0, ("干", "乾"))]
    assert undecided("乾", "tw2s") == [(0, ("干", "乾"))]
    assert undecided("网际网路，資料庫，乾", "tw2sp") == [(9, ("干", "乾"))]
    assert undecided("乾", "t2tw") == []
    assert undecided("", "s2t") == []


def test_what_a_phrase_decides_can_be_looked_at_too() -> None:
    assert [(one.place, one.decided) for one in choices("头发，他发", "s2t")] == [
        (1, True),
        (4, False),
    ]


def test_forms_are_shown_as_the_standard_writes_them() -> None:
    (one,) = choices("里", "s2twp")
    assert one.forms == ("裏", "里")
    assert one.shown == ("裡", "里")


@pytest.mark.parametrize(("char", "likely"), [*[(c, True) for c in "发干后里面只复系"],
                                              *[(c, False) for c in "广党家了个"]])  # fmt: skip
def test_rare_forms_are_no_likely_ones(char: str, likely: bool) -> None:
    (one,) = choices(char, "s2t")
    assert one.likely is likely


def test_a_choice_holds_in_every_standard() -> None:
    text = "他的发和面里，软件里"
    forms = {2: "髮", 4: "麪", 5: "里"}
    written = {config: convert(text, config, forms=forms).text for config in CONFIGS[::2]}
    assert written["s2t"] == "他的髮和麪里，軟件裏"
    assert written["s2tw"] == "他的髮和麵里，軟件裡"
    assert written["s2twp"] == "他的髮和麵里，軟體裡"
    assert written["s2hk"] == "他的髮和麪里，軟件裏"


def test_a_form_that_the_character_has_not_is_left_out() -> None:
    text = "头发，他发，数据库"
    plain = convert(text, "s2twp")
    for forms in ({4: "廣"}, {0: "髮"}, {7: "髮"}, {2: "髮"}):
        assert convert(text, "s2twp", forms=forms).text == plain.text
    assert convert(text, "s2twp", forms={1: "發"}).text == "頭發，他發，資料庫"


def _choose(data: st.DataObject, text: str, config: str) -> dict[int, str]:
    chosen = {}
    for one in choices(text, config):
        if data.draw(st.booleans()):
            chosen[one.place] = data.draw(st.sampled_from(one.forms))
    return chosen


@given(st.data())
def test_what_is_undecided_is_converted_to_the_first_form(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(["s2t", "t2s"]))
    text = data.draw(pieces(config))
    view = convert(text, config)
    for at, forms in undecided(text, config):
        assert view.text[at] == forms[0]


@given(st.data())
def test_choosing_changes_the_chosen_characters_and_nothing_else(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(["s2t", "t2s"]))
    text = data.draw(_LETTERS)
    plain, forms = convert(text, config), _choose(data, text, config)
    view = convert(text, config, forms=forms)
    assert view.alignment == plain.alignment
    for at in range(len(text)):
        start, end = view.alignment.map_range(at, at + 1)
        if at in forms and end - start == 1:
            assert view.text[start] == forms[at]
        elif at not in forms:
            assert view.text[start:end] == plain.text[start:end]


@given(st.data())
def test_converting_again_what_was_touched_is_converting_all(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(CONFIGS))
    before = data.draw(_LETTERS)
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    new = data.draw(st.one_of(st.just(before[start:end]), _LETTERS))
    after = before[:start] + new + before[end:]
    old_forms, forms = _choose(data, before, config), _choose(data, after, config)
    view = convert(before, config, forms=old_forms)
    assert convert(after, config, (before, view), forms) == convert(after, config, forms=forms)


@given(st.data())
def test_a_part_is_looked_at_as_the_whole(data: st.DataObject) -> None:
    config = data.draw(st.sampled_from(CONFIGS))
    text = data.draw(_LETTERS)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    every = list(choices(text, config))
    part = {one.place: one for one in choices(text, config, start, end)}
    assert all(part.get(one.place) == one for one in every if start <= one.place < end)


def test_the_seeds_have_some_and_few_of_them_are_worth_a_look() -> None:
    found: list[Choice] = [one for seed in SEEDS for one in choices(seed, "s2t")]
    open_ones = [one for one in found if not one.decided]
    assert 0 < sum(one.likely for one in open_ones) < len(open_ones) < len(found)
