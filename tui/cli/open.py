"""`jiaozhu PATH …`: read and annotate pages in the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from tui.cli.probe import AMBIGUOUS, Asked, ambiguous_width
from tui.errors import JiaozhuError
from tui.language import tr, tr_later

if TYPE_CHECKING:
    from tui.app.shelf import Shelf

_EXAMPLES = tr_later("""\
examples:
  jiaozhu                    the pages of this folder; without any, the projects open last
  jiaozhu seeds              the pages of a folder and those below it
  jiaozhu a.txt b.txt        these pages
  jiaozhu --encoding gb18030 a.txt

Pages without a project are offered one. It begins with the first page that is not done; q shows
the list of pages, ? all keys. Every change is on disk when the footer says "saved".
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of `jiaozhu PATH …`."""
    arguments = argparse.ArgumentParser(
        prog="jiaozhu",
        description=tr("Read and annotate pages of Chinese text in the terminal."),
        epilog=tr(_EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument(
        "paths", nargs="*", metavar="PATH", help=tr("pages, or a folder of pages")
    )
    arguments.add_argument("--encoding", metavar="NAME", help=tr("how the pages are encoded"))
    arguments.add_argument("--annotator", metavar="NAME", help=tr("who annotates (your user name)"))
    arguments.add_argument(
        "--theme",
        choices=("dark", "light", "contrast-dark", "contrast-light"),
        help=tr("colours (dark)"),
    )
    arguments.add_argument(
        "--opencc-data",
        metavar="FOLDER",
        help=tr("convert by the data of this official OpenCC (its share/opencc)"),
    )
    arguments.add_argument("--keys", metavar="FILE", help=tr("your keys.toml (see jiaozhu keys)"))
    arguments.add_argument(
        "--ambiguous-width",
        type=int,
        choices=(1, 2),
        help=tr("cells your terminal gives characters like “ and … (it is asked)"),
    )
    return arguments


def run(args: argparse.Namespace, tutorial: bool = False) -> int:
    """Open the program; JiaozhuError where there is no terminal or nothing to open."""
    # Textual draws on stderr.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise JiaozhuError(
            tr(
                "The reader needs a terminal; `jiaozhu clean PATH` prints the clean text without "
                "one."
            )
        )
    # Some terminals drop characters committed by an input method while the protocol is on
    # (xterm.js 6112), and no key here needs it. Textual reads this when it is imported.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from tui.app.cleaning import Cleaning

    # Pages are cleaned in a process of its own, which loads what it needs while this one does.
    cleaning = Cleaning.beside()
    try:
        with Asked([] if args.ambiguous_width else [AMBIGUOUS]) as asked:
            # The terminal answers while all this is loaded.
            from tui.annotate.standards import data_of
            from tui.app.habits import Memory

            shelf = _shelf(args, tutorial)
            data_of(None, args.opencc_data)  # a slip is told now; one of a project on its pages
            shelf.opencc_data = args.opencc_data
            shelf.cleaning = cleaning
            shelf.memory = Memory(kept=True)
            first = shelf.first if shelf.pages else None
            if first is not None:
                shelf.prepare(first)
            from tui.app.app import JiaozhuApp

            shelf.ambiguous = args.ambiguous_width or ambiguous_width(asked)
        _own_keys(shelf, args.keys)
        theme = f"jiaozhu-{args.theme}" if args.theme else shelf.memory.project(shelf.project).theme
        app = JiaozhuApp(shelf, theme or "jiaozhu-dark", first, tutorial)
        sys.setswitchinterval(_SWITCH)
        app.run()
    finally:
        cleaning.close()
    return app.return_code or 0


_SWITCH = 0.0005  # seconds a thread may compute while a key waits; Python's own 0.005 are felt


def _shelf(args: argparse.Namespace, tutorial: bool) -> Shelf:
    """The pages that were asked for; without any those of this folder; else none."""
    from tui.annotate.project import Project
    from tui.app.shelf import Shelf
    from tui.text.pages import pages

    here = os.curdir
    if tutorial:
        return Shelf([])
    if args.paths or pages(here) or Project.find(here):
        return Shelf.open(args.paths or [here], args.annotator, args.encoding)
    shelf = Shelf([], args.encoding)
    shelf.annotator = args.annotator
    return shelf


def _own_keys(shelf: Shelf, file: str | None) -> None:
    """Take the person's own keys, and say what is wrong with them."""
    from pathlib import Path

    from tui.app import keymap

    own = keymap.load(Path(file) if file else keymap.path())
    shelf.fuzzy = own.fuzzy
    shelf.notices += own.problems
    if own.changed and shelf.project is not None:
        shelf.notices += own.hidden(shelf.project.labels)
