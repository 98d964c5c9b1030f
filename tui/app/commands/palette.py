"""The command palette: the commands of the screen below it, found by their descriptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.app.commands.keys import shown
from tui.app.commands.registry import Command
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.keyed import Keyed


class RegistryProvider(Provider):
    """Offers what can be done now, with its keys beside it."""

    @property
    def _desk(self) -> Keyed:
        return cast("Keyed", self.screen)

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for command in self._desk.available():
            yield DiscoveryHit(
                _line(Content(_said(command)), command),
                partial(self._desk.run, command.id),
                _said(command),
            )

    async def search(self, query: str) -> Hits:
        """What matches the letters typed, best first."""
        matcher = self.matcher(query)
        for command in self._desk.available():
            score = matcher.match(_said(command))
            if score > 0:
                yield Hit(
                    score,
                    _line(matcher.highlight(_said(command)), command),
                    partial(self._desk.run, command.id),
                    _said(command),
                )


def _said(command: Command[Any]) -> str:
    """Its name and what it does, where these are two things."""
    title, text = tr(command.title), tr(command.help)
    return text if title.lower() == text.lower() else f"{title}: {text}"


def _line(text: Content, command: Command[Any]) -> Content:
    keys = "  ".join(shown(sequence) for sequence in command.keys)
    return Content.assemble(text, "   ", (keys, "$text-muted"))
