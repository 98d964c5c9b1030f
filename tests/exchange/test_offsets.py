from hypothesis import given
from hypothesis import strategies as st

from tui.exchange.offsets import Offsets


@given(st.text(st.characters(codec="utf-8")))
def test_every_place_in_both_units(text):
    offsets = Offsets(text)
    for position in range(len(text) + 1):
        head = text[:position]
        assert offsets.utf16[position] == len(head.encode("utf-16-le")) // 2
        assert offsets.utf8[position] == len(head.encode())


def test_check_value():
    offsets = Offsets("𠮷野家在北京")
    assert (len(offsets.utf16) - 1, offsets.utf16[-1], offsets.utf8[-1]) == (6, 7, 19)
