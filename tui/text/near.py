"""What of a text is near to words that are nowhere in it: other ways to write, slips, wrong OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tui.text import pinyin
from tui.text.searchable import Searchable

_LEAST = {2: 50.0, 3: 60.0}  # how alike, of 100, words of so many characters must be
_LEAST_LONG = 66.0
_SOUND = 90.0  # how alike words are that are read the same
_LONGEST = 60  # characters; longer words are looked up by these


class Near(NamedTuple):
    """Words of a text that are like those asked for."""

    words: str
    """As they are folded."""
    likeness: float
    """0 to 100."""
    times: int
    """How often they are the most alike of a line."""


def near(wanted: str, pages: Iterable[Searchable], most: int = 9) -> list[Near]:
    """The words of some texts that are most like `wanted`, the most alike first.

    Read the same, or with few characters more, less or other (RapidFuzz: normalized Indel
    similarity of the best stretch of each line).
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    folded = Searchable(wanted.strip()).joined[:_LONGEST]
    if len(folded) < 2:
        return []
    least = _LEAST.get(len(folded), _LEAST_LONG)
    sound = _sound(folded)
    likeness: dict[str, float] = {}
    times: Counter[str] = Counter()
    for page in pages:
        for start, end in pinyin.find(sound, page) if sound else ():
            words = page.joined[start:end]
            likeness[words] = _SOUND
            times[words] += 1
        for line in page.joined.split("\n"):
            if not line:
                continue
            found = partial_ratio_alignment(folded, line, score_cutoff=least)
            if found is None:
                continue
            start, end = found.dest_start, found.dest_end
            while start > 0 and _is_letter(line[start - 1]) and _is_letter(line[start]):
                start -= 1
            while end < len(line) and _is_letter(line[end - 1]) and _is_letter(line[end]):
                end += 1
            words = line[start:end].strip()
            if len(words) > 1:
                likeness[words] = max(likeness.get(words, 0.0), found.score)
                times[words] += 1
    likeness.pop(folded, None)
    best = sorted(likeness, key=lambda words: (-likeness[words], -times[words], words))
    return [Near(words, likeness[words], times[words]) for words in best[:most]]


def _is_letter(char: str) -> bool:
    """Whether it is part of a word that is written as one, as Latin ones are."""
    return char.isalnum() and char < "\u2e80"


def _sound(folded: str) -> str:
    """The pinyin of words, to find what is read the same; "" where a character has none."""
    read = [pinyin.readings(char)[:1] for char in folded]
    return "'".join(one[0] for one in read) if all(read) else ""
