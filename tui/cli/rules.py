"""`jiaozhu rules`: what the cleaner mends, with examples, and the wordings it knows lines by."""

from __future__ import annotations

import argparse

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu rules                    the rules: what each mends, an example before and after
  jiaozhu rules --wordings         how lines are known: headings of menus, disclaimers, bylines …
  jiaozhu rules --json | jq .name  the same for other programs, one object a line

In a project its annotations/repairs.toml is taken into account. There a rule can be switched off
or to proposals, single wordings switched off and others added; docs/apparatus.md says how.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu rules",
        description=tr("List what the cleaner mends."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--wordings", action="store_true", help=tr("list the wordings that give lines their type")
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object a line"))
    parser.add_argument(
        "--project", metavar="FOLDER", default=".", help=tr("a folder of the project (default: .)")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the rules or the wordings, as the project has them."""
    from tui.annotate.project import Project
    from tui.annotate.settings import settings_of
    from tui.cli.streams import put, put_bytes
    from tui.exchange import catalogue, lines
    from tui.text.width import safe_display

    settings = settings_of(Project.find(args.project))
    found = catalogue.wordings(settings) if args.wordings else catalogue.rules(settings)
    if args.json:
        put_bytes(b"".join(map(lines.dumps, found)))
        return 0
    for number, one in enumerate(found):
        if args.wordings:
            examples = " | ".join(one["examples"])
            state = "" if one["on"] else " (off)"
            put(safe_display(f"{one['name']}{state}: {one['type']}: {examples}"))
            continue
        if number:
            put("")
        put(f"{one['name']} {one['term']}: {one['mends']}  [{_level(one)}]")
        put(f"    {safe_display(one['before'])}")
        put(f"  → {safe_display(one['after'])}")
    return 0


def _level(one: dict[str, str]) -> str:
    changed = one["level"] != one["default"]
    return (
        tr("{one}, as shipped: {one2}", one=one["level"], one2=one["default"])
        if changed
        else one["level"]
    )
