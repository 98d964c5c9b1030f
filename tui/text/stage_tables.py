"""What a conversion stage works with, derived from its dictionaries once.

Most phrases of the dictionaries say what their characters say one by one; a *telling* phrase is one
that does not. What may stand beside it and be taken before it is found out here, not in each text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count
from operator import ne
from typing import NamedTuple

from tui.text import opencc_tables

_MARKS = (
    "-,.?!*　，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼︒︑︔︓︿﹀︹︺︙︐"
    "［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼"
)
SEPARATOR = re.compile(rf"[\s{re.escape(_MARKS)}]")
"""Where the package cuts a text. No phrase reaches across, so pieces convert by themselves."""


class Tables(NamedTuple):
    """What a stage works with, derived from its dictionaries once; plain values, to be kept."""

    characters: str
    """What each code point becomes by itself, as `opencc_tables.character_table` takes it."""
    keys: tuple[dict[str, str], ...]
    """For each dictionary: first character → the keys that start with it, with blanks between.

    Joined, because most are never looked at, and 49,000 strings take long to load.
    """
    signs: tuple[tuple[str, str, str], ...]
    """Characters of which each telling phrase has one: the fewer, the less is looked at twice.

    Each with those that follow it in a telling phrase, and those that stand before it.
    """
    telling: dict[str, str]
    """A sign and its neighbour → the telling phrases with these two: the first four fields of
    `Phrase` for each, with blanks between all."""
    longest: tuple[str, ...]
    """For each length from 2: the first two characters of the keys that are at most so long."""


def derive(group: opencc_tables.Group) -> Tables:
    """The tables of a group of dictionaries, from their files."""
    dictionaries = [_reachable(opencc_tables.dictionary(file)) for file in group]
    first_has_it: dict[str, str] = {}
    for entries in reversed(dictionaries):
        first_has_it.update(entries)
    single = {k: v for k, v in first_has_it.items() if len(k) == 1 == len(v)}
    pairs = opencc_tables.character_pairs(single)
    characters = opencc_tables.character_table(pairs)

    telling: dict[str, str] = {}
    revealing: Counter[str] = Counter()  # characters by how often they make a phrase telling
    for phrase, character in _telling(first_has_it, characters):
        telling[phrase] = first_has_it[phrase]
        revealing[character] += 1
    signs: dict[str, tuple[set[str], set[str]]] = {}  # each with what follows and stands before
    rivals = _rivals(telling, dictionaries)
    alone: set[str] = set()
    by_pair: dict[str, list[str]] = {}
    for phrase in sorted(telling, key=lambda phrase: (len(phrase), phrase)):
        if signs.keys().isdisjoint(phrase):
            signs[max(phrase, key=revealing.__getitem__)] = set(), set()
        at = next(at for at, character in enumerate(phrase) if character in signs)
        pair = phrase[at - 1 : at + 1] if at else phrase[:2]
        after, before = signs[phrase[at]]
        if at:
            before.add(pair[0])
        elif len(pair) == 2:
            after.add(pair[1])
        else:
            alone.add(pair)
        before_it, after_it = rivals[phrase]
        fields = phrase, telling[phrase], "".join(sorted(before_it)), "".join(sorted(after_it))
        by_pair.setdefault(pair, []).append(" ".join(fields))
    # A phrase of one character stands wherever its sign does.
    sorts = (
        (sign, *(("", "") if sign in alone else map("".join, map(sorted, sides))))
        for sign, sides in sorted(signs.items(), key=lambda sign: -revealing[sign[0]])
    )

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
    longest: dict[str, int] = {}
    for key in sorted(first_has_it, key=len):
        if len(key) > 1:
            longest[key[:2]] = len(key)
    lengths = range(2, max(longest.values(), default=1) + 1)
    return Tables(
        pairs,
        tuple(keys),
        tuple(sorts),
        {pair: " ".join(phrases) for pair, phrases in by_pair.items()},
        tuple("".join(two for two, most in longest.items() if most == some) for some in lengths),
    )


def _rivals(
    telling: Iterable[str], dictionaries: Sequence[dict[str, str]]
) -> dict[str, tuple[set[str], set[str]]]:
    """For each telling phrase the characters right before and after it of keys that outdo it.

    A key that overlaps it does where it is of an earlier dictionary, or of the same and longer,
    or as long and starts earlier.
    """
    ranks: dict[str, int] = {}
    for rank in reversed(range(len(dictionaries))):
        ranks.update(dict.fromkeys(dictionaries[rank], rank))
    worth = {phrase: (ranks[phrase], -len(phrase)) for phrase in telling}
    heads: dict[str, list[str]] = {}  # how phrases begin → those
    tails: dict[str, list[str]] = {}
    for phrase in worth:
        for cut in range(1, len(phrase) + 1):
            heads.setdefault(phrase[:cut], []).append(phrase)
            tails.setdefault(phrase[-cut:], []).append(phrase)
    rivals: dict[str, tuple[set[str], set[str]]] = {p: (set(), set()) for p in worth}
    for key, rank in ranks.items():
        own = rank, -len(key)
        for cut in range(1, len(key)):
            # A phrase that begins in the key and ends with it or after it; one that does the other.
            for phrase in heads.get(key[cut:], ()):
                if own <= worth[phrase]:
                    rivals[phrase][0].add(key[cut - 1])
            for phrase in tails.get(key[:cut], ()):
                if own < worth[phrase]:
                    rivals[phrase][1].add(key[cut])
            # A phrase that ends inside the key.
            for end in range(cut + 1, len(key)):
                phrase = key[cut:end]
                if phrase in rivals and own <= worth[phrase]:
                    rivals[phrase][0].add(key[cut - 1])
    return rivals


def _has_phrases(entries: dict[str, str]) -> bool:
    return any(len(key) > 1 for key in entries)


def _reachable(entries: dict[str, str]) -> dict[str, str]:
    """Without the keys that hold a separator: they can never be met, so a text need not be cut."""
    marks = {mark for mark in set("".join(entries)) if SEPARATOR.match(mark)}
    unreachable = {key for mark in marks for key in entries if mark in key}
    return {k: v for k, v in entries.items() if k not in unreachable} if marks else entries


def _telling(entries: dict[str, str], characters: list[int]) -> Iterator[tuple[str, str]]:
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
