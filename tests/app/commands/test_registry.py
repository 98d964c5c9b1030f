"""The registries of commands: nothing without a key that works, a title and a short help."""

from __future__ import annotations

from typing import Any

import pytest

from tui.annotate.labels import RESERVED, default_labels
from tui.app.commands.library import library
from tui.app.commands.reading import OUTLINE, reading
from tui.app.commands.registry import Group, Mode, Registry

ALL = [reading, library, OUTLINE]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("registry", ALL)
def test_keys_are_unique_and_none_hides_another(registry: Registry[Any], mode: Mode) -> None:
    sequences = set(registry.keymap(mode))
    for sequence in sequences:
        tokens = sequence.split(" ")
        assert not any(" ".join(tokens[:n]) in sequences for n in range(1, len(tokens)))


@pytest.mark.parametrize("registry", ALL)
def test_every_command_says_what_it_does_in_a_line_of_help(registry: Registry[Any]) -> None:
    for command in registry:
        assert command.keys
        assert 0 < len(command.help) <= 42, command.help
        assert 0 < len(command.title) <= 42


def test_the_keys_a_selection_needs_are_no_labels() -> None:
    """Where a label's key wins, the command must not be one that works on selections."""
    needed = [
        "select", "grow", "shrink", "select-row", "swap-ends", "let-go", "left", "right", "up",
        "down", "word-next", "word-back", "word-end", "clause-next", "clause-back",
        "sentence-next", "sentence-back", "block-next", "block-prev", "edge-left", "edge-right",
        "delete", "undo", "help", "palette",
    ]  # fmt: skip
    for name in needed:
        assert set(reading[name].keys) & (RESERVED | {"=", "escape", "ctrl+p"}), name
    assert not {label.key for label in default_labels()} & RESERVED


def test_users_can_change_keys() -> None:
    changed = reading.keymap(changes={"undo": ["U", "ctrl+z"]})
    assert changed["U"] == changed["ctrl+z"] == "undo"
    assert "u" not in changed
    with pytest.raises(ValueError, match="no command"):
        reading.keymap(changes={"fly": ["U"]})
    with pytest.raises(ValueError, match="key of both"):
        reading.keymap(changes={"undo": ["j"]})
    with pytest.raises(ValueError, match="begins with the key of"):
        reading.keymap(changes={"undo": ["j j"]})


def test_a_key_can_mean_something_else_in_another_mode() -> None:
    registry: Registry[object] = Registry()

    @registry.command("note", "a", title="note", group=Group.TAG, modes=[Mode.READ])
    def note(screen: object, count: int) -> None:
        """Note"""

    @registry.command("around", "a w", title="word", group=Group.SELECT, modes=[Mode.SELECT])
    def around(screen: object, count: int) -> None:
        """Word"""

    assert registry.keymap(Mode.READ) == {"a": "note"}
    assert registry.keymap(Mode.SELECT) == {"a w": "around"}
    registry.rebind({"note": ["a w"]})
    assert registry.keymap(Mode.READ) == {"a w": "note"}
    with pytest.raises(ValueError, match="no command"):
        registry.rebind({"note": ["b"], "fly": ["c"]})
    assert registry["note"].keys == ("a w",)


def test_a_command_is_registered_once() -> None:
    registry: Registry[object] = Registry()

    @registry.command("one", "1", title="one", group=Group.APP, footer=[Mode.READ])
    def one(screen: object, count: int) -> None:
        """Do
        one thing."""

    assert registry["one"].help == "Do one thing"
    assert registry.for_footer(Mode.READ, object()) == [registry["one"]]
    assert registry.for_footer(Mode.SELECT, object()) == []
    with pytest.raises(ValueError, match="called one"):
        registry.add(registry["one"])
