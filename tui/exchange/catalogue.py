"""The rules of the cleaner as JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from tui.exchange.records import Record
from tui.language import tr
from tui.repair.furniture import shipped, table
from tui.repair.rules import RULES
from tui.repair.settings import SECTIONS, Settings


def rules(settings: Settings) -> Iterator[Record]:
    """What the repairs mend; `level` is how far `settings` let each go."""
    for rule in RULES:
        yield {**asdict(rule), "level": settings.level(rule.name)}


def wordings(settings: Settings) -> Iterator[Record]:
    """What lines are known by, the project's own first; `on`: whether it counts."""
    of = settings.wordings
    for wording in (*of.extra, *shipped()):
        yield {
            "name": wording.name,
            "type": wording.type,
            "pattern": wording.pattern,
            "examples": list(wording.examples),
            "on": wording in of.extra or wording.name not in of.off,
        }
    for section, pattern in of.formulas:
        yield _formula(section, section, pattern, [], True)
    for section in SECTIONS:
        for entry in table("names.toml")[section]:
            name = f"{section}.{entry['name']}"
            yield _formula(name, section, entry["pattern"], entry["examples"], name not in of.off)


def _formula(name: str, section: str, pattern: str, examples: list[str], on: bool) -> Record:
    return {
        "name": name,
        "type": tr("formula: {section}", section=section),
        "pattern": pattern,
        "examples": examples,
        "on": on,
    }
