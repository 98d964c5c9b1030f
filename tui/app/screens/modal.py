"""Questions over a page that stays to be seen behind them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual.command import CommandPalette
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from tui.language import tr

T = TypeVar("T")


class Behind(BackgroundScreen):
    """The screen below, dimmed.

    The reader tells the terminal where its second pane begins. Textual counts that as text when
    it draws a screen once more behind another, so it is left out there.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        drawn: Iterable[Segment] = console.render(self.screen._compositor, options)
        kept = (segment for segment in drawn if not _is_column(segment))
        return self.process_segments(kept, self.color)


def _is_column(segment: Segment) -> bool:
    return segment.text.startswith("\x1b[") and segment.text.endswith("G")


class Modal(ModalScreen[T]):
    """A question with the page behind it."""

    def render(self) -> RenderableType:
        """The screen below."""
        return _behind(super().render())


class Palette(CommandPalette):
    """Textual's command palette, over the page."""

    def __init__(self) -> None:
        super().__init__(placeholder=tr("Search for a command"), id="palette")

    def render(self) -> RenderableType:
        """The screen below."""
        return _behind(super().render())


def _behind(below: RenderableType) -> RenderableType:
    return Behind(below.screen, below.color) if isinstance(below, BackgroundScreen) else below
