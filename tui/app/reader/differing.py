"""Which characters of a row are others in the other pane."""

from __future__ import annotations

from collections.abc import Iterator

from tui.app.reader.sheet import Sheet


def differing(sheet: Sheet, side: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of `start:end` of a side that read otherwise on the other one shown.

    What stands on one side only is one of them.
    """
    others = [other for other in sheet.shown if other != side]
    if not others or start == end:
        return
    here, there = sheet.sides[side], sheet.sides[others[0]]

    def across(first: int, last: int) -> str:
        """What the other side has for a stretch of this one."""
        if here.alignment is not None:
            first, last = here.alignment.inverse.map_range(first, last)
        return there.text[slice(*there.range(first, last))]

    own, other = here.text[start:end], across(start, end)
    if len(own) != len(other):  # a phrase of another length: one by one
        found = [at for at in range(start, end) if here.text[at] != across(at, at + 1)]
    elif own != other:
        found = [start + at for at in range(len(own)) if own[at] != other[at]]
    else:
        return
    begun = last = found[0] if found else -1
    for at in found[1:]:
        if at != last + 1:
            yield begun, last + 1
            begun = at
        last = at
    if found:
        yield begun, last + 1
