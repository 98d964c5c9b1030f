"""Pages from a spinner: look-alikes first, then lost stops, for which they bear witness."""

from __future__ import annotations

from collections.abc import Iterator

from tui.repair.lookalike import lookalike
from tui.repair.page import Page
from tui.repair.stops import stops
from tui.text.edit import Edit, apply_edits


def spun(page: Page) -> Iterator[Edit]:
    """The edits of both repairs; a look-alike is one character for one, so places stay."""
    looks = list(lookalike(page))
    yield from looks
    made = [edit for edit in looks if edit.applied]
    mended = Page(apply_edits(page.text, made)) if made else page
    yield from stops(mended, [edit.start for edit in made])
