"""`jiaozhu doctor`: whether this terminal shows Chinese pages right, and what to do if not."""

from __future__ import annotations

import argparse
import locale
import os
import shutil
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tui.cli.probe import AMBIGUOUS, Asked

_EXAMPLES = """\
examples:
  jiaozhu doctor             draw a test screen and say what this terminal does wrong

The bars at the right of the test screen must stand under one another, and what is said of each
row must be what you see. Exit code 1 when something is wrong.
"""


class Sample(NamedTuple):
    """A kind of text whose width terminals differ about."""

    name: str
    text: str
    remedy: str
    """What to do where it is drawn in another width."""


_UTF8 = "the terminal is not in UTF-8: set LANG to a UTF-8 locale, and start tmux with -u"
_OLD = "rows with it may be shifted: a newer terminal (or tmux) knows the character"
SAMPLES = (
    Sample("Han", "校注", _UTF8),
    Sample("punctuation", "，。《》", _UTF8),
    Sample("rare Han", "𠮷𡈽", _OLD),
    Sample("full width", "Ａ１", _UTF8),
    Sample("half width", "ｱｲ", _OLD),
    Sample("Hangul", "한글", _OLD),
    Sample("combining", "e\u0301", "accents are drawn beside their letter: " + _OLD),
    Sample("variation", "葛\U000e0100", _OLD),
    Sample("emoji", "😀", _OLD),
    Sample("invisible", "a\u200bb", _OLD),
    Sample("box", "▯", _OLD),
)


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    return argparse.ArgumentParser(
        prog="jiaozhu doctor",
        description="Test whether this terminal shows Chinese pages right.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def run(args: argparse.Namespace) -> int:
    """Draw the test screen and name what is wrong."""
    from tui.text.width import safe_display

    shown = [safe_display(sample.text) for sample in SAMPLES]
    with Asked([AMBIGUOUS, *shown]) as asked:
        widths = asked.widths()
    problems = list(_surroundings())
    if widths:
        ambiguous, *measured = widths
        problems += _test_screen(ambiguous, shown, measured)
    else:
        problems.append(
            "The terminal does not tell where its cursor is, so widths cannot be tested; "
            "“ ” … — · are taken for one cell (--ambiguous-width 2 if they are two)."
        )
    print()
    for problem in problems:
        print(f"wrong: {problem}")
    if not problems:
        print("Nothing is wrong with this terminal.")
    return 1 if problems else 0


def _surroundings() -> Iterator[str]:
    """Say what Jiaozhu finds around it; yields what is wrong."""
    columns, rows = shutil.get_terminal_size()
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    print(f"terminal   {os.environ.get('TERM', 'unknown')}{' in tmux' * ('TMUX' in os.environ)}")
    print(f"size       {columns} x {rows}, {'two panes' if columns >= 100 else 'one pane'}")
    print(f"encoding   {encoding}")
    print(f"colours    {_colours()}")
    if not sys.stdout.isatty():
        yield "Standard output is no terminal."
    if encoding.replace("-", "").lower() != "utf8":
        yield f"The encoding is {encoding}: {_UTF8}."
    if columns < 40 or rows < 10:
        yield f"{columns} x {rows} cells are little to read in: make the window larger."


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "none (NO_COLOR is set)"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "all"
    return "256; labels differ more with export COLORTERM=truecolor, if the terminal has them"


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _test_screen(ambiguous: int, shown: list[str], measured: list[int]) -> Iterator[str]:
    """Draw each sample before a bar with its width beside it; yields what is wrong."""
    from tui.text.width import cell_len

    known = ambiguous in (1, 2)
    print(f"“ ” … — ·  {_cells(ambiguous)} each; Jiaozhu follows\n")
    if not known:
        yield f"“ is drawn in {ambiguous} cells: {_UTF8}."
    for sample, display, cells in zip(SAMPLES, shown, measured, strict=True):
        expected = cell_len(sample.text, ambiguous if known else 1)
        verdict = "" if cells == expected else f"  but {expected} are expected"
        print(f"{sample.name:<12}|{display}\x1b[24G|  {_cells(cells)}{verdict}")
        if cells != expected:
            yield f"{sample.name}: {cells} cells where {expected} are expected; {sample.remedy}."
