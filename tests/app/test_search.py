"""Finding words in a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.app.search import Hits

TEXT = "台湾人在臺灣，台灣的互联网与網際網路。ＡＢＣ"


def test_any_script_and_width_finds_any_other() -> None:
    assert Hits(TEXT, "臺湾").starts == [0, 4, 7]
    assert Hits(TEXT, "abc").starts == [TEXT.index("Ａ")]
    assert len(Hits(TEXT, "没有")) == 0
    assert len(Hits("", "字")) == 0


def test_steps_go_round() -> None:
    hits = Hits(TEXT, "台湾")
    assert [hits.step(0, 1), hits.step(7, 1), hits.step(0, 2)] == [1, 0, 2]
    assert [hits.step(4, -1), hits.step(0, -1), hits.step(5, -1)] == [0, 2, 1]


@given(st.text("aab", max_size=60), st.text("ab", min_size=1, max_size=3), st.data())
def test_between_gives_what_touches(text: str, query: str, data: st.DataObject) -> None:
    hits = Hits(text, query)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    every = [(at, at + len(query)) for at in hits.starts]
    assert all(text[a:b] == query for a, b in every)
    assert list(hits.between(start, end)) == [(a, b) for a, b in every if a < end and start < b]
