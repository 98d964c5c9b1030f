"""Words across a place in the text, as evidence that nothing ends there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from tui.repair.lines import HAN
from tui.text.fold import simplified
from tui.text.regex import lazy

_REACH = 12
"""How far on both sides words are looked for, in code points."""
_WORD = lazy(f"[{HAN}]{{2,}}")


def word_across(left: str, right: str) -> str:
    """The dictionary word that begins in `left` and ends in `right`, or nothing.

    It must leave whole words on both sides: 组织的战|斗堡垒 has 战斗, 真机对比|如制冷 has none,
    although 比如 might be read.
    """
    return _across(left[-_REACH:], right[:_REACH])


@lru_cache(maxsize=1 << 14)
def _across(left: str, right: str) -> str:
    left, right = simplified(left), simplified(right)
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


# How much likelier a part of speech is beside a cut than beside a boundary, on news text, rounded:
# as the last word of a cut line than of a whole sentence or of a title, and as the first word of
# the rest of a cut line than of a sentence. Tags as jieba gives them; the others count as even.
_LAST_OF_SENTENCE = {
    "p": 50, "c": 13, "b": 9, "d": 7, "zg": 2, "r": 3, "uv": 6, "uz": 9, "m": 2, "ns": 2, "nr": 2,
    "n": 0.6, "vn": 0.4, "l": 0.2, "nz": 0.4, "ul": 0.7, "x": 0.1,
}  # fmt: skip
_LAST_OF_TITLE = {
    "p": 50, "c": 50, "uj": 20, "uv": 12, "uz": 12, "d": 8, "r": 6, "b": 8, "f": 4, "nt": 5,
    "ul": 4, "ns": 2, "vn": 0.7, "l": 0.4, "i": 0.3, "nz": 0.3, "x": 0.05,
}  # fmt: skip
_FIRST = {
    "uj": 60, "ul": 40, "uv": 40, "uz": 40, "ug": 40, "u": 40, "ng": 40, "vg": 30, "q": 30, "k": 10,
    "zg": 4, "f": 6, "n": 2.3, "v": 2.6, "vn": 2.3, "a": 2.7, "d": 1.4, "p": 0.3, "ns": 0.35,
    "nr": 0.5, "r": 0.12, "c": 0.2, "t": 0.14, "nt": 0.1, "m": 0.7, "l": 0.5, "nz": 0.4, "x": 0.4,
}  # fmt: skip


def odds(left: str, right: str, title: bool) -> float:
    """How much the words beside a line end speak for a cut there, against a boundary.

    `title`: whether `left` might be a title, which ends otherwise than a sentence does.
    """
    last = _LAST_OF_TITLE if title else _LAST_OF_SENTENCE
    return last.get(_tags(left[-_REACH:])[-1], 1.0) * _FIRST.get(_tags(right[:_REACH])[0], 1.0)


@lru_cache(maxsize=1 << 16)  # the same line ends are asked about again and again
def _tags(text: str) -> tuple[str, ...]:
    import rjieba

    return tuple(tag for _, tag in rjieba.tag(simplified(text), False))


def last_word(text: str) -> str:
    """The last word of `text`, as Simplified text writes it."""
    return _cut(simplified(text[-_REACH:]))[-1]


@lru_cache(maxsize=1 << 14)
def _cut(text: str) -> tuple[str, ...]:
    import rjieba  # loads its dictionary: only when there is something to ask

    return tuple(rjieba.cut(text, False))


def _starts(words: Sequence[str]) -> set[int]:
    return {0, *accumulate(map(len, words[:-1]))}


def _ends(words: Sequence[str]) -> set[int]:
    return set(accumulate(map(len, words)))
