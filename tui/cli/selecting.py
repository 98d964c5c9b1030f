"""The arguments of commands that write annotated pages of a project, and what they select."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.project import Project
    from tui.exchange.documents import Selection


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `--output`."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        help=tr("file to write (`-`, default: stdout)"),
    )


def add_selection(parser: argparse.ArgumentParser, view: str) -> None:
    """Add the arguments that `selected` reads, and `--output`; `view` is the help of `--view`."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="*", help=tr("pages and folders; none: all annotated pages"))
    add_output(parser)
    add("--project", metavar="FOLDER", help=tr("a folder of the project (default: .)"))
    add("--annotator", metavar="NAME", action="append", default=[], help=tr("only spans by NAME"))
    add("--label", metavar="NAME", action="append", default=[], help=tr("only spans labelled NAME"))
    add("--view", metavar="CONFIG", help=view)
    add(
        "--opencc-data",
        metavar="FOLDER",
        help=tr("convert by the data of this official OpenCC (its share/opencc)"),
    )
    add("--encoding", metavar="NAME", help=tr("encoding of the pages, if not found"))


def selected(args: argparse.Namespace) -> tuple[Project, Selection]:
    """The project that is meant and what of it; JiaozhuError where there is none.

    Without `--project` it is that of the first page named, else the one around the working folder.
    """
    from tui.annotate.project import Project
    from tui.annotate.standards import data_of
    from tui.exchange.documents import Selection
    from tui.text.chains import configs

    start = args.project or (args.paths[0] if args.paths else ".")
    project = Project.find(start)
    if project is None:
        raise JiaozhuError(
            tr(
                "no project in {project} or above it; tag a page first, or name its folder with "
                "--project",
                project=start,
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
    chosen = Selection(args.paths, args.annotator, args.label, args.view, args.encoding, data)
    return project, chosen
