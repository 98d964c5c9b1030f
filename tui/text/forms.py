"""Forms 字形 of a character that conversion may write in several ways: 发 as 發 or 髮.

OpenCC's phrases decide most of them; where none does, it takes the first form. What a person
chose instead is put where the script changes, before the stage that writes it in the standard of
Taiwan or Hong Kong, so that one choice holds in all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from tui.text import official, opencc_tables
from tui.text.alignment import Alignment
from tui.text.conversion import Stage, stages
from tui.text.kept import kept
from tui.text.stage_tables import SEPARATOR

Forms = Mapping[int, str]
"""Place in a text → the form chosen for the character there. Code points."""

_PHRASES = {"STCharacters.txt": "STPhrases.txt", "TSCharacters.txt": "TSPhrases.txt"}
_LIVE = 0.08
"""Of the phrases that have a character, the share in which a form must stand to be likely."""


class Choice(NamedTuple):
    """A character with several forms."""

    place: int
    forms: tuple[str, ...]
    """As the dictionary has them, OpenCC's first; one of them is what is chosen."""
    shown: tuple[str, ...]
    """The same as the standard of the configuration writes them."""
    decided: bool
    """Whether a phrase says which."""
    likely: bool
    """Whether more than one of them is met with: 广 and 家 hardly ever are the other one."""


class Several:
    """The characters of a dictionary that have several forms."""

    def __init__(self, entries: Mapping[str, tuple[str, ...]], name: str) -> None:
        self.name = name
        single = ((key, tuple(v for v in forms if len(v) == 1)) for key, forms in entries.items())
        self.forms = {key: v for key, v in single if len(key) == 1 and len(v) > 1}

    def siblings(self, form: str) -> set[str]:
        """All forms of the characters that may be written as `form`."""
        return set(chain.from_iterable(v for v in self.forms.values() if form in v))


def changing(config: str) -> int | None:
    """Which stage of a configuration changes the script; None where none does."""
    if (data := official.current()) is not None:
        return data.chain(config).changing
    for number, group in enumerate(opencc_tables.stages(config)):
        if not _PHRASES.keys().isdisjoint(group):
            return number
    return None


def put(text: str, across: Alignment, forms: Forms, config: str) -> str:
    """`text`, what the stage that changes the script made of a page, with the forms in place.

    `across` maps the page to `text`. A form is left out where the character is none that may be
    written so, or stands in a phrase whose length has changed.
    """
    several = _several(config)
    parts: list[str] = []
    position = 0
    for at in sorted(forms):
        start, end = across.map_range(at, at + 1)
        if end - start == 1 and start >= position and text[start] in several.siblings(forms[at]):
            parts += (text[position:start], forms[at])
            position = end
    return "".join([*parts, text[position:]]) if parts else text


def choices(text: str, config: str, start: int = 0, end: int | None = None) -> Iterator[Choice]:
    """The characters of `text[start:end]` that have several forms, in order.

    Whole clauses are looked at, as conversion does; costs what they are long.
    """
    number = changing(config)
    end = len(text) if end is None else end
    if number is None or start >= end:
        return
    several = _several(config)
    while start and not SEPARATOR.match(text, start - 1):
        start -= 1
    separator = SEPARATOR.search(text, end)
    clause = text[start : separator.start() if separator else len(text)]
    if several.forms.keys().isdisjoint(clause):
        return
    before, across, covered = _at_change(clause, config, number)
    back, likely = across.inverse, _likely(several.name)
    for at, char in enumerate(before):
        if (forms := several.forms.get(char)) is not None:
            place = start + back.map_range(at, at + 1)[0]
            shown = tuple(_standard(config, form) for form in forms)
            yield Choice(place, forms, shown, bool(covered[at]), char in likely)


def _at_change(text: str, config: str, number: int) -> tuple[str, Alignment, bytearray]:
    """The text that the stage that changes the script is given, and what its phrases cover."""
    if (data := official.current()) is not None:
        conversion = data.chain(config)
        text, across, borders = conversion.before(text, number)
        return text, across, conversion.stages[number].covered(text, borders)
    across = Alignment.identity(len(text))
    for stage in stages(config)[:number]:
        converted, resized = stage.convert(text)
        replacements = ((start, end, len(new)) for start, end, new in resized)
        across = across.compose(Alignment.from_replacements(len(text), replacements))
        text = converted
    return text, across, stages(config)[number].covered(text)


def _standard(config: str, form: str) -> str:
    """The form as the stages after the one that changes the script write it."""
    number = changing(config)
    assert number is not None
    data = official.current()
    every: Sequence[Stage | official.Stage]
    every = data.chain(config).stages if data is not None else stages(config)
    for stage in every[number + 1 :]:
        form = stage.convert(form)[0]
    return form


def _several(config: str) -> Several:
    """Of the stage that changes the script."""
    if (data := official.current()) is not None:
        return _of_official(data, config)
    number = changing(config)
    assert number is not None
    file = next(file for file in opencc_tables.stages(config)[number] if file in _PHRASES)
    return _of_package(file)


@cache
def _of_package(file: str) -> Several:
    return Several(opencc_tables.choices(file), file)


@cache
def _of_official(data: official.Official, config: str) -> Several:
    characters = data.chain(config).characters
    assert characters is not None
    return Several(characters.entries, f"{characters.name}.txt")


@cache
def _likely(file: str) -> set[str]:
    """The characters that phrases have in another form than the first often enough."""
    sources = opencc_tables.sources(__file__)
    return kept(f"forms-{file.partition('.')[0]}", sources, lambda: _met(file))


def _met(file: str) -> set[str]:
    characters = _of_package(file).forms
    counts: dict[str, Counter[str]] = {char: Counter() for char in characters}
    for phrase, value in opencc_tables.dictionary(_PHRASES[file]).items():
        if len(phrase) == len(value):
            for char, form in zip(phrase, value, strict=True):
                if char in counts:
                    counts[char][form] += 1
    return {
        char
        for char, forms in characters.items()
        if sum(counts[char][form] for form in forms[1:]) > _LIVE * counts[char].total()
    }
