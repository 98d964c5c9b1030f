"""Bring the catalogues of messages up to date: `python -m tools.messages`.

Collects what the program says from its source, keeps the translations of `zh_Hans`, makes those of
`zh_Hant` from them by conversion (s2twp, and WORDS below), and compiles both. A message without a
translation is named, and the exit code is 1.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui.app.commands.beginning import beginning
from tui.app.commands.concordance import concordance
from tui.app.commands.library import library
from tui.app.commands.projects import projects
from tui.app.commands.reading import OUTLINE, reading
from tui.app.commands.registry import Group, Mode
from tui.app.commands.suggesting import OFFERED
from tui.app.commands.tables import tables
from tui.language import DOMAIN
from tui.study.concordance import Show
from tui.text.blocks import BlockType
from tui.text.script import convert

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "tui" / "locale"
REGISTRIES = (reading, OFFERED, OUTLINE, library, projects, beginning, concordance, tables)
WORDS = {}
"""What the interface says otherwise in Traditional than conversion gives it."""
OF_ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at least one argument",
    "not allowed with argument %s",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "ambiguous option: %(option)s could match %(matches)s",
    "ignored explicit argument %r",
)
"""What the standard library says on our behalf, through the same catalogue."""

Message = str | tuple[str, str]
"""What is said; of a number with its noun the forms for one and for many."""


def messages() -> dict[Message, list[tuple[str, int]]]:
    """Every message → where it is said: files of the repository and their lines."""
    found: dict[Message, list[tuple[str, int]]] = {}
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for message, line in _in_source(path):
            found.setdefault(message, []).append((path.relative_to(ROOT).as_posix(), line))
    for registry in REGISTRIES:
        for command in registry:
            for message in (command.title, command.help):
                found.setdefault(message, []).append(("tui/app/commands", 1))
    for enumeration in (Group, Mode, BlockType, Show):
        for member in enumeration:
            found.setdefault(member.value, []).append((enumeration.__module__, 1))
    for message in OF_ARGPARSE:
        found.setdefault(message, []).append(("argparse", 1))
    return found


def _in_source(path: Path) -> Iterator[tuple[Message, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in ("tr", "tr_later") and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, node.lineno
        elif node.func.id == "counted":
            noun = ast.literal_eval(node.args[1])
            yield (f"{{count:,}} {noun}", f"{{count:,}} {noun}s"), node.lineno


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands (zh_Hans, zh_Hant); empty where there is none."""
    path = _file(language)
    if not path.exists():
        return Catalog(language, DOMAIN)
    with path.open("rb") as file:
        return read_po(file, language, DOMAIN)


def _file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def made(language: str) -> Catalog:
    """An empty catalogue with the head that does not change from day to day."""
    return Catalog(
        language,
        DOMAIN,
        header_comment=f"# What Jiaozhu says, in {language}.",
        project="jiaozhu",
        version=" ",
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        fuzzy=False,
    )


def simplified(said: dict[Message, list[tuple[str, int]]], known: Catalog) -> Catalog:
    """The catalogue of zh_Hans with the translations that are known."""
    catalogue = made("zh_Hans")
    for message in sorted(said, key=str):
        old = known.get(message)
        catalogue.add(message, old.string if old else None, auto_comments=())
    return catalogue


def traditional(hans: Catalog) -> Catalog:
    """The catalogue of zh_Hant: the other one converted."""
    catalogue = made("zh_Hant")
    for message in hans:
        if message.id:
            text = message.string[0] if isinstance(message.string, tuple) else message.string
            text = _hant(text or "")
            catalogue.add(message.id, (text,) if message.pluralizable else text)
    return catalogue


def _hant(text: str) -> str:
    converted = convert(text, "s2twp").text
    for there, here in WORDS.items():
        converted = converted.replace(there, here)
    return converted


def untranslated(catalogue: Catalog) -> list[Message]:
    """Messages without a translation."""
    return [m.id for m in catalogue if m.id and not (any(m.string) if m.pluralizable else m.string)]


def main() -> int:
    """Write both catalogues; 1 where something is not translated."""
    hans = simplified(messages(), read("zh_Hans"))
    for language, catalogue in (("zh_Hans", hans), ("zh_Hant", traditional(hans))):
        path = _file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, omit_header=False, sort_output=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    for message in untranslated(hans):
        print(message, file=sys.stderr)
    return 1 if untranslated(hans) else 0


if __name__ == "__main__":
    sys.exit(main())
