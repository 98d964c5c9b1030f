"""Textual's own TextArea on a text, to measure ours beside it.

python benchmarks/textarea.py FILE
"""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Stock(App[None]):
    """A text and nothing else."""

    def compose(self) -> ComposeResult:
        """The widget as it comes, but for its blinking."""
        area = TextArea(Path(sys.argv[1]).read_text("utf-8"))
        area.cursor_blink = False  # it would never be at rest
        yield area


if __name__ == "__main__":
    Stock().run()
