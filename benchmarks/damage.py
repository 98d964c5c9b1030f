"""Damage to clean text as it is met on the web: one function a mechanism, each seeded.

A mechanism reads a clean text, one block a line, and returns what it would change. `damaged`
puts the changes of several mechanisms together, so that it stays known which stretch of the clean
text suffered what.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypinyin import Style
from pypinyin import pinyin as readings

from tests.repair.damage import replace_in_bytes
from tui.repair.lexicon import scripts, stand_in, stranger_characters

HAN = re.compile("[一-鿿]")
_STOP = re.compile("[，。]")


@dataclass(frozen=True)
class Change:
    """`clean[start:end]` is written `new` in the damaged text. Code points."""

    start: int
    end: int
    new: str
    defect: str


@dataclass(frozen=True)
class Sample:
    """A damaged text with the clean one and everything that was done to it."""

    name: str
    clean: str
    dirty: str
    changes: tuple[Change, ...]
    furniture: tuple[str, ...] = ()
    """Lines of `dirty` that are no part of what was written."""
    aliases: tuple[tuple[str, str], ...] = ()
    """How some of them are written in `dirty`, and in `furniture`."""


Mechanism = Callable[[str, random.Random], list[Change]]


def pinyin(text: str, rng: random.Random) -> list[Change]:
    """A reading in brackets after each occurrence of some Traditional characters of the page."""
    share = rng.uniform(0.1, 0.6)
    marked = sorted(set(text) & scripts().traditional.keys())
    table = {char: _reading(char) for char in marked if rng.random() < share}
    return [
        Change(place + 1, place + 1, f"({table[char]})", "pinyin")
        for place, char in enumerate(text)
        if char in table
    ]


@cache
def _reading(char: str) -> str:
    return str(readings(char, style=Style.TONE)[0][0])


def mojibake(text: str, rng: random.Random) -> list[Change]:
    """A publisher's byte-wise replace that hits a code across two characters."""
    changes = []
    for match in re.finditer("[一-鿿，。、；：“”]{6,24}", text):
        if rng.random() > 0.4:
            continue
        run = match[0]
        cut = rng.randrange(0, len(run) - 3)
        code = run[cut].encode("gbk", "ignore")[1:] + run[cut + 1].encode("gbk", "ignore")[:1]
        try:
            straddling = code.decode("gbk")
        except UnicodeDecodeError:
            continue
        if not HAN.fullmatch(straddling) or straddling in run:
            continue
        reading = _reading(straddling)
        try:
            broken = replace_in_bytes(run + "\n", {straddling: reading})
        except UnicodeEncodeError:
            continue
        new = broken.dirty.removesuffix("\n")
        if broken.runs and all(broken.whole) and new != run:
            head = next(i for i, (a, b) in enumerate(zip(run, new, strict=False)) if a != b)
            changes.append(Change(match.start() + head, match.end(), new[head:], "mojibake"))
    return changes


@cache
def _stand_ins() -> dict[str, str]:
    """Character → what is written for it."""
    table: dict[str, str] = {}
    for strange in sorted(stranger_characters()):
        for meant in stand_in(strange).sure:
            table[meant] = table.get(meant, "") + strange
    return table


def lookalike(text: str, rng: random.Random) -> list[Change]:
    """Every 60th Han or mark a look-alike where there is one, or as many at random places."""
    periodic, phase = rng.random() < 0.5, rng.randrange(60)
    changes, clock = [], 0
    for place, char in enumerate(text):
        if not (HAN.match(char) or char in "，。；：？！、“”（）"):
            continue
        clock += 1
        hit = clock % 60 == phase if periodic else rng.random() < 1 / 60
        if hit and char in _stand_ins() and HAN.match(char):
            new = rng.choice(_stand_ins()[char])
            changes.append(Change(place, place + 1, new, "lookalike"))
    return changes


def columns(text: str, rng: random.Random) -> list[Change]:
    """A blank line in the middle of some sentences, where the column of the newspaper ended."""
    changes = []
    for match in re.finditer("[^\n]{60,}", text):
        place = match.start() + rng.randrange(20, 50)
        while place < match.end() - 10:
            if HAN.match(text[place - 1]) and HAN.match(text[place]) and rng.random() < 0.5:
                changes.append(Change(place, place, "\n" * rng.choice((1, 2, 2)), "columns"))
            place += rng.randrange(60, 200)
    return changes


