"""Marks and the list of jumps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.places import Places, Spot
from tui.errors import JiaozhuError


def test_the_way_back_and_forward_again() -> None:
    places = Places()
    one, two, here = Spot(0, 1), Spot(0, 50), Spot(1, 7)
    places.leave(one)
    places.leave(two)
    assert places.back(here, 1) == two
    assert places.back(two, 1) == one
    with pytest.raises(JiaozhuError, match="no jump before"):
        places.back(one, 1)
    assert places.forward(1) == two
    assert places.forward(1) == here
    with pytest.raises(JiaozhuError, match="no jump after"):
        places.forward(1)


def test_marks_are_found_by_their_letter() -> None:
    places = Places()
    with pytest.raises(JiaozhuError, match="Nothing is marked"):
        places.marked("a")
    places.mark("a", Spot(2, 9))
    assert places.marked("a") == Spot(2, 9)
    with pytest.raises(JiaozhuError, match="no mark b; there are a"):
        places.marked("b")
    with pytest.raises(JiaozhuError, match="a letter"):
        places.mark("escape", Spot(0, 0))


SPOTS = st.builds(Spot, st.integers(0, 2), st.integers(0, 5))


@given(st.lists(SPOTS, max_size=12), SPOTS)
def test_going_back_leads_through_all_that_were_left_the_last_one_first(
    left: list[Spot], here: Spot
) -> None:
    places = Places()
    for spot in left:
        places.leave(spot)
    expected = [spot for spot in dict.fromkeys(reversed(left)) if spot != here]
    found = []
    now = here
    for _ in expected:
        now = places.back(now, 1)
        found.append(now)
    assert found == expected
    back = [places.forward(1) for _ in expected]
    assert back == [*reversed(expected[:-1]), here][: len(expected)] if expected else back == []
