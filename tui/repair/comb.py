"""A period in where a page was changed: spinners put a look-alike at every n-th character."""

from __future__ import annotations

import cmath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from math import pi
from operator import mod, sub

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
_NEAR, _IN_STEP = 0.15, 0.6
"""Distance of a step from a multiple of a period, in periods, and share of the steps so near:
on the least sharp of combs 0.8 of them are, of random ones 0.3."""
_COUNTED = lazy("[㐀-鿿豈-﫿，。；：？！、“”‘’（）《》—…,;:?!()*]+")
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
        for period in likely(clock):
            if clock[-1] - clock[0] < 3 * period:
                break
            around = _circle(period)
            total = sum(map(around.__getitem__, map(mod, clock, repeat(period)))) / len(clock)
            # A comb fits all divisors of its period too: of equals take the longest.
            if abs(total) >= SHARP and (best is None or abs(total) > best.sharpness - 0.01):
                best = Comb(period, cmath.phase(total) / (2 * pi) % 1, abs(total), number)
    return best


def likely(clock: Sequence[int]) -> Iterator[int]:
    """The periods of which so many steps of `clock` are multiples that it may be a comb."""
    steps = list(map(sub, clock[1:256], clock))  # so many votes a byte can count
    votes = sum(map(_periods_of, steps)).to_bytes(len(PERIODS), "little")
    least = _IN_STEP * len(steps)
    return (period for period, count in zip(PERIODS, votes, strict=True) if count >= least)


@lru_cache(maxsize=1 << 12)
def _periods_of(step: int) -> int:
    """A byte for each period, 1 where `step` is about a multiple of it: sums count for all."""
    near = (min(step % period, -step % period) <= _NEAR * period for period in PERIODS)
    return int.from_bytes(bytes(near), "little")


def han_and_marks(text: str) -> int:
    """How many of the characters of `text` are Han or marks, on which most spinners count."""
    return sum(map(len, _COUNTED.findall(text)))


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
        marks += han_and_marks(part)
        stops += part.count("，") + part.count("。") + part.count(",")
        every.append(characters)
        counted.append(marks)
        doubled.append(marks + stops)
        previous = place
    return every, counted, doubled
