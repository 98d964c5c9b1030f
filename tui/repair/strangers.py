"""Which characters are strange on a page in one script or the other, and which are usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import cache, cached_property

from tui.repair.lexicon import scripts, stand_in, stranger_characters, words
from tui.repair.readings import is_common
from tui.text.edit import Edit

RARE = -15.0
"""Share of an unfamiliar character in clean text: once in three million words."""
_FREQUENT = -12.0
"""Share of a character from which on it is met everywhere: once in 160,000 words."""
_REGIONAL = frozenset("邨埗鰂涌氹滘磡栢囡墘湳嵙荖漥埤圳崁埕崙塭垵蔴鯤鯓粿蚵")
"""Usual in Hong Kong and Taiwan, most in names of places."""


class Characters:
    """The characters of a page, and what they say about it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.all: Set[str] = set(text)
        self.present = stranger_characters() & self.all
        """Those that may stand in for another."""
        traditional, simplified = _of_one_script()
        self.is_traditional = len(traditional & self.all) > len(simplified & self.all)
        """Whether the page is in Traditional script."""
        self.strange: Set[str] = {c for c in self.present if self._is_strange(c)}
        """Of those present the ones that pages in this script have not without something wrong."""

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each stands on the page: on few pages that has to be known."""
        return Counter(self._text)

    @cached_property
    def han(self) -> int:
        """How many Han characters the page has, those of the supplementary planes not counted."""
        return sum(n for c, n in self.counts.items() if "㐀" <= c <= "鿿")

    def change(self, edits: Sequence[Edit]) -> None:
        """Make `edits` of one character each; too few to write the page in another script."""
        self.counts.subtract(edit.old for edit in edits)
        self.counts.update(edit.new for edit in edits)
        changed = {char for edit in edits for char in (edit.old, edit.new)}
        back = {char for char in stranger_characters() & changed if self.counts[char]}
        self.present = (self.present - changed) | back
        self.strange = (self.strange - changed) | {c for c in back if self._is_strange(c)}

    def _is_strange(self, char: str) -> bool:
        return not is_ordinary(char, self.is_traditional)


@cache
def _of_one_script() -> tuple[frozenset[str], frozenset[str]]:
    """Traditional and Simplified characters: sets are quicker to compare than keys."""
    both = scripts()
    return frozenset(both.traditional), frozenset(both.simplified)


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
        return character in _REGIONAL or not _is_known(plain)
    return character in _REGIONAL or _is_common_big5(character)


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
