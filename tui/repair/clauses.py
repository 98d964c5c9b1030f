"""Where a clause of running text may end: evidence for a mark between two words.

Features are what a reader goes by: words that open or close a clause, parts of speech that do not
stand side by side inside one, how long the pieces become, what recurs, and what the page itself
does around the marks it kept. Their weights were fitted by ``tools/fit_stops.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple, TypeVar

from tui.repair.furniture import table
from tui.repair.lexicon import parts_of_speech

STOPS = "，。"
_MARKS = "，。；：、！？…\n"
_FAR = 60
_SIZES = (1, 2, 3, 4, 6, 9, 13, 18)
K = TypeVar("K")
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


class _Memo(dict[K, float]):
    """A weight for each key, made when it is first asked for."""

    def __init__(self, make: Callable[[K], float]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> float:
        self[key] = found = self._make(key)
        return found


class Weights:
    """What each name of evidence weighs, and the sums of them that come again and again.

    A weight is a number, or whatever else can be added up and multiplied by a number: where
    weights are fitted it is the name itself (``tools/fit_stops.py``).
    """

    def __init__(self, weigh: Callable[[str], float]) -> None:
        self._weigh = weigh
        self.opens, self.closes, self.together = (
            weigh(name) for name in ("opens here", "closes here", "together")
        )
        self.lengths = _Memo(self._lengths)
        self.names = _Memo[tuple[str, ...]](self._sum)
        self.grammar = _Memo[tuple[str, str, bool, bool]](lambda key: self._sum(_grammar(*key)))
        self.ahead = _Memo[tuple[str, str]](lambda kinds: self._sum(_ahead(*kinds)))
        self.behind = _Memo[tuple[str, str, str]](lambda kinds: self._sum(_behind(*kinds)))

    def _sum(self, names: Iterable[str]) -> float:
        return sum(map(self._weigh, names))

    def _lengths(self, parts: tuple[int, int]) -> float:
        """What the code points before and after a mark, within a piece, say for it."""
        before, after = parts
        sizes = bisect_left(_SIZES, before), bisect_left(_SIZES, after)
        both = self._sum((f"{sizes[0]} long", f"long {sizes[1]}"))
        return both + self._weigh("balance") * abs(log(before / after))


class Clauses:
    """A tokenised page, ready to say what speaks for a mark before each word."""

    def __init__(self, words: Sequence[Token], weights: Weights) -> None:
        self.words = words
        self._weights = weights
        texts = self._texts = [token.text for token in words]
        kinds = self._kinds = [_kind(token.text, token.tag) for token in words]
        self._starts = [token.start for token in words]
        self._verbs = [0, *accumulate(token.tag in _VERBS for token in words)]
        self._opened = _opened(words)
        self._wanting = _wanting(words)
        # What depends on the words beside a place alone, for all places at once.
        self._beside = [0.0, *self._between(texts)]
        self._ahead = [*map(weights.ahead.__getitem__, pairwise(kinds))]
        triples = zip(kinds, kinds[1:], kinds[2:], strict=False)
        self._behind = [0.0, 0.0, *map(weights.behind.__getitem__, triples)]

    def _between(self, texts: Sequence[str]) -> Iterator[float]:
        """What each two words say for a mark between them: by themselves, and on this page."""
        weights = self._weights
        pairs, times = Counter(pairwise(texts)), Counter(texts)
        opening: Counter[str] = Counter()
        closing: Counter[str] = Counter()
        for (before, after), count in pairs.items():
            if before in _MARKS:
                opening[after] += count
            if after in STOPS:
                closing[before] += count
        left, right = {}, {}
        for text, count in times.items():
            closes = weights.closes * ((closing[text] + 0.3) / (count + 1.5))
            opens = weights.opens * ((opening[text] + 0.3) / (count + 1.5))
            left[text] = weights.names[_as_left(text)] + closes
            right[text] = weights.names[_as_right(text)] + opens
        for pair in pairwise(texts):
            together = pairs[pair]
            known = left[pair[0]] + right[pair[1]]
            yield known if together == 1 else known + weights.together * min(2.0, log(together))

    def weigh(self, start: int, end: int) -> Iterator[float]:
        """What all speaks for a mark before each of `words[start + 1 : end]`.

        `words[start:end]` is the running text between two marks.
        """
        kinds, verbs, starts = self._kinds, self._verbs, self._starts
        beside, ahead, behind = self._beside, self._ahead, self._behind
        grammar, lengths = self._weights.grammar, self._weights.lengths
        first, last = starts[start], self.words[end - 1].end
        verbs_before, verbs_after = verbs[start], verbs[end]
        for index, names in enumerate(self._names(start, end), start + 1):
            place = starts[index]
            verb_left, verb_right = verbs[index - 1] > verbs_before, verbs_after > verbs[index + 1]
            found = (
                beside[index]
                + lengths[place - first, last - place]
                + grammar[kinds[index - 1], kinds[index], verb_left, verb_right]
            )
            if index + 1 < end:
                found += ahead[index]
            if index - 1 > start:
                found += behind[index]
            yield found + self._weights.names[tuple(names)] if names else found

    def _names(self, start: int, end: int) -> Iterator[list[str]]:
        """What else there is before each of `words[start + 1 : end]`, mostly nothing."""
        words, texts, known = self.words, self._texts, cues()
        opened, wanting = self._opened, self._wanting
        head, tail = words[start], texts[end - 1]
        at_head, openers = head.text[0], known.openers
        is_adverbial = head.tag == "p" or head.text in known.prepositions
        is_time = head.tag == "t"
        listed = start > 0 and texts[start - 1] == "、"
        goes_on = end < len(words) and texts[end] == "、"
        for index in range(start + 1, end):
            names: list[str] = []
            left, right = texts[index - 1], texts[index]
            if left == right:
                names.append("doubled")
            if index > start + 1:
                if right[0] == at_head:
                    names.append("recurs" if right == head.text else "same head")
                if left == tail:
                    names.append("same tail")
            elif left in openers:
                names.append("lone opener")
            tag = words[index - 1].tag
            if is_adverbial:
                if tag == "f" or left in known.closers:
                    names.append("adverbial")
                elif self._verbs[index] == self._verbs[start + 1]:
                    names.append("adverbial open")
            if is_time and index - start <= 3 and tag in ("t", "f", "m"):
                names.append("time")
            if wanting[index] > start:
                names.append("preposition open")
            if tag == "q" and index - start > 1 and texts[index - 2] in known.demonstratives:
                names.append("this one")
            if opened[index] >= 0 or opened[index - 1] >= 0:
                names += self._quoted(index)
            if listed:
                names.append(f"、{min(words[index].start - head.start, 9) // 3}|")
            if goes_on:
                names.append(f"|{min(words[end - 1].end - words[index].start, 9) // 3}、")
            yield names

    def _quoted(self, index: int) -> Iterator[str]:
        """What a quotation or brackets, open before `words[index]` or ending there, make of it."""
        words = self.words
        left, right = words[index - 1], words[index]
        opened = self._opened[index]
        if opened >= 0:
            if words[opened].text[-1] not in "“‘「":
                yield "in brackets"
                return
            earlier = words[opened - 1].text[-1] if opened else "\n"
            speech = earlier in "\n。：，" and right.start - words[opened].end >= 6
            end_of_it = right.text[0] in _CLOSING
            yield f"end of quote {speech:d}" if end_of_it else f"in quote {speech:d}"
        elif left.text[-1] in "”’」":
            opened = self._opened[index - 1]
            earlier = words[opened - 1].text[-1] if opened else "\n"
            length = left.start - words[opened].end
            yield f"after quote {earlier in '。：，' or earlier == chr(10):d}{length >= 8:d}"


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


def _ahead(second: str, third: str) -> tuple[str, ...]:
    return (f"|{second} {third}",)


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
