"""`jiaozhu keys`: all keys, as they are with your own changes."""

from __future__ import annotations

import argparse
import sys

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu keys                                 every key and what it does
  jiaozhu keys --template >~/.config/jiaozhu/keys.toml
                                               a file to change keys in

Keys are read from keys.toml in the folder jiaozhu below XDG_CONFIG_HOME (~/.config). What it asks
for and cannot have, a key that is taken already for one, is said here and when the program opens.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu keys",
        description=tr("Print all keys."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--template", action="store_true", help=tr("print a keys.toml with every command in it")
    )
    parser.add_argument("--keys", metavar="FILE", help=tr("another keys.toml"))
    return parser


def run(args: argparse.Namespace) -> int:
    """Print; 1 where the file asks for what it cannot have."""
    from pathlib import Path

    from tui.app import keymap
    from tui.app.commands.table import markdown
    from tui.cli.streams import put
    from tui.text.width import safe_display

    if args.template:
        put(keymap.template().rstrip("\n"))
        return 0
    problems = keymap.load(Path(args.keys) if args.keys else keymap.path()).problems
    put(markdown().rstrip("\n"))
    for problem in problems:
        print(f"jiaozhu: {safe_display(problem)}", file=sys.stderr)
    return int(bool(problems))
