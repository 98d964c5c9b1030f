"""Where a clause of running text may end: evidence for a mark between two words.

Features are what a reader goes by: words that open or close a clause, parts of speech that do not
stand side by side inside one, how long the pieces become, what recurs, and what the page itself
does around the marks it kept. Their weights were fitted by ``tools/fit_stops.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from tui.repair.furniture import table
from tui.repair.lexicon import parts_of_speech

STOPS = "，。"
_MARKS = "，。；：、！？…\n"
_FAR = 60
_SIZES = (1, 2, 3, 4, 6, 9, 13, 18)
Feature = tuple[tuple[str, ...], float]
"""Names of some evidence, and how strong each is."""
_OPENING, _CLOSING = "“‘《（「『【〈(", "”’》）」』】〉)"


class Cues(NamedTuple):
    """Words that open or close clauses, from ``data/clauses.toml``."""

    openers: frozenset[str]
    closers: frozenset[str]
    unending: frozenset[str]
    unopening: frozenset[str]
    prepositions: frozenset[str]
    demonstratives: frozenset[str]
    sentence_openers: frozenset[str]


@cache
def cues() -> Cues:
    """The words of the table, read once."""
    return Cues(**{name: frozenset(text.split()) for name, text in table("clauses.toml").items()})


class Token(NamedTuple):
    """`text[start:end]`, a word with its part of speech."""

    start: int
    end: int
    text: str
    tag: str


def tokens(text: str) -> list[Token]:
    """The words of Simplified `text` with their parts of speech. Loads rjieba."""
    import rjieba

    tags = parts_of_speech()
    texts = [part for word in rjieba.cut(text) for part in _parts(word)]
    ends = list(accumulate(map(len, texts)))
    return list(map(Token, [0, *ends], ends, texts, (tags.get(part, "n") for part in texts)))


@lru_cache(maxsize=1 << 14)
def _parts(word: str) -> tuple[str, ...]:
    """`word`, or what it is made of where a clause may end inside it."""
    tags = parts_of_speech()
    if word not in tags:
        # A guess of the segmenter's, good for names but not for 支在 or 中为.
        return tuple(word) if not _FUNCTION.isdisjoint(word) else (word,)
    if len(word) == 4 and tags[word][0] == "n":
        halves = word[:2], word[2:]
        if halves[0] in tags and halves[1] in tags:
            return halves
    return (word,)


@dataclass(frozen=True)
class Habits:
    """What the page does around the marks it kept."""

    opening: Counter[str]
    closing: Counter[str]
    words: Counter[str]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, words: Sequence[Token]) -> Habits:
        """Counts over a tokenised page."""
        texts = [token.text for token in words]
        opening = Counter(after for before, after in pairwise(texts) if before in _MARKS)
        closing = Counter(before for before, after in pairwise(texts) if after in STOPS)
        return cls(opening, closing, Counter(texts), Counter(pairwise(texts)))


class Clauses:
    """A tokenised page, ready to say what speaks for a mark before each word."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = words
        self.habits = habits = Habits.of(words)
        self.kinds = [_kind(token.text, token.tag) for token in words]
        self._as_left = [_as_left(token.text) for token in words]
        self._as_right = [_as_right(token.text) for token in words]
        self._opens, self._closes = (
            {text: (marks[text] + 0.3) / (times + 1.5) for text, times in habits.words.items()}
            for marks in (habits.opening, habits.closing)
        )
        self._verbs = [0, *accumulate(token.tag in _VERBS for token in words)]
        self._opened = _opened(words)
        self._wanting = _wanting(words)

    def features(self, index: int, start: int, end: int) -> list[Feature]:
        """Evidence for a mark before `words[index]`, within the piece from `start` to `end`.

        `words[start:end]` is the running text between two marks; 0 < start < index < end.
        """
        words, kinds, verbs = self.words, self.kinds, self._verbs
        left, right = words[index - 1], words[index]
        before = left.end - words[start].start
        after = words[end - 1].end - right.start
        first, second = kinds[index - 1], kinds[index]
        verb_left = verbs[index - 1] > verbs[start]
        verb_right = verbs[end] > verbs[index + 1]
        found: list[Feature] = [
            (_lengths(bisect_left(_SIZES, before), bisect_left(_SIZES, after)), 1.0),
            (_BALANCE, abs(log(before / after))),
            (_grammar(first, second, verb_left, verb_right), 1.0),
            # What the page does with these two words elsewhere.
            (_OPENS, self._opens[right.text]),
            (_CLOSES, self._closes[left.text]),
        ]
        if index + 1 < end:
            found.append((_ahead(second, kinds[index + 1]), 1.0))
        if index - 1 > start:
            found.append((_behind(kinds[index - 2], first, second), 1.0))
        times = self.habits.pairs[left.text, right.text]
        if times > 1:
            found.append((_TOGETHER, min(2.0, log(times))))
        if self._as_left[index - 1]:
            found.append((self._as_left[index - 1], 1.0))
        if self._as_right[index]:
            found.append((self._as_right[index], 1.0))
        names = self._lexical(index, start, end)
        self._structure(index, start, names)
        if start and words[start - 1].text == "、":
            names.append(f"、{min(before, 9) // 3}|")
        if end < len(words) and words[end].text == "、":
            names.append(f"|{min(after, 9) // 3}、")
        if names:
            found.append((tuple(names), 1.0))
        return found

    def _lexical(self, index: int, start: int, end: int) -> list[str]:
        """What the two words are to each other and to the piece."""
        words = self.words
        left, right = words[index - 1].text, words[index].text
        names: list[str] = []
        if left == right:
            names.append("doubled")
        if index > start + 1:
            head = words[start].text
            if right == head:
                names.append("recurs")
            elif right[0] == head[0]:
                names.append("same head")
            if words[end - 1].text == left:
                names.append("same tail")
        elif left in cues().openers:
            names.append("lone opener")
        return names

    def _structure(self, index: int, start: int, names: list[str]) -> None:
        """What is open before `words[index]`: a preposition, a quotation, an attribute."""
        words, known = self.words, cues()
        left, right, head = words[index - 1], words[index], words[start]
        if head.tag == "p" or head.text in known.prepositions:
            if left.tag == "f" or left.text in known.closers:
                names.append("adverbial")
            elif self._verbs[index] == self._verbs[start + 1]:
                names.append("adverbial open")
        if head.tag == "t" and index - start <= 3 and left.tag in ("t", "f", "m"):
            names.append("time")
        if self._wanting[index] > start:
            names.append("preposition open")
        if index - start > 1 and left.tag == "q" and words[index - 2].text in known.demonstratives:
            names.append("this one")
        opened = self._opened[index]
        if opened >= 0:
            if words[opened].text[-1] not in "“‘「":
                names.append("in brackets")
                return
            earlier = words[opened - 1].text[-1] if opened else "\n"
            speech = earlier in "\n。：，" and right.start - words[opened].end >= 6
            end_of_it = right.text[0] in _CLOSING
            names.append(f"end of quote {speech:d}" if end_of_it else f"in quote {speech:d}")
        elif left.text[-1] in "”’」" and self._opened[index - 1] >= 0:
            opened = self._opened[index - 1]
            earlier = words[opened - 1].text[-1] if opened else "\n"
            length = left.start - words[opened].end
            names.append(
                f"after quote {earlier in '。：，' or earlier == chr(10):d}{length >= 8:d}"
            )


