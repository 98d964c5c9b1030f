"""Where a clause of running text may end: evidence for a mark between two words.

Features are what a reader goes by: words that open or close a clause, parts of speech that do not
stand side by side inside one, how long the pieces become, what recurs, and what the page itself
does around the marks it kept. Their weights were fitted by ``tools/fit_stops.py``.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from tui.repair.lexicon import parts_of_speech, table

STOPS = "，。"
_MARKS = "，。；：、！？…\n"
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
    listed = tomllib.loads("\n".join(table("clauses.toml")))
    return Cues(**{name: frozenset(text.split()) for name, text in listed.items()})


@dataclass(frozen=True)
class Token:
    """`text[start:end]`, a word with its part of speech."""

    start: int
    end: int
    text: str
    tag: str


def tokens(text: str) -> list[Token]:
    """The words of Simplified `text` with their parts of speech. Loads rjieba."""
    import rjieba

    tags = parts_of_speech()
    found = []
    start = 0
    for word in rjieba.cut(text):
        for part in _parts(word, tags):
            end = start + len(part)
            found.append(Token(start, end, part, tags.get(part, "n")))
            start = end
    return found


def _parts(word: str, tags: Mapping[str, str]) -> tuple[str, ...]:
    """`word`, or what it is made of where a clause may end inside it."""
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
        opening: Counter[str] = Counter()
        closing: Counter[str] = Counter()
        for before, after in pairwise(words):
            if before.text in _MARKS:
                opening[after.text] += 1
            if after.text in STOPS:
                closing[before.text] += 1
        texts = [token.text for token in words]
        return cls(opening, closing, Counter(texts), Counter(pairwise(texts)))


def features(
    words: Sequence[Token], index: int, start: int, end: int, habits: Habits
) -> Iterator[tuple[str, float]]:
    """Evidence for a mark before `words[index]`, within the piece from `start` to `end`.

    `words[start:end]` is the running text between two marks of any kind; 0 < start < index < end.
    """
    known = cues()
    left, right = words[index - 1], words[index]
    before = left.end - words[start].start
    after = words[end - 1].end - right.start
    mark_before = words[start - 1].text if start else "\n"
    mark_after = words[end].text if end < len(words) else "\n"
    yield f"{_size(before)} long", 1
    yield f"long {_size(after)}", 1
    yield "balance", abs(log(before / after))
    if right.text in known.openers:
        yield "opener", 1
    if left.text in known.closers:
        yield "closer", 1
    if left.text in known.unending:
        yield "unending", 1
    if right.text in known.unopening:
        yield "unopening", 1
    if left.text in known.openers and index - 1 == start:
        yield "lone opener", 1
    first, second = _kind(left), _kind(right)
    verb_left = any(_is_verb(word) for word in words[start : index - 1])
    verb_right = any(_is_verb(word) for word in words[index + 1 : end])
    yield f"{first}|{second}", 1
    yield f"{first}|", 1
    yield f"|{second}", 1
    yield f"{verb_left:d} {first}|{second}", 1
    yield f"{first}|{second} {verb_right:d}", 1
    yield f"{verb_left:d}|{verb_right:d}", 1
    yield f"|{second} {verb_right:d}", 1
    yield f"{verb_left:d} {first}|", 1
    yield from _structure(words, index, start, end)
    if index + 1 < end:
        yield f"|{second} {_kind(words[index + 1])}", 1
    if index - 1 > start:
        earlier = _kind(words[index - 2])
        yield f"{earlier} {first}|", 1
        yield f"{earlier} {first}|{second}", 1
    if len(left.text) == 1:
        yield "1|", 1
    if len(right.text) == 1:
        yield "|1", 1
    if left.text == right.text:
        yield "doubled", 1
    if index > start + 1:
        if right.text == words[start].text:
            yield "recurs", 1
        elif right.text[0] == words[start].text[0]:
            yield "same head", 1
    if index - 1 > start and words[end - 1].text == left.text:
        yield "same tail", 1
    yield "opens here", (habits.opening[right.text] + 0.3) / (habits.words[right.text] + 1.5)
    yield "together", min(2.0, log(max(1, habits.pairs[left.text, right.text])))
    yield "closes here", (habits.closing[left.text] + 0.3) / (habits.words[left.text] + 1.5)
    if mark_before == "、":
        yield f"、{min(before, 9) // 3}|", 1
    if mark_after == "、":
        yield f"|{min(after, 9) // 3}、", 1


def _structure(
    words: Sequence[Token], index: int, start: int, end: int
) -> Iterator[tuple[str, float]]:
    """What is open before `words[index]`: a preposition, a quotation, an attribute."""
    known = cues()
    left, right = words[index - 1], words[index]
    first = words[start]
    if first.tag == "p" or first.text in known.prepositions:
        if left.tag == "f" or left.text in known.closers:
            yield "adverbial", 1
        elif not any(_is_verb(word) for word in words[start + 1 : index]):
            yield "adverbial open", 1
    if first.tag == "t" and index - start <= 3 and left.tag in ("t", "f", "m"):
        yield "time", 1
    for back in range(index - 1, start - 1, -1):
        word = words[back]
        if _is_verb(word) or word.tag == "f":
            break
        if word.text in known.prepositions and back > start:
            yield "preposition open", 1
            break
    if index - start > 1 and left.tag == "q" and words[index - 2].text in known.demonstratives:
        yield "this one", 1
    opened = _opened(words, index)
    if opened is not None:
        mark = words[opened].text[-1]
        if mark in _OPENING and mark not in "“‘「":
            yield "in brackets", 1
        else:
            inside = right.start - words[opened].end
            before = words[opened - 1].text[-1] if opened else "\n"
            speech = before in "\n。：，" and inside >= 6
            if right.text[0] in _CLOSING:
                yield f"end of quote {speech:d}", 1
            else:
                yield f"in quote {speech:d}", 1
    elif left.text[-1] in "”’」":
        opened = _opened(words, index - 1)
        before = words[opened - 1].text[-1] if opened else "\n"
        length = left.start - words[opened].end if opened is not None else 0
        yield f"after quote {before in '。：，' or before == chr(10):d}{length >= 8:d}", 1


def _opened(words: Sequence[Token], index: int) -> int | None:
    """Which of the words before `index`, on the line and not far, is an opening mark still open."""
    for back in range(index - 1, max(-1, index - 60), -1):
        mark = words[back].text[-1]
        if mark in _CLOSING or mark == "\n":
            return None
        if mark in _OPENING:
            return back
    return None


def _is_verb(token: Token) -> bool:
    return token.tag in _VERBS


def _size(length: int) -> int:
    return next(i for i, top in enumerate((1, 2, 3, 4, 6, 9, 13, 18, 999)) if length <= top)


_FUNCTION = frozenset("的了在是和与为把将被对从向于以中上下里不也都就")
_VERBS = frozenset(("v", "i", "l"))
_COARSE = {
    "n": "n", "nr": "r", "ns": "s", "nt": "s", "nz": "n", "vn": "e", "v": "v", "vd": "d",
    "a": "a", "ad": "d", "an": "n", "b": "b", "d": "d", "p": "p", "c": "c", "r": "p2", "m": "m",
    "q": "q", "t": "t", "f": "f", "s": "f", "uj": "u", "ul": "l", "i": "v", "l": "v", "j": "n",
    "zg": "z", "k": "u", "y": "y",
}  # fmt: skip


def _kind(token: Token) -> str:
    text = token.text
    if text[-1] in _OPENING:
        return "("
    if text[-1] in _CLOSING:
        return ")"
    if text[0].isascii():
        return "#"
    return _COARSE.get(token.tag, "z")


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
