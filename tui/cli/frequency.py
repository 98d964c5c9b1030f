"""`jiaozhu frequency`: how often words or tagged strings are there, and on how many pages."""

from __future__ import annotations

import argparse

from tui.cli import studying

EXAMPLES = """\
examples:
  jiaozhu frequency --most 100              the most frequent words, as CSV
  jiaozhu frequency --spans                 tagged strings with their labels
  jiaozhu frequency --spans --label ORG --format json

Words are cut by rjieba's dictionary and folded: one form for all scripts, widths and cases.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser("frequency", "Count the words or the spans of a project.", EXAMPLES)
    add = made.add_argument
    add("--spans", action="store_true", help="the strings that were tagged, by label")
    add("--label", metavar="NAME", action="append", default=[], help="only spans labelled NAME")
    return made


def run(args: argparse.Namespace) -> int:
    """Count."""
    from tui.study.tables import frequency, span_frequency
    from tui.study.words import Cutter

    index = studying.index_of(args)
    spans = args.spans or args.label
    table = span_frequency(index, args.label) if spans else frequency(Cutter(index))
    return studying.write(args, table, index)
