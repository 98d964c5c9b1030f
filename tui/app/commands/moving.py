"""Commands that move the cursor; while something is being selected they extend the selection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.app.commands.registry import Command, Group, Mode, Registry
from tui.app.reader import Motion
from tui.text.units import Unit, next_end, next_start, previous_end, previous_start

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

_MOTIONS = (
    (Motion.LEFT, ("h", "left"), "One character left"),
    (Motion.RIGHT, ("l", "right"), "One character right"),
    (Motion.DOWN, ("j", "down"), "One row down"),
    (Motion.UP, ("k", "up"), "One row up"),
    (Motion.BLOCK_NEXT, ("}",), "To the next paragraph"),
    (Motion.BLOCK_PREV, ("{",), "Back by a paragraph"),
    (Motion.ARTICLE_NEXT, ("] ]",), "To the next article"),
    (Motion.ARTICLE_PREV, ("[ [",), "Back by an article"),
    (Motion.ROW_START, ("0", "home"), "To the start of the row"),
    (Motion.ROW_END, ("$", "end"), "To the end of the row"),
    (Motion.HALF_DOWN, ("ctrl+d",), "Half a page down"),
    (Motion.HALF_UP, ("ctrl+u",), "Half a page up"),
    (Motion.PAGE_DOWN, ("ctrl+f", "pagedown", "space"), "A page down"),
    (Motion.PAGE_UP, ("ctrl+b", "pageup", "backspace"), "A page up"),
    (Motion.TOP, ("g g", "ctrl+home"), "To the top"),
    (Motion.BOTTOM, ("G", "ctrl+end"), "To the end"),
    (Motion.SCREEN_TOP, ("z k",), "To the top row of the screen"),
    (Motion.SCREEN_MIDDLE, ("M",), "To the middle row of the screen"),
    (Motion.SCREEN_BOTTOM, ("z j",), "To the bottom row of the screen"),
)

_Jump = Callable[[str, int, Unit], int]
_JUMPS: tuple[tuple[str, str, _Jump, Unit, str, str], ...] = (
    ("word-next", "w", next_start, Unit.WORD, "To the next word", "word"),
    ("word-back", "b", previous_start, Unit.WORD, "Back by a word", ""),
    ("word-end", "e", next_end, Unit.WORD, "To the end of the word", ""),
    ("word-end-back", "g e", previous_end, Unit.WORD, "Back to the end of a word", ""),
    ("clause-next", "W", next_start, Unit.CLAUSE, "To the next clause", "clause"),
    ("clause-back", "B", previous_start, Unit.CLAUSE, "Back by a clause", ""),
    ("clause-end", "E", next_end, Unit.CLAUSE, "To the end of the clause", ""),
    ("sentence-next", ")", next_start, Unit.SENTENCE, "To the next sentence", "sentence"),
    ("sentence-back", "(", previous_start, Unit.SENTENCE, "Back by a sentence", ""),
)

_EXTENSIONS = (
    (Motion.LEFT, "shift+left"),
    (Motion.RIGHT, "shift+right"),
    (Motion.UP, "shift+up"),
    (Motion.DOWN, "shift+down"),
    (Motion.ROW_START, "shift+home"),
    (Motion.ROW_END, "shift+end"),
)
_FAR = frozenset({"top", "bottom", "article-next", "article-prev"})
"""Motions that one may want to come back from."""


def add_to(registry: Registry[Reading]) -> None:
    """Register every motion, and the Shift forms of the arrows that select."""

    for motion, keys, text in _MOTIONS:
        name = motion.name.lower().replace("_", "-")
        _add(registry, name, keys, text, partial(_move, motion, False), Group.MOVE)
    for name, key, step, unit, text, short in _JUMPS:
        _add(registry, name, (key,), text, partial(_jump, step, unit), Group.MOVE, short)

    for motion, key in _EXTENSIONS:
        name = motion.name.lower().replace("_", "-")
        text = f"Select while moving {name.replace('-', ' ')}"
        _add(registry, f"select-{name}", (key,), text, partial(_move, motion, True), Group.SELECT)


def _add(
    registry: Registry[Reading],
    name: str,
    keys: tuple[str, ...],
    text: str,
    run: Callable[[Reading, int], None],
    group: Group,
    short: str = "",
) -> None:
    footer = frozenset((Mode.READ, Mode.SELECT) if short else ())
    title, jumps = short or text, name in _FAR
    registry.add(Command(name, keys, title, text, group, run, footer=footer, jumps=jumps))


def _move(motion: Motion, extend: bool, desk: Reading, count: int) -> None:
    desk.hands.before_motion(extend)
    desk.reader.move(motion, max(1, count), extend)


def _jump(step: _Jump, unit: Unit, desk: Reading, count: int) -> None:
    desk.hands.before_motion()
    text, offset = desk.session.edition.text, desk.reader.cursor
    for _ in range(max(1, count)):
        offset = step(text, offset, unit)
    desk.reader.jump(offset)
