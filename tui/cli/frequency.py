"""`jiaozhu frequency`: how often words or tagged strings are there, and on how many pages."""

from __future__ import annotations

import argparse

from tui.cli import studying
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu frequency --most 100              the most frequent words, as CSV
  jiaozhu frequency --spans                 tagged strings with their labels
  jiaozhu frequency --spans --label ORG --format json

Words are cut by rjieba's dictionary and folded: one form for all scripts, widths and cases.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser(
        "frequency", tr("Count the words or the spans of a project."), tr(EXAMPLES)
    )
    add = made.add_argument
    add("--spans", action="store_true", help=tr("the strings that were tagged, by label"))
    add("--label", metavar="NAME", action="append", default=[], help=tr("only spans labelled NAME"))
    return made


def run(args: argparse.Namespace) -> int:
    """Count."""
    from tui.study.tables import frequency, span_frequency
    from tui.study.words import Cutter

    index = studying.index_of(args)
    spans = args.spans or args.label
    table = span_frequency(index, args.label) if spans else frequency(Cutter(index))
    return studying.write(args, table, index)
