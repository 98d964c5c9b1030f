"""Text objects: `iw`, `aq`, `i《` … select the thing around the cursor.

While reading, `i` and an object selects it at once; in a selection `a` takes what belongs around
it, too. Said again, the next pair around is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.app.commands.registry import Command, Group, Mode, Registry
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.units import Unit, around_pair, around_unit, inside_pair, inside_unit

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

_UNITS = (
    ("w", "word", Unit.WORD),
    ("W", "clause", Unit.CLAUSE),
    ("s", "sentence", Unit.SENTENCE),
    ("p", "paragraph", Unit.PARAGRAPH),
)
_PAIRS = (
    ("q", ("i q", 'i "', "i '"), "quotes", "quote"),
    ("<", ("i <",), "title marks 《》", "title"),
    ("(", ("i (", "i )"), "round brackets", "round"),
    ("[", ("i [", "i ]"), "square brackets", "square"),
    ("{", ("i {", "i }"), "curly brackets", "curly"),
)
_INSIDE = (Mode.READ, Mode.ON_SPAN, Mode.SELECT)
_AROUND = (Mode.SELECT,)

Range = tuple[int, int]


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    for key, name, unit in _UNITS:
        _add(registry, f"inside-{name}", (f"i {key}",), f"Select the {name}", _INSIDE,
             partial(_unit, inside_unit, unit))  # fmt: skip
        _add(registry, f"around-{name}", (f"a {key}",), f"The {name} and what follows", _AROUND,
             partial(_unit, around_unit, unit))  # fmt: skip
    for _, keys, name, kind in _PAIRS:
        _add(registry, f"inside-{kind}", keys, f"Between {name}", _INSIDE,
             partial(_pair, inside_pair, kind), name if kind == "quote" else "")  # fmt: skip
        around = tuple(key.replace("i", "a", 1) for key in keys)
        _add(registry, f"around-{kind}", around, f"With the {name}", _AROUND,
             partial(_pair, around_pair, kind))  # fmt: skip
    _add(registry, "inside-span", ("i t",), "Your span here", _INSIDE, _span)
    _add(registry, "around-span", ("a t",), "Your outermost span here", _AROUND,
         partial(_span, outermost=True))  # fmt: skip
    _add(registry, "between-spans", ("i a",), "Between the two nearest spans", _INSIDE, _between)


def _add(
    registry: Registry[Reading],
    name: str,
    keys: tuple[str, ...],
    text: str,
    modes: tuple[Mode, ...],
    find: Callable[[Reading, int], Range],
    short: str = "",
) -> None:
    """`short`: how the footer of a selection calls it; one stands there for all."""

    def run(desk: Reading, count: int) -> None:
        start, end = find(desk, max(1, count))
        if start == end:
            raise JiaozhuError(tr("There is nothing of it here."))
        desk.hands.before_motion()
        desk.reader.select(start, end)
        desk.finished()

    footer = frozenset((Mode.SELECT,) if short else ())
    registry.add(
        Command(name, keys, short or text, text, Group.SELECT, run,
                footer=footer, modes=frozenset(modes))
    )  # fmt: skip


def _unit(find: Callable[[str, int, Unit], Range], unit: Unit, desk: Reading, count: int) -> Range:
    """`count` units from the one under the cursor on."""
    text = desk.session.edition.text
    start, end = find(text, desk.reader.cursor, unit)
    for _ in range(count - 1):
        if end >= len(text):
            break
        end = max(end, find(text, end, unit)[1])
    return start, end


def _pair(
    find: Callable[[str, int, str, int], Range | None], kind: str, desk: Reading, count: int
) -> Range:
    text, now = desk.session.edition.text, desk.reader.selection
    found = find(text, desk.reader.cursor, kind, count)
    while found is not None and now is not None and _is_within(found, now):
        count += 1  # said again: the pair around
        wider = find(text, desk.reader.cursor, kind, count)
        if wider is None:
            break
        found = wider
    if found is None:
        raise JiaozhuError(tr("There is no such pair around the cursor, nor after it in the line."))
    return found


def _is_within(one: Range, other: Range) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _span(desk: Reading, count: int, outermost: bool = False) -> Range:
    spans = desk.session.spans_at(desk.reader.cursor)
    if not spans:
        raise JiaozhuError(tr("There is no span of yours under the cursor."))
    span = spans[-1] if outermost else spans[min(count, len(spans)) - 1]
    return span.start, span.end


def _between(desk: Reading, count: int) -> Range:
    """From the end of the span before the cursor to the start of the next, in the paragraph."""
    session, cursor = desk.session, desk.reader.cursor
    if session.spans_at(cursor):
        raise JiaozhuError(tr("The cursor is on a span, not between two."))
    low, high = inside_unit(session.edition.text, cursor, Unit.PARAGRAPH)
    spans = session.spans_between(low, high)
    start = max((span.end for span in spans if span.end <= cursor), default=low)
    end = min((span.start for span in spans if span.start > cursor), default=high)
    return session.trim(start, end)
