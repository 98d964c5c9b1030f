"""Which characters are read how, to find Chinese by the letters of its pinyin.

    readings("重")                          # ("zhong", "chong")
    find("zhonghua", page)                  # 中华, 种花 …; page: `tui.text.searchable`
    find("zhrm", page)                      # 中华人民, 综合热门 …

Readings are without tones, ü is `v`. Of each character those count that words of pypinyin's list
have it in, so that 控 is `kong` and not `qiang`, and the rare ones of characters no word has.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.fold import fold
from tui.text.kept import kept

_SHARE = 0.04  # of the words with a character that a reading must have to count
_LONGEST = 24  # letters of a query; more would be a text, not a search
_MOST_WAYS = 6  # ways to cut a query into syllables that are tried
_MOST_CUTS = 500  # of which these are chosen
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_INITIALS = ("zh", "ch", "sh")
_LETTERS = re.compile("[a-z']+")


def readings(character: str) -> tuple[str, ...]:
    """How a character is read, the usual way first; () where it is not Chinese."""
    return _by_character().get(fold(character), ())


def is_pinyin(query: str) -> bool:
    """Whether a query can be read as pinyin or as initials."""
    return bool(_ways(query))


def initials(folded: str) -> str:
    """What to find initials in: a character for each, which tells the letters it may begin with."""
    return folded.translate(_marks()[0])


class Page(Protocol):
    """What is searched."""

    @property
    def joined(self) -> str:
        """Its folded text, without breaks."""

    @property
    def initials(self) -> str:
        """`initials(joined)`."""

    @property
    def characters(self) -> frozenset[str]:
        """Those in `joined`."""


def find(query: str, page: Page) -> list[tuple[int, int]]:
    """Where a page reads as the query says, in order and not overlapping. Offsets of `joined`.

    The query is full syllables, the last of which may be begun only; or the initial of each, where
    z may stand for zh; or both. A blank or ' parts syllables.
    """
    found: set[tuple[int, int]] = set()
    for way in _ways(query):
        full = next((n for n, part in enumerate(way) if part[-1] != "*"), None)
        found.update(_by_initials(way, page) if full is None else _by_syllable(way, full, page))
    hits: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not hits or start >= hits[-1][1]:
            hits.append((start, end))
    return hits


def _by_syllable(way: tuple[str, ...], full: int, page: Page) -> Iterator[tuple[int, int]]:
    """The places of a way with a full syllable, which few characters of a page have."""
    text = page.joined
    rest = [(n - full, part) for n, part in enumerate(way) if n != full]
    for character in page.characters.intersection(_syllables()[way[full]]):
        at = text.find(character)
        while at >= 0:
            start = at - full
            if start >= 0 and all(_reads(text[at + n : at + n + 1], part) for n, part in rest):
                yield start, start + len(way)
            at = text.find(character, at + 1)


def _by_initials(way: tuple[str, ...], page: Page) -> Iterator[tuple[int, int]]:
    """The places of a way of initials only, each of which thousands of characters have."""
    marks = _marks()[1]
    pattern = re.compile("".join(f"[{marks[part[0]]}]" for part in way))
    long = [(n, part) for n, part in enumerate(way) if len(part) > 2]
    match = pattern.search(page.initials)
    while match:
        start, end = match.span()
        if all(_reads(page.joined[start + n], part) for n, part in long):
            yield start, end
        else:
            end = start + 1
        match = pattern.search(page.initials, end)


def _reads(character: str, part: str) -> bool:
    begin = part.rstrip("*")
    read = _by_character().get(character, ())
    if begin != part:
        return any(one.startswith(begin) for one in read)
    return begin in read


@cache
def _marks() -> tuple[dict[int, str], dict[str, str]]:
    """Character → its mark, and initial → the marks that may be it.

    The mark is the letter itself where all readings begin with one; others share private
    characters, one for each set of letters. A character that is not Chinese is marked by a blank.
    """
    sets: dict[frozenset[str], str] = {}
    table: dict[int, str] = dict.fromkeys(range(ord("a"), ord("z") + 1), " ")
    for character, read in _by_character().items():
        first = frozenset(one[0] for one in read)
        if len(first) == 1:
            table[ord(character)] = read[0][0]
        elif first:
            table[ord(character)] = sets.setdefault(first, chr(0xE000 + len(sets)))
    marks = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
    for letters, mark in sets.items():
        for letter in letters:
            marks[letter] += mark
    return table, marks


def _plain(query: str) -> str:
    letters = normalize("NFD", fold(query)).replace("u\u0308", "v")
    return _TONES.sub("", letters).strip().replace(" ", "'").replace("’", "'")


@lru_cache(maxsize=8)
def _ways(query: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a query into syllables and initials, those of fewest parts first.

    Full syllables where that is possible. A part that is only begun has a * behind it.
    """
    letters = _plain(query)
    if not _LETTERS.fullmatch(letters) or len(letters) > _LONGEST:
        return ()
    chunks = [chunk for chunk in letters.split("'") if chunk]
    ways: list[tuple[str, ...]] = [()]
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        cuts = _fewest(_cut(chunk, last)) or _fewest(_mixed(chunk))
        ways = [way + cut for way in ways for cut in cuts][:_MOST_WAYS]
    return tuple(way for way in ways if way)


