"""One conversion stage: a group of dictionaries over a text, exactly as the package does it.

The rule of opencc-python-reimplemented: the text is cut at separators; in each piece the longest
key found anywhere is replaced, the leftmost of equally long ones, then the same left and right of
it; what no key of the first dictionary covers is left to the next dictionary. That is the same as:
of all matches, ordered by dictionary, length and place, accept each that overlaps none accepted.

It is made fast by doing that only where it shows. Every character goes through a table, and most
phrases say what the table says; a *telling* phrase is one that does not (one in five). It is
looked for by one of its characters. Mostly nothing that overlaps it can be longer; where something
may be, the cluster of overlapping matches around it is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import starmap
from operator import add
from threading import Lock
from typing import NamedTuple

from tui.text import opencc_tables, stage_tables
from tui.text.kept import kept
from tui.text.regex import compiled_alone
from tui.text.stage_tables import Tables, derive

Replacement = tuple[int, int, str]
"""Start and end in the stage's input, and what stands there in its output."""


_NO_RANK = 1 << 30
_FEW = 100  # characters

_loading = Lock()


class Phrase(NamedTuple):
    """A telling phrase."""

    key: str
    value: str
    before: str
    """Characters before it that may belong to a match that overlaps it and is taken first."""
    after: str
    """Such characters after it."""
    offset: int
    """Where in it the two characters are that it is looked for by."""
    broken: bool
    """Whether a match inside it may be taken first: one of an earlier dictionary."""

    def contested(self, text: str, start: int, end: int) -> bool:
        """Whether something else may be taken first where it stands in `text`."""
        return (
            (start > 0 and text[start - 1] in self.before)
            or (end < len(text) and text[end] in self.after)
            or self.broken
        )


