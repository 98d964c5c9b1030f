"""The keys as a page of the documents: `python -m tui.app.commands.table > docs/keys.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.app.commands.keys import shown
from tui.app.commands.registry import Registry


def markdown() -> str:
    """Every key of the reading screen and of the list of pages."""
    from tui.app.commands.beginning import beginning
    from tui.app.commands.concordance import concordance
    from tui.app.commands.library import library
    from tui.app.commands.projects import projects
    from tui.app.commands.reading import OUTLINE, reading
    from tui.app.commands.suggesting import OFFERED
    from tui.app.commands.tables import tables

    parts = [
        "# Keys",
        "A count may go before a motion (`3w`). With something selected, the key or digit of a "
        "label gives it that label; on a span, `r` and the key give it another. Full-width forms "
        "of keys (`？`, `／`, `１`) work as well. Made by `python -m tui.app.commands.table`.",
    ]
    registries: dict[str, Registry[Any]] = {
        "Reading": reading,
        "A suggestion in hand": OFFERED,
        "Concordance": concordance,
        "Tables": tables,
        "Outline": OUTLINE,
        "Pages": library,
        "Projects": projects,
        "A new project": beginning,
    }
    for title, registry in registries.items():
        parts += [f"## {title}", *_tables(registry)]
    return "\n\n".join(parts) + "\n"


def _tables(registry: Registry[Any]) -> Iterator[str]:
    for group, commands in registry.by_group():
        rows = [f"| {group} | |", "|---|---|"]
        for command in commands:
            keys = " ".join(f"`{shown(key)}`" for key in command.keys).replace("|", "\\|")
            rows.append(f"| {keys} | {command.help} |")
        yield "\n".join(rows)


if __name__ == "__main__":
    print(markdown(), end="")
