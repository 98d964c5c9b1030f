"""`jiaozhu new`: make a folder a project, with the label set of a preset."""

from __future__ import annotations

import argparse

from tui.app.meaning import meaning
from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu new                          this folder, with the labels for news
  jiaozhu new corpus --labels empty    another one, with one label to build your own set from
  jiaozhu new --list                   the label sets there are, with their labels

What is made is FOLDER/annotations/labels.toml, a text to edit. Opening pages without a project
offers to make one.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu new",
        description=tr("Make a folder a project."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", default=".", help=tr("(default: .)"))
    parser.add_argument(
        "--labels", metavar="NAME", default="general", help=tr("label set (general)")
    )
    parser.add_argument(
        "--list", action="store_true", help=tr("list the label sets and make nothing")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the project; JiaozhuError where there is one already."""
    from pathlib import Path

    from tui.annotate.labels import PRESETS, preset
    from tui.annotate.project import LABELS, Project
    from tui.cli.streams import put
    from tui.errors import JiaozhuError

    if args.list:
        for name, purpose in PRESETS.items():
            put(f"{name}: {purpose}")
            for label in preset(name):
                put(f"  {label.key}  {label.name:<13} {meaning(label)}")
        return 0
    if not Path(args.folder).is_dir():
        raise JiaozhuError(tr("There is no folder {folder}; make it first.", folder=args.folder))
    found = Project.find(args.folder)
    if found is not None:
        raise JiaozhuError(
            tr(
                "{folder} is in the project {root} already; its labels are in {folder2}.",
                folder=args.folder,
                root=found.root,
                folder2=found.folder / LABELS,
            )
        )
    project = Project.create(Path(args.folder), labels=args.labels)
    put(tr("made {folder} with the label set {labels}", folder=project.folder, labels=args.labels))
    return 0
