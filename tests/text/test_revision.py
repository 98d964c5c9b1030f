from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.revision import revise
from tui.text.source import Source

STATES = (State.APPLIED, State.PROPOSED, State.REJECTED)


@st.composite
def pages(draw):
    """A source and edits of it that can all be made at once."""
    text = draw(st.text("一二三\n", max_size=24))
    edits, at = [], 0
    for _ in range(draw(st.integers(0, 10))):
        start = at + draw(st.integers(0, 3))
        end = start + draw(st.integers(0, 3))
        if end > len(text):
            break
        if edits and (edits[-1].start, edits[-1].end) == (start, end):
            continue
        new = draw(st.text("四五", max_size=3))
        edits.append(Edit(start, end, text[start:end], new, "rule"))
        at = end
    return Source("-", text, text.encode(), "utf-8"), edits


@given(pages(), st.data())
@settings(max_examples=400)
def test_it_is_just_what_making_it_anew_gives(page, data):
    source, edits = page
    states = st.lists(st.sampled_from(STATES), min_size=len(edits), max_size=len(edits))
    absent = st.lists(st.booleans(), min_size=len(edits), max_size=len(edits))

    def decided():
        pairs = zip(edits, data.draw(states), data.draw(absent), strict=True)
        return [edit._replace(state=state) for edit, state, gone in pairs if not gone]

    before, wanted = Edition.make(source, decided()), decided()
    expected = Edition.make(source, wanted)
    found, window = revise(before, wanted)
    assert found == expected
    if window is None:
        assert found.text == before.text
        return
    start, end, new_end = window
    assert before.text[:start] == found.text[:start]
    assert before.text[end:] == found.text[new_end:]


def test_far_away_nothing_is_made_anew():
    text = "一二三四五" * 100
    source = Source("-", text, text.encode(), "utf-8")
    edits = [Edit(at, at + 2, "一二", "六", "rule") for at in range(0, 500, 5)]
    before = Edition.make(source, edits)
    rejected = edits[50]._replace(state=State.REJECTED)
    after, window = revise(before, [*edits[:50], rejected, *edits[51:]])
    assert window == (200, 201, 202)
    assert after.alignment.steps[:50] == before.alignment.steps[:50]
    assert after.text[202:] == before.text[201:]
