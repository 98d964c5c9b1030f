"""Words across a place in the text, as evidence that nothing ends there."""

from __future__ import annotations

import re
from itertools import accumulate

from tui.repair.lines import HAN
from tui.text.fold import simplified

_REACH = 12
"""How far on both sides words are looked for, in code points."""
_WORD = re.compile(f"[{HAN}]{{2,}}")


def word_across(left: str, right: str) -> str:
    """The dictionary word that begins in `left` and ends in `right`, or nothing.

    It must leave whole words on both sides: 组织的战|斗堡垒 has 战斗, 真机对比|如制冷 has none,
    although 比如 might be read.
    """
    left, right = simplified(left[-_REACH:]), simplified(right[:_REACH])
    end = 0
    for word in _cut(left + right):
        start, end = end, end + len(word)
        if end <= len(left):
            continue
        if start >= len(left) or not _WORD.fullmatch(word):
            return ""
        own = start in _starts(_cut(left)) and end - len(left) in _ends(_cut(right))
        return word if own else ""
    return ""


def last_word(text: str) -> str:
    """The last word of `text`, as Simplified text writes it."""
    return _cut(simplified(text[-_REACH:]))[-1]


def _cut(text: str) -> list[str]:
    import rjieba  # loads its dictionary: only when there is something to ask

    words: list[str] = rjieba.cut(text, False)
    return words


def _starts(words: list[str]) -> set[int]:
    return {0, *accumulate(map(len, words[:-1]))}


def _ends(words: list[str]) -> set[int]:
    return set(accumulate(map(len, words)))
