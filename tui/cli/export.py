"""`jiaozhu export`: the annotations of a project as labelled JSONL."""

from __future__ import annotations

import argparse
import sys

from tui.cli.selecting import add_selection, selected
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu export -o out.jsonl               every page that was annotated, by everybody
  jiaozhu export -o - news/ | jq .id        pages of one folder, to standard output
  jiaozhu export -o per.jsonl --annotator lin --label PER --label ORG
  jiaozhu export -o view.json --pretty --view s2tw page.txt

One document a line: text, spans, blocks, edits, source. Offsets are code points; each span has
them in UTF-16 and UTF-8 too, and in the page as found and its bytes. docs/export.schema.json
describes it. The same annotations give the same bytes. The file is replaced only when all of it
has been written; what could not be read is reported, and the exit code is 1.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu export",
        description=tr("Write the annotations of a project as labelled JSONL."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_selection(parser, tr("script of the view, as s2tw (default: the other one)"))
    parser.add_argument(
        "--pretty", action="store_true", help=tr("indented, over many lines, for people")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Export; 1 if something could not be read."""
    from tui.exchange.writer import export
    from tui.text.width import safe_display

    def say(message: str) -> None:
        print(f"jiaozhu: {safe_display(message)}", file=sys.stderr)

    project, selection = selected(args)
    report = export(project, args.output, selection, pretty=args.pretty)
    for problem in report.problems:
        say(str(problem))
    for note in report.notes:
        say(note)
    for loss in report.not_held:
        say(loss)
    if args.output != "-" or sys.stderr.isatty():
        say(str(report))
    return int(bool(report.problems))
