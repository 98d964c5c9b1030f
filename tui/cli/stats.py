"""`jiaozhu stats`: what annotators made of suggestions, and how fast."""

from __future__ import annotations

import argparse

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu stats                     all annotators of the project of the current folder
  jiaozhu stats news --annotator lin
  jiaozhu stats --json              one JSON object an annotator, a line

Counts spans by label and origin, and of each source what was accepted, edited (accepted with
another label or other edges) and rejected, with the median time before accepting. Warns where that
is too short to have read. Where a share of pages is blind (project.toml), compares the labels on
those with the others.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu stats",
        description=tr("Tell what became of suggestions."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help=tr("page or folder"))
    parser.add_argument(
        "--annotator",
        metavar="A",
        action="append",
        default=[],
        help=tr("only of this one; repeatable"),
    )
    parser.add_argument("--json", action="store_true", help=tr("print JSON, one annotator a line"))
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the statistics of a project."""
    import json

    from tui.annotate.project import Project
    from tui.annotate.suggest.settings import settings_of
    from tui.annotate.suggest.stats import all_lines, as_json, stats
    from tui.cli.streams import put
    from tui.errors import JiaozhuError
    from tui.text.width import safe_display

    project = Project.find(args.path)
    if project is None:
        raise JiaozhuError(tr("{path} is in no project; annotate a page first.", path=args.path))
    works = stats(project, settings_of(project), args.annotator)
    if args.json:
        for work in works:
            put(json.dumps(as_json(work), ensure_ascii=False))
        return 0
    for line in all_lines(works):
        put(safe_display(line))
    if not works:
        put(tr("nothing is annotated yet"))
    return 0
