"""Edits in words."""

from __future__ import annotations

import pytest

from tui.annotate.collation import Entry
from tui.app.entries import change, said, state
from tui.text.edit import Edit, State

LONG = "山东东营市各级党组织和广大党员干部"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("囷", "和", "囷 ▸ 和"),
        ("", "。", "+ 。"),
        ("(zé)", "", "- (zé)"),
        ("\u3000 \xa0\n", "", "- ␣␣␣⏎"),
        (LONG + "," + LONG, LONG + "，" + LONG, ", ▸ ，"),
        (LONG, LONG + "们", "+ 们"),
        (LONG, "", "- 山东东营市各级党组织和.."),
        ("\x1b[2J", "\u202e", "␛[2J ▸ ◃"),
    ],
)
def test_what_is_put_for_what(old: str, new: str, expected: str) -> None:
    assert change(Entry(0, 0, Edit(0, len(old), old, new, "rule"))) == expected


def test_what_is_said_of_one() -> None:
    edit = Edit(0, 1, "囷", "和", "lookalike", 0.97, "46 such on the page", State.PROPOSED)
    entry = Entry(0, 1, edit)
    assert state(entry)[0] == "proposed"
    words = "".join(text for text, _ in said(entry))
    assert words == "囷 ▸ 和  proposed  lookalike  0.97  46 such on the page"
