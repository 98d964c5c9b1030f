"""Own keys in `keys.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.annotate.labels import default_labels
from tui.app import keymap
from tui.app.commands.keys import sequence, shown
from tui.app.commands.registry import Mode
from tui.cli import main


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """The keys as they were, whatever a test makes of them."""
    kept = {name: dict(registry.commands) for name, registry in keymap.SCREENS.items()}
    yield
    for name, registry in keymap.SCREENS.items():
        registry.commands.update(kept[name])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.toml"


def test_every_key_can_be_written_as_it_is_shown() -> None:
    for registry in keymap.SCREENS.values():
        for command in registry:
            for key in command.keys:
                assert sequence(shown(key)) == key
                assert sequence(key) == key


def test_keys_are_changed(file: Path) -> None:
    file.write_text('fuzzy = ["n/l"]\n[reading]\nundo = ["U", "Ctrl-z"]\nmark = "gm"\n', "utf-8")
    own = keymap.load(file)
    assert own.problems == []
    assert own.fuzzy == (("n", "l"),)
    assert own.changed == {"undo", "mark"}
    keys = keymap.reading.keymap(Mode.READ)
    assert keys["U"] == keys["ctrl+z"] == "undo"
    assert keys["g m"] == "mark"
    assert "u" not in keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[reading]\nundo = ['j']\n", "is the key of both"),
        ("[reading]\nundo = ['gg x']\n", "begins with the key of"),
        ("[reading]\nfly = ['j']\n", "no command 'fly'"),
        ("[reading]\nundo = 3\n", "needs keys in quotes"),
        ("[readin]\nundo = 'U'\n", "is no table of keys; there are [reading]"),
        ("fuzzy = ['x/y']\n", "fuzzy has no 'x/y'; there are n/l"),
        ("[reading\n", "cannot be read as TOML"),
    ],
)
def test_what_cannot_be_had_is_said_and_the_rest_is_taken(file: Path, text: str, said: str) -> None:
    before = keymap.reading.keymap(Mode.READ)
    file.write_text(text, "utf-8")
    (problem,) = keymap.load(file).problems
    assert said in problem
    assert str(file) in problem
    assert keymap.reading.keymap(Mode.READ) == before


def test_labels_that_hide_a_key_are_named(file: Path) -> None:
    file.write_text("[reading]\nswap-ends = 'p'\npane = 'o'\n", "utf-8")  # they change places
    own = keymap.load(file)
    assert own.problems == []
    (said,) = own.hidden(default_labels())
    assert said == "In a selection p is PER, not swap-ends."


def test_a_file_that_is_not_there_changes_nothing(file: Path) -> None:
    assert keymap.load(file) == keymap.Own()


def test_the_template_is_a_file_of_all_keys_as_they_are(file: Path) -> None:
    text = keymap.template()
    assert tomllib.loads(text) == {name: {} for name in keymap.SCREENS}
    filled = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in text.split("\n")
    )
    file.write_text(filled, "utf-8")
    before = keymap.reading.keymap(Mode.SELECT)
    own = keymap.load(file)
    assert own.problems == []
    assert keymap.reading.keymap(Mode.SELECT) == before


def test_the_command_prints_them(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file.write_text("[reading]\nundo = ['U']\nfly = 'x'\n", "utf-8")
    assert main(["keys", "--keys", str(file)]) == 1
    out, err = capsysbinary.readouterr()
    assert "| `U` | Take back the last change, of any day |" in out.decode()
    assert "no command 'fly'" in err.decode()
    assert main(["keys", "--template"]) == 0
    assert b"# undo = " in capsysbinary.readouterr().out
