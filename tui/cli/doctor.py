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
from tui.language import counted, tr, tr_later

_EXAMPLES = tr_later("""\
examples:
  jiaozhu doctor             draw a test screen and say what this terminal does wrong

The bars at the right of the test screen must stand under one another, and what is said of each
row must be what you see. Exit code 1 when something is wrong.
""")


class Sample(NamedTuple):
    """A kind of text whose width terminals differ about."""

    name: str
    text: str
    remedy: str
    """What to do where it is drawn in another width."""


_UTF8 = tr_later("the terminal is not in UTF-8: set LANG to a UTF-8 locale, and start tmux with -u")
_OLD = tr_later("rows with it may be shifted: a newer terminal (or tmux) knows the character")
SAMPLES = (
    Sample(tr_later("Han"), "校注", _UTF8),
    Sample(tr_later("punctuation"), "，。《》", _UTF8),
    Sample(tr_later("rare Han"), "𠮷𡈽", _OLD),
    Sample(tr_later("full width"), "Ａ１", _UTF8),
    Sample(tr_later("half width"), "ｱｲ", _OLD),
    Sample(tr_later("Hangul"), "한글", _OLD),
    Sample(
        tr_later("combining"),
        "e\u0301",
        tr_later(
            "accents are drawn beside their letter, rows with it may be shifted: a newer terminal "
            "(or tmux) knows the character"
        ),
    ),
    Sample(tr_later("variation"), "葛\U000e0100", _OLD),
    Sample(tr_later("emoji"), "😀", _OLD),
    Sample(tr_later("invisible"), "a\u200bb", _OLD),
    Sample(tr_later("box"), "▯", _OLD),
)


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    return argparse.ArgumentParser(
        prog="jiaozhu doctor",
        description=tr("Test whether this terminal shows Chinese pages right."),
        epilog=tr(_EXAMPLES),
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
            tr(
                "The terminal does not tell where its cursor is, so widths cannot be tested; "
                "“ ” … — · are taken for one cell (--ambiguous-width 2 if they are two)."
            )
        )
    print()
    for problem in problems:
        print(tr("wrong: {problem}", problem=problem))
    if not problems:
        print(tr("Nothing is wrong with this terminal."))
    return 1 if problems else 0


def _surroundings() -> Iterator[str]:
    """Say what Jiaozhu finds around it; yields what is wrong."""
    columns, rows = shutil.get_terminal_size()
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    term = os.environ.get("TERM", "?") + (tr(" in tmux") if "TMUX" in os.environ else "")
    print(tr("terminal   {term}", term=term))
    print(
        tr(
            "size       {columns} x {rows}, {panes}",
            columns=columns,
            rows=rows,
            panes=tr("two panes") if columns >= 100 else tr("one pane"),
        )
    )
    print(tr("encoding   {encoding}", encoding=encoding))
    print(tr("colours    {colours}", colours=_colours()))
    if not sys.stdout.isatty():
        yield tr("Standard output is no terminal.")
    if encoding.replace("-", "").lower() != "utf8":
        yield tr("The encoding is {encoding}: {remedy}.", encoding=encoding, remedy=tr(_UTF8))
    if columns < 40 or rows < 10:
        yield tr(
            "{columns} x {rows} cells are little to read in: make the window larger.",
            columns=columns,
            rows=rows,
        )


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return tr("none (NO_COLOR is set)")
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return tr("all")
    return tr("256; labels differ more with export COLORTERM=truecolor, if the terminal has them")


def _cells(number: int) -> str:
    return counted(number, "cell")


def _test_screen(ambiguous: int, shown: list[str], measured: list[int]) -> Iterator[str]:
    """Draw each sample before a bar with its width beside it; yields what is wrong."""
    from tui.text.width import cell_len

    known = ambiguous in (1, 2)
    print(tr("“ ” … — ·  {cells} each; Jiaozhu follows\n", cells=_cells(ambiguous)))
    if not known:
        yield tr(
            "“ is drawn in {ambiguous} cells: {remedy}.", ambiguous=ambiguous, remedy=tr(_UTF8)
        )
    for sample, display, cells in zip(SAMPLES, shown, measured, strict=True):
        expected = cell_len(sample.text, ambiguous if known else 1)
        verdict = (
            "" if cells == expected else tr("  but {expected} are expected", expected=expected)
        )
        name = tr(sample.name)
        print(f"{name}\x1b[13G|{display}\x1b[24G|  {_cells(cells)}{verdict}")
        if cells != expected:
            yield tr(
                "{name}: {cells} cells where {expected} are expected; {remedy}.",
                name=name,
                cells=cells,
                expected=expected,
                remedy=tr(sample.remedy),
            )
