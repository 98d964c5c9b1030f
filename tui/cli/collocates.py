"""`jiaozhu collocates`: the words that stand around the places of a query."""

from __future__ import annotations

import argparse

from tui.cli import studying

EXAMPLES = """\
examples:
  jiaozhu collocates 疫情                       within five words on either side, as CSV
  jiaozhu collocates 疫情 --window 2 --by logDice --most 50

Log-likelihood says how sure it is that they stand together oftener than by chance (below zero:
more rarely), logDice (of 14) how exclusively they do. Windows do not go beyond a line.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser(
        "collocates", "List the words around the places of a query.", EXAMPLES + studying.QUERY
    )
    add = made.add_argument
    add("query", metavar="QUERY", help="what to look around")
    add("--window", metavar="N", type=int, default=5, help="words on either side (5)")
    add("--by", choices=("log-likelihood", "logDice", "together"), help="the order of the rows")
    return made


def run(args: argparse.Namespace) -> int:
    """Count."""
    from tui.errors import JiaozhuError
    from tui.study.tables import collocates
    from tui.study.words import Cutter

    if not 1 <= args.window <= 100:
        raise JiaozhuError(f"--window {args.window} is no window; take 1 to 100 words.")
    index = studying.index_of(args)
    table = collocates(Cutter(index), studying.query_of(args.query, index), args.window)
    if args.by:
        table = table.sorted([column.name for column in table.columns].index(args.by))
    return studying.write(args, table, index)
