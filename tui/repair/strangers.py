"""Which characters are strange on a page in one script or the other, and which are usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cache
from typing import NamedTuple

from tui.repair.lexicon import scripts, stand_in, stranger_characters, words
from tui.repair.readings import is_common
from tui.text.edit import Edit

RARE = -15.0
"""Share of an unfamiliar character in clean text: once in three million words."""
_FREQUENT = -12.0
"""Share of a character from which on it is met everywhere: once in 160,000 words."""
_HONG_KONG = frozenset("邨埗鰂涌氹滘磡栢囡")
"""Usual in Hong Kong."""


class Characters(NamedTuple):
    """The characters of a page, and what they say about it."""

    counts: Counter[str]
    present: Set[str]
    """Those that may stand in for another."""
    strange: Set[str]
    """Of these the ones that pages in this script have not without something being wrong."""
    traditional: int
    simplified: int
    """How many characters are of one script only."""
    han: int

    @classmethod
    def of(cls, counts: Counter[str]) -> Characters:
        """The facts about a page with so many of each character."""
        present = stranger_characters().intersection(counts)
        kinds = scripts()
        traditional = sum(counts[c] for c in kinds.traditional.keys() & counts.keys())
        simplified = sum(counts[c] for c in kinds.simplified.keys() & counts.keys())
        is_traditional = traditional > simplified
        strange = {c for c in present if not is_ordinary(c, is_traditional)}
        han = sum(n for c, n in counts.items() if "㐀" <= c <= "鿿")
        return cls(counts, present, strange, traditional, simplified, han)

    @property
    def is_traditional(self) -> bool:
        """Whether the page is in Traditional script."""
        return self.traditional > self.simplified

    def after(self, edits: Sequence[Edit]) -> Characters:
        """The facts when `edits` of one character each are made."""
        counts = _recounted(self.counts, edits)
        kinds = scripts()
        traditional, simplified, han = self.traditional, self.simplified, self.han
        for edit in edits:
            traditional += (edit.new in kinds.traditional) - (edit.old in kinds.traditional)
            simplified += (edit.new in kinds.simplified) - (edit.old in kinds.simplified)
            han += ("㐀" <= edit.new <= "鿿") - ("㐀" <= edit.old <= "鿿")
        if (traditional > simplified) is not self.is_traditional:
            return Characters.of(counts)
        changed = {char for edit in edits for char in (edit.old, edit.new)}
        back = stranger_characters().intersection(changed).intersection(counts)
        strange = {c for c in back if not is_ordinary(c, self.is_traditional)}
        return Characters(
            counts,
            (self.present - changed) | back,
            (self.strange - changed) | strange,
            traditional,
            simplified,
            han,
        )


def _recounted(counts: Counter[str], edits: Iterable[Edit]) -> Counter[str]:
    """How often each character stands where `edits` of one character were made."""
    counts = counts.copy()
    counts.subtract(edit.old for edit in edits)
    counts.update(edit.new for edit in edits)
    return +counts


@cache
def is_ordinary(character: str, is_traditional: bool) -> bool:
    """Whether pages in this script have the character without anything being wrong."""
    if not "一" <= character <= "鿿":
        return False
    if not is_traditional:
        return encodes(character, "gb2312") and not _is_known(character)
    kinds = scripts()
    if character in kinds.simplified:
        return False
    plain = kinds.traditional.get(character, character)
    if encodes(plain, "gb2312"):
        return character in _HONG_KONG or not _is_known(plain)
    return character in _HONG_KONG or _is_common_big5(character)


@cache
def is_frequent(character: str) -> bool:
    """Whether it is too common to be suspected without a period."""
    share = words().get(character.translate(simplifying()))
    return is_common(character) if share is None else share > _FREQUENT


def _is_known(character: str) -> bool:
    """Whether it is a scarce character, behind level 1 of GB 2312, and a known stand-in."""
    if character not in stranger_characters():
        return False
    forms = scripts().variants.get(character, ())
    known = any(new not in forms for new in stand_in(character).sure)
    return known and character.encode("gb2312") > b"\xd7\xff"


def _is_common_big5(character: str) -> bool:
    try:
        return character.encode("big5") <= b"\xc6\x7e"  # level 1, the 5,401 common ones
    except UnicodeEncodeError:
        return False


def encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def simplifying() -> dict[int, str]:
    return str.maketrans(scripts().traditional)