@lru_cache(maxsize=1 << 14)
def _as_left(word: str) -> tuple[str, ...]:
    """What speaks for and against a mark after `word`."""
    names = ("closer", word in cues().closers), ("unending", word in cues().unending)
    return tuple(name for name, holds in (*names, ("1|", len(word) == 1)) if holds)


@lru_cache(maxsize=1 << 14)
def _as_right(word: str) -> tuple[str, ...]:
    """What speaks for and against a mark before `word`."""
    names = ("opener", word in cues().openers), ("unopening", word in cues().unopening)
    return tuple(name for name, holds in (*names, ("|1", len(word) == 1)) if holds)


_BALANCE, _OPENS, _CLOSES, _TOGETHER = (
    (name,) for name in ("balance", "opens here", "closes here", "together")
)


@cache
def _lengths(before: int, after: int) -> tuple[str, ...]:
    return f"{before} long", f"long {after}"


@cache
def _grammar(first: str, second: str, verb_left: bool, verb_right: bool) -> tuple[str, ...]:
    pair, left, right = f"{first}|{second}", str(int(verb_left)), str(int(verb_right))
    return (
        pair,
        f"{first}|",
        f"|{second}",
        f"{left} {pair}",
        f"{pair} {right}",
        f"{left}|{right}",
        f"|{second} {right}",
        f"{left} {first}|",
    )


@cache
def _ahead(second: str, third: str) -> tuple[str, ...]:
    return (f"|{second} {third}",)


@cache
def _behind(zeroth: str, first: str, second: str) -> tuple[str, ...]:
    return f"{zeroth} {first}|", f"{zeroth} {first}|{second}"


def _opened(words: Sequence[Token]) -> list[int]:
    """For each place before a word: the opening mark that is still open there, or -1."""
    result, current = [-1], -1
    for index, word in enumerate(words):
        mark = word.text[-1]
        if mark in _OPENING:
            current = index
        elif mark in _CLOSING or mark == "\n" or index - current > _FAR:
            current = -1
        result.append(current)
    return result


def _wanting(words: Sequence[Token]) -> list[int]:
    """For each place before a word: the preposition that still wants something there, or -1."""
    prepositions = cues().prepositions
    result, current = [-1], -1
    for index, word in enumerate(words):
        if word.text in prepositions:
            current = index
        elif word.tag in _VERBS or word.tag == "f" or word.text[0] in _MARKS:
            current = -1
        result.append(current)
    return result


_FUNCTION = frozenset("的了在是和与为把将被对从向于以中上下里不也都就")
_VERBS = frozenset(("v", "i", "l"))
_COARSE = {
    "n": "n", "nr": "r", "ns": "s", "nt": "s", "nz": "n", "vn": "e", "v": "v", "vd": "d",
    "a": "a", "ad": "d", "an": "n", "b": "b", "d": "d", "p": "p", "c": "c", "r": "p2", "m": "m",
    "q": "q", "t": "t", "f": "f", "s": "f", "uj": "u", "ul": "l", "i": "v", "l": "v", "j": "n",
    "zg": "z", "k": "u", "y": "y",
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _kind(text: str, tag: str) -> str:
    if text[-1] in _OPENING:
        return "("
    if text[-1] in _CLOSING:
        return ")"
    if text[0].isascii():
        return "#"
    return _COARSE.get(tag, "z")


def pieces(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The stretches of `words` between two marks, as index ranges; none is empty."""
    start = 0
    for index, token in enumerate(words):
        if token.text[0] in _MARKS:
            if start < index:
                yield start, index
            start = index + 1
    if start < len(words):
        yield start, len(words)
