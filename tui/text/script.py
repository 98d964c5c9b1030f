"""Script view 對照: a text in another Chinese script standard, aligned with the original.

What opencc-python-reimplemented would print, to the character, with the map it does not give; or,
with an official data folder, what official OpenCC would.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from tui.language import tr_later
from tui.text import opencc_tables
from tui.text.alignment import Alignment, Step
from tui.text.chains import CONFIGS as CONFIGS
from tui.text.chains import Passage, chain, configs
from tui.text.forms import Forms, put
from tui.text.opencc_data import OpenCCData

_PIECE = 1 << 17  # code points

Script = Literal["s", "t"]

SOURCE = tr_later("source")
"""In place of a configuration: the text as it was found."""
PLAIN = tr_later("edition")
"""In place of a configuration: the edition itself."""

_CYCLES: dict[Script, tuple[str, ...]] = {
    "s": ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp"),
    # A page in Traditional is read in Simplified by t2s: tw2s makes 這么好 into 这幺好.
    "t": ("t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "t2tw", "t2hk", "tw2t", "hk2t", "t2jp"),
}


@dataclass(frozen=True)
class ScriptView:
    """A text converted by `config`; `alignment` maps the original → `text`.

    Its steps are the phrases whose length changed, each by itself; all else is one to one.
    """

    config: str
    text: str
    alignment: Alignment
    forms: Forms = field(default_factory=dict, hash=False)
    """The forms that were chosen for characters of the original."""
    data: OpenCCData | None = None
    """The official data it was converted with; None: those of the package."""

    @property
    def is_converted(self) -> bool:
        """Whether it is in a script standard: neither the source nor the edition as it is."""
        return self.config not in ("", SOURCE, PLAIN)


def convert(
    text: str,
    config: str,
    previous: tuple[str, ScriptView] | None = None,
    forms: Forms = MappingProxyType({}),
    data: OpenCCData | None = None,
) -> ScriptView:
    """`text` in another script standard.

    `config` is one of `CONFIGS`, ValueError for another name; with official `data` one of theirs,
    JiaozhuError for another or where they cannot be read. `previous`: a text and its view. Where
    `text` is an edited version of it, or other `forms` were chosen, only the clauses that were
    touched are converted again.
    """
    by = chain(config, data)
    if previous and (previous[1].config, previous[1].data) == (config, data):
        return _reconvert(text, *previous, forms)
    passage = Passage.of(text)
    for number, step in enumerate(by.steps):
        passage = step.through(passage)
        if number == by.changing and forms:
            passage = replace(passage, text=put(passage.text, passage.across, forms, by))
    return ScriptView(config, passage.text, passage.across, forms, data)


def _reconvert(text: str, old: str, view: ScriptView, forms: Forms) -> ScriptView:
    """As `convert`, taking over from `view` what stands in clauses that did not change."""
    by = chain(view.config, view.data)
    if by.separators(text) is not by.separators(old):
        return convert(text, view.config, forms=forms, data=view.data)
    separators = by.separators(text)
    head = _common_prefix(text, old)
    if head == len(text) == len(old) and forms == view.forms:
        return view
    longest_tail = min(len(text), len(old)) - head
    tail = _common_prefix(text[: -longest_tail - 1 : -1], old[: -longest_tail - 1 : -1])
    head, tail = _chosen_otherwise(forms, len(text), view.forms, len(old), head, tail)
    while head and not separators.match(text, head - 1):
        head -= 1
    end = len(text) - tail
    separator = separators.search(text, end)
    tail = len(text) - separator.start() if separator else 0
    inside = {at - head: form for at, form in forms.items() if head <= at < len(text) - tail}
    middle = convert(text[head : len(text) - tail], view.config, forms=inside, data=view.data)
    # Separators are places of their own in both texts, so the cuts map to cuts.
    old_end = len(old) - tail
    view_head, view_end = view.alignment.first(head), view.alignment.last(old_end)
    shift_a, shift_b = len(text) - len(old), len(middle.text) - (view_end - view_head)
    alignment = Alignment(
        len(text),
        len(view.text) + shift_b,
        (
            *(step for step in view.alignment.steps if step.a1 <= head),
            *(_moved(step, head, view_head) for step in middle.alignment.steps),
            *(_moved(s, shift_a, shift_b) for s in view.alignment.steps if s.a0 >= old_end),
        ),
    )
    converted = view.text[:view_head] + middle.text + view.text[view_end:]
    return ScriptView(view.config, converted, alignment, forms, view.data)


def _chosen_otherwise(
    new: Forms, length: int, old: Forms, old_length: int, head: int, tail: int
) -> tuple[int, int]:
    """The head and tail of a text that stayed, less what has other forms by now."""
    if not new and not old:
        return head, tail
    by = old_length - length
    # From the front by place, from the end by how far it is from there.
    front = {at for at, _ in new.items() ^ old.items() if at < head}
    shifted = {(at - by, form) for at, form in old.items()}
    back = {at for at, _ in new.items() ^ shifted if at >= length - tail}
    return min(front, default=head), length - max(back, default=length - tail - 1) - 1


def _moved(step: Step, a: int, b: int) -> Step:
    return step._replace(a0=step.a0 + a, a1=step.a1 + a, b0=step.b0 + b, b1=step.b1 + b)


def _common_prefix(one: str, other: str) -> int:
    """How many code points both begin with. By halving, since slices compare at memory speed."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


@cache
def _evidence_table() -> list[int]:
    return opencc_tables.kept_table("evidence", __file__, _evidence)


def _evidence() -> dict[str, str]:
    """Characters of only one script → S or T."""
    traditional = _gone("TSCharacters.txt")
    simplified = _gone("STCharacters.txt")
    marks = dict.fromkeys(simplified - traditional, "S")
    marks.update(dict.fromkeys(traditional - simplified, "T"))
    # Letters of the page itself must not count.
    return marks | {"S": "-", "T": "-"}


def _gone(file: str) -> set[str]:
    """The characters that conversion never leaves as they are: they are of its input script."""
    return {key for key, values in opencc_tables.choices(file).items() if key not in values}


def detect(text: str) -> Script:
    """The script most of a text is written in: ``s`` Simplified, ``t`` Traditional.

    Counts the characters that exist in only one of them; with none, or as many, it is ``s``.
    """
    table = _evidence_table()
    traditional = simplified = 0
    for at in range(0, len(text), _PIECE):  # in a thread, keys get their turn between two
        marked = text[at : at + _PIECE].translate(table)
        traditional += marked.count("T")
        simplified += marked.count("S")
    return "t" if traditional > simplified else "s"


def configs_for(script: Script, data: OpenCCData | None = None) -> tuple[str, ...]:
    """The configurations that make sense for a text in `script`, the default one first.

    With official `data` those that are for neither script, such as jp2t, come last.
    """
    there = configs(data)
    known = {name for names in _CYCLES.values() for name in names}
    return (
        *(name for name in _CYCLES[script] if name in there),
        *(name for name in there if name not in known),
    ) or there


def other_script(text: str, data: OpenCCData | None = None) -> str:
    """The configuration that shows a text in the script it is not written in."""
    return configs_for(detect(text), data)[0]


def cycle(config: str, text: str, data: OpenCCData | None = None) -> str:
    """The configuration after `config` of those that make sense for this text."""
    names = configs_for(detect(text), data)
    return names[(names.index(config) + 1) % len(names)] if config in names else names[0]
