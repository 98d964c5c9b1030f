"""Doing the last change of a span again: on the selection, or what is under the cursor."""

from __future__ import annotations

from tui.annotate.steps import Did, Step
from tui.app.described import set_values
from tui.app.hands import Hands
from tui.app.session import Session
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.units import Unit, containing


class Repeating:
    """Remembers the last step from page to page; within one the log of the page knows it."""

    def __init__(self) -> None:
        self._carried: Step | None = None

    def leave(self, session: Session) -> None:
        """A page is being left: keep what was done last on it, if anything was."""
        if session.changes:
            self._carried = session.last_step() or self._carried

    def again(self, hands: Hands) -> str:
        """Do the last step again here."""
        session = hands.session
        step = None if self._carried and not session.changes else session.last_step()
        step = step or self._carried
        if step is None:
            raise JiaozhuError(tr("Nothing was tagged yet that could be repeated."))
        return _do(hands, step)


def _do(hands: Hands, step: Step) -> str:
    match step.did:
        case Did.TAG:
            return _tag(hands, step)
        case Did.RELABEL:
            if hands.reader.selection is not None:
                return hands.label(step.label)
            return hands.relabel(hands.need_target(), step.label)
        case Did.DELETE:
            return hands.delete()
        case Did.NOTE:
            return hands.set_note(hands.need_target(), step.note)
        case Did.MOVE:
            return hands.move_by(*step.by)
        case Did.ATTRIBUTES:
            return set_values(hands.session, hands.need_target(), step.attributes)


def _tag(hands: Hands, step: Step) -> str:
    """Tag the selection; else the same words as before, if the cursor is on them; else the word."""
    if hands.reader.selection is None:
        text, cursor = hands.session.edition.text, hands.reader.cursor
        length = len(step.quote)
        start = text.find(step.quote, max(0, cursor - length + 1), cursor + length)
        end = start + length
        if start < 0:
            start, end = containing(text, cursor, Unit.WORD)
        if not any(char.isalnum() for char in text[start:end]):
            raise JiaozhuError(tr("There is no word under the cursor."))
        hands.select(start, end)
    return hands.label(step.label)