def _fewest(ways: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The likely ones: none has more than one part more than the shortest."""
    found = sorted(islice(ways, _MOST_CUTS), key=len)
    return [way for way in found if len(way) <= len(found[0]) + 1][:_MOST_WAYS]


def _cut(letters: str, last: bool) -> Iterator[tuple[str, ...]]:
    """Ways that begin with a full syllable; with `last` the final one may be begun only."""
    if not letters:
        yield ()
        return
    for length in range(min(6, len(letters)), 0, -1):
        head, rest = letters[:length], letters[length:]
        if head in _syllables():
            yield from ((head, *way) for way in _cut(rest, last))
        elif last and not rest and length > 1 and head not in _INITIALS and head in _begun():
            yield (head + "*",)


def _mixed(letters: str) -> Iterator[tuple[str, ...]]:
    """Initials, with full syllables between them where these are longer than an initial."""
    if not letters:
        yield ()
        return
    for length in range(min(6, len(letters)), 0, -1):
        head, rest = letters[:length], letters[length:]
        if length > 1 and head in _syllables():
            yield from ((head, *way) for way in _mixed(rest))
        elif head in _INITIALS or (length == 1 and head in _begun()):
            yield from ((head + "*", *way) for way in _mixed(rest))


@cache
def _begun() -> frozenset[str]:
    return frozenset(s[:length] for s in _syllables() for length in range(1, len(s) + 1))


@cache
def _syllables() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for character, read in _by_character().items():
        for syllable in read:
            found.setdefault(syllable, []).append(character)
    return {syllable: "".join(characters) for syllable, characters in found.items()}


@cache
def _by_character() -> dict[str, tuple[str, ...]]:
    """Readings by folded character."""
    folder = _data()
    sources = [folder / name for name in ("pinyin_dict.json", "phrases_dict.json")]
    return kept("pinyin", [*sources, Path(__file__)], lambda: _build(*sources))


def _build(characters: Path, phrases: Path) -> dict[str, tuple[str, ...]]:
    counts: dict[str, Counter[str]] = {}
    for phrase, read in json.loads(phrases.read_text("utf-8")).items():
        if len(phrase) == len(read):
            for character, (written, *_) in zip(phrase, read, strict=True):
                counts.setdefault(character, Counter())[_letters(written)] += 1
    found: dict[str, dict[str, None]] = {}
    for code, written in json.loads(characters.read_text("utf-8")).items():
        character = chr(int(code))
        listed = [_letters(one) for one in written.split(",")]
        count = counts.get(character, Counter())
        least = _SHARE * count.total()
        used = [one for one, times in count.most_common() if times >= least]
        usual = [one for one in used if one in listed] or listed
        # Of a class of variants the form in use speaks for all, and so comes first.
        own = found.setdefault(fold(character), {})
        if fold(character) == character:
            found[character] = {**dict.fromkeys(usual), **own}
        elif not own or used:
            own.update(dict.fromkeys(usual))
    return {character: tuple(filter(_is_syllable, read)) for character, read in found.items()}


def _letters(written: str) -> str:
    return _TONES.sub("", normalize("NFD", written)).replace("u\u0308", "v")


def _is_syllable(letters: str) -> bool:
    """Whether it has a vowel: 嗯 is read ń, and no search means that."""
    return letters.isascii() and bool(re.search("[aeiouv]", letters))


def _data() -> Path:
    spec = find_spec("pypinyin")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (Path(folder) / "pinyin_dict.json").is_file():
            return Path(folder)
    raise JiaozhuError(tr("The readings of pypinyin are missing; run: pip install pypinyin"))
