"""`jiaozhu doctor`, and asking the terminal for widths, on terminals with ways of their own."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import NEWS
from tui.annotate.project import Project
from tui.cli import main
from tui.cli.doctor import SAMPLES
from tui.cli.probe import AMBIGUOUS, Asked, ambiguous_width
from tui.text.width import cell_len

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def wide(text: str) -> int:
    return cell_len(text, 2)


def old(text: str) -> int:
    """A terminal that does not know the newer planes."""
    return sum(1 if char > "\uffff" else cell_len(char) for char in text)


def doctor(cwd: Path, **options: object) -> tuple[int, str]:
    from tests.app.terminal import Terminal

    with Terminal("doctor", cwd=cwd, **options) as terminal:  # type: ignore[arg-type]
        code = terminal.ended()
        return code, terminal.written.decode()


def test_nothing_is_wrong_with_a_terminal_that_measures_as_we_do(tmp_path: Path) -> None:
    code, out = doctor(tmp_path)
    assert code == 0
    assert "1 cell each" in out
    assert "Nothing is wrong" in out
    assert all(sample.name in out for sample in SAMPLES)


def test_wide_quotes_are_not_wrong(tmp_path: Path) -> None:
    code, out = doctor(tmp_path, widths=wide)
    assert code == 0
    assert "2 cells each" in out


def test_what_is_drawn_otherwise_is_named_with_what_to_do(tmp_path: Path) -> None:
    code, out = doctor(tmp_path, widths=old)
    assert code == 1
    assert "rare Han: 2 cells where 4 are expected; rows with it" in out
    assert "Han: 4" not in out


def test_a_mute_terminal_is_said_to_be_one(tmp_path: Path) -> None:
    code, out = doctor(tmp_path, widths=None)
    assert code == 1
    assert "does not tell where its cursor is" in out


def test_without_a_terminal_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "no terminal" in capsys.readouterr().out


def test_without_a_terminal_nothing_is_asked(capfd: pytest.CaptureFixture[str]) -> None:
    with Asked([AMBIGUOUS]) as asked:
        assert asked.widths() == []
        assert ambiguous_width(asked) == 1
    assert capfd.readouterr().out == ""


def test_the_reader_lays_out_as_the_terminal_says(tmp_path: Path) -> None:
    """A row has room for about half as many quotes where each takes two cells."""
    Project.create(tmp_path)
    (tmp_path / "a.txt").write_text("“”" * 60 + NEWS, "utf-8")
    assert longest_row(tmp_path, wide) < 0.6 * longest_row(tmp_path, cell_len)


def longest_row(folder: Path, widths: Callable[[str], int]) -> int:
    """Quotes side by side on the screen."""
    from tests.app.terminal import Terminal

    with Terminal(str(folder / "a.txt"), cwd=folder, widths=widths) as terminal:
        terminal.until("saved")
        return max(map(len, re.findall("[“”]+", terminal.written.decode())))
