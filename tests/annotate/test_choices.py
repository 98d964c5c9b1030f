"""Proposals that exclude each other."""

from __future__ import annotations

from tui.annotate.choices import superseded
from tui.annotate.decision import key_of_edit
from tui.text.edit import Edit, State


def stop(at: int, rank: int, size: int, rule: str = "stops") -> Edit:
    reason = f"one stop was lost; choice {rank} of {size}"
    return Edit(at, at, "", "，", rule, 0.5, reason, State.PROPOSED)


def made(edit: Edit) -> Edit:
    return edit._replace(state=State.APPLIED)


def places(edits: list[Edit]) -> list[int]:
    keys = superseded(edits)
    return [edit.start for edit in edits if key_of_edit(edit) in keys]


def test_nothing_falls_while_nothing_is_decided() -> None:
    assert places([stop(1, 2, 2), stop(5, 1, 2), stop(9, 1, 1)]) == []


def test_the_others_of_a_stretch_fall_and_no_other_stretch() -> None:
    first, second = [stop(1, 2, 3), stop(4, 1, 3), stop(6, 3, 3)], [stop(9, 1, 3), stop(12, 2, 3)]
    third = [stop(14, 3, 3), stop(20, 1, 2), stop(22, 2, 2)]
    edits = [made(first[0]), *first[1:], *second, *third]
    assert places(edits) == [4, 6]
    edits = [*first, *second, made(third[0]), *third[1:]]
    assert places(edits) == [9, 12]


def test_a_rejected_choice_leaves_the_others() -> None:
    rejected = stop(1, 1, 2)._replace(state=State.REJECTED)
    assert places([rejected, stop(4, 2, 2)]) == []


def test_other_edits_in_between_do_not_matter() -> None:
    other = Edit(2, 3, ",", "，", "punctuation", 0.9, "half width")
    edits = [made(stop(1, 1, 2)), other, stop(3, 1, 2, "others"), stop(4, 2, 2)]
    assert places(edits) == [4]
