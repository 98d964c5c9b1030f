"""What the sequence model sees of each character of a sentence.

Beside the characters themselves: words and their parts of speech from the dictionary, once with
and once without its guesses at unknown words; names of the dictionary wherever they begin; what
sort of word this one and its neighbours are (`priors`); and `hints` of what was tagged elsewhere.
All of it is asked of the Simplified form, so that both scripts are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui.annotate.suggest.priors import CHUNK, FOREIGN, NAMES, SURNAMES, ends_organisation, sort_of

_DIGITS = frozenset("0123456789一二三四五六七八九十百千万亿两〇零")
_LONGEST_WORD = 6
_LONGEST_CHUNK = 8  # words

Features = list[list[str]]


def features(sentence: str) -> Features:
    """The features of each code point of a sentence in Simplified characters."""
    import rjieba

    cut: list[tuple[str, str]] = rjieba.tag(sentence)
    known: list[tuple[str, str]] = rjieba.tag(sentence, False)
    rows = _of_characters(sentence)
    _of_words(rows, cut)
    _of_sorts(rows, cut)
    _of_known_words(rows, known)
    _of_surnames(rows, sentence, cut)
    for row, names in zip(rows, _names(sentence), strict=True):
        row += names
    return rows


def _of_characters(sentence: str) -> Features:
    around = ["^2", "^1", *sentence, "$1", "$2"]
    kinds = ["^", "^", *map(_kind, sentence), "$", "$"]
    foreign = ["01"[char in FOREIGN] for char in around]
    rows = []
    for at in range(len(sentence)):
        before, here, after = around[at + 1 : at + 4]
        rows.append(
            [
                "b",
                "c0=" + here,
                "c-=" + before,
                "c+=" + after,
                "d-=" + before + here,
                "d+=" + here + after,
                "e=" + before + "_" + after,
                "k=" + "".join(kinds[at : at + 5]),
                "f=" + "".join(foreign[at : at + 5]),
            ]
        )
    return rows


def _kind(char: str) -> str:
    if char in _DIGITS:
        return "d"
    if "\u3400" <= char <= "\u9fff":
        return "h"
    return "a" if char.isascii() and char.isalpha() else "p"


def _of_words(rows: Features, cut: Sequence[tuple[str, str]]) -> None:
    """The word a character is in, its place there, and the words beside."""
    padded = [("^", "^"), *cut, ("$", "$")]
    at = 0
    for number, (word, tag) in enumerate(cut, 1):
        last, next_ = padded[number - 1], padded[number + 1]
        for place in _places(word):
            rows[at] += [
                "p=" + place + tag,
                "pp=" + place + last[1] + tag,
                "pn=" + place + tag + next_[1],
                "w=" + place + word,
                "pw=" + place + last[0],
                "nw=" + place + next_[0],
                "ws=" + place + word[-1],
                "wp=" + place + word[0],
                "ns=" + place + tag + next_[0][-1],
                "wl=" + place + str(min(len(word), 5)) + tag,
            ]
            at += 1


def _of_sorts(rows: Features, cut: Sequence[tuple[str, str]]) -> None:
    """What sort the word is and those beside, and where in its chunk an organisation may end."""
    sorts = ["#", "#", *(sort_of(word, tag) for word, tag in cut), "#", "#"]
    at = 0
    for number, (word, tag) in enumerate(cut, 2):
        here, after, later = sorts[number : number + 3]
        earlier, before = sorts[number - 2 : number]
        found = [
            "C0" + here,
            "C-" + before,
            "C+" + after,
            "C3" + before + "/" + here + "/" + after,
            "C++" + after + later,
            "C--" + earlier + before,
        ]
        inside = tag in CHUNK
        begins = inside and (number == 2 or cut[number - 3][1] not in CHUNK)
        found.append("cs" + "01"[begins] + "01"[inside])
        ends = []
        for ahead in range(number, min(number + _LONGEST_CHUNK, len(cut) + 2)):
            if cut[ahead - 2][1] not in CHUNK:
                break
            if ends_organisation(sorts[ahead]):
                ends.append(ahead - number)
        if ends:
            found += [f"oh{min(ends[0], 4)}", f"of{min(ends[-1], 5)}"]
        for place in _places(word):
            rows[at] += [place + one for one in found]
            at += 1


def _of_known_words(rows: Features, cut: Sequence[tuple[str, str]]) -> None:
    """The same without guesses at unknown words: their characters stand alone."""
    seen = [place + tag for word, tag in cut for place in _places(word)]
    padded = ["^", *seen, "$"]
    for at, row in enumerate(rows):
        before, here, after = padded[at : at + 3]
        row += ["h=" + here, "h-=" + before + here, "h+=" + here + after]


def _of_surnames(rows: Features, sentence: str, cut: Sequence[tuple[str, str]]) -> None:
    places = [place for word, _ in cut for place in _places(word)]
    for at, char in enumerate(sentence):
        if char in SURNAMES and places[at] in "BS":
            for offset in (-1, 0, 1, 2):
                if 0 <= at + offset < len(rows):
                    rows[at + offset].append(f"s{offset}")


def _places(word: str) -> Iterator[str]:
    """Whether each character begins the word, ends it, is inside, or is all of it."""
    if len(word) == 1:
        yield "S"
        return
    yield "B"
    yield from "M" * (len(word) - 2)
    yield "E"


def _names(sentence: str) -> list[list[str]]:
    """The names of the dictionary each character may belong to, however the sentence was cut."""
    found: list[set[str]] = [set() for _ in sentence]
    for start in range(len(sentence)):
        for length in range(2, _LONGEST_WORD + 1):
            word = sentence[start : start + length]
            if len(word) == length and (tag := _tag(word)) in NAMES:
                for at, place in enumerate(_places(word), start):
                    found[at].add("l=" + place + tag)
    return [sorted(names) for names in found]


@lru_cache(maxsize=1 << 16)
def _tag(word: str) -> str:
    """The part of speech of a word of the dictionary; empty for what is none."""
    import rjieba

    if not rjieba.has_word(word):
        return ""
    cut: list[tuple[str, str]] = rjieba.tag(word, False)
    return cut[0][1] if len(cut) == 1 else ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text, blank ones left out. Code points."""
    start = 0
    for at, char in enumerate(text):
        ends = char == "\n" or at - start >= _LONGEST_SENTENCE
        if not ends and at > start and text[at - 1] in _STOPS:
            ends = char not in _STOPS and char not in _CLOSERS
            if ends and start < at:
                yield start, at
                start = at
            continue
        if ends:
            if text[start:at].strip():
                yield start, at
            start = at + 1 if char == "\n" else at
    if text[start:].strip():
        yield start, len(text)


_STOPS = frozenset("。！？!?")
_CLOSERS = frozenset("”’」』》）)\"'")
_LONGEST_SENTENCE = 400  # code points; text without stops is cut there
