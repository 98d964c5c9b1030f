"""The two clocks of a spinner: look-alikes at every n-th character, stops gone every second time.

The look-alikes were counted off before the stops were deleted. So between two of them the missing
count tells how many stops were lost, and with one lost between each two that were kept, on which
side of a look-alike it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tui.repair.comb import ENOUGH, STOPS, han_and_marks, likely
from tui.repair.masks import masks

_AGREE = 0.9
"""Share of the look-alikes that must keep time."""


def lost_before(text: str, places: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """For each of `places` (code points, ascending): whether the stop its stretch lost lay before.

    Nothing where the places keep no time: `text` was not spun in this way.
    """
    if len(places) < 2 * ENOUGH:
        return
    times = list(_times(text, places))
    best = (0, 0, 0)
    for period in likely(times):
        counts = Counter(time % period for time in times)
        for late in counts:
            both = counts[late], counts[(late - 1) % period]
            if min(both) * 5 >= max(both):
                best = max(best, (sum(both), period, late))
    agreeing, period, late = best
    if agreeing < _AGREE * len(times):
        return
    for place, time in zip(places, times, strict=True):
        # The stop lost before it is what is missing to be in time with the others.
        if time % period == late:
            yield place, False
        elif time % period == (late - 1) % period:
            yield place, True


def _times(text: str, places: Sequence[int]) -> Iterator[int]:
    """Han and marks before each place as far as they are known: each kept stop stands for two."""
    hidden = [
        (mask.end, mask.length - text[mask.start : mask.end].count("*")) for mask in masks(text)
    ]
    time = previous = index = 0
    for place in places:
        part = text[previous:place]
        time += han_and_marks(part) + len(STOPS.findall(part))
        while index < len(hidden) and hidden[index][0] <= place:
            time += hidden[index][1]
            index += 1
        yield time
        previous = place
