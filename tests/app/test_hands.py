"""Growing a selection and the exact way back, on a page without a screen."""

from __future__ import annotations

from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from tests.app.reader_pages import page
from tui.app.hands import Hands
from tui.app.reader import Reader
from tui.app.reader.model import Model, Options
from tui.app.session import Session
from tui.errors import JiaozhuError
from tui.text.jump import Hit

TEXT = """记者姜培军、王东（党员）说：“推进《关于〈通知〉的意见》，加快发展。”他们走了1,000米！
Hello, world. It came (at last)!

第二段：东营市、北京市。"""


class Spans:
    """Of a session what growing asks for."""

    def __init__(self, spans: list[tuple[int, int]], text: str) -> None:
        self.edition = page(text)
        self._spans = spans
        self.offers = type("Offers", (), {"held": None})()

    def spans_at(self, offset: int) -> list[Hit]:
        return [Hit(a, b) for a, b in self._spans if a <= offset < b]


def hands(text: str, spans: list[tuple[int, int]]) -> tuple[Hands, Model]:
    session = Spans(spans, text)
    model = Model(session.edition, None, Options())
    model.resize(4, (0,), 20)
    return Hands(cast(Reader, model), cast(Session, session)), model


ranges = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12))


@given(
    st.integers(0, len(TEXT) - 1),
    st.sampled_from(["nothing", "from here", "to the left"]),
    st.integers(1, 12),
    st.lists(ranges.map(lambda r: (r[0], min(len(TEXT), r[0] + r[1]))), max_size=3),
)
def test_shrinking_leads_back_where_growing_began(
    place: int, begun: str, times: int, spans: list[tuple[int, int]]
) -> None:
    held, model = hands(TEXT, spans)
    model.jump(place)
    if begun != "nothing":
        model.begin_selection()
        model.move("right")
        if begun == "to the left":
            model.swap_ends()
    before = model.selection, model.cursor
    top = model.top
    sizes, grown = [], 0
    for _ in range(times):
        try:
            held.grow()
        except JiaozhuError:
            break
        grown += 1
        assert model.top == top  # the text stays where it is
        assert model.selection is not None
        sizes.append(model.selection[1] - model.selection[0])
    assert grown
    assert sizes == sorted(set(sizes))
    for _ in range(grown):
        held.shrink()
    assert (model.selection, model.cursor, model.top) == (*before, top)
