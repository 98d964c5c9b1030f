"""The rule of official OpenCC: at each place from the left, the longest key that stands there.

How its groups of dictionaries choose comes to the same as one dictionary without those keys that
can never be chosen (`merged`, `in_turn`): all keys that stand at a place begin alike, so the
longest says which others there are. A complete ideographic description sequence (⿰氵来) is left as
it is where no key begins with its operator. No key reaches over the border of a segment.

Fast because most places are never looked at: characters go through a table, and a key of several is
looked for only where two characters stand that some key begins with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import compress, count, islice
from operator import add
from typing import NamedTuple

from tui.text import opencc_tables
from tui.text.conversion import Replacement, by_character
from tui.text.stage_tables import SEPARATOR

Dictionary = Mapping[str, str]
"""Key → its value."""
Match = tuple[int, int, str | None]
"""Start and end of a key, or of what is left as it is, and what it becomes (`Tables.keys`)."""

_OPERANDS = (
    dict.fromkeys("⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻⿼⿽", 2)
    | dict.fromkeys("⿲⿳", 3)
    | dict.fromkeys("⿾⿿", 1)
)
OPERATOR = re.compile(f"[{''.join(_OPERANDS)}]")
"""What begins an ideographic description sequence."""
_DEEPEST = 16  # operators inside one another, and what they are of
_LONGEST = 64  # code points


def merged(members: Iterable[Dictionary]) -> dict[str, str]:
    """A group of which the longest key of all counts; of equal ones that of the first member."""
    found: dict[str, str] = {}
    for member in members:
        for key, value in member.items():
            found.setdefault(key, value)
    return found


def in_turn(members: Iterable[Dictionary]) -> dict[str, str]:
    """A group of which the first member counts that has any key at a place."""
    found: dict[str, str] = {}
    for member in members:
        earlier = dict(found)
        for key, value in member.items():
            if not any(key[:length] in earlier for length in range(1, len(key) + 1)):
                found[key] = value
    return found


class Tables(NamedTuple):
    """What a dictionary is worked with; plain values, to be kept."""

    characters: str
    """What code points become by themselves, as `opencc_tables.character_table` takes it."""
    keys: dict[str, str | None]
    """All other keys → what they become, None where that is what their characters say."""
    lengths: dict[str, tuple[int, ...]]
    """The first two characters of keys → how long those are, the longest first."""
    alone: str
    """Keys of one character that are not in `characters`."""
    marks: str
    """Separators (`stage_tables.SEPARATOR`) that are in keys."""


def derive(dictionary: Dictionary, *, telling: bool = True) -> Tables:
    """The tables of a dictionary. Not `telling`: only where its keys stand is asked."""
    single = {
        key: value
        for key, value in dictionary.items()
        if telling and len(key) == len(value) == 1 and ord(key) < opencc_tables.TABLE_SIZE
    }
    characters = opencc_tables.character_pairs(single)
    table = opencc_tables.character_table(characters)
    keys: dict[str, str | None] = {}
    lengths: dict[str, set[int]] = {}
    for key, value in dictionary.items():
        if key in single:
            continue
        keys[key] = value if telling and key.translate(table) != value else None
        if len(key) > 1:
            lengths.setdefault(key[:2], set()).add(len(key))
    return Tables(
        characters,
        keys,
        {pair: tuple(sorted(some, reverse=True)) for pair, some in lengths.items()},
        "".join(sorted(key for key in keys if len(key) == 1)),
        "".join(sorted(set(SEPARATOR.findall("".join(dictionary))))),
    )


class Leftmost:
    """A dictionary, ready to convert or to segment. Threads may share it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._singly = by_character(tables.characters)
        self._single = frozenset(tables.characters[::2])
        self._alone = re.compile(f"[{re.escape(tables.alone)}]") if tables.alone else None

    def convert(self, text: str, ends: Sequence[int] = ()) -> tuple[str, list[Replacement]]:
        """The converted text, and those replacements that changed the length of a key.

        `ends`: where segments end, the last one being the end of the text; none: one segment.
        """
        return self._spliced(text, self._matches(text, ends))

    def segments(self, text: str) -> list[int]:
        """Where the segments of `text` end: each key is one, and so is what stands between."""
        return self._ends(text, self._matches(text, ()))

    def cut(self, text: str) -> tuple[str, list[Replacement], Sequence[int]]:
        """As `convert`, and where the segments of this dictionary end in the converted text."""
        matches = list(self._matches(text, ()))
        converted, resized = self._spliced(text, matches)
        return converted, resized, moved(self._ends(text, matches), resized)

    def cuts_like(self, segmenting: Leftmost) -> bool:
        """Whether its segments are those of another dictionary, and hold back none of its keys.

        So it is where the keys are the same, but for characters that are taken one by one.
        """
        return (
            self._tables.keys.keys() == segmenting._tables.keys.keys()
            and not self._tables.alone
            and self._single.isdisjoint(_OPERANDS)
        )

    def _spliced(self, text: str, matches: Iterable[Match]) -> tuple[str, list[Replacement]]:
        converted = self._singly(text)
        parts: list[str] = []
        resized: list[Replacement] = []
        position = 0
        for start, end, value in matches:
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

    def _ends(self, text: str, matches: Iterable[Match]) -> list[int]:
        keys = self._tables.keys
        ends = [0]
        for start, end, _ in matches:
            if text[start:end] not in keys:  # left as it is
                continue
            if start > ends[-1]:
                ends.append(start)
            ends.append(end)
        if len(text) > ends[-1]:
            ends.append(len(text))
        return ends[1:]

    def covered(self, text: str, ends: Sequence[int] = ()) -> bytearray:
        """1 for each code point of `text` that a phrase decides, 0 where its table does."""
        mask = bytearray(len(text))
        for start, end, _ in self._matches(text, ends):
            if end - start > 1:
                mask[start:end] = b"\1" * (end - start)
        return mask

    def _matches(self, text: str, ends: Sequence[int]) -> Iterator[Match]:
        """What stands in `text`, in order."""
        keys, lengths, whole = self._tables.keys, self._tables.lengths, len(text)
        done = segment = 0
        limit = ends[0] if ends else whole
        for at in self._places(text):
            if at < done:
                continue
            if at >= limit and ends:
                segment = bisect_right(ends, at, segment)
                limit = ends[segment]
            for length in lengths.get(text[at : at + 2], ()):
                key = text[at : min(at + length, limit)]
                if key in keys:
                    break
            else:
                key = text[at]
                if key not in keys:
                    if key in _OPERANDS and key not in self._single:
                        done = sequence(text, at, limit)
                        if done > at:
                            yield at, done, text[at:done]
                    continue
            done = at + len(key)
            yield at, done, keys[key]

    def _places(self, text: str) -> Iterable[int]:
        """Where a key may begin, or an ideographic description sequence; in order."""
        pairs = map(self._tables.lengths.__contains__, map(add, text, islice(text, 1, None)))
        places: Iterable[int] = compress(count(), pairs)
        if self._alone is not None:
            places = merge(places, (found.start() for found in self._alone.finditer(text)))
        if OPERATOR.search(text):
            places = merge(places, (found.start() for found in OPERATOR.finditer(text)))
        return places


def sequence(text: str, start: int, limit: int) -> int:
    """Where the ideographic description sequence at `start` ends; `start` if it is not complete.

    It is complete within `limit`, and OpenCC's bounds of depth and length.
    """
    waiting: list[int] = []  # for how many operands each operator still waits
    for at in range(start, min(limit, start + _LONGEST)):
        if len(waiting) >= _DEEPEST:
            return start
        if (operands := _OPERANDS.get(text[at], 0)) > 0:
            waiting.append(operands)
            continue
        while waiting:
            waiting[-1] -= 1
            if waiting[-1]:
                break
            waiting.pop()
        if not waiting:
            return at + 1
    return start


def moved(ends: Sequence[int], resized: Sequence[Replacement]) -> Sequence[int]:
    """Where segments end after some keys in them have changed length."""
    if not resized or not ends:
        return ends
    found: list[int] = []
    shift = 0
    changes = iter(resized)
    change = next(changes, None)
    for end in ends:
        while change is not None and change[1] <= end:
            shift += len(change[2]) - (change[1] - change[0])
            change = next(changes, None)
        found.append(end + shift)
    return found
