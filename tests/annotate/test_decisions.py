"""Decisions on edits: what they make of fresh edits, and how they find their place again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.annotate.collation import Collation
from tui.annotate.decision import (
    Decision,
    check_decision,
    from_record,
    key_of_edit,
    later_than,
    new_decision,
)
from tui.annotate.decisions import Ground, decide, overlap
from tui.annotate.ids import key_of
from tui.annotate.own import own_edit
from tui.text.edit import Edit, State, apply_edits
from tui.text.edition import Edition
from tui.text.source import Source

ALPHABET = "漢字,。 \nab("
PAGE = (
    "市委组织部，本报讯(牡丹晚报全媒体记者 张三)近日,市委组织部印发意见,引导广大党员干部。\n"
    "第二段说的是另一件事,与上面没有关系,只是为了有一些文字可以找到自己的位置。\n"
)


def source_of(text: str) -> Source:
    return Source("page.txt", text, text.encode("utf-8", "surrogatepass"), "utf-8")


def said(
    edit: Edit, state: State, text: str, at: str = "2026-01-01T00:00:00.000Z", by: str = "lin"
) -> Decision:
    return replace(new_decision(edit, state, text, Ground(text).digest, by), at=at)


def applied(edits: Sequence[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.applied]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A source and edits as the repairs give them: applied ones disjoint, proposals anywhere."""
    text = draw(st.text(ALPHABET, max_size=24))
    places = st.integers(0, len(text))
    ranges = draw(st.lists(st.tuples(places, places), max_size=10))
    edits: list[Edit] = []
    for number, (one, other) in enumerate(ranges):
        start, end = min(one, other), max(one, other)
        new = draw(st.text(ALPHABET, max_size=4))
        if new == text[start:end]:
            continue
        clash = any(overlap(start, end, e.start, e.end) for e in applied(edits))
        state = State.PROPOSED if clash else draw(st.sampled_from([State.APPLIED, State.PROPOSED]))
        edits.append(Edit(start, end, text[start:end], new, f"r{number % 3}", 0.7, "", state))
    return text, edits


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Edit], list[Decision]]:
    """A page with decisions on edits of it, of earlier versions of the program, and own ones."""
    text, edits = draw(pages())
    _, others = draw(pages())
    inside = [e for e in others if e.end <= len(text)]
    old = [e._replace(old=text[e.start : e.end]) for e in inside]
    chosen = draw(st.lists(st.sampled_from(edits + old), max_size=8)) if edits + old else []
    decisions = []
    for number, edit in enumerate(chosen):
        state = draw(st.sampled_from([State.APPLIED, State.REJECTED, State.ADDED]))
        at = f"2026-01-01T00:00:{draw(st.integers(0, 3)):02}.{number:03}Z"
        decisions.append(said(edit, state, text, at))
    return text, edits, decisions


@given(cases())
def test_edits_stay_sorted_and_those_made_do_not_overlap(
    case: tuple[str, list[Edit], list[Decision]],
) -> None:
    text, edits, decisions = case
    found = decide(text, edits, decisions)
    keys = [(e.start, e.end) for e in found.edits]
    assert keys == sorted(keys)
    made = applied(found.edits)
    assert not any(overlap(a.start, a.end, b.start, b.end) for a, b in pairwise(made))
    assert Edition.make(source_of(text), found.edits).text == apply_edits(text, made)
    assert all(e.old == text[e.start : e.end] for e in found.edits)
    assert {key_of_edit(e) for e in edits} <= {key_of_edit(e) for e in found.edits}
    assert found.unplaced == ()
    assert set(found.decisions) <= {key_of_edit(e) for e in found.edits}


@given(cases())
def test_the_order_in_which_decisions_are_read_does_not_matter(
    case: tuple[str, list[Edit], list[Decision]],
) -> None:
    text, edits, decisions = case
    assert decide(text, edits, decisions) == decide(text, edits, decisions[::-1])


