"""How well a character fits between its neighbours, by the words they make together."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tui.repair.lexicon import LONGEST, UNKNOWN, words

REACH = 8
"""How far on both sides words are looked for, in code points."""


class Fit(NamedTuple):
    """How a character fits: natural logarithms."""

    total: float
    """Of the share of the likeliest words for the whole window."""
    binding: float
    """How much likelier they are than with the character as a word of its own; 0: it is one."""
    word: str
    """The word it belongs to."""


class Window:
    """The characters around one place of a Simplified text, segmented once for all candidates."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left[-REACH:], right[:REACH]
        self._before = _prefixes(self.left)
        mirrored = _prefixes(self.right[::-1], backwards=True)
        self._after = mirrored[::-1]
        # Up to so many neighbours on each side may be of one word: they, and the rest's share.
        heads = [
            (self.left[len(self.left) - n :], self._before[-1 - n])
            for n in range(min(LONGEST, len(self.left) + 1))
        ]
        tails = [(self.right[:n], self._after[n]) for n in range(min(LONGEST, len(self.right) + 1))]
        self._around = [
            (head, tail, share_before + share_after)
            for before, (head, share_before) in enumerate(heads)
            for tail, share_after in tails[not before : LONGEST - before]
        ]

    def fit(self, character: str, alone: float | None = None) -> Fit:
        """The fit of `character` here; `alone` is its own log share when that is known better."""
        scores = words()
        if alone is None:
            alone = scores.get(character, UNKNOWN)
        single = self._before[-1] + alone + self._after[0]
        best, word = single, character
        for head, tail, share in self._around:
            longer = head + character + tail
            if longer in scores and scores[longer] + share > best:
                best, word = scores[longer] + share, longer
        return Fit(best, best - single, word)


@lru_cache(maxsize=1 << 13)  # what is beside a place stays when the other side is mended
def _prefixes(text: str, backwards: bool = False) -> list[float]:
    """Log share of the likeliest words for each prefix of `text`, the empty one first."""
    scores = words()
    best = [0.0]
    for end in range(1, len(text) + 1):
        top = best[end - 1] + scores.get(text[end - 1], UNKNOWN)
        for start in range(max(0, end - LONGEST), end - 1):
            part = text[start:end]
            score = scores.get(part[::-1] if backwards else part)
            if score is not None and best[start] + score > top:
                top = best[start] + score
        best.append(top)
    return best
