"""Taking steps back after the page was cleaned anew and spans have moved since."""

from __future__ import annotations

from dataclasses import fields

from tui.annotate.anchor import Fitter
from tui.annotate.journal import Record
from tui.annotate.layer import SPANS
from tui.annotate.span import Place, from_record
from tui.annotate.storage import strict

_PLACE = {field.name for field in fields(Place)} | {"anchor", "was"}


def adapt(
    fitter: Fitter, table: str, found: Record | None, expected: Record | None, wanted: Record | None
) -> Record | None:
    """What a step taken back puts, on the fitter's edition.

    Arguments as of `storage.Adapt`. ValueError where a person changed the record elsewhere since;
    that the program moved it does not count.
    """
    if table != SPANS:
        return strict(table, found, expected, wanted)
    if found != expected:
        if found is None or expected is None or _said(found) != _said(expected):
            raise ValueError
        if wanted is not None and _place(wanted) == _place(expected):
            wanted = {**_said(wanted), **_place(found)}
    if wanted is None:
        return None
    # Only its place matters here, so any key does.
    return fitter.fit(from_record("1", wanted)).record()


def _place(record: Record) -> Record:
    """The part of a record that moving to another edition changes."""
    return {name: value for name, value in record.items() if name in _PLACE}


def _said(record: Record) -> Record:
    """The part of a record that only people change."""
    return {name: value for name, value in record.items() if name not in _PLACE}
