"""Forms 字形 of a character that conversion may write in several ways: 发 as 發 or 髮.

OpenCC's phrases decide most of them; where none does, it takes the first form. What a person
chose instead is put where the script changes, before the stage that writes it in the standard of
Taiwan or Hong Kong, so that one choice holds in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tui.text.alignment import Alignment
from tui.text.chains import Chain, Passage, chain
from tui.text.opencc_data import OpenCCData

Forms = Mapping[int, str]
"""Place in a text → the form chosen for the character there. Code points."""


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


def put(text: str, across: Alignment, forms: Forms, by: Chain) -> str:
    """`text`, what the step that changes the script made of a page, with the forms in place.

    `across` maps the page to `text`. A form is left out where the character is none that may be
    written so, or stands in a phrase whose length has changed.
    """
    siblings = by.forms.siblings
    parts: list[str] = []
    position = 0
    for at in sorted(forms):
        start, end = across.map_range(at, at + 1)
        if end - start == 1 and start >= position and text[start] in siblings.get(forms[at], ()):
            parts += (text[position:start], forms[at])
            position = end
    return "".join([*parts, text[position:]]) if parts else text


def choices(
    text: str, config: str, start: int = 0, end: int | None = None, data: OpenCCData | None = None
) -> Iterator[Choice]:
    """The characters of `text[start:end]` that have several forms, in order.

    Whole clauses are looked at, as conversion does; costs what they are long.
    """
    by = chain(config, data)
    end = len(text) if end is None else end
    if by.changing is None or start >= end:
        return
    table = by.forms.several
    separators = by.separators(text)
    while start and not separators.match(text, start - 1):
        start -= 1
    separator = separators.search(text, end)
    passage = Passage.of(text[start : separator.start() if separator else len(text)])
    if table.keys().isdisjoint(passage.text):
        return
    for step in by.steps[: by.changing]:
        passage = step.through(passage)
    covered, back = by.steps[by.changing].covered(passage), passage.across.inverse
    for at, char in enumerate(passage.text):
        if (forms := table.get(char)) is not None:
            place = start + back.map_range(at, at + 1)[0]
            shown = tuple(_standard(by, form) for form in forms)
            yield Choice(place, forms, shown, bool(covered[at]), char in by.forms.likely)


@cache
def _standard(by: Chain, form: str) -> str:
    """The form as the steps after the one that changes the script write it."""
    assert by.changing is not None
    passage = Passage.of(form)
    for step in by.steps[by.changing + 1 :]:
        passage = step.through(passage)
    return passage.text