@given(cases())
def test_nothing_that_was_rejected_is_made_and_the_last_word_is(
    case: tuple[str, list[Edit], list[Decision]],
) -> None:
    text, edits, decisions = case
    found = decide(text, edits, decisions)
    states = {key_of_edit(e): e.state for e in found.edits}
    for key, decision in found.decisions.items():
        assert decision.made or states[key] is State.REJECTED
    if found.decisions:
        key, last = list(found.decisions.items())[-1]
        assert states[key] is last.state


@given(pages())
def test_rejecting_everything_gives_the_source_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    found = decide(text, edits, [said(e, State.REJECTED, text) for e in edits])
    assert Edition.make(source_of(text), found.edits).text == text


@given(pages())
def test_without_decisions_nothing_changes(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    once = decide(text, edits, [])
    assert applied(once.edits) == sorted(applied(edits), key=lambda e: (e.start, e.end))
    assert decide(text, once.edits, []) == once


@given(pages(), st.data())
@example(("ab", [Edit(1, 1, "", "，", "r")]), None)
def test_an_own_edit_writes_just_what_was_written(
    case: tuple[str, list[Edit]], data: st.DataObject | None
) -> None:
    text, edits = case
    base = Edition.make(source_of(text), decide(text, edits, []).edits)
    before = base.text
    if data is None:
        start, end, new = 1, 2, "。"
    else:
        start = data.draw(st.integers(0, len(before)))
        end = data.draw(st.integers(start, len(before)))
        new = data.draw(st.text(ALPHABET, max_size=4))
    edit, taken_in = own_edit(Collation(base), start, end, new)
    assert edit.old == text[edit.start : edit.end]
    if edit.old == edit.new:
        decisions = [said(e, State.REJECTED, text) for e in taken_in]
    else:
        beside = [e for e in taken_in if not overlap(e.start, e.end, edit.start, edit.end)]
        decisions = [said(e, State.REJECTED, text) for e in beside]
        decisions.append(said(edit, State.ADDED, text))
    after = Edition.make(source_of(text), decide(text, base.edits, decisions).edits)
    assert after.text == before[:start] + new + before[end:]
    made = {key_of_edit(e) for e in applied(after.edits)}
    stayed = {key_of_edit(e) for e in applied(base.edits)} - {key_of_edit(e) for e in taken_in}
    assert stayed <= made


@given(cases())
def test_a_record_says_all_of_a_decision(case: tuple[str, list[Edit], list[Decision]]) -> None:
    for decision in case[2]:
        record = decision.record() | {"later": 1}
        check_decision(record)
        again = from_record(key_of(decision.id), record)
        assert again == replace(decision, extra={"later": 1})
        assert again.record() == record


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("start", -1, "start"),
        ("end", 99, "old text"),
        ("old", None, "old"),
        ("state", "proposed", "state"),
        ("confidence", "high", "confidence"),
        ("at", "yesterday", "at"),
        ("at", "2026-01-01T00:00:00", "at"),
        ("evidence", 3, "evidence"),
    ],
)
def test_a_broken_record_is_named(field: str, value: object, reason: str) -> None:
    record = said(Edit(1, 2, "b", "x", "r"), State.APPLIED, "abc").record()
    check_decision(record)
    with pytest.raises(ValueError, match=reason):
        check_decision({**record, field: value})


def test_the_last_word_is_later_whatever_the_clock_says() -> None:
    assert later_than("") > "2026"
    assert later_than("9998-12-31T23:59:59.999Z") == "9999-01-01T00:00:00.000Z"


# --- when the program or the page has changed ----------------------------------------------------


def one(text: str, old: str, new: str, state: State = State.APPLIED) -> Edit:
    start = text.index(old)
    return Edit(start, start + len(old), old, new, "punctuation", 0.8, "why", state)


def test_what_was_accepted_stays_when_the_repairs_no_longer_find_it() -> None:
    edit = one(PAGE, ",市委", "，市委", State.PROPOSED)
    found = decide(PAGE, [], [said(edit, State.APPLIED, PAGE)])
    assert found.edits == (edit._replace(state=State.APPLIED),)


