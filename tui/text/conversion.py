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
from operator import ne
from threading import Lock
from typing import NamedTuple

from tui.text import opencc_tables
from tui.text.kept import kept

Replacement = tuple[int, int, str]
"""Start and end in the stage's input, and what stands there in its output."""

_MARKS = (
    "-,.?!*　，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐"
    "［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼"
)
SEPARATOR = re.compile(rf"[\s{re.escape(_MARKS)}]")
"""Where the package cuts a text. No phrase reaches across, so pieces convert by themselves."""

_loading = Lock()


class Tables(NamedTuple):
    """What a stage works with, derived from its dictionaries once; plain values, to be kept."""

    characters: str
    """What each code point becomes by itself: a table for `str.translate`."""
    keys: tuple[dict[str, str], ...]
    """For each dictionary: first character → the keys that start with it, with blanks between.

    Joined, because most are never looked at, and 49,000 strings take long to load.
    """
    signs: str
    """Characters of which each telling phrase has one: the fewer, the less is looked at twice."""
    telling: dict[str, str]
    """A sign and its neighbour → the telling phrases with these two, each before its value."""
    longest: int
    """Code points of the longest key."""


class Stage:
    """A group of dictionaries, ready to convert. Threads may share it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._sign = re.compile(f"[{re.escape(tables.signs)}]") if tables.signs else None
        # Unpacked when they are first met. Doing so twice, in two threads, does no harm.
        self._values: dict[str, str] = {}  # telling phrase → value
        self._phrases: dict[str, list[tuple[str, int]]] = {}  # pair → phrases, where it is in them
        self._met: set[str] = set()  # first characters of keys that are in the next two
        self._ranks: dict[str, int] = {}  # key → the first dictionary that has it
        self._longest: dict[str, int] = {}  # first two characters → length of the longest key

    def convert(self, text: str) -> tuple[str, list[Replacement]]:
        """The converted text, and those replacements that changed the length of a phrase."""
        converted = text.translate(self._tables.characters)
        places = list(self._telling_places(text))
        parts: list[str] = []
        resized: list[Replacement] = []
        position = 0
        for start, end in self._accepted(text, places):
            value = self._values.get(text[start:end])
            if value is None:
                continue
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
        for start, end in self._accepted(text, range(len(text))):
            if end - start > 1:
                mask[start:end] = b"\1" * (end - start)
        return mask

    def _telling_places(self, text: str) -> Iterator[int]:
        """A place in each telling phrase of `text`, in order; all their values are then known."""
        if self._sign is None:
            return
        telling = self._tables.telling
        for sign in self._sign.finditer(text):
            at = sign.start()
            pair, before, alone = text[at : at + 2], text[at - 1 : at + 1], text[at]
            if pair in telling or before in telling or alone in telling:
                # Each of them, for a longer phrase may outdo the first.
                stands = [
                    self._stands(text, start, place)
                    for start, place in ((pair, at), (before, at - 1), (alone, at))
                    if start in telling
                ]
                if any(stands):
                    yield at

    def _stands(self, text: str, pair: str, at: int) -> bool:
        """Whether a telling phrase stands in `text` with this pair of it at `at`."""
        if pair not in self._phrases:
            packed = self._tables.telling[pair].split(" ")
            self._values.update(zip(packed[::2], packed[1::2], strict=True))
            self._phrases[pair] = [(phrase, phrase.index(pair)) for phrase in packed[::2]]
        return any(
            text.startswith(phrase, at - offset)
            for phrase, offset in self._phrases[pair]
            if offset <= at
        )

    def _accepted(self, text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The accepted matches in the clusters around `places`, by place."""
        done = 0  # everything before is resolved
        for at in places:
            if at < done:
                continue
            start, done, matches = self._cluster(text, at, done)
            taken = bytearray(done - start)
            accepted = []
            for _, minus_length, begin in sorted(matches):
                end = begin - minus_length
                if not any(taken[begin - start : end - start]):
                    taken[begin - start : end - start] = b"\1" * -minus_length
                    accepted.append((begin, end))
            yield from sorted(accepted)

    def _cluster(
        self, text: str, at: int, floor: int
    ) -> tuple[int, int, list[tuple[int, int, int]]]:
        """The stretch around `at` that no match crosses, from `floor` on, and its matches.

        A match is (rank of its dictionary, -length, begin), so that they sort as they apply.
        """
        found: dict[int, list[tuple[int, int, int]]] = {}
        reaches: dict[int, int] = {}

        def reach(begin: int) -> int:
            """How far the longest match from `begin` goes."""
            if begin not in reaches:
                found[begin] = matches = self._matches_at(text, begin)
                reaches[begin] = begin - min((m[1] for m in matches), default=-1)
            return reaches[begin]

        start = at
        while True:
            lowest = max(floor, start - self._tables.longest + 1)
            for begin in range(lowest, start):
                if begin + self._longest_at(text, begin) > start and reach(begin) > start:
                    start = begin
                    break
            else:
                break
        end = position = start
        while position <= max(end - 1, at):
            end = max(end, reach(position))
            position += 1
        return start, end, [match for begin in range(start, end) for match in found[begin]]

    def _matches_at(self, text: str, begin: int) -> list[tuple[int, int, int]]:
        longest = self._longest_at(text, begin)
        found = []
        for end in range(begin + 1, min(begin + longest, len(text)) + 1):
            rank = self._ranks.get(text[begin:end])
            if rank is not None:
                found.append((rank, begin - end, begin))
        return found

    def _longest_at(self, text: str, begin: int) -> int:
        """How long a match from `begin` can be at most."""
        if text[begin] not in self._met:
            self._meet(text[begin])
        return self._longest.get(text[begin : begin + 2], 1)

    def _meet(self, first: str) -> None:
        """Take in the keys that start with this character."""
        ranks: dict[str, int] = {}
        for rank in reversed(range(len(self._tables.keys))):
            ranks.update(dict.fromkeys(self._tables.keys[rank].get(first, "").split(), rank))
        # In whole strokes, the last of which is what other threads rely on.
        self._ranks.update(ranks)
        self._longest.update((key[:2], len(key)) for key in sorted(ranks, key=len))
        self._met.add(first)


