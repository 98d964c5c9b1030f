"""What lies behind other widgets, drawn cheaply.

Textual asks everything in the rectangle around what changed to draw itself, also what is wholly
covered. A ground of one colour need not be styled row by row for that.
"""

from __future__ import annotations

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Backdrop(Widget):
    """A widget whose rows are all alike."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """One row, as often as there are rows."""
        return super().render_lines(crop.crop_size((crop.width, 1))) * crop.height


class Row(Horizontal, Backdrop):
    """Widgets side by side, with nothing of its own to be seen."""
