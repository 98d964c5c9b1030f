"""What lies behind or beside the text, drawn cheaply.

Textual asks every widget on the screen to draw itself whenever a row of any of them changed.
"""

from __future__ import annotations

from typing import Any, Self

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Still(Widget):
    """A widget that looks the same until it is refreshed or the theme changes."""

    _strips_kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows as they were drawn before."""
        if self._strips_kept is None or self._strips_kept[0] != crop:
            self._strips_kept = crop, self.draw(crop)
        return self._strips_kept[1]

    def draw(self, crop: Region) -> list[Strip]:
        """The rows, made anew."""
        return super().render_lines(crop)

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw anew."""
        self._strips_kept = None
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._strips_kept = None
        super().notify_style_update()


class Backdrop(Still):
    """A widget whose rows are all alike: a ground of one colour."""

    def draw(self, crop: Region) -> list[Strip]:
        """One row, as often as there are rows."""
        return super().draw(crop.crop_size((crop.width, 1))) * crop.height


class Row(Horizontal, Backdrop):
    """Widgets side by side, with nothing of its own to be seen."""
