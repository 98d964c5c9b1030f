"""A period in where a page was changed: spinners put a look-alike at every n-th character."""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import pi

from tui.text.regex import lazy

PERIODS = range(20, 201)
ENOUGH = 5
"""So few places may show a period by chance."""
SHARP = 0.9
"""Mean resultant length of the phases from which on places are on a comb; random ones have less
than 0.75 in the best of all periods."""
_MOST = 120
"""More places make a period no clearer."""
_SLACK = 0.06
"""Distance from the phase, in periods, that is still in phase."""
COUNTED = lazy("[㐀-鿿豈-﫿，。；：？！、“”‘’（）《》—…,;:?!()*]")
STOPS = lazy("[，。,]")


@dataclass(frozen=True)
class Comb:
    """Places `period` apart on a clock that advances over the text."""

    period: int
    phase: float
    """In periods, 0 to 1."""
    sharpness: float
    clock: Sequence[int]
    """Time of each of the places asked about."""

    def in_phase(self, index: int) -> bool:
        """Whether place number `index` is where the comb has a tooth."""
        distance = abs(self.clock[index] / self.period - self.phase) % 1
        return min(distance, 1 - distance) <= _SLACK


def comb(text: str, places: Sequence[int], sure: Sequence[int]) -> Comb | None:
    """The comb on which the `sure` ones (indices) of `places` (code points, ascending) lie.

    Three clocks are tried: every character but line feeds counts; only Han and marks do; and each
    stop counts twice as well, for pages on which every second one was deleted afterwards.
    """
    if len(sure) < ENOUGH:
        return None
    sure = sure[:_MOST]
    best: Comb | None = None
    clocks = _clocks(text, [places[i] for i in sure])
    for number, clock in enumerate(clocks):
        for period in PERIODS:
            if clock[-1] - clock[0] < 3 * period:
                break
            around = _circle(period)
            total = sum([around[time % period] for time in clock]) / len(sure)
            # A comb fits all divisors of its period too: of equals take the longest.
            if abs(total) >= SHARP and (best is None or abs(total) > best.sharpness - 0.01):
                best = Comb(period, cmath.phase(total) / (2 * pi) % 1, abs(total), (number,))
    # Where they all are on the clock matters only if there is a comb, and few pages have one.
    return best and replace(best, clock=_clocks(text, places)[best.clock[0]])


@cache
def _circle(period: int) -> list[complex]:
    """The places of a period as points on the unit circle."""
    return [cmath.exp(2j * pi * place / period) for place in range(period)]


def _clocks(text: str, places: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    every, counted, doubled = [0], [0], [0]
    previous = 0
    for place in places:
        part = text[previous:place]
        marks = len(COUNTED.findall(part))
        every.append(every[-1] + len(part) - part.count("\n"))
        counted.append(counted[-1] + marks)
        doubled.append(doubled[-1] + marks + len(STOPS.findall(part)))
        previous = place
    return every[1:], counted[1:], doubled[1:]
