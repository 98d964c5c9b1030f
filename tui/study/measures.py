"""Measures of corpus linguistics, as pure functions of counts.

    keyness     a times in c words of a target, b times in d words of a reference
    collocates  together: times a word stands in the windows around a node, which have
                `slots` words in all; it stands `word` times among `size` words outside the node

Log-likelihood: Dunning 1993; for two corpora as Rayson and Garside 2000, for windows as Evert 2008
(surface co-occurrence). Log ratio: Hardie 2014. logDice: Rychlý 2008.
"""

from __future__ import annotations

from math import log, log2

_UNSEEN = 0.5  # what counts for a word that a corpus has not, in the log ratio
LOG_DICE_MOST = 14.0
"""The logDice of two words that never stand without each other."""


def keyness(a: int, b: int, c: int, d: int) -> float:
    """Log-likelihood that the rates differ, signed: below zero where the target has it less."""
    if c <= 0 or d <= 0:
        return 0.0
    expected = (a + b) / (c + d)
    value = 2 * (_term(a, c * expected) + _term(b, d * expected))
    return value if a * d >= b * c else -value


def log_ratio(a: int, b: int, c: int, d: int) -> float:
    """How many times the rate in the target doubles that in the reference."""
    if c <= 0 or d <= 0:
        return 0.0
    return log2(((a or _UNSEEN) / c) / ((b or _UNSEEN) / d))


def log_likelihood(together: int, slots: int, word: int, size: int) -> float:
    """That a word stands around the node oftener than by chance; below zero: more rarely."""
    rows, columns = (slots, size - slots), (word, size - word)
    cells = (
        (together, slots - together),
        (word - together, size - slots - word + together),
    )
    if size <= 0 or min(*rows, *columns, *cells[0], *cells[1]) < 0:
        return 0.0
    value = 2 * sum(_term(cells[i][j], rows[i] * columns[j] / size) for i in (0, 1) for j in (0, 1))
    return value if together * size >= slots * word else -value


def log_dice(together: int, node: int, word: int) -> float:
    """How exclusively two words stand together, of 14; it does not grow with the corpus."""
    if together <= 0:
        return 0.0
    return LOG_DICE_MOST + log2(2 * together / (node + word))


def per_million(count: int, size: int) -> float:
    """The rate of a word among a million."""
    return count * 1_000_000 / size if size else 0.0


def _term(observed: float, expected: float) -> float:
    return observed * log(observed / expected) if observed and expected else 0.0
