"""`jiaozhu concordance`: all places of a query in a project, with what is said of each."""

from __future__ import annotations

import argparse

from tui.cli import studying
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu concordance 牡丹晚报                      every place in either script, as CSV
  jiaozhu concordance 疫情 --sort left --format tsv  sorted by what stands before
  jiaozhu concordance /第.届 --sample 50 --seed 7     a sample that is the same every time
  jiaozhu concordance 台湾 --label LOC --show conflicts

""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    made = studying.parser(
        "concordance",
        tr("List all places of a query in a project."),
        tr(EXAMPLES) + tr(studying.QUERY),
    )
    add = made.add_argument
    add("query", metavar="QUERY", help=tr("what to look for"))
    add(
        "--sort",
        choices=("page", "left", "right"),
        default="page",
        help=tr("order (default: page)"),
    )
    add(
        "--label",
        metavar="NAME",
        default="",
        help=tr("the label that is right; others are conflicts"),
    )
    add(
        "--show",
        choices=("all", "untagged", "conflicts", "rejected"),
        default="all",
        help=tr("which hits (default: all but those rejected as LABEL)"),
    )
    add("--sample", metavar="N", type=int, help=tr("only N of them, drawn at random"))
    add("--seed", metavar="N", type=int, default=1, help=tr("draws the same sample again (1)"))
    return made


def run(args: argparse.Namespace) -> int:
    """List."""
    from tui.errors import JiaozhuError
    from tui.study.concordance import Concordance, Order, Show
    from tui.study.tables import of_hits

    index = studying.index_of(args)
    if args.label and args.label not in index.project.labels:
        names = " ".join(label.name for label in index.project.labels)
        raise JiaozhuError(
            tr(
                "There is no label {label}; this project has {names}.",
                label=args.label[:60],
                names=names,
            )
        )
    found = Concordance(index, studying.query_of(args.query, index), args.label)
    found.gather_all()
    if found.problem:
        raise JiaozhuError(found.problem)
    orders = {"page": Order.PLACE, "left": Order.LEFT, "right": Order.RIGHT}
    found.arrange(orders[args.sort], Show(args.show))
    if args.sample is not None:
        found.sample = (max(0, args.sample), args.seed)
    return studying.write(args, of_hits(found), index)
