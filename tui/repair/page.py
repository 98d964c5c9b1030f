"""What a repair sees: the page as the stages before it left it, and facts about the whole page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from tui.text.edit import Edit
from tui.text.regex import lazy

_HAN = lazy("[\u3400-\u4dbf\u4e00-\u9fff]+")
_CODE_SIGN = lazy(r"[{}<>_#]|[;{)]$|[=!+]=| [=+*/] |\b(?:def|return|import|const)\b", re.M)
_IN_SIGNS = (*"{}<>_#;)=+*/", "def", "return", "import", "const")


@dataclass(frozen=True)
class Page:
    """A page between two stages of the pipeline. Page-wide facts are cached properties here."""

    text: str
    notes: dict[str, Any] = field(default_factory=dict, compare=False)
    """What repairs found out of single lines, each under its name: still so when they come round
    again."""

    @cached_property
    def is_code(self) -> bool:
        """Whether it is program text, perhaps with Chinese in it."""
        enough = 0.02 * len(self.text)
        # Mostly there are too few of the characters and words that a sign needs.
        if sum(map(self.text.count, _IN_SIGNS)) <= enough:
            return False
        if len(_CODE_SIGN.findall(self.text)) <= enough:
            return False
        return sum(map(len, _HAN.findall(self.text))) < 0.4 * len(self.text)

    @cached_property
    def is_table(self) -> bool:
        """Whether ASCII commas or semicolons part cells: as many on every line, and no 。"""
        return "。" not in self.text and any(map(self._is_parted_by, ",;"))

    @cached_property
    def is_tab_table(self) -> bool:
        """Whether tabs part the cells of a table: as many on nearly every line."""
        return self._is_parted_by("\t")

    def _is_parted_by(self, mark: str) -> bool:
        if mark not in self.text:
            return False
        counts = [line.strip().count(mark) for line in self.text.split("\n") if line.strip()]
        most, times = max(Counter(counts).items(), key=lambda item: item[1], default=(0, 0))
        return most > 0 and times > 1 and times >= 0.8 * len(counts)


class Repair(Protocol):
    """A defect's repair: reads the page, proposes edits over `page.text`.

    The applied edits of one repair do not overlap. Their order is free.
    """

    def __call__(self, page: Page) -> Iterable[Edit]:
        """Propose edits; none for a page without the defect."""
