"""The five pages of ``seeds/`` as people set them right: the standard repairs are measured by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"


@dataclass(frozen=True)
class Seed:
    """One page: as found, and set right by hand."""

    stem: str

    @cached_property
    def raw(self) -> str:
        """The page as found."""
        return (SEEDS / f"{self.stem}.txt").read_bytes().decode()

    @cached_property
    def text(self) -> str:
        """The page set right."""
        return (GOLD / f"{self.stem}.clean.txt").read_bytes().decode()

    def edits(self, *kinds: str) -> list[dict[str, Any]]:
        """The edits made by hand over `raw`, all or those of some kinds."""
        lines = (GOLD / f"{self.stem}.edits.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return [row for row in rows if not kinds or row["class"] in kinds]

    def optional(self) -> list[dict[str, Any]]:
        """Edits over `raw` that are as good as none."""
        lines = (GOLD / f"{self.stem}.optional.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def json(self, kind: str) -> list[dict[str, Any]]:
        """Its ``blocks`` over `text` or ``masks`` over both."""
        rows: list[dict[str, Any]] = json.loads(
            (GOLD / f"{self.stem}.{kind}.json").read_text("utf-8")
        )
        return rows


def seeds() -> list[Seed]:
    """All five, in order."""
    return [Seed(path.stem) for path in sorted(SEEDS.glob("*.txt"))]
