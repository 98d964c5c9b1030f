"""An entry of the apparatus in words: what was changed into what, by which rule, and why."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from tui.app.evidence import retold
from tui.language import tr
from tui.text.edit import State
from tui.text.width import cell_len, clip

if TYPE_CHECKING:
    from tui.annotate.collation import Entry

_CELLS = 24  # of a text that is quoted
_BLANKS = str.maketrans({" ": "␣", "\xa0": "␣", "\u3000": "␣", "\n": "⏎"})


def change(entry: Entry, cells: int = _CELLS) -> str:
    """What an edit puts for what, blanks and line ends made visible; of long texts what differs."""
    old, new = (text.translate(_BLANKS) for text in (entry.edit.old, entry.edit.new))
    if max(cell_len(old), cell_len(new)) > cells:
        same = _alike(old, new)
        old, new = old[same:], new[same:]
        same = _alike(old[::-1], new[::-1])
        old, new = old[: len(old) - same], new[: len(new) - same]
    old, new = clip(old, cells), clip(new, cells)
    if not old:
        return f"+ {new}"
    return f"{old} ▸ {new}" if new else f"- {old}"


def _alike(one: str, other: str) -> int:
    """So many characters at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def state(entry: Entry) -> tuple[str, str]:
    """What became of it, and the role it is drawn in."""
    match entry.edit.state:
        case State.PROPOSED:
            return tr("proposed"), "key"
        case State.REJECTED:
            return tr("rejected"), "bad"
        case State.ADDED:
            return tr("yours"), "good"
    return (tr("accepted"), "good") if entry.decision else (tr("applied"), "muted")


def said(entry: Entry) -> Iterable[tuple[str, str]]:
    """An entry for the status line, what matters most first."""
    edit = entry.edit
    yield f"{change(entry)}  ", "strong"
    word, role = state(entry)
    yield f"{word}  ", role
    yield f"{edit.rule}  {edit.confidence:.2f}  ", "muted"
    yield retold(edit.evidence), "text"
