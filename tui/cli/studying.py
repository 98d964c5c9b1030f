"""What `concordance`, `frequency`, `collocates` and `keyness` share: arguments, pages, output."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tui.cli.selecting import add_output
from tui.errors import JiaozhuError
from tui.language import tr, tr_later

if TYPE_CHECKING:
    from tui.study.index import Index
    from tui.study.table import Table
    from tui.text.query import Query

QUERY = tr_later("""\
A query is characters in any script; ~zhrm is pinyin, /第.届 a regular expression, =臺灣 exactly
this. What is nowhere as characters is taken for pinyin or an expression if it looks like one.
""")


def parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A parser with the arguments that all of them take."""
    made = argparse.ArgumentParser(
        prog=f"jiaozhu {name}",
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = made.add_argument
    add("--project", metavar="FOLDER", default=".", help=tr("a folder of the project (default: .)"))
    add(
        "--annotator", metavar="A", help=tr("whose spans (else JIAOZHU_ANNOTATOR, else the user's)")
    )
    add("--encoding", metavar="NAME", help=tr("encoding of the pages, if not found"))
    add(
        "--format",
        choices=("csv", "tsv", "json"),
        help=tr("json: one object a line (default: csv)"),
    )
    add_output(made)
    add("--most", metavar="N", type=int, help=tr("only the first N rows"))
    return made


def index_of(args: argparse.Namespace) -> Index:
    """The pages of the project, read."""
    from tui.annotate.corpus import Corpus
    from tui.annotate.project import Project
    from tui.study.index import Index

    project = Project.find(args.project, args.annotator)
    if project is None:
        raise JiaozhuError(
            tr(
                "no project in {project} or above it; make one with `jiaozhu new`, or name its "
                "folder with --project",
                project=args.project,
            )
        )
    corpus = Corpus.of(project)
    index = Index(Corpus(corpus.pages, args.encoding), project)
    index.load()
    return index


def query_of(typed: str, index: Index) -> Query:
    """What a query means on these pages; JiaozhuError for one that means nothing."""
    from tui.text.query import meant

    texts = [text for page in index.ready if (text := index.text(page))]
    query = meant(typed, texts)
    if not query:
        raise JiaozhuError(tr("The query is empty; give the words to look for."))
    return query


def write(args: argparse.Namespace, table: Table, index: Index) -> int:
    """Write a table; 1 if a page could not be read."""
    from dataclasses import replace

    from tui.exchange.output import writing
    from tui.study.table import dumps, form_of
    from tui.text.width import safe_display

    if args.most is not None:
        table = replace(table, rows=table.rows[: max(0, args.most)])
    data = dumps(table, args.format or form_of(args.output))
    if args.output == "-" and sys.stdout.isatty():
        lines = data.decode("utf-8").split("\n")
        data = "\n".join(map(_harmless, lines)).encode(sys.stdout.encoding or "utf-8", "replace")
    with writing(args.output) as out:
        out.write(data)
    for problem in index.problems.values():
        print(f"jiaozhu: {safe_display(problem)}", file=sys.stderr)
    return int(bool(index.problems))


def _harmless(line: str) -> str:
    """A line for a terminal; the tabs between cells stay."""
    from tui.text.width import safe_display

    return "\t".join(map(safe_display, line.split("\t")))
