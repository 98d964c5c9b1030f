"""Masked words: ``***员``, ``中央*治局``. Reported with a guess, never filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.repair.furniture import table
from tui.repair.lexicon import words
from tui.text.regex import lazy

_STARS = lazy("[*＊]{1,12}")
_HAN = lazy("[㐀-鿿]")
_BOLD = lazy(r"\*\*(?=[^*\s])[^*\n]{1,200}(?<=[^*\s])\*\*(?!\*)")
_CONTEXT = 12
_GUESSES = 3
_SHOWN = 2
"""So many characters of a word must be shown to guess the rest from the dictionary."""
_COMMON = -14.0
"""Log share of words that are common enough to be guessed."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What may stand behind a mask."""

    text: str
    share: float
    """How likely, between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Mask:
    """`text[start:end]` hides a word. Code points."""

    start: int
    end: int
    length: int
    """How many characters are probably hidden: not always as many as there are stars."""
    guesses: tuple[Guess, ...]
    """The likeliest first; none where nothing is known."""


def masks(text: str) -> tuple[Mask, ...]:
    """The masked words of `text`, in order.

    Stars that touch no Han character, open a line, or set words in bold hide nothing.
    """
    bold = {place for m in _BOLD.finditer(text) for place in (m.start(), m.end() - 2)}
    return tuple(
        _mask(text, match.start(), match.end())
        for match in _STARS.finditer(text)
        if match.start() not in bold and _hides(text, match.start(), match.end())
    )


def _hides(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if before in "\n*＊" or after in ("*", "＊"):
        # A list item, a note, or a rule of stars; but ***员 may open a line.
        return before == "\n" and end - start > 1 and bool(_HAN.match(after))
    touching = _HAN.match(before) or _HAN.match(after)
    beside = before.isspace() and after.isspace()
    return bool(touching) and not beside and not (before.isspace() and end - start == 1)


def _mask(text: str, start: int, end: int) -> Mask:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    found: dict[str, float] = {}
    for pattern_before, pattern_after, word, share in _known():
        if pattern_before.search(before) and pattern_after.match(after):
            found[word] = max(share, found.get(word, 0.0))
    left = re.search("[㐀-鿿]{0,2}$", before)
    right = re.match("[㐀-鿿]{0,2}", after)
    if not found:
        found = dict(_completions(left[0] if left else "", end - start, right[0] if right else ""))
    ranked = sorted(found.items(), key=lambda item: -item[1])[:_GUESSES]
    length = len(ranked[0][0]) if ranked else end - start
    return Mask(start, end, length, tuple(Guess(word, share) for word, share in ranked))


@cache
def _known() -> list[tuple[re.Pattern[str], re.Pattern[str], str, float]]:
    return [
        (
            lazy(row.get("before", "")),
            lazy(row.get("after", "")),
            row["word"],
            row["share"],
        )
        for row in table("masks.toml")["word"]
    ]


def _completions(left: str, stars: int, right: str) -> tuple[tuple[str, float], ...]:
    """What the stars hide if they and their neighbours are a word: 民*党 is 民主党."""
    hidden: dict[str, float] = {}
    for before in range(len(left) + 1):
        for after in range(len(right) + 1):
            pattern = left[len(left) - before :] + "*" * stars + right[:after]
            for score, inside in _index().get(pattern, ()):
                hidden[inside] = max(hidden.get(inside, -99.0), score)
    best = sorted(hidden.items(), key=lambda item: -item[1])[:_GUESSES]
    return tuple((word, round(0.5 / (rank + 1), 2)) for rank, (word, _) in enumerate(best))


@cache
def _index() -> dict[str, list[tuple[float, str]]]:
    """Common words with a part of them masked → their scores and what is masked."""
    index: dict[str, list[tuple[float, str]]] = {}
    for word, score in words().items():
        if score < _COMMON:
            continue
        for stars in range(1, len(word) - _SHOWN + 1):
            for place in range(len(word) - stars + 1):
                inside = word[place : place + stars]
                pattern = word[:place] + "*" * stars + word[place + stars :]
                # The more is shown, the surer.
                index.setdefault(pattern, []).append((score + 4.0 * (len(word) - stars), inside))
    return index
