"""`jiaozhu new`: make a folder a project, with the label set of a preset."""

from __future__ import annotations

import argparse

EXAMPLES = """\
examples:
  jiaozhu new                          this folder, with the labels for news
  jiaozhu new corpus --labels empty    another one, with one label to build your own set from
  jiaozhu new --list                   the label sets there are, with their labels

What is made is FOLDER/annotations/labels.toml, a text to edit. Opening pages without a project
makes one as well.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu new",
        description="Make a folder a project.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", default=".", help="(default: .)")
    parser.add_argument("--labels", metavar="NAME", default="general", help="label set (general)")
    parser.add_argument("--list", action="store_true", help="list the label sets and make nothing")
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
                put(f"  {label.key}  {label.name:<13} {label.gloss_zh}  {label.gloss_en}")
        return 0
    if not Path(args.folder).is_dir():
        raise JiaozhuError(f"There is no folder {args.folder}; make it first.")
    found = Project.find(args.folder)
    if found is not None:
        raise JiaozhuError(
            f"{args.folder} is in the project {found.root} already; its labels are in "
            f"{found.folder / LABELS}."
        )
    project = Project.create(Path(args.folder), labels=args.labels)
    put(f"made {project.folder} with the label set {args.labels}")
    return 0
