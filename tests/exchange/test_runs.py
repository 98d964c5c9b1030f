from hypothesis import given
from hypothesis import strategies as st

from tui.exchange.runs import Marked, lanes, runs

LENGTH = 30


@st.composite
def marks(draw):
    start = draw(st.integers(0, LENGTH - 1))
    return Marked(start, draw(st.integers(start + 1, LENGTH)), draw(st.sampled_from("ABC")))


@given(st.lists(marks(), max_size=12))
def test_marks_on_one_lane_never_meet(found):
    placed = lanes(found)
    assert sorted(mark for mark, _ in placed) == sorted(found)
    for number, (one, lane) in enumerate(placed):
        for other, beside in placed[number + 1 :]:
            if lane == beside:
                assert one.end <= other.start or other.end <= one.start


@given(st.lists(marks(), max_size=12), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_runs_tile_the_stretch_and_know_what_is_over_them(found, one, other):
    start, end = sorted((one, other))
    placed = lanes(found)
    cut = list(runs(start, end, placed)) if start < end else []
    assert [at for run in cut for at in range(run.start, run.end)] == list(range(start, end))
    for run in cut:
        for at in range(run.start, run.end):
            over = {lane: mark.label for mark, lane in placed if mark.start <= at < mark.end}
            assert run.lanes == over
    ends = [label for run in cut for label in run.ending]
    assert sorted(ends) == sorted(m.label for m in found if start < m.end <= end)


def test_an_inner_span_is_nearer_to_the_text_than_the_one_around_it():
    outer, inner = Marked(0, 9, "DOC"), Marked(2, 5, "ORG")
    assert dict(lanes([outer, inner])) == {inner: 0, outer: 1}
