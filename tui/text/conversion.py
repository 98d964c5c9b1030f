"""One conversion stage: a group of dictionaries over a text, exactly as the package does it.

The rule of opencc-python-reimplemented: the text is cut at separators; in each piece the longest
key found anywhere is replaced, the leftmost of equally long ones, then the same left and right of
it; what no key of the first dictionary covers is left to the next dictionary. That is the same as:
of all matches, ordered by dictionary, length and place, accept each that overlaps none accepted.

It is made fast by doing that only where it shows. Every character goes through a table, and most
phrases say what the table says; a *telling* phrase is one that does not (one in five). It is
looked for by one of its characters, and only the cluster of overlapping matches around it is
resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, compress, count
from operator import add, eq, itemgetter, ne
from threading import Lock

from tui.text import opencc_tables

Replacement = tuple[int, int, str]
"""Start and end in the stage's input, and what stands there in its output."""

_MARKS = (
    "-,.?!*　，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐"
    "［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼"
)
SEPARATOR = re.compile(rf"[\s{re.escape(_MARKS)}]")
"""Where the package cuts a text. No phrase reaches across, so pieces convert by themselves."""

_HEAD = itemgetter(slice(2))

_loading = Lock()


class Stage:
    """A group of dictionaries, ready to convert; it never changes, so threads may share it."""

    def __init__(self, group: opencc_tables.Group) -> None:
        self._dictionaries = [_reachable(opencc_tables.dictionary(file)) for file in group]
        characters: dict[str, str] = {}
        for entries in reversed(self._dictionaries):
            if min(map(len, entries)) == 1:
                characters.update((k, v) for k, v in entries.items() if len(k) == 1 == len(v))
        self._table = opencc_tables.character_table(characters)
        # The phrases, longest last so that each pair of first characters knows its longest.
        phrases = sorted((k for entries in self._dictionaries for k in entries), key=len)
        self._lengths = dict(zip(map(_HEAD, phrases), map(len, phrases), strict=True))
        self._longest = len(phrases[-1])
        self._signs = _Signs(self._dictionaries, self._table)

    def convert(self, text: str) -> tuple[str, list[Replacement]]:
        """The converted text, and those replacements that changed the length of a phrase."""
        converted = text.translate(self._table)
        parts: list[str] = []
        resized: list[Replacement] = []
        position = 0
        for start, end, value in self._resolve(text, self._signs.places(text)):
            parts += (converted[position:start], value)
            position = end
            if end - start != len(value):
                resized.append((start, end, value))
        if not parts:
            return converted, resized
        parts.append(converted[position:])
        return "".join(parts), resized

    def covered(self, text: str) -> bytearray:
        """1 for each code point of `text` that a phrase decides, 0 where its table does."""
        mask = bytearray(len(text))
        phrases = compress(count(), map(self._lengths.__contains__, map(add, text, text[1:])))
        for start, end, _ in self._resolve(text, phrases):
            if end - start > 1:
                mask[start:end] = b"\1" * (end - start)
        return mask

    def _resolve(self, text: str, places: Iterable[int]) -> Iterator[Replacement]:
        """The accepted matches of the clusters around `places`, by place."""
        done = 0  # everything before is resolved
        for at in places:
            if at < done:
                continue
            start, done, matches = self._cluster(text, at, done)
            taken = bytearray(done - start)
            accepted = []
            for rank, minus_length, begin in sorted(matches):
                end = begin - minus_length
                if not any(taken[begin - start : end - start]):
                    taken[begin - start : end - start] = b"\1" * -minus_length
                    accepted.append((begin, end, self._dictionaries[rank][text[begin:end]]))
            yield from sorted(accepted)

    def _cluster(self, text: str, at: int, floor: int) -> tuple[int, int, list[tuple[int, ...]]]:
        """The stretch around `at` that no match crosses, from `floor` on, and its matches."""
        found: dict[int, list[tuple[int, ...]]] = {}
        reaches: dict[int, int] = {}

        def reach(begin: int) -> int:
            """How far the longest match from `begin` goes."""
            if begin not in reaches:
                found[begin] = matches = self._matches_at(text, begin)
                reaches[begin] = max((begin - m[1] for m in matches), default=begin + 1)
            return reaches[begin]

        start = at
        while True:
            lowest = max(floor, start - self._longest + 1)
            crossing = [begin for begin in range(lowest, start) if reach(begin) > start]
            if not crossing:
                break
            start = crossing[0]
        end = position = start
        while position <= max(end - 1, at):
            end = max(end, reach(position))
            position += 1
        return start, end, [match for begin in range(start, end) for match in found[begin]]

    def _matches_at(self, text: str, begin: int) -> list[tuple[int, ...]]:
        """(dictionary, -length, begin) of every key found at `begin`."""
        longest = self._lengths.get(text[begin : begin + 2], 1)
        return [
            (rank, -length, begin)
            for length in range(1, min(longest, len(text) - begin) + 1)
            for rank, entries in enumerate(self._dictionaries)
            if text[begin : begin + length] in entries
        ]


