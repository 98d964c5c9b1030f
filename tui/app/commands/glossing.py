"""Commands that say how something is read and what it means. They change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.app.commands.registry import Group, Registry
from tui.language import tr
from tui.text.units import Unit, containing

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

_LONGEST = 200  # code points that are read out at once


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("gloss", "g p", title="reading, meaning", group=Group.VIEW)
    def gloss(desk: Reading, count: int) -> None:
        """How the word here is read; its meaning"""
        _tell(desk, Unit.WORD, meaning=True)

    @command("read-clause", "g P", title="reading of clause", group=Group.VIEW)
    def read_clause(desk: Reading, count: int) -> None:
        """How the clause or selection is read"""
        _tell(desk, Unit.CLAUSE, meaning=False)


def _tell(desk: Reading, unit: Unit, meaning: bool) -> None:
    text = desk.session.edition.text
    start, end = desk.reader.selection or containing(text, desk.reader.cursor, unit)
    asked = text[start : min(end, start + _LONGEST)].strip()
    place = desk.reader.cursor

    def look_up() -> None:
        said = _said(asked, meaning)
        if not get_current_worker().is_cancelled:
            desk.app.call_from_thread(show, said)

    def show(said: str) -> None:
        if desk.is_attached and desk.reader.cursor == place:
            desk.tell(said)

    if not asked:
        desk.say(tr("There is nothing to read here."))
        return
    # The tables are large: the first time it takes a moment, and keys go on meanwhile.
    desk.run_worker(look_up, thread=True, exclusive=True, group="gloss")


def _said(asked: str, meaning: bool) -> str:
    from tui.errors import JiaozhuError
    from tui.text.gloss import meanings, reading

    said = f"{asked if meaning else ''} {reading(asked)}".strip()
    if not meaning:
        return said
    try:
        found = meanings(asked)
    except JiaozhuError as error:
        return f"{said}  ({error})"
    return f"{said}  {'; '.join(found) or tr('(not in the dictionary)')}"
