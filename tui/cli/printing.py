"""`jiaozhu print`: annotated pages as standalone HTML, or one as an SVG figure."""

from __future__ import annotations

import argparse
import sys

from tui.cli.selecting import add_selection, selected
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu print page.txt -o page.html           both scripts side by side, spans underlined
  jiaozhu print seeds -o all.html --furniture   all pages of a folder, menus and all
  jiaozhu print page.txt -o figure.svg --article 2 --annotator lin

An .html file holds any number of pages and needs no other file; an .svg is a figure of one page,
for papers and slides. What is copied out of either is the text without the labels.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu print",
        description=tr("Print annotated pages as standalone HTML or SVG."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_selection(parser, tr("script of the second pane, as s2tw"))
    add = parser.add_argument
    add("--svg", action="store_true", help=tr("write SVG, whatever the file is called"))
    add("--one-pane", action="store_true", help=tr("without the other script"))
    add("--furniture", action="store_true", help=tr("with menus, related reading and the like"))
    add("--article", metavar="N", type=int, help=tr("only the N-th article of the page (SVG)"))
    add("--columns", metavar="HAN", type=int, default=28, help=tr("Han a line in an SVG (28)"))
    return parser


def run(args: argparse.Namespace) -> int:
    """Print; 1 if something could not be read."""
    from tui.annotate.labels import default_labels
    from tui.errors import JiaozhuError
    from tui.exchange import figure, html
    from tui.exchange.documents import documents
    from tui.exchange.output import writing
    from tui.text.width import safe_display

    if not 4 <= args.columns <= 100:
        raise JiaozhuError(
            tr("--columns {columns} is no width to print in; take 4 to 100.", columns=args.columns)
        )
    project, selection = selected(args)
    problems: list[JiaozhuError] = []
    chosen = documents(project, selection, problems)
    labels = project.labels or default_labels()
    with writing(args.output) as out:
        if args.svg or args.output.lower().endswith(".svg"):
            one = next(chosen, None)
            if one is None:
                raise problems[0] if problems else JiaozhuError(tr("there is no page to print"))
            if next(chosen, None) is not None:
                raise JiaozhuError(tr("an SVG is of one page; name it, or print HTML"))
            look = figure.Look(args.columns, not args.one_pane, args.furniture, args.article)
            out.write(figure.svg(one, labels, look).encode())
        else:
            html.write(chosen, labels, out, both=not args.one_pane, furniture=args.furniture)
    for problem in problems:
        print(f"jiaozhu: {safe_display(str(problem))}", file=sys.stderr)
    return int(bool(problems))
