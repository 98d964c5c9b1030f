"""`jiaozhu tutorial`: the keys in two minutes, on a page of its own."""

from __future__ import annotations

import argparse

from tui.language import tr


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    return argparse.ArgumentParser(
        prog="jiaozhu tutorial",
        description=tr(
            "Learn the keys in two minutes, on a page of its own; nothing of it is kept."
        ),
        epilog=tr("In the program F2 begins it."),
    )


def run(args: argparse.Namespace) -> int:
    """Open the program with it; JiaozhuError where there is no terminal."""
    from tui.cli import open as opening

    return opening.run(opening.parser().parse_args([]), tutorial=True)
