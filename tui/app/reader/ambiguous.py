"""Terminals that draw “ ” … — · two cells wide: telling Textual so.

Textual measures with rich, and rich knows only the narrow width. Our own layout takes the width as
a parameter; this is for what Textual does with our strips when something lies over them, and for
its own widgets. Frames and bars (U+2500–259F) stay narrow, or nothing would fit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

import rich.cells

_narrow: tuple[Callable[..., int], Callable[[str], bool]] | None = None


def _is_wide(char: str) -> bool:
    return east_asian_width(char) == "A" and not "\u2500" <= char <= "\u259f"


def measure_ambiguous(cells: int) -> None:
    """Have rich take ambiguous characters as `cells` wide: 1, its own way, or 2."""
    global _narrow
    module: Any = rich.cells  # the names below are its own
    if _narrow is None:
        _narrow = module.get_character_cell_size, module._is_single_cell_widths
    size, is_single = _narrow

    @lru_cache(maxsize=4096)
    def wide_size(char: str, unicode_version: str = "auto") -> int:
        return 2 if (found := size(char, unicode_version)) == 1 and _is_wide(char) else found

    def wide_is_single(text: str) -> bool:
        return is_single(text) and (text.isascii() or not any(map(_is_wide, text)))

    if cells == 2:
        module.get_character_cell_size, module._is_single_cell_widths = wide_size, wide_is_single
    else:
        module.get_character_cell_size, module._is_single_cell_widths = _narrow
    module.cached_cell_len.cache_clear()
