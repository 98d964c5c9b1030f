"""The characters of the open page that the other script may write in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.app.reader.marks import Kind, Mark

if TYPE_CHECKING:
    from tui.text.forms import Choice
    from tui.text.script import ScriptView

_STEP = 2000  # code points looked at together for the next one


def choices_in(text: str, view: ScriptView, start: int, end: int) -> Iterator[Choice]:
    """Those of `text[start:end]` that are worth a look: likely and not decided by a phrase.

    Those that somebody chose for are among them, whatever they are.
    """
    for one in _choices(text, view, start, end):
        if start <= one.place < end and (
            one.place in view.forms or (one.likely and not one.decided)
        ):
            yield one


def _choices(text: str, view: ScriptView, start: int, end: int) -> Iterator[Choice]:
    from tui.text.forms import choices

    if view.is_converted:  # neither the source nor a page that is not converted yet
        yield from choices(text, view.config, start, end, view.data)


def marks(text: str, view: ScriptView, start: int, end: int) -> list[Mark]:
    """What is drawn on them."""
    return [
        Mark(
            one.place,
            one.place + 1,
            "chosen" if one.place in view.forms else "open",
            Kind.FORM,
        )
        for one in choices_in(text, view, start, end)
    ]


def following(text: str, view: ScriptView, place: int, forward: bool) -> Choice | None:
    """The next one after (or the last one before) `place` that nobody chose for."""
    if forward:
        for start in range(place + 1, len(text), _STEP):
            for one in choices_in(text, view, start, min(len(text), start + _STEP)):
                if one.place not in view.forms:
                    return one
        return None
    for end in range(place, 0, -_STEP):
        found = [
            one
            for one in choices_in(text, view, max(0, end - _STEP), end)
            if one.place not in view.forms
        ]
        if found:
            return found[-1]
    return None


def at(text: str, view: ScriptView, place: int) -> Choice | None:
    """The character at `place` where it has several forms, likely or not, decided or not."""
    found = _choices(text, view, place, min(len(text), place + 1))
    return next((one for one in found if one.place == place), None)


def written(view: ScriptView, choice: Choice) -> str:
    """How the view writes the character now."""
    return view.text[slice(*view.alignment.map_range(choice.place, choice.place + 1))]
