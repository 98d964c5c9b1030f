"""What a repair sees: the page as the stages before it left it, and facts about the whole page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tui.text.edit import Edit


@dataclass(frozen=True)
class Page:
    """A page between two stages of the pipeline. Page-wide facts are cached properties here."""

    text: str


class Repair(Protocol):
    """A defect's repair: reads the page, proposes edits over `page.text`.

    The edits of one repair do not overlap and come in the order of the text.
    """

    def __call__(self, page: Page) -> Iterable[Edit]:
        """Propose edits; none for a page without the defect."""