def test_what_was_rejected_is_only_proposed_when_the_repairs_do_it_another_way() -> None:
    rejected = said(one(PAGE, "近日,", "近日，"), State.REJECTED, PAGE)
    wider = one(PAGE, "近日,市委", "近日，市委")
    found = decide(PAGE, [wider], [rejected])
    assert [e.state for e in found.edits] == [State.REJECTED, State.PROPOSED]
    # Nobody refused a change where only a proposal was turned down.
    proposal = replace(rejected, was="proposed")
    assert [e.state for e in decide(PAGE, [wider], [proposal]).edits] == ["rejected", "applied"]


def test_a_later_decision_wins_over_one_it_overlaps() -> None:
    first = said(one(PAGE, "近日,", "近日，"), State.APPLIED, PAGE, "2026-01-01T00:00:00.000Z")
    second = said(one(PAGE, ",市委", "：市委"), State.ADDED, PAGE, "2026-01-02T00:00:00.000Z")
    states = [e.state for e in decide(PAGE, [], [second, first]).edits]
    assert states == [State.REJECTED, State.ADDED]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "新的标题\n" + text,
        lambda text: text + "\n还有一段。",
        lambda text: text.replace("第二段说的", "第三段讲的"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("(牡丹晚报", "（牡丹晚报"),
        lambda text: text.replace("张三", "李四"),
    ],
)
@pytest.mark.parametrize(("old", "new"), [(",", "，"), ("", "就"), ("印发", "印發")])
def test_decisions_are_found_again_in_a_page_that_changed_a_little(
    change: object, old: str, new: str
) -> None:
    start = PAGE.index("印发" if old != "," else ",引导")
    edit = Edit(start, start + len(old), old, new, "r")
    assert PAGE[edit.start : edit.end] == old
    later = change(PAGE)  # type: ignore[operator]
    found = decide(later, [], [said(edit, State.ADDED, PAGE)])
    assert found.unplaced == ()
    expected = change(PAGE[:start] + "\0" + PAGE[start:]).index("\0")  # type: ignore[operator]
    assert (found.edits[0].start, found.edits[0].old) == (expected, old)


def test_a_decision_without_a_place_is_listed_and_not_guessed() -> None:
    edit = one(PAGE, ",引导", "，引导")
    decision = said(edit, State.APPLIED, PAGE)
    found = decide("完全不同的一页，说的是别的。", [], [decision])
    assert (found.edits, found.unplaced) == ((), (decision,))


def test_of_equal_places_only_a_clearly_nearer_one_is_taken() -> None:
    line = "每天都是这一句话,没有什么不同的地方,说了又说也还是这一句没有什么不同的地方的话。\n"
    text = line * 6
    edit = Edit(8, 9, ",", "，", "r")
    decision = said(edit, State.APPLIED, text)
    moved = decide("一" + text, [], [decision])
    assert [(e.start, e.old) for e in moved.edits] == [(9, ",")]
    doubtful = decide("一" * 20 + text, [], [decision])
    assert len(doubtful.unplaced) == 1


def test_a_place_that_two_quote_is_of_the_one_whose_surroundings_it_has() -> None:
    phrase = "疫情防控工作领(lǐng)导小组会议"
    text = f"县里主持召开全区{phrase}，认真研究。\n后来市里也开过一次{phrase}，气氛热烈。\n"
    first = one(text, "(lǐng)", "")
    second = first._replace(start=text.rindex("(lǐng)"), end=text.rindex("(lǐng)") + 6)
    decisions = [said(first, State.APPLIED, text), said(second, State.APPLIED, text)]
    later = text.replace("疫情防控", "疫情某防控", 1)
    found = decide(later, [], decisions)
    places = [edit.start for edit in found.edits]
    assert later.rindex("(lǐng)") in places
    assert len(places) + len(found.unplaced) == 2
    assert set(places) <= {later.index("(lǐng)"), later.rindex("(lǐng)")}
    gone = later.replace(f"后来市里也开过一次{phrase}，气氛热烈。\n", "")
    alone = decide(gone, [], decisions)
    assert [edit.start for edit in alone.edits] == [gone.index("(lǐng)")]
    assert [lost.start for lost in alone.unplaced] == [second.start]
