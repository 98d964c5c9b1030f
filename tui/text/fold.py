"""Fold: one form for all characters that a reader takes for the same, to match texts by.

One code point in, one out, always, so that an offset in the folded text is an offset in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from unicodedata import normalize

from tui.text import opencc_tables

# Where the code points lie that folding of case or width can change: not in the large blocks.
_SMALL = (
    *range(0x3400),
    *range(0xA4D0, 0xAC00),
    *range(0xF900, 0x10000),
    *range(0x10400, 0x11A00),
    *range(0x16E40, 0x16EA0),
    *range(0x1D400, 0x1D800),
    *range(0x1E030, 0x1E070),
    *range(0x1E900, 0x1F300),
    *range(0x1FBF0, 0x1FBFA),
    *range(0x2F800, 0x2FA20),
)

_SAME = (
    "STCharacters",
    "TSCharacters",
    "TWVariants",
    "TWVariantsRev",
    "HKVariants",
    "HKVariantsRev",
)


def fold(text: str) -> str:
    """`text` without differences of script, variant, width and case; as long as it was.

    台湾, 臺灣, 台灣 and 臺湾 are one; so are Ａ, A and a. For matching only: some words become
    others (皇后 and 後 share 后).
    """
    return text.translate(_fold_table())


def simplified(text: str) -> str:
    """`text` with each Traditional or full-width character as Simplified ones are written.

    As long as it was. Finer than `fold`: what only another word shares is kept apart, so that
    a dictionary of Simplified words can be looked up.
    """
    return text.translate(_simplified_table())


@cache
def _fold_table() -> list[int]:
    return opencc_tables.kept_table("fold", __file__, _folded)


@cache
def _simplified_table() -> list[int]:
    return opencc_tables.kept_table("simplified", __file__, _to_simplified)


def _folded() -> dict[str, str]:
    parents: dict[str, str] = {}

    def find(character: str) -> str:
        while (parent := parents.get(character, character)) != character:
            parents[character] = parents.get(parent, parent)
            character = parent
        return character

    narrow = _narrow()
    for one, other in _same_characters():
        parents[find(narrow.get(one, one))] = find(narrow.get(other, other))
    classes: dict[str, list[str]] = {}
    for character in {*parents, *parents.values()}:
        classes.setdefault(find(character), []).append(character)
    folded = {}
    for members in classes.values():
        folded.update(dict.fromkeys(members, min(members, key=_commonness)))
    folded.update((character, folded.get(target, target)) for character, target in narrow.items())
    return folded


def _to_simplified() -> dict[str, str]:
    to_simplified = opencc_tables.dictionary("TSCharacters.txt")
    table = to_simplified.copy()
    for file in ("TWVariants.txt", "HKVariants.txt"):
        for standard, variant in opencc_tables.dictionary(file).items():
            if standard in to_simplified:  # 裏 → 里, so 裡 → 里; but 着 is both, so 著 stays
                table.setdefault(variant, to_simplified[standard])
    for character, target in _compatible().items():
        table[character] = table.get(target, target)
    return table


def _same_characters() -> list[tuple[str, str]]:
    """Pairs that some conversion takes for one another."""
    return [
        (key, value)
        for file in _SAME
        for key, values in opencc_tables.choices(f"{file}.txt").items()
        for value in values
    ]


@cache
def _compatible() -> dict[str, str]:
    """Characters in another width or presentation form → the ordinary one."""
    return _changed([chr(code) for code in _SMALL], lambda text: normalize("NFKC", text))


def _narrow() -> dict[str, str]:
    """Characters → in ordinary width and lower case, where that is one character."""
    characters = [chr(code) for code in _SMALL]
    # ẞ folds to two letters, but its lower case is one. Never both: Ꭰ and ꭰ would turn in a ring.
    unfolded = [character for character in characters if len(character.casefold()) > 1]
    narrow = _changed(unfolded, str.lower) | _changed(characters, str.casefold) | _compatible()
    while again := {key: narrow[value] for key, value in narrow.items() if value in narrow}:
        narrow |= again
    return narrow


def _changed(characters: list[str], change: Callable[[str], str]) -> dict[str, str]:
    """Each character that `change` makes another of, and not several.

    All in one text, a line each, because one call for each takes ten times as long.
    """
    lines = [character for character in characters if character != "\n"]
    changed = change("\n".join(lines)).split("\n")
    return {a: b for a, b in zip(lines, changed, strict=True) if a != b and len(b) == 1}


def _commonness(character: str) -> tuple[bool, bool, str]:
    """Sorts the Simplified form in use first."""
    traditional = character in opencc_tables.dictionary("TSCharacters.txt")
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True, traditional, character
    return False, traditional, character
