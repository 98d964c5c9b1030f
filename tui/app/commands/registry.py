"""The registry of commands: keys, footer, help screen and palette all read it.

A command is a function of the screen it works on, and its docstring is what the help screen and
the palette say about it:

    @reading.command("undo", "u", title="undo", group=Group.TAG)
    def undo(desk: Desk, count: int) -> None:
        \"\"\"Take back the last change, also of an earlier day.\"\"\"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S")


class Group(StrEnum):
    """Headings of the help screen, in its order."""

    MOVE = "Move"
    SELECT = "Select"
    TAG = "Tag"
    EDITS = "Edits"
    VIEW = "View"
    PAGE = "Pages"
    APP = "Everywhere"


class Mode(StrEnum):
    """What the hands are doing; decides which keys the footer shows and what keys mean."""

    READ = "READ"
    ON_SPAN = "SPAN"
    """Reading, with the cursor on a span."""
    SELECT = "SELECT"
    EDIT = "EDIT"
    """A span is picked: label keys relabel it, H and L move its edges."""
    SUGGEST = "SUGGEST"
    """A suggestion is in hand: Enter accepts it, x rejects it."""


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command(Generic[S]):
    """One thing that can be done on a screen `S`."""

    id: str
    keys: tuple[str, ...]
    """Sequences in the notation of `tui.app.commands.keys`; the first is the one shown."""
    title: str
    """One or two words, for the footer."""
    help: str
    group: Group
    run: Callable[[S, int], None]
    """Called with the screen and the count typed before the key (0: none)."""
    when: Callable[[S], bool] = _always
    """Whether there is anything to do now; otherwise it is left out of footer and palette."""
    footer: frozenset[Mode] = frozenset()
    """The modes in which its key is worth a place in the footer."""
    modes: frozenset[Mode] = frozenset(Mode)
    """The modes in which its keys mean it; in others they may mean another command."""
    jumps: bool = False
    """Whether it leaves a place that one may want to come back to."""


@dataclass(slots=True)
class Registry(Generic[S]):
    """The commands of one screen, in the order of footer and help."""

    commands: dict[str, Command[S]] = field(default_factory=dict)
    _footers: dict[Mode, list[Command[S]]] = field(default_factory=dict, init=False)

    def command(
        self,
        name: str,
        *keys: str,
        title: str,
        group: Group,
        when: Callable[[S], bool] = _always,
        footer: Collection[Mode] = (),
        modes: Collection[Mode] = tuple(Mode),
        jumps: bool = False,
    ) -> Callable[[Callable[[S, int], None]], Callable[[S, int], None]]:
        """Register the decorated function. Its docstring is the description."""

        def register(run: Callable[[S, int], None]) -> Callable[[S, int], None]:
            text = " ".join((run.__doc__ or "").split()).rstrip(".")
            self.add(
                Command(
                    name, keys, title, text, group, run, when, frozenset(footer),
                    frozenset(modes), jumps,
                )
            )  # fmt: skip
            return run

        return register

    def add(self, command: Command[S]) -> None:
        """Register a command; ValueError when its id is taken."""
        if command.id in self.commands:
            raise ValueError(f"two commands are called {command.id}")
        self.commands[command.id] = command
        self._footers.clear()

    def __iter__(self) -> Iterator[Command[S]]:
        return iter(self.commands.values())

    def __getitem__(self, name: str) -> Command[S]:
        return self.commands[name]

    def keymap(
        self, mode: Mode = Mode.READ, changes: Mapping[str, Iterable[str]] | None = None
    ) -> dict[str, str]:
        """Sequence → command id in a mode, with `changes` (command id → its keys) put in.

        Raises ValueError for an unknown command, for a sequence of two commands, and for one that
        is the beginning of another.
        """
        changes = changes or {}
        unknown = sorted(set(changes) - set(self.commands))
        if unknown:
            raise ValueError(f"there is no command {unknown[0]!r} to give a key to")
        keymap: dict[str, str] = {}
        for command in self:
            if mode not in command.modes:
                continue
            for sequence in changes.get(command.id, command.keys):
                if sequence in keymap:
                    other = keymap[sequence]
                    raise ValueError(f"{sequence!r} is the key of both {other} and {command.id}")
                keymap[sequence] = command.id
        for sequence, name in keymap.items():
            tokens = sequence.split(" ")
            for length in range(1, len(tokens)):
                first = keymap.get(" ".join(tokens[:length]))
                if first is not None:
                    raise ValueError(
                        f"{sequence!r} of {name} begins with the key of {first}, which comes first"
                    )
        return keymap

    def rebind(self, changes: Mapping[str, Iterable[str]]) -> None:
        """Give commands other keys for good; ValueError, and nothing has changed, as `keymap`."""
        for mode in Mode:
            self.keymap(mode, changes)
        for name, keys in changes.items():
            self.commands[name] = replace(self.commands[name], keys=tuple(keys))
        self._footers.clear()

    def by_group(self) -> Iterator[tuple[Group, list[Command[S]]]]:
        """The commands under their headings, empty headings left out."""
        for group in Group:
            members = [command for command in self if command.group is group]
            if members:
                yield group, members

    def for_footer(self, mode: Mode, screen: S) -> list[Command[S]]:
        """What the footer offers now, most important first."""
        if mode not in self._footers:
            self._footers[mode] = [command for command in self if mode in command.footer]
        return [command for command in self._footers[mode] if command.when(screen)]
