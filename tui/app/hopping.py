"""Hopping from one untagged name to the next: it is selected, and a label's key tags it.

No suggestion: nothing is drawn, counted or learned, and no label is proposed.
"""

from __future__ import annotations

from tui.app.hands import Hands
from tui.errors import JiaozhuError
from tui.language import tr


def hop(hands: Hands, count: int) -> str:
    """Select the next probable name that has no span of one's own; `count` < 0 goes back."""
    from tui.text.names import next_name, previous_name  # bring the segmenter

    reader, session = hands.reader, hands.session
    model = reader.model
    forward = count > 0

    def free(found: tuple[int, int]) -> bool:
        return not session.is_tagged(*found) and not model.is_folded(found[0])

    now = reader.selection or (reader.cursor, reader.cursor)
    found: tuple[int, int] | None = now
    for _ in range(abs(count)):
        find, place = (next_name, now[1]) if forward else (previous_name, now[0])
        found = find(session.edition.text, place, free)
        if found is None:
            raise JiaozhuError(
                tr("There is no untagged name after this.")
                if forward
                else tr("There is no untagged name before this.")
            )
        now = found
    hands.select(*now)
    hands.hopped, hands.hopping_back = now, not forward
    return tr("probably a name: its label's key tags it")
