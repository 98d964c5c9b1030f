"""Which characters have several forms, from the dictionary of the stage that changes the script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tui.text import opencc_tables
from tui.text.kept import kept

PHRASES = {"STCharacters": "STPhrases", "TSCharacters": "TSPhrases"}
"""Dictionaries of characters that change the script → those of phrases that go with them."""

_LIVE = 0.08
"""Of the phrases that have a character, the share in which a form must stand to be likely."""


@dataclass(frozen=True)
class FormTables:
    """Characters with several forms."""

    several: Mapping[str, tuple[str, ...]]
    """Each with its forms, the one that is taken where no phrase decides first."""
    likely: set[str]
    """Those that phrases have in another form than the first often enough."""

    @cached_property
    def siblings(self) -> Mapping[str, frozenset[str]]:
        """Each form → all forms of the characters that may be written as that."""
        found: dict[str, set[str]] = {}
        for forms in self.several.values():
            for form in forms:
                found.setdefault(form, set()).update(forms)
        return {form: frozenset(forms) for form, forms in found.items()}


NONE = FormTables({}, set())


def several(entries: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The characters of a dictionary, key → values, that have several forms."""
    single = ((key, tuple(v for v in values if len(v) == 1)) for key, values in entries.items())
    return {key: values for key, values in single if len(key) == 1 and len(values) > 1}


def likely(characters: Mapping[str, tuple[str, ...]], phrases: Mapping[str, str]) -> set[str]:
    """Those of `characters` that `phrases` have in another form than the first often enough."""
    counts: dict[str, Counter[str]] = {char: Counter() for char in characters}
    for phrase, value in phrases.items():
        if len(phrase) == len(value):
            for char, form in zip(phrase, value, strict=True):
                if char in counts:
                    counts[char][form] += 1
    return {
        char
        for char, forms in characters.items()
        if sum(counts[char][form] for form in forms[1:]) > _LIVE * counts[char].total()
    }


@cache
def of_package(file: str) -> FormTables:
    """The tables of opencc-python-reimplemented; `file` is a key of `PHRASES`."""
    found = several(opencc_tables.choices(f"{file}.txt"))
    sources = opencc_tables.sources(__file__)

    def met() -> set[str]:
        return likely(found, opencc_tables.dictionary(f"{PHRASES[file]}.txt"))

    return FormTables(found, kept(f"forms-{file}", sources, met))
