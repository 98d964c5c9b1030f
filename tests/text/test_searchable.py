"""A text as it is searched in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.fold import fold
from tui.text.searchable import Searchable

TEXTS = st.text("战斗臺，A \n　\t", max_size=60)


def test_breaks_inside_chinese_are_not_there() -> None:
    page = Searchable("守住战\n斗 防　线\n\n本報 A B 訊，\n又")
    assert page.joined == "守住战斗防线\n\n本报 a b 讯,又"
    assert page.place(2, 4) == (2, 5)
    assert page.place(3, 4) == (4, 5)
    assert Searchable("Latin words\nstay").joined == "latin words\nstay"


@given(TEXTS)
def test_every_place_leads_back(text: str) -> None:
    page = Searchable(text)
    assert len(page.folded) == len(text)
    for start in range(len(page.joined)):
        left, right = page.place(start, start + 1)
        assert right == left + 1
        assert fold(text[left]) == page.joined[start]
        assert page.joined_at(left) == start


@given(TEXTS, st.data())
def test_stretches_lead_back_without_breaks_at_their_edges(text: str, data: st.DataObject) -> None:
    page = Searchable(text)
    if not page.joined:
        return
    start = data.draw(st.integers(0, len(page.joined) - 1))
    end = data.draw(st.integers(start + 1, len(page.joined)))
    left, right = page.place(start, end)
    assert Searchable(text[left:right]).joined in (page.joined[start:end], fold(text[left:right]))
    assert (page.joined_at(left), page.joined_at(right)) == (start, end) or text[right : right + 1]


@given(TEXTS)
def test_what_helps_pinyin_is_as_long(text: str) -> None:
    page = Searchable(text)
    assert len(page.initials) == len(page.joined)
    assert page.characters == set(page.joined)
