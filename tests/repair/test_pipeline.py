"""Edits of successive stages become edits of the source that make the same text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.repair.page import Page, Repair
from tui.repair.pipeline import clean
from tui.repair.rebase import Rebaser
from tui.text.edit import Edit, State, apply_edits
from tui.text.source import Source

TEXT = st.text(alphabet="漢字,。 \nab(", max_size=12)


def source_of(text: str) -> Source:
    return replace(SOURCE, text=text, data=text.encode())


SOURCE = Source("-", "", b"", "utf-8")


def once(edits: list[Edit]) -> Repair:
    """A repair that proposes these edits and, when the stages come round again, none."""
    left = [edits]
    return lambda page: left.pop() if left else []


@st.composite
def stage(draw: st.DrawFn, text: str, name: str) -> list[Edit]:
    """Random edits over `text`: disjoint where applied, anywhere where proposed."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits, seen = [], set()
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(TEXT)
        state = draw(st.sampled_from([State.APPLIED, State.APPLIED, State.PROPOSED]))
        if (start, end) not in seen:
            seen.add((start, end))
            rule = f"{name}.{len(edits)}"  # tells which edits a joined one holds
            edits.append(Edit(start, end, text[start:end], new, rule, 0.5, rule, state))
    return edits


@st.composite
def stages(draw: st.DrawFn) -> tuple[str, list[list[Edit]], list[str]]:
    """A source, the edits of each stage, and the text before and after every stage."""
    texts = [draw(st.text(alphabet="漢字,。 \nab(", max_size=30))]
    rounds = []
    for number in range(draw(st.integers(0, 5))):
        edits = draw(stage(texts[-1], f"r{number}"))
        rounds.append(edits)
        texts.append(apply_edits(texts[-1], [edit for edit in edits if edit.applied]))
    return texts[0], rounds, texts


@given(stages())
def test_the_edition_is_what_the_stages_made_one_after_the_other(
    case: tuple[str, list[list[Edit]], list[str]],
) -> None:
    text, rounds, texts = case
    edition = clean(source_of(text), [once(edits) for edits in rounds])
    assert edition.text == texts[-1]
    applied = [edit for edit in edition.edits if edit.applied]
    assert all(edit.old == text[edit.start : edit.end] for edit in edition.edits)
    assert all(edit.old != edit.new for edit in edition.edits)
    keys = [(edit.start, edit.end) for edit in applied]
    assert keys == sorted(set(keys))
    assert all(a.end <= b.start for a, b in pairwise(applied))


@given(stages())
def test_accepting_a_proposal_makes_what_it_proposed(
    case: tuple[str, list[list[Edit]], list[str]],
) -> None:
    text, rounds, texts = case
    for proposed in (e for e in rounds[-1] if not e.applied) if rounds else ():
        rebaser = Rebaser(text)
        for edits in rounds[:-1]:
            rebaser.add([edit for edit in edits if edit.applied])
        made = rebaser.edits()
        rebaser.add([proposed])
        for accepted in (edit for edit in rebaser.edits() if not edit.applied):
            # It says itself what the applied edits it takes in had made of their place.
            others = [edit for edit in made if not taken_in(edit, accepted)]
            both = sorted([*others, accepted], key=lambda edit: (edit.start, edit.end))
            assert apply_edits(text, both) == apply_edits(texts[-2], [proposed])


def taken_in(edit: Edit, proposal: Edit) -> bool:
    if edit.start < proposal.end and proposal.start < edit.end:
        return True
    within = proposal.start <= edit.start <= edit.end <= proposal.end
    return within and set(edit.rule.split("+")) <= set(proposal.rule.split("+"))


def test_an_edit_of_text_an_earlier_stage_wrote_is_joined_with_it() -> None:
    first = once([Edit(1, 2, "b", "xyz", "one", 0.9, "why")])
    second = once([Edit(3, 5, "zc", "!", "two", 0.8, "because")])
    edition = clean(source_of("abcd"), [first, second])
    assert edition.text == "axy!d"
    assert edition.edits == (Edit(1, 3, "bc", "xy!", "one+two", 0.8, "why; because"),)


def test_edits_that_only_meet_stay_apart() -> None:
    gloss = once([Edit(1, 5, "(qū)", "", "pinyin")])
    width = once([Edit(1, 2, ",", "，", "punctuation")])
    edition = clean(source_of("區(qū),長"), [gloss, width])
    assert edition.text == "區，長"
    assert [(edit.old, edit.new) for edit in edition.edits] == [("(qū)", ""), (",", "，")]


def test_an_edit_must_quote_the_text() -> None:
    with pytest.raises(ValueError, match="does not quote"):
        clean(source_of("abc"), [lambda page: [Edit(0, 1, "x", "y", "bad")]])


def test_applied_edits_of_a_stage_may_not_overlap() -> None:
    edits = [Edit(0, 2, "ab", "x", "bad"), Edit(1, 3, "bc", "y", "bad")]
    with pytest.raises(ValueError, match="overlaps"):
        clean(source_of("abc"), [lambda page: edits])


def test_the_stages_go_on_until_nothing_is_left_to_do() -> None:
    def shorten(page: Page) -> list[Edit]:
        return [Edit(0, 2, "aa", "a", "shorten")] if page.text.startswith("aa") else []

    edition = clean(source_of("aaab"), [shorten])
    assert edition.text == "ab"
    assert [(edit.old, edit.new) for edit in edition.edits] == [("aaa", "a")]


def test_what_is_proposed_in_every_round_is_proposed_once() -> None:
    def shorten(page: Page) -> list[Edit]:
        proposal = Edit(len(page.text) - 1, len(page.text), "b", "c", "end", state=State.PROPOSED)
        return [*([Edit(0, 1, "a", "", "shorten")] if "aa" in page.text else []), proposal]

    edition = clean(source_of("aaab"), [shorten])
    assert [(e.start, e.new) for e in edition.edits if not e.applied] == [(3, "c")]