@cache
def _stage(group: opencc_tables.Group) -> Stage:
    name = "-".join(["stage", *(file.removesuffix(".txt") for file in group)])
    # As a plain tuple, which can be kept.
    tables = kept(name, opencc_tables.sources(__file__, group), lambda: tuple(derive(group)))
    return Stage(Tables._make(tables))


def stages(config: str) -> list[Stage]:
    """The stages of a configuration, loaded once; configurations share them."""
    with _loading:
        return [_stage(group) for group in opencc_tables.stages(config)]


def derive(group: opencc_tables.Group) -> Tables:
    """The tables of a group of dictionaries, from their files."""
    dictionaries = [_reachable(opencc_tables.dictionary(file)) for file in group]
    first_has_it: dict[str, str] = {}
    for entries in reversed(dictionaries):
        first_has_it.update(entries)
    single = {k: v for k, v in first_has_it.items() if len(k) == 1 == len(v)}
    characters = opencc_tables.character_table(single)

    telling: dict[str, str] = {}
    revealing: Counter[str] = Counter()  # characters by how often they make a phrase telling
    for phrase, character in _telling(first_has_it, characters):
        telling[phrase] = first_has_it[phrase]
        revealing[character] += 1
    signs: set[str] = set()
    by_pair: dict[str, list[str]] = {}
    for phrase in sorted(telling, key=lambda phrase: (len(phrase), phrase)):
        if signs.isdisjoint(phrase):
            signs.add(max(phrase, key=revealing.__getitem__))
        at = next(at for at, character in enumerate(phrase) if character in signs)
        pair = phrase[at - 1 : at + 1] if at else phrase[:2]
        by_pair.setdefault(pair, []).append(f"{phrase} {telling[phrase]}")

    # A key of one character has no say where no phrase of a later dictionary can overlap it.
    last = max(
        (rank for rank, entries in enumerate(dictionaries) if _has_phrases(entries)), default=-1
    )
    keys: list[dict[str, str]] = []
    for rank, entries in enumerate(dictionaries):
        by_first: dict[str, list[str]] = {}
        for key in entries:
            if len(key) > 1 or rank < last or key in telling:
                by_first.setdefault(key[0], []).append(key)
        keys.append({first: " ".join(some) for first, some in by_first.items()})
    return Tables(
        characters,
        tuple(keys),
        "".join(sorted(signs)),
        {pair: " ".join(phrases) for pair, phrases in by_pair.items()},
        max(map(len, first_has_it)),
    )


def _has_phrases(entries: dict[str, str]) -> bool:
    return any(len(key) > 1 for key in entries)


def _reachable(entries: dict[str, str]) -> dict[str, str]:
    """Without the keys that hold a separator: they can never be met, so a text need not be cut."""
    marks = {mark for mark in set("".join(entries)) if SEPARATOR.match(mark)}
    unreachable = {key for mark in marks for key in entries if mark in key}
    return {k: v for k, v in entries.items() if k not in unreachable} if marks else entries


def _telling(entries: dict[str, str], characters: str) -> Iterator[tuple[str, str]]:
    """Each phrase whose value is not what the table makes of it, with the characters at fault."""
    resized = {key for key, value in entries.items() if len(key) != len(value)}
    yield from ((key, character) for key in resized for character in key)
    # The rest side by side as two long texts: only where they differ is a phrase looked at.
    phrases = [key for key in entries if key not in resized]
    starts = list(accumulate(map(len, phrases), initial=0))
    joined = "".join(phrases)
    values = "".join(entries[phrase] for phrase in phrases)
    for at in compress(count(), map(ne, joined.translate(characters), values)):
        yield phrases[bisect_right(starts, at) - 1], joined[at]
