"""`jiaozhu keyness`: the words that are typical of some pages, or of a label."""

from __future__ import annotations

import argparse

from tui.cli import studying
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu keyness '2020/*'                      these pages against all others, as CSV
  jiaozhu keyness 2020 --against 2021           one folder against another
  jiaozhu keyness ORG --against PER             words inside the spans of two labels
  jiaozhu keyness SLOGAN --by 'log ratio'       a label against all words without it

Log-likelihood says how sure the difference is (below zero: rarer in the target), the log ratio how
large it is: 1 is twice as often, 2 four times.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser(
        "keyness", tr("List the words that are typical of a part."), tr(EXAMPLES)
    )
    add = made.add_argument
    add("target", metavar="TARGET", help=tr("pages (a name, a folder, * and ?) or a label"))
    add("--against", metavar="REFERENCE", default="", help=tr("others of the kind; else: the rest"))
    add("--by", choices=("log-likelihood", "log ratio", "count"), help=tr("the order of the rows"))
    return made


def run(args: argparse.Namespace) -> int:
    """Count."""
    from tui.study.tables import compared
    from tui.study.words import Cutter

    index = studying.index_of(args)
    table = compared(Cutter(index), args.target, args.against)
    if args.by:
        table = table.sorted([column.name for column in table.columns].index(args.by))
    return studying.write(args, table, index)
