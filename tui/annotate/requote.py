"""Find a quoted stretch again in a changed text: by itself and by what stands around it.

Compared are letters, digits and Han only, all punctuation and blanks left out and scripts and
widths folded, as these are what a page changes when it is crawled or cleaned again. A place is
taken when quote, prefix and suffix together are alike enough, and clearly more so than at any
other place (STORE.md of the design, after Hypothes.is, which has no such floor).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple, Protocol

from tui.text.fold import fold

FLOOR = 0.75
"""Likeness from which a place is taken; 1 is equality of quote and context."""
LEAD = 0.05
"""By how much the best place has to be better than the next."""
_WEIGHTS = (50, 20, 20)  # of quote, prefix and suffix
_SEED = 6  # letters beside the quote by which a changed quote is looked up
_LOOKED_AT = 24  # places compared in full, those with most equal letters beside the quote


class Quoted(Protocol):
    """What is looked for: a span, or a decision on an edit."""

    @property
    def quote(self) -> str:
        """The stretch itself."""

    @property
    def prefix(self) -> str:
        """What stood before it."""

    @property
    def suffix(self) -> str:
        """What stood after it."""


class _Place(NamedTuple):
    start: int
    end: int
    score: float


class Finder:
    """Looks for spans in one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def exact(self, span: Quoted, start: int, end: int) -> tuple[int, int] | None:
        """The one place inside `[start, end)` that reads the quote; None for none or several."""
        places = list(_occurrences(self.text, span.quote, start, end))
        if len(places) != 1:
            return None
        return places[0], places[0] + len(span.quote)

    def find(self, span: Quoted, near: int | None = None) -> tuple[int, int] | None:
        """Where the span is, if the text leaves no reasonable doubt.

        `near` is where it is to be expected; it decides between places that are equally alike.
        """
        context = span.prefix + span.quote + span.suffix
        places = list(_occurrences(self.text, context, 0, len(self.text)))
        if len(places) == 1:
            start = places[0] + len(span.prefix)
            return start, start + len(span.quote)
        quote = _letters(span.quote)[0]
        prefix, suffix = _letters(span.prefix)[0], _letters(span.suffix)[0]
        if not quote:
            return None  # punctuation has to be found with its surroundings or not at all
        letters, where = self._normal
        tried = set(self._equal(quote, prefix, suffix)) | set(self._between(quote, prefix, suffix))
        scored = (_Place(a, b, _likeness(letters, a, b, quote, prefix, suffix)) for a, b in tried)
        expected = None if near is None else self._letter_at(near)
        best = _best([place for place in scored if place.score >= FLOOR], expected)
        if best is None:
            return None
        return self._with_marks(span.quote, where[best.start], where[best.end - 1] + 1)

    @cached_property
    def _normal(self) -> tuple[str, list[int]]:
        return _letters(self.text)

    def _letter_at(self, position: int) -> int:
        return bisect_left(self._normal[1], position)

    def _equal(self, quote: str, prefix: str, suffix: str) -> list[tuple[int, int]]:
        """Places that read the quote; of very many those whose neighbours are most alike."""
        letters = self._normal[0]
        places = [(p, p + len(quote)) for p in _occurrences(letters, quote, 0, len(letters))]
        if len(places) > _LOOKED_AT:
            places.sort(key=lambda place: -_touching(letters, place, prefix, suffix))
        return places[:_LOOKED_AT]

    def _between(self, quote: str, prefix: str, suffix: str) -> Iterator[tuple[int, int]]:
        """Places between the letters that stood beside the quote, whatever they read now."""
        letters = self._normal[0]
        longest = 2 * len(quote) + _SEED
        starts = {p + n for n, p in _seeds(letters, prefix[::-1], backwards=True)}
        ends = {p - n for n, p in _seeds(letters, suffix, backwards=False)}
        for start in sorted(starts):
            for end in ends:
                if start < end <= start + longest:
                    yield start, end
            if len(starts) <= _LOOKED_AT and start + len(quote) <= len(letters):
                yield start, start + len(quote)

    def _with_marks(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """Take in the marks at the edges again that the quote had there, such as 《 and 》."""
        opening = len(quote) - len(quote.lstrip(_not_letters(quote)))
        closing = len(quote) - len(quote.rstrip(_not_letters(quote)))
        while opening and start and _is_mark(self.text[start - 1]):
            start, opening = start - 1, opening - 1
        while closing and end < len(self.text) and _is_mark(self.text[end]):
            end, closing = end + 1, closing - 1
        return start, end


def _likeness(letters: str, start: int, end: int, quote: str, prefix: str, suffix: str) -> float:
    """How alike quote and context at a place are to those sought: 0 to 1."""
    before = letters[max(0, start - len(prefix)) : start]
    after = letters[end : end + len(suffix)]
    pairs = ((quote, letters[start:end]), (prefix, before), (suffix, after))
    score = weight = 0.0
    for share, (sought, found) in zip(_WEIGHTS, pairs, strict=True):
        if sought:
            weight += share
            score += share * _ratio(sought, found)
    return score / weight


def _ratio(a: str, b: str) -> float:
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def _best(places: list[_Place], expected: int | None) -> _Place | None:
    """The best place if it leads clearly; of equally good ones one that is clearly nearest."""
    if not places:
        return None
    top = max(place.score for place in places)
    rivals = [place for place in places if place.score > top - LEAD]
    best = max(rivals, key=lambda place: (place.score, place.start - place.end))
    others = [p for p in rivals if p.end <= best.start or p.start >= best.end]
    if not others:
        return best  # the rivals are only other readings of the same place
    if expected is None:
        return None
    near = sorted(rivals, key=lambda place: abs(place.start - expected))
    first = near[0]
    second = next(p for p in near if p.end <= first.start or p.start >= first.end)
    clear = 4 * abs(first.start - expected) < abs(second.start - expected)
    return first if clear else None


def _seeds(letters: str, side: str, *, backwards: bool) -> Iterator[tuple[int, int]]:
    """Where letters beside the quote are found: (letters from there to the quote, position).

    `side` is read away from the quote. Should those next to it have changed, some farther off
    have not.
    """
    for gap in (0, 4, 8):
        seed = side[gap : gap + _SEED]
        if len(seed) < _SEED:
            return
        text = seed[::-1] if backwards else seed
        for position in _occurrences(letters, text, 0, len(letters)):
            yield (gap + _SEED, position) if backwards else (gap, position)


def _touching(letters: str, place: tuple[int, int], prefix: str, suffix: str) -> int:
    """How many letters right before and after a place are as they were."""
    start, end = place
    before = 0
    while before < min(start, len(prefix)) and letters[start - 1 - before] == prefix[-1 - before]:
        before += 1
    after = 0
    while after < min(len(letters) - end, len(suffix)) and letters[end + after] == suffix[after]:
        after += 1
    return before + after


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters, digits and Han of `text`, folded, and where each stands in it."""
    where = [position for position, char in enumerate(text) if char.isalnum()]
    folded = fold(text)
    return "".join(folded[position] for position in where), where


def _not_letters(text: Iterable[str]) -> str:
    return "".join({char for char in text if not char.isalnum()})


def _is_mark(char: str) -> bool:
    return not char.isalnum() and not char.isspace()


def _occurrences(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    position = text.find(quote, start, end) if quote else -1
    while position >= 0:
        yield position
        position = text.find(quote, position + 1, end)
