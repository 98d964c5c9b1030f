"""What is known of Chinese names before anything was tagged: how they begin, end, and what is near.

The words are in ``data/priors.toml``, in Simplified characters.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

_DATA: dict[str, str] = tomllib.loads(
    files("tui.annotate.suggest").joinpath("data/priors.toml").read_text(encoding="utf-8")
)


def _characters(name: str) -> frozenset[str]:
    return frozenset("".join(_DATA[name].split()))


def _words(name: str) -> tuple[str, ...]:
    return tuple(_DATA[name].split())


SURNAMES = _characters("surnames")
FOREIGN = _characters("foreign")
"""What foreign names are written with."""
_ORGANISATION_ENDINGS = _characters("organisation_endings")
_PLACE_ENDINGS = _characters("place_endings")
_ORGANISATIONS = _words("organisations")
_PEOPLE = _words("people")
_SAYING = frozenset(_words("saying"))
_WHERE = frozenset(_words("where"))
NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
"""Parts of speech that are names."""
_PEOPLES_NAMES = frozenset({"nr", "nrt", "nrfg"})
CHUNK = frozenset(_words("chunk"))
"""Parts of speech of which the name of an organisation may consist."""


def sort_of(word: str, tag: str) -> str:
    """What kind of word it is, a letter for each thing it may tell; `-` for none.

    `tag` is its part of speech, as rjieba has it.
    """
    sort = ""
    last, several = word[-1], len(word) > 1
    if several and (
        tag == "nt"
        or word.endswith(_ORGANISATIONS)
        or (last in _ORGANISATION_ENDINGS and tag[0] in "nj")
    ):
        sort += "O"
    elif last in _ORGANISATION_ENDINGS and not several:
        sort += "o"
    if last in _PLACE_ENDINGS:
        sort += "L" if several else "l"
    if word.endswith(_PEOPLE):
        sort += "T"
    if word in _SAYING:
        sort += "S"
    if word in _WHERE:
        sort += "P"
    if tag == "ns":
        sort += "N"
    if tag in _PEOPLES_NAMES:
        sort += "R"
    return sort or "-"


def ends_organisation(sort: str) -> bool:
    """Whether a word of this sort may end the name of an organisation."""
    return "O" in sort or "o" in sort
