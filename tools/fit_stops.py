"""Fit the weights of ``tui/repair/stops.py`` on the gold texts of four seeds.

    python -m tools.fit_stops

Every second stop of a text is deleted, and the place of each is to be found again among those
between two that were kept. The fifth seed, from which stops really were deleted, is left out: it
is what the result is measured on.
"""

from __future__ import annotations

import random
from collections import defaultdict
from math import exp, sqrt
from pathlib import Path
from typing import Any, cast

from tests.repair.gold import seeds
from tui.repair.clauses import Weights
from tui.repair.lexicon import scripts
from tui.repair.stops import Place, stretches

LEFT_OUT = "002"
ROUNDS, RATE, SHRINK = 15, 0.1, 0.01
# What grammar says before any text is seen; the fit starts here and is drawn back to it.
EXPECTED = {
    "in quote 0": -3.0, "in quote 1": -0.3, "in brackets": -4.0, "preposition open": -1.2,
    "adverbial open": -2.0, "adverbial": 1.5, "time": 1.0, "this one": -3.0, "unending": -3.0,
    "unopening": -3.0, "lone opener": -2.0, "opener": 1.2, "closer": 0.8, "n|e": -1.5, "e|n": -1.2,
    "e|e": -1.5, "n|n": -0.8, "a|n": -2.5, "b|n": -3.0, "b|": -1.0, "m|q": -4.0, "d|v": -2.5,
    "d|d": -2.0, "d|": -1.0, "p|": -3.0, "u|": -4.0, "|u": -5.0, "|q": -2.5, "|f": -2.0,
    "v|n": -1.5, "v|m": -1.0, "1|": -0.7, "|1": -0.4, "q|n": -1.5, "p2|n": -1.5, "1 n|v": 0.8,
    "1 e|v": 0.8, "0 n|v": -0.8, "0 e|v": -0.6, "0|0": -1.5, "1|1": 0.6, "0|1": -0.5,
    "end of quote 1": 1.5, "end of quote 0": -1.5, "together": -1.0, "1 n|p": 0.8, "1 n|d": 0.8,
    "1 n|p2": 0.8, "1 n|t": 0.8, "1 v|t": 0.6, "1 q|v": 0.5, "recurs": 1.0, "same head": 0.4,
    "doubled": -3.0, "m|": -1.5, "c|": -3.0,
}  # fmt: skip
TABLE = Path(__file__).parents[1] / "tui" / "repair" / "data" / "stops.txt"

Flat = list[tuple[str, float]]
Example = tuple[list[Flat], int]


class Named(dict[str, float]):
    """Names of evidence with how strong each is: added up where a page is weighed in numbers."""

    def __add__(self, other: Any) -> Named:
        if not other:
            return self
        return Named({name: self.get(name, 0) + other.get(name, 0) for name in {**self, **other}})

    __radd__ = __add__

    def __mul__(self, times: float) -> Named:
        return Named({name: value * times for name, value in self.items()})


WEIGHTS = Weights(lambda name: cast("float", Named({name: 1.0})))


def flat(place: Place) -> Flat:
    """A weight has to be found for each name."""
    return list(cast("Named", place.weight or Named()).items())


def examples(text: str) -> list[Example]:
    """For each stop deleted: the features of the places it may have stood at, and which it was."""
    found: list[Example] = []
    for first in (0, 1):
        parts: list[str] = []
        lost: set[int] = set()
        length = number = 0
        for char in text:
            if char in "，。":
                number += 1
                if number % 2 == first:
                    lost.add(length)
                    continue
            parts.append(char)
            length += 1
        for group in stretches("".join(parts), WEIGHTS):
            right = [i for i, place in enumerate(group) if place.start in lost]
            if len(right) == 1:
                found.append(([flat(place) for place in group], right[0]))
    return found


def fit(found: list[Example]) -> dict[str, float]:
    """Weights by averaged stochastic gradient descent on the log likelihood."""
    weights: defaultdict[str, float] = defaultdict(float, EXPECTED)
    squares: defaultdict[str, float] = defaultdict(lambda: 1.0)
    total: defaultdict[str, float] = defaultdict(float)
    chance = random.Random(1)
    for number in range(ROUNDS):
        chance.shuffle(found)
        for places, right in found:
            scores = [sum(weights[k] * v for k, v in place) for place in places]
            top = max(scores)
            shares = [exp(score - top) for score in scores]
            slope: defaultdict[str, float] = defaultdict(float)
            for i, place in enumerate(places):
                error = shares[i] / sum(shares) - (i == right)
                for name, value in place:
                    slope[name] += error * value
            for name, value in slope.items():
                value += SHRINK * (weights[name] - EXPECTED.get(name, 0.0))
                squares[name] += value * value
                weights[name] -= RATE * value / sqrt(squares[name])
        if number >= ROUNDS // 2:
            for name, weight in weights.items():
                total[name] += weight / (ROUNDS - ROUNDS // 2)
    return total


def main() -> None:
    """Write the table and say how often the right place comes first, and among the first five."""
    table = str.maketrans(scripts().traditional)
    known = {seed.stem[:3]: examples(seed.text.translate(table)) for seed in seeds()}
    unseen = known.pop(LEFT_OUT)
    weights = fit([example for found in known.values() for example in found])
    kept = sorted((name, round(w, 2)) for name, w in weights.items() if abs(w) >= 0.02)
    TABLE.write_text("".join(f"{name}\t{w}\n" for name, w in kept), encoding="utf-8")
    ranks = []
    for places, right in unseen:
        scores = [sum(weights.get(k, 0.0) * v for k, v in place) for place in places]
        ranks.append(sum(score > scores[right] for score in scores))
    for most in (1, 2, 3, 5):
        share = sum(rank < most for rank in ranks) / len(ranks)
        print(f"{LEFT_OUT}: among the first {most} of its stretch: {share:.1%}")


if __name__ == "__main__":
    main()
