"""A person's own edit: from what it replaces on the screen to what it replaces in the source."""

from __future__ import annotations

from tui.annotate.collation import Collation
from tui.repair.rules import OWN
from tui.text.edit import Edit, State


def own_edit(
    collation: Collation, start: int, end: int, new: str, note: str = ""
) -> tuple[Edit, list[Edit]]:
    """The edit of the source that puts `new` for `[start, end)` of the edition.

    Offsets are code points of the edition and inside it. Also gives the applied edits it writes
    over. One that is cut by the stretch is taken in whole, with what it wrote outside of it.
    """
    text = collation.edition.text
    made = [entry for entry in collation.entries if entry.edit.applied]
    made.sort(key=lambda entry: (entry.edit.start, entry.edit.end))
    # Deletions count only well inside: those at the edges stay as they are, beside the new edit.
    inside = [entry for entry in made if entry.start < end and start < entry.end]
    low, high = start, end
    if inside and inside[0].start <= start:
        low, source_start = inside[0].start, inside[0].edit.start
    else:
        before = [entry for entry in made if entry.end <= start]
        source_start = start - (before[-1].end - before[-1].edit.end if before else 0)
    if inside and inside[-1].end >= end:
        high, source_end = inside[-1].end, inside[-1].edit.end
    elif start == end:
        source_end = source_start
    else:
        before = [entry for entry in made if entry.start < end]
        source_end = end - (before[-1].end - before[-1].edit.end if before else 0)
    if start == end and not inside:
        # Two insertions at one place have no order: the new one takes the other in.
        for entry in made:
            if entry.edit.start == entry.edit.end == source_start:
                low, high, inside = entry.start, entry.end, [entry]
    written = text[low:start] + new + text[end:high]
    old = collation.edition.source.text[source_start:source_end]
    edit = Edit(source_start, source_end, old, written, OWN, 1.0, note, State.ADDED)
    return edit, [entry.edit for entry in inside]
