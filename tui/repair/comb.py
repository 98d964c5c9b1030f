"""A period in where a page was changed: spinners put a look-alike at every n-th character."""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from math import pi
from operator import mod

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
    clock: int
    """Which of the three clocks: every character, Han and marks, with stops twice."""

    def in_phase(self, text: str, places: Sequence[int]) -> list[bool]:
        """Whether each of `places` (code points, ascending) is where the comb has a tooth."""
        distances = (
            abs(t / self.period - self.phase) % 1 for t in _clocks(text, places)[self.clock]
        )
        return [min(distance, 1 - distance) <= _SLACK for distance in distances]


def comb(text: str, places: Sequence[int]) -> Comb | None:
    """The comb on which `places` (code points, ascending) lie.

    Three clocks are tried: every character but line feeds counts; only Han and marks do; and each
    stop counts twice as well, for pages on which every second one was deleted afterwards.
    """
    if len(places) < ENOUGH:
        return None
    places = places[:_MOST]
    best: Comb | None = None
    for number, clock in enumerate(_clocks(text, places)):
        for period in PERIODS:
            if clock[-1] - clock[0] < 3 * period:
                break
            around = _circle(period)
            # What even a sharp rest could not save is told by the first few.
            some = clock[: len(clock) // 5 + 1]
            few = sum(map(around.__getitem__, map(mod, some, repeat(period))))
            if abs(few) + len(clock) - len(some) < (SHARP - 0.001) * len(clock):
                continue
            total = sum(map(around.__getitem__, map(mod, clock, repeat(period)))) / len(clock)
            # A comb fits all divisors of its period too: of equals take the longest.
            if abs(total) >= SHARP and (best is None or abs(total) > best.sharpness - 0.01):
                best = Comb(period, cmath.phase(total) / (2 * pi) % 1, abs(total), number)
    return best


@cache
def _circle(period: int) -> list[complex]:
    """The places of a period as points on the unit circle."""
    return [cmath.exp(2j * pi * place / period) for place in range(period)]


def _clocks(text: str, places: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """The time at each of `places`, by each of the clocks."""
    every: list[int] = []
    counted: list[int] = []
    doubled: list[int] = []
    characters = marks = stops = previous = 0
    for place in places:
        part = text[previous:place]
        characters += len(part) - part.count("\n")
        marks += len(COUNTED.findall(part))
        stops += part.count("，") + part.count("。") + part.count(",")
        every.append(characters)
        counted.append(marks)
        doubled.append(marks + stops)
        previous = place
    return every, counted, doubled