def width(text: str, rng: random.Random) -> list[Change]:
    """Full-width marks become ASCII, all of a kind."""
    folded = {mark for mark in "，；：？！（）" if rng.random() < 0.8} or {"，"}
    table = dict(zip("，；：？！（）", ",;:?!()", strict=True))
    return [
        Change(place, place + 1, table[char], "width")
        for place, char in enumerate(text)
        if char in folded and _between_han(text, place)
    ]


def _between_han(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return bool(HAN.search(around)) and not re.search("[0-9A-Za-z]", around)


def doubled(text: str, rng: random.Random) -> list[Change]:
    """Some stops twice, or a comma before a full stop."""
    changes = []
    for match in _STOP.finditer(text):
        if rng.random() < 0.05:
            extra = rng.choice(("，", match[0])) if match[0] == "。" else "，"
            new = extra + match[0]
            changes.append(Change(match.start(), match.end(), new, "doubled stops"))
    return changes


def stops(text: str, rng: random.Random) -> list[Change]:
    """Every second ，or 。 is gone."""
    first = rng.randrange(2)
    return [
        Change(match.start(), match.end(), "", "lost stops")
        for number, match in enumerate(_STOP.finditer(text))
        if number % 2 == first
    ]


def whitespace(text: str, rng: random.Random) -> list[Change]:
    """Indents, blank lines, non-breaking and zero-width spaces, CR."""
    indent = rng.choice(("　　", "    ", "\xa0\xa0", ""))
    gap = rng.choice(("\n\n", "\r\n", "\n \n", "\n\n\n", "\r\n\r\n"))
    changes = [Change(0, 0, indent, "white space")] if indent else []
    for place, char in enumerate(text):
        if char == "\n":
            changes.append(Change(place, place + 1, gap + indent, "white space"))
        elif HAN.match(char) and HAN.match(text[place + 1 : place + 2]) and rng.random() < 0.003:
            changes.append(Change(place + 1, place + 1, "\u200b", "white space"))
    return changes


def damaged(
    name: str,
    clean: str,
    mechanisms: Iterable[Mechanism],
    seed: int,
    furniture: bool = False,
) -> Sample:
    """`clean` with the damage of all `mechanisms`; where two meet, the earlier one has its way."""
    rng = random.Random(f"{name} {seed}")
    changes: list[Change] = []
    taken: set[int] = set()
    for mechanism in mechanisms:
        for change in mechanism(clean, rng):
            places = range(change.start, max(change.end, change.start + 1))
            if taken.isdisjoint(places):
                taken.update(places)
                changes.append(change)
    changes.sort(key=lambda change: (change.start, change.end))
    parts, position = [], 0
    for change in changes:
        parts += (clean[position : change.start], change.new)
        position = change.end
    dirty = "".join(parts) + clean[position:]
    lines: tuple[str, ...] = ()
    if furniture:
        before, after = _furniture(rng)
        dirty = "\n".join((*before, dirty, *after))
        lines = (*before, *after)
    return Sample(name, clean, dirty, tuple(changes), lines)


def _furniture(rng: random.Random) -> tuple[list[str], list[str]]:
    listed: dict[str, list[str]] = {"B": [], "A": []}
    for line in Path(__file__).with_name("furniture.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            where, _, phrase = line.partition("\t")
            listed[where].append(phrase)
    before = rng.sample(listed["B"], rng.randrange(1, 4))
    after = rng.sample(listed["A"], rng.randrange(2, 7))
    return before, after


TRADITIONAL = (pinyin, mojibake)
"""Done by publishers who turn GBK text into Traditional script: `damaged` wants such text."""

MECHANISMS: dict[str, Mechanism] = {
    "pinyin": pinyin,
    "mojibake": mojibake,
    "lookalike": lookalike,
    "columns": columns,
    "width": width,
    "doubled stops": doubled,
    "lost stops": stops,
    "white space": whitespace,
}
