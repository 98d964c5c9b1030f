"""How likely a short stretch of Chinese is, by the words it can be cut into. Either script."""

from __future__ import annotations

from functools import cache
from math import log
from typing import NamedTuple

from tui.repair.lexicon import LONGEST, UNKNOWN, words
from tui.repair.readings import simplified

# Shares of running characters, measured on news: to the order of magnitude is enough.
_MARKS = {
    **dict.fromkeys("，", log(0.045)),
    **dict.fromkeys("。、", log(0.02)),
    **dict.fromkeys("“”「」《》（）：", log(0.004)),
    **dict.fromkeys("；！？…—·『』〈〉", log(0.0008)),
    **dict.fromkeys(",;:?!()\n -.%/", log(0.002)),
}
_STOPS = frozenset("，。、；：？！")
_DOUBLED = -8.0
_ALNUM = log(0.002)
_RARE_HAN = UNKNOWN - log(4)
_RARE_SIGN = UNKNOWN - log(20)


class Reader(NamedTuple):
    """What has been read of a text, one character after the other, and how likely it is."""

    tail: str = ""
    """The last characters, as many as a word may have before its last; Simplified."""
    shares: tuple[float, ...] = (0.0,)
    """Log share of the likeliest words up to each place of `tail`, its start first."""

    @property
    def total(self) -> float:
        """Natural log of the share of the likeliest words for all that was read."""
        return self.shares[-1]

    def read(self, text: str) -> Reader:
        """The reader after `text`."""
        share_of = words().get
        tail, shares = self
        for char in map(simplified, text):
            share = share_of(char)
            top = shares[-1] + (_other(char) if share is None else share)
            if char in _MARKS:  # in no word
                if char in _STOPS and tail[-1:] in _STOPS:
                    top += _DOUBLED
            else:
                for at in range(len(tail) - 1, -1, -1):
                    if (share := share_of(tail[at:] + char)) and shares[at] + share > top:
                        top = shares[at] + share
            tail = (tail + char)[1 - LONGEST :]
            shares = (*shares[1 - LONGEST :], top)
        return Reader(tail, shares)


def likelihood(text: str) -> float:
    """Natural log of the share of the likeliest words for `text`, punctuation counted in."""
    return Reader().read(text).total


@cache
def _other(char: str) -> float:
    if char in _MARKS:
        return _MARKS[char]
    if char.isascii() and char.isalnum():
        return _ALNUM
    return _RARE_HAN if "\u3400" <= char <= "\u9fff" else _RARE_SIGN
