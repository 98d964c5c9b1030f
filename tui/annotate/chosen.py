"""Chosen forms: how a person wants a character of the page written in the other script.

Kept beside the spans, each as a span of one character whose label is the form, so that it finds
its place again just as spans do. One that does not stand on its very character any more says
nothing, but stays stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tui.annotate.anchor import Fitter
from tui.annotate.ids import key_of
from tui.annotate.journal import Record
from tui.annotate.span import Anchor, Span, check_record, from_record, new_span
from tui.text.edition import Edition
from tui.text.forms import Forms

if TYPE_CHECKING:
    from tui.annotate.store import Store

FORMS = "forms"
"""Table of the chosen forms, keyed by the number of their id."""
_BESIDE = 3  # code points


def check_form(record: Record) -> None:
    """ValueError saying what is wrong with the record of a chosen form."""
    check_record(record)
    if len(record["label"]) != 1 or record["end"] != record["start"] + 1:
        raise ValueError("it is not a form of one character")


def forms_of(records: Mapping[str, Record], edition: Edition) -> dict[int, str]:
    """The forms on an edition; of two at one place, the one chosen later."""
    return {span.start: span.label for span in _placed(records, edition)}


def _placed(records: Mapping[str, Record], edition: Edition) -> list[Span]:
    if not records:
        return []
    fitter, found = Fitter(edition), []
    for key, record in records.items():
        chosen = from_record(key, record)
        span = fitter.fit(chosen)
        if span.anchor is Anchor.FIRM and _is_same(chosen, span):
            found.append(span)
    return sorted(found, key=lambda span: span.created)


def _is_same(chosen: Span, span: Span) -> bool:
    """Whether a character has a neighbour it had: a single one is soon found elsewhere too."""
    before = chosen.prefix[-_BESIDE:] == span.prefix[-_BESIDE:]
    return before or chosen.suffix[:_BESIDE] == span.suffix[:_BESIDE]


def choose(store: Store, place: int, form: str | None) -> None:
    """Have `form` for the character at `place` of the store's edition, or with None OpenCC's.

    One step, on disk when it returns; raises what the store's `put` raises.
    """
    changed: dict[str, Record | None] = {
        key_of(span.id): None
        for span in _placed(store.table(FORMS), store.edition)
        if span.start == place
    }
    if form is not None:
        where = Fitter(store.edition).place(place, place + 1)
        span = new_span(where, form, store.annotator, "manual", "")
        changed[key_of(span.id)] = span.record()
    store.put(FORMS, changed)


def agreed(every: Iterable[Forms]) -> dict[int, str]:
    """The forms of several people; none where two of them want different ones."""
    found: dict[int, set[str]] = {}
    for forms in every:
        for place, form in forms.items():
            found.setdefault(place, set()).add(form)
    return {place: forms.pop() for place, forms in sorted(found.items()) if len(forms) == 1}