class Stage:
    """A group of dictionaries, ready to convert. Threads may share it."""

    def __init__(self, tables: Tables, name: str) -> None:
        """`name`: what is kept of it between runs is kept under."""
        self._tables = tables
        self._singly = by_character(tables.characters)
        signs = "|".join(starmap(_sign, tables.signs))
        self._sign = compiled_alone(f"{name}-signs", signs) if signs else None
        self._longest: dict[str, int] = {}  # first two characters → length of the longest key
        for length, pairs in enumerate(tables.longest, 2):
            self._longest.update(dict.fromkeys(map(add, pairs[::2], pairs[1::2]), length))
        self._reach = len(
            tables.longest
        )  # code points that the longest key goes on after its first
        # Unpacked when they are first met. Doing so twice, in two threads, does no harm.
        self._values: dict[str, str] = {}  # telling phrase → value
        self._phrases: dict[str, list[Phrase]] = {}  # sign and neighbour → phrases
        self._met: set[str] = set()  # first characters of keys that are in the next one
        self._ranks: dict[str, int] = {}  # key → the first dictionary that has it

    def convert(self, text: str) -> tuple[str, list[Replacement]]:
        """The converted text, and those replacements that changed the length of a phrase."""
        converted = self._singly(text)
        parts: list[str] = []
        resized: list[Replacement] = []
        position = 0
        for start, end, value in self._telling(text):
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
        done = 0
        for at in range(len(text)):
            if at < done:
                continue
            done, accepted = self._resolved(text, at, done)
            for start, end in accepted:
                if end - start > 1:
                    mask[start:end] = b"\1" * (end - start)
        return mask

    def _telling(self, text: str) -> Iterator[Replacement]:
        """The accepted telling phrases of `text`, in order."""
        if self._sign is None:
            return
        done = 0  # everything before is resolved
        for sign in self._sign.finditer(text):
            at = sign.start()
            for start, phrase in self._standing(text, at):
                if at < done:
                    break
                end = start + len(phrase.key)
                if start >= done and not phrase.contested(text, start, end):
                    done = end
                    yield start, end, phrase.value
                    continue
                done, accepted = self._resolved(text, at, done)
                for later in self._sign.finditer(text, at + 1, done):
                    self._standing(text, later.start())  # their values are looked up below
                for start, end in accepted:
                    if (value := self._values.get(text[start:end])) is not None:
                        yield start, end, value

    def _standing(self, text: str, at: int) -> list[tuple[int, Phrase]]:
        """The telling phrases that stand around the sign at `at` with their starts, longest first.

        The values of all of them are then known.
        """
        standing = []
        for pair, place in (
            (text[at : at + 2], at),
            (text[at - 1 : at + 1], at - 1),
            (text[at], at),
        ):
            phrases = self._phrases.get(pair)
            if phrases is None and pair in self._tables.telling:
                phrases = self._unpack(pair)
            for phrase in phrases or ():
                start = place - phrase.offset
                if start >= 0 and text.startswith(phrase.key, start):
                    standing.append((start, phrase))
        if len(standing) > 1:
            standing.sort(key=lambda found: -len(found[1].key))
        return standing

    def _unpack(self, pair: str) -> list[Phrase]:
        packed = iter(self._tables.telling[pair].split(" "))
        phrases = [
            Phrase(key, value, before, after, key.index(pair), self._is_broken(key))
            for key, value, before, after in zip(packed, packed, packed, packed, strict=True)
        ]
        self._values.update((phrase.key, phrase.value) for phrase in phrases)
        self._phrases[pair] = phrases
        return phrases

    def _is_broken(self, key: str) -> bool:
        if len(self._tables.keys) == 1:
            return False
        for character in key:
            self._meet(character)
        inside = (key[a:b] for a in range(len(key)) for b in range(a + 1, len(key) + 1))
        return any(self._ranks.get(part, _NO_RANK) < self._ranks[key] for part in inside)

    def _resolved(self, text: str, at: int, floor: int) -> tuple[int, list[tuple[int, int]]]:
        """The accepted matches of the cluster around `at`, by place, and where it ends.

        What is before `floor` is resolved already.
        """
        start, end, matches = self._cluster(text, at, floor)
        taken = bytearray(end - start)
        accepted = []
        for _, minus_length, begin in sorted(matches):
            stop = begin - minus_length
            if not any(taken[begin - start : stop - start]):
                taken[begin - start : stop - start] = b"\1" * -minus_length
                accepted.append((begin, stop))
        return end, sorted(accepted)

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
            lowest = max(floor, start - self._reach)
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
        self._meet(text[begin])
        longest = self._longest_at(text, begin)
        found = []
        for end in range(begin + 1, min(begin + longest, len(text)) + 1):
            rank = self._ranks.get(text[begin:end])
            if rank is not None:
                found.append((rank, begin - end, begin))
        return found

    def _longest_at(self, text: str, begin: int) -> int:
        """How long a match from `begin` can be at most."""
        return self._longest.get(text[begin : begin + 2], 1)

    def _meet(self, first: str) -> None:
        """Take in the keys that start with this character, when it is first met."""
        if first in self._met:
            return
        ranks: dict[str, int] = {}
        for rank in reversed(range(len(self._tables.keys))):
            ranks.update(dict.fromkeys(self._tables.keys[rank].get(first, "").split(), rank))
        self._ranks.update(ranks)
        self._met.add(first)  # last: other threads rely on it


def by_character(pairs: str) -> Callable[[str], str]:
    """What converts each character by itself; `pairs` as `opencc_tables.character_table` takes."""
    if len(pairs) > 2 * _FEW:
        table = opencc_tables.character_table(pairs)
        return lambda text: text.translate(table)
    if not pairs:
        return lambda text: text
    # Looking for a few of them in C is faster than having each character of the text looked up.
    targets = dict(zip(pairs[::2], pairs[1::2], strict=True))
    substitute = re.compile(f"[{re.escape(''.join(targets))}]").sub
    return lambda text: substitute(lambda found: targets[found[0]], text)


def _sign(character: str, after: str, before: str) -> str:
    """A pattern of a sign in a telling phrase."""
    sign = re.escape(character)
    ways = []
    if after:
        ways.append(f"(?=[{re.escape(after)}])")
    if before:
        ways.append(f"(?<=[{re.escape(before)}]{sign})")
    return sign + (f"(?:{'|'.join(ways)})" if ways else "")


@cache
def _stage(group: opencc_tables.Group) -> Stage:
    name = "-".join(["stage", *(file.removesuffix(".txt") for file in group)])
    # As a plain tuple, which can be kept.
    tables = kept(
        name, opencc_tables.sources(stage_tables.__file__, group), lambda: tuple(derive(group))
    )
    return Stage(Tables._make(tables), name)


def stages(config: str) -> list[Stage]:
    """The stages of a configuration, loaded once; configurations share them."""
    with _loading:
        return [_stage(group) for group in opencc_tables.stages(config)]
