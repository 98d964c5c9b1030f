"""Choices: proposals of which at most one can be right, as `choice 2 of 4` in their reason says.

One stop was lost in a stretch and may have stood at several places. As soon as one of them has
it, the others propose nothing any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.annotate.decision import Key, key_of_edit
from tui.text.edit import Edit, State

_CHOICE = re.compile(r"choice (\d+) of (\d+)$")


def superseded(edits: Iterable[Edit]) -> frozenset[Key]:
    """Proposals of a page that fell with another choice of their stretch; `edits` by position."""
    fallen: set[Key] = set()
    for group in _groups(edits):
        if any(edit.applied for edit in group):
            fallen |= {key_of_edit(e) for e in group if e.state is State.PROPOSED}
    return frozenset(fallen)


def _groups(edits: Iterable[Edit]) -> Iterable[list[Edit]]:
    """The choices of each stretch. Those of one rule stand together, each rank once."""
    open_groups: dict[tuple[str, int], dict[int, Edit]] = {}
    for edit in edits:
        found = _CHOICE.search(edit.evidence)
        if found is None:
            continue
        rank, size = int(found[1]), int(found[2])
        for key in [key for key in open_groups if key[0] == edit.rule]:
            group = open_groups[key]
            if key[1] != size or rank in group or len(group) == size:
                yield list(open_groups.pop(key).values())
        open_groups.setdefault((edit.rule, size), {})[rank] = edit
    for group in open_groups.values():
        yield list(group.values())
