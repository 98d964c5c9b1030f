"""Script view 對照: a text in another Chinese script standard, aligned with the original.

What opencc-python-reimplemented would print, to the character, with the map it does not give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from tui.language import tr_later
from tui.text import official, opencc_tables
from tui.text.alignment import Alignment, Step
from tui.text.conversion import Stage, stages
from tui.text.forms import Forms, changing, put
from tui.text.stage_tables import SEPARATOR

_PIECE = 1 << 17  # code points

Script = Literal["s", "t"]

_LINE_END = re.compile("\n")  # some keys of newer dictionaries have a hyphen in them

CONFIGS = ("s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp", "t2tw", "t2hk")

SOURCE = tr_later("source")
"""In place of a configuration: the text as it was found."""
PLAIN = tr_later("edition")
"""In place of a configuration: the edition itself."""

_CYCLES: dict[Script, tuple[str, ...]] = {
    "s": ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp"),
    # A page in Traditional is read in Simplified by t2s: tw2s makes 這么好 into 这幺好.
    "t": (
        "t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "t2tw", "t2hk", "tw2t", "hk2t", "t2jp", "jp2t",
    ),
}  # fmt: skip


def configs() -> tuple[str, ...]:
    """The configurations there are: the package's, or those of the data in use (`official`)."""
    data = official.current()
    return CONFIGS if data is None else data.configs


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


def convert(
    text: str,
    config: str,
    previous: tuple[str, ScriptView] | None = None,
    forms: Forms = MappingProxyType({}),
) -> ScriptView:
    """`text` in another script standard, one of `CONFIGS`; ValueError for another name.

    `previous`: a text and its view. Where `text` is an edited version of it, or other `forms`
    were chosen, only the clauses that were touched are converted again.
    """
    if config not in configs():
        raise ValueError(f"no script configuration {config!r}; there are {', '.join(configs())}")
    if previous and previous[1].config == config:
        return _reconvert(text, *previous, forms)
    view = ScriptView(config, text, Alignment.identity(len(text)), forms)
    changes = changing(config) if forms else None
    if (data := official.current()) is not None:
        return _by(data.chain(config), view, changes)
    for number, stage in enumerate(stages(config)):
        view = _through(stage, view)
        if number == changes:
            view = replace(view, text=put(view.text, view.alignment, forms, config))
    return view


def _by(conversion: official.Chain, view: ScriptView, changes: int | None) -> ScriptView:
    """The same by the data of an official OpenCC."""
    text, across, borders = conversion.before(view.text, 0)
    for number, stage in enumerate(conversion.stages):
        text, across, borders = official.through(stage, text, across, borders)
        if number == changes:
            text = put(text, across, view.forms, view.config)
    return replace(view, text=text, alignment=across)


def _through(stage: Stage, view: ScriptView) -> ScriptView:
    text, resized = stage.convert(view.text)
    alignment = view.alignment
    if resized:
        replacements = ((start, end, len(new)) for start, end, new in resized)
        step = Alignment.from_replacements(len(view.text), replacements)
        alignment = alignment.compose(step)
    return replace(view, text=text, alignment=alignment)


def _reconvert(text: str, old: str, view: ScriptView, forms: Forms) -> ScriptView:
    """As `convert`, taking over from `view` what stands in clauses that did not change."""
    head = _common_prefix(text, old)
    if head == len(text) == len(old) and forms == view.forms:
        return view
    longest_tail = min(len(text), len(old)) - head
    tail = _common_prefix(text[: -longest_tail - 1 : -1], old[: -longest_tail - 1 : -1])
    head, tail = _chosen_otherwise(forms, len(text), view.forms, len(old), head, tail)
    apart = SEPARATOR if official.current() is None else _LINE_END
    while head and not apart.match(text, head - 1):
        head -= 1
    end = len(text) - tail
    separator = apart.search(text, end)
    tail = len(text) - separator.start() if separator else 0
    inside = {at - head: form for at, form in forms.items() if head <= at < len(text) - tail}
    middle = convert(text[head : len(text) - tail], view.config, forms=inside)
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
    return ScriptView(view.config, converted, alignment, forms)


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


def configs_for(script: Script) -> tuple[str, ...]:
    """The configurations that make sense for a text in `script`, the default one first."""
    known = configs()
    return tuple(config for config in _CYCLES[script] if config in known)


def other_script(text: str) -> str:
    """The configuration that shows a text in the script it is not written in."""
    return configs_for(detect(text))[0]


def cycle(config: str, text: str) -> str:
    """The configuration after `config` of those that make sense for this text."""
    names = configs_for(detect(text))
    return names[(names.index(config) + 1) % len(names)] if config in names else names[0]
