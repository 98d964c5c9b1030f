"""What the crawl took twice: the title, a label, a paragraph.

Only neighbours that read the same are taken out; a refrain, a list or a dialogue that says
something twice is left alone, and a repetition further away is for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tui.repair.furniture import formula, table
from tui.repair.lines import Line, lines
from tui.repair.page import Page
from tui.text.edit import Edit, State
from tui.text.regex import compiled, lazy

RULE = "duplicate"

_LINE_BREAKS = lazy(r"[^\S\n]*\n+")

_TITLE = 4
"""A shorter line at the head of a page is no title. Code points."""
_NEAR, _FAR = 40, 80
"""The least length of a paragraph pasted twice, next to itself or elsewhere. Code points."""


def duplicates(page: Page) -> Iterator[Edit]:
    """Take out the second of two neighbours that read the same, with its line break."""
    if page.is_code:
        return
    text = page.text
    edits = [*_labels(text), *_repeated_lines(text)]
    edits.sort(key=lambda edit: edit.start)
    end = -1
    for edit in edits:
        if edit.start >= end:
            end = edit.end
            yield edit


def _labels(text: str) -> Iterator[Edit]:
    for match in _label_twice().finditer(text):
        start, end = match.span()
        yield Edit(start, end, match.group(), "", RULE, 0.97, "the label stands twice")


@cache
def _label_twice() -> re.Pattern[str]:
    labels = "|".join(table("furniture.toml")["labels"])
    return compiled(rf"(?<![^ 　\n|｜])({labels})[：:] ?(?=\1[：:])")


def _repeated_lines(text: str) -> Iterator[Edit]:
    all_lines = list(lines(text))
    prose = next((i for i, line in enumerate(all_lines) if line.is_prose), len(all_lines))
    if prose < len(all_lines):  # a page of short lines alone may be verse, with a refrain
        yield from _titles(text, all_lines[:prose])
    seen: dict[str, int] = {}
    for index, line in enumerate(all_lines):
        if len(line.text) >= _NEAR and line.is_prose and line.ends_sentence:
            first = seen.setdefault(line.text, index)
            if first == index:
                continue
            if all_lines[index - 1].text == line.text:
                yield _without(text, line, 0.95, "the paragraph stands twice", State.APPLIED)
            elif len(line.text) >= _FAR:
                yield _without(text, line, 0.6, "stands higher up as well", State.PROPOSED)


def _titles(text: str, head: list[Line]) -> Iterator[Edit]:
    """Lines above the running text that repeat the one before; only furniture may lie between."""
    above: Line | None = None
    for line in head:
        is_furniture = formula(line.folded) is not None
        if above is not None and line.text == above.text and not line.ends_sentence:
            yield _without(text, line, 0.95, "the title stands twice", State.APPLIED)
        elif not is_furniture:
            above = line if len(line.text) >= _TITLE else None


def _without(text: str, line: Line, confidence: float, evidence: str, state: State) -> Edit:
    """Delete `line` and the line breaks after it, or those before it at the end of the text."""
    start, end = line.start, line.end
    after = _LINE_BREAKS.match(text, end)
    if after is not None:
        end = after.end()
    else:
        start = len(text[:start].rstrip())
    return Edit(start, end, text[start:end], "", RULE, confidence, evidence, state)
