"""A screen whose keys all come from a registry of commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from tui.annotate.labels import Label
from tui.app.commands.keys import KeyReader, Pressed, token
from tui.app.commands.palette import RegistryProvider
from tui.app.commands.registry import Command, Mode, Registry
from tui.app.widgets.rows import Rows
from tui.errors import JiaozhuError
from tui.language import tr


class Keyed(Screen[None], inherit_bindings=False):
    """Reads keys, runs commands, and says in one sentence what could not be done."""

    REGISTRY: ClassVar[Registry[Any]]
    COMMANDS: ClassVar[Any] = {RegistryProvider}
    ALLOW_SELECT = False
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._key_readers = {mode: KeyReader(self.REGISTRY.keymap(mode)) for mode in Mode}

    def takes_keys_from(self, focused: Widget | None) -> bool:
        """Whether the focused widget wants no key itself, so that it need not be asked."""
        return False

    @property
    def drawn(self) -> Iterable[Widget]:
        """The widgets that a key may change."""
        return ()

    def on_key(self, event: events.Key) -> None:
        """Take a key that the focused widget did not."""
        event.stop()
        event.prevent_default()
        self.press(token(event.key, event.character))

    @property
    def mode(self) -> Mode:
        """What the hands are doing, which decides what keys mean."""
        return Mode.READ

    @property
    def key_reader(self) -> KeyReader:
        """What reads the next key: a sequence ends in the mode in which it began."""
        begun = (reader for reader in self._key_readers.values() if reader.is_pending)
        return next(begun, None) or self._key_readers[self.mode]

    def press(self, key: str) -> None:
        """What one key does here. Screens with keys of their own look at them first."""
        pressed = self.key_reader.press(key, self.counting)
        self.say("")
        self.pending(pressed)
        if pressed.command is not None:
            self.run(pressed.command, pressed.count)

    def catch_up(self, keys: Iterable[str]) -> None:
        """Do what keys say that were pressed while this screen was still waited for."""
        for key in keys:
            if self.is_current:
                self.press(key)

    def run(self, name: str, count: int = 0) -> None:
        """Run a command, whether called by key, footer, palette or mouse."""
        command = self.find(name)
        try:
            if command.when(self):
                command.run(self, count)
            else:
                self.say(tr("Nothing here for: {title}.", title=tr(command.title)))
        except JiaozhuError as error:
            self.say(str(error), error=True)
        self.settle()

    def find(self, name: str) -> Command[Any]:
        """The command of a name."""
        return self.REGISTRY[name]

    @property
    def counting(self) -> bool:
        """Whether digits are counts now."""
        return True

    def pending(self, pressed: Pressed) -> None:
        """Show what has been typed of a sequence."""

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""

    def tell(self, text: str, error: bool = False) -> None:
        """Say something that no key brought about."""
        self.say(text, error)
        self.settle()

    def settle(self) -> None:
        """Bring status and footer up to date after a command."""

    def speak(self) -> None:
        """Show everything again, in another language."""
        for rows in self.query(Rows):
            rows.refresh()
        self.settle()

    @property
    def labels_to_explain(self) -> Iterable[Label]:
        """The labels whose keys the help screen lists."""
        return ()

    @property
    def keys_to_explain(self) -> Mapping[str, Registry[Any]]:
        """Further keys, by what they are of, that the help screen lists."""
        return {}

    def available(self) -> Iterable[Command[Any]]:
        """The commands the palette offers now."""
        return (command for command in self.REGISTRY if command.when(self))