class _Signs:
    """Finds telling phrases: each holds one of a few characters, its sign.

    The fewer characters are signs, the less of a text is looked at twice.
    """

    def __init__(self, dictionaries: list[dict[str, str]], table: list[int]) -> None:
        telling: set[str] = set()
        revealing: Counter[str] = Counter()  # characters by how often they make a phrase telling
        for entries in dictionaries:
            for phrase, character in _telling(entries, table):
                telling.add(phrase)
                revealing[character] += 1
        signs: set[str] = set()
        self._phrases: dict[str, list[tuple[int, str]]] = {}
        """Sign and neighbour → the phrases with these two and where in them the sign is."""
        for phrase in sorted(telling, key=lambda phrase: (len(phrase), phrase)):
            if signs.isdisjoint(phrase):
                signs.add(max(phrase, key=revealing.__getitem__))
            at = next(at for at, character in enumerate(phrase) if character in signs)
            pair = phrase[at - 1 : at + 1] if at else phrase[:2]
            self._phrases.setdefault(pair, []).append((at, phrase))
        self._sign = re.compile(f"[{re.escape(''.join(sorted(signs)))}]") if signs else None

    def places(self, text: str) -> Iterator[int]:
        """A place in each telling phrase of `text`, in order."""
        if self._sign is None:
            return
        for sign in self._sign.finditer(text):
            at = sign.start()
            for pair in (text[at : at + 2], text[max(at - 1, 0) : at + 1], text[at]):
                phrases = self._phrases.get(pair, ())
                if any(text.startswith(p, at - back) for back, p in phrases if back <= at):
                    yield at
                    break


@cache
def _stage(group: opencc_tables.Group) -> Stage:
    return Stage(group)


def stages(config: str) -> list[Stage]:
    """The stages of a configuration, loaded once; configurations share them."""
    with _loading:
        return [_stage(group) for group in opencc_tables.stages(config)]


def _reachable(entries: dict[str, str]) -> dict[str, str]:
    """Without the keys that hold a separator: they can never be met, so a text need not be cut."""
    marks = {mark for mark in set("".join(entries)) if SEPARATOR.match(mark)}
    unreachable = {key for mark in marks for key in entries if mark in key}
    return {k: v for k, v in entries.items() if k not in unreachable} if marks else entries


def _telling(entries: dict[str, str], table: list[int]) -> Iterator[tuple[str, str]]:
    """Each phrase whose value is not what the table makes of it, with the characters at fault."""
    if not all(map(eq, map(len, entries), map(len, entries.values()))):
        resized = {key for key, value in entries.items() if len(key) != len(value)}
        yield from ((key, character) for key in resized for character in key)
        entries = {key: value for key, value in entries.items() if key not in resized}
    # The rest side by side as two long texts: only where they differ is a phrase looked at.
    phrases = list(entries)
    starts = list(accumulate(map(len, phrases), initial=0))
    joined = "".join(phrases)
    for at in compress(count(), map(ne, joined.translate(table), "".join(entries.values()))):
        yield phrases[bisect_right(starts, at) - 1], joined[at]
