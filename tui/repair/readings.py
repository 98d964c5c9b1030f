"""How characters are read, and which of them are common: pinyin data of pypinyin, GB 2312.

Loaded when a page first has something to check; pypinyin itself is not imported, for it loads its
phrases (0.3 s) with it.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text import opencc_tables

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_LETTERS = str.maketrans({"ɑ": "a", "ɡ": "g", "v": "u\u0308", " ": "", "'": "", "’": "", "·": ""})


class Reading(NamedTuple):
    """One syllable or several: its letters without tones, and its tones in order, 1 to 4.

    A syllable in the neutral tone has none.
    """

    letters: str
    tones: tuple[int, ...]


@cache
def parse(written: str) -> Reading:
    """A reading as written: ``qū``, ``qu1``, ``lǜ``, ``lv4``, ``xīnwén zhōukān``."""
    marks = normalize("NFD", written.lower().replace("u:", "v")).translate(_LETTERS)
    tones = [_TONES.get(c) or (int(c) if c in "1234" else 0) for c in marks]
    letters = "".join(c for c in marks if c not in _TONES and c not in "-012345")
    return Reading(letters, tuple(tone for tone in tones if tone))


@cache
def _dictionary() -> dict[str, str]:
    spec = find_spec("pypinyin")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        path = Path(folder) / "pinyin_dict.json"
        if path.is_file():
            data: dict[str, str] = json.loads(path.read_text("utf-8"))
            return data
    raise JiaozhuError(tr("The readings of pypinyin are missing; run: pip install pypinyin"))


@cache
def readings(char: str) -> tuple[Reading, ...]:
    """All readings of one character, the usual first; none when it is not a Han character."""
    written = _dictionary().get(str(ord(char)), "")
    return tuple(parse(one) for one in written.split(",")) if written else ()


@lru_cache(maxsize=1 << 14)
def is_read(char: str, reading: Reading) -> bool:
    """Whether one character is read so, in any tone if `reading` has none."""
    return any(
        reading.letters == r.letters and reading.tones in (r.tones, ()) for r in readings(char)
    )


def covered(before: str, reading: Reading) -> int:
    """How many characters at the end of `before` are read so; 0 when it does not fit them.

    One syllable has to have its tone right. Of several, the letters decide: 一 and 不 change
    their tones in words, and many words end in a neutral tone.
    """
    single = before and is_read(before[-1], reading)
    return 1 if single else _word(before, len(before), reading.letters, 0)


def _word(before: str, end: int, letters: str, taken: int) -> int:
    if not letters:
        return taken if taken > 1 else 0
    if end == 0 or taken == 12:
        return 0
    syllables = {r.letters for r in readings(before[end - 1])}
    if before[end - 1] in "儿兒":
        syllables.add("r")
    for syllable in syllables:
        if letters.endswith(syllable):
            rest = letters[: len(letters) - len(syllable)]
            if count := _word(before, end - 1, rest, taken + 1):
                return count
    return 0


@cache
def simplified(char: str) -> str:
    """The Simplified form of one character."""
    return opencc_tables.dictionary("TSCharacters.txt").get(char, char)


def is_traditional(char: str) -> bool:
    """Whether the character is not used in Simplified text."""
    return simplified(char) != char


@cache
def is_main_form(char: str) -> bool:
    """Whether a Traditional character is what its Simplified form usually becomes: 為, not 侷."""
    plain = simplified(char)
    forms = opencc_tables.choices("STCharacters.txt").get(plain, ())
    usual = char in forms and (forms[0] == char or forms[0] != plain)
    return usual or char in _regional()


@cache
def _regional() -> frozenset[str]:
    """The forms that Taiwan and Hong Kong prefer."""
    tables = (opencc_tables.dictionary(f"{place}Variants.txt") for place in ("TW", "HK"))
    return frozenset(char for table in tables for char in table.values())


@cache
def is_common(char: str) -> bool:
    """Whether its Simplified form is one of the 3,755 characters of GB 2312 level 1.

    They make up 98 to 99 % of the Han characters of ordinary text.
    """
    try:
        code = simplified(char).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7
