"""`jiaozhu export`: the annotations of a project as labelled JSONL."""

from __future__ import annotations

import argparse
import sys

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
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help=tr("pages and folders; none: all annotated pages"))
    add(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        help=tr("file to write (`-`, default: stdout)"),
    )
    add("--project", metavar="FOLDER", default=".", help=tr("a folder of the project (default: .)"))
    add("--annotator", metavar="NAME", action="append", default=[], help=tr("only spans by NAME"))
    add("--label", metavar="NAME", action="append", default=[], help=tr("only spans labelled NAME"))
    add("--view", metavar="CONFIG", help=tr("script of the view, as s2tw (default: the other one)"))
    add(
        "--opencc-data",
        metavar="FOLDER",
        help=tr("convert by the data of this official OpenCC (its share/opencc)"),
    )
    add("--encoding", metavar="NAME", help=tr("encoding of the pages, if not found"))
    add("--pretty", action="store_true", help=tr("indented, over many lines, for people"))
    return parser


def run(args: argparse.Namespace) -> int:
    """Export; 1 if something could not be read."""
    from tui.annotate.project import Project
    from tui.annotate.standards import data_of
    from tui.errors import JiaozhuError
    from tui.exchange.documents import Selection
    from tui.exchange.writer import export
    from tui.text.chains import configs
    from tui.text.width import safe_display

    def say(message: str) -> None:
        print(f"jiaozhu: {safe_display(message)}", file=sys.stderr)

    project = Project.find(args.project)
    if project is None:
        raise JiaozhuError(
            tr(
                "no project in {project} or above it; tag a page first, or name its folder with "
                "--project",
                project=args.project,
            )
        )
    data = data_of(project, args.opencc_data)
    if args.view is not None and args.view not in configs(data):
        raise JiaozhuError(
            tr(
                "no view is called {view!r}; there are: {configs}",
                view=args.view,
                configs=", ".join(configs(data)),
            )
        )
    selection = Selection(args.paths, args.annotator, args.label, args.view, args.encoding, data)
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
