"""`jiaozhu collocates`: the words that stand around the places of a query."""

from __future__ import annotations

import argparse

from tui.cli import studying
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu collocates 疫情                       within five words on either side, as CSV
  jiaozhu collocates 疫情 --window 2 --by logDice --most 50

Log-likelihood says how sure it is that they stand together oftener than by chance (below zero:
more rarely), logDice (of 14) how exclusively they do. Windows do not go beyond a line.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser(
        "collocates",
        tr("List the words around the places of a query."),
        tr(EXAMPLES) + tr(studying.QUERY),
    )
    add = made.add_argument
    add("query", metavar="QUERY", help=tr("what to look around"))
    add("--window", metavar="N", type=int, default=5, help=tr("words on either side (5)"))
    add("--by", choices=("log-likelihood", "logDice", "together"), help=tr("the order of the rows"))
    return made


def run(args: argparse.Namespace) -> int:
    """Count."""
    from tui.errors import JiaozhuError
    from tui.study.tables import collocates
    from tui.study.words import Cutter

    if not 1 <= args.window <= 100:
        raise JiaozhuError(
            tr("--window {window} is no window; take 1 to 100 words.", window=args.window)
        )
    index = studying.index_of(args)
    table = collocates(Cutter(index), studying.query_of(args.query, index), args.window)
    if args.by:
        table = table.sorted([column.name for column in table.columns].index(args.by))
    return studying.write(args, table, index)
