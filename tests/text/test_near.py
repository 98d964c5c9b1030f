"""What is near to words that are nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.near import near
from tui.text.searchable import Searchable

PAGE = Searchable("牡丹晚报记者报道。\n台湾的總統府，总统府\n牡丹晚\n报说 Beijing News\n")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("牡丹日报", "牡丹晚报"),
        ("牡丹晚抱", "牡丹晚报"),
        ("總桶府", "总统府"),
        ("台彎", "台湾"),
        ("Bejing news", "beijing news"),
    ],
)
def test_slips_are_found(wanted: str, found: str) -> None:
    assert near(wanted, [PAGE])[0].words == found


@pytest.mark.parametrize("wanted", ["", "报", "完全不同的句子"])
def test_nothing_is_near(wanted: str) -> None:
    assert near(wanted, [PAGE]) == []


@given(st.text("牡丹晚报日 a", max_size=8), st.text("牡丹晚报日 a\n", max_size=40))
def test_what_is_offered_is_there(wanted: str, text: str) -> None:
    page = Searchable(text)
    found = near(wanted, [page], 3)
    assert len(found) <= 3
    assert all(one.words in page.joined for one in found)
    assert [one.likeness for one in found] == sorted((o.likeness for o in found), reverse=True)
