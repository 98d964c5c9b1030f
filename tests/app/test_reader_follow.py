"""Another edition of the same source in the reader: what one looks at stays where it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.app.reader_pages import other, seed
from tui.app.reader.model import Model, Options
from tui.text.edit import Edit
from tui.text.edition import Edition

PAGE = seed(2)
SOURCE = PAGE.source.text


@st.composite
def edits(draw: st.DrawFn) -> list[Edit]:
    """A few edits that do not touch each other, and break no line."""
    places = draw(st.lists(st.integers(0, len(SOURCE) // 8 - 1), unique=True, max_size=12))
    found = []
    for place in sorted(places):
        start = place * 8
        end = start + draw(st.integers(0, 3))
        old = SOURCE[start:end]
        new = draw(st.sampled_from(["", "，", "和", "一二三四五"]))
        if "\n" not in SOURCE[start - 1 : end + 1] and (old or new):
            found.append(Edit(start, end, old, new, "test"))
    return found


@given(edits(), edits(), st.integers(0, len(SOURCE)), st.booleans())
def test_the_cursor_stays_on_its_place_and_row(
    before: list[Edit], after: list[Edit], place: int, view: bool
) -> None:
    one, two = (Edition.make(PAGE.source, made) for made in (before, after))
    model = Model(one, other(one) if view else None, Options())
    model.resize(30, (0, 1), 56)
    model.jump(one.alignment.map_range(place, place)[0])
    model.begin_selection()
    source = one.alignment.inverse.map_range(model.cursor, min(model.cursor + 1, len(one.text)))
    row = model.screen_row
    model.follow(two, other(two) if view else None)
    assert model.edition is two
    assert model.sides[0].text == two.text
    assert model.cursor == model.settled(two.alignment.map_range(*source)[0])
    assert model.screen_row is not None
    if two.text != one.text:
        assert model.selection is None
        # At either end of the page there may be nothing to scroll to.
        at_an_end = model.top == (0, 0) or model.sheet.advance(model.top, 30)[1] < 30
        assert model.screen_row == row or at_an_end


def test_what_was_unfolded_stays_so() -> None:
    from tests.app.reader_pages import typed_page

    page = typed_page()
    model = Model(page, None, Options())
    model.resize(30, (0,), 56)
    model.fold_all(False)
    pieces = len(model.pieces)
    edit = Edit(page.text.index("首页"), page.text.index("首页") + 2, "首页", "", "test")
    changed = Edition.make(page.source, [edit])
    shift = len(page.text) - len(changed.text)
    blocks = [
        type(b)(max(0, b.start - shift), b.end - shift, b.type, b.article) for b in page.blocks
    ]
    model.follow(Edition.make(page.source, [edit], blocks), None)
    assert len(model.pieces) == pieces
    assert not any(piece.folded for piece in model.pieces)
