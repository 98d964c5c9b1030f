"""Lines that say by their wording what they are: date lines, editors, breadcrumbs, disclaimers.

The wordings are data, `data/furniture.toml` and `data/names.toml`; this module compiles them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from tui.text.blocks import BlockType

_LONGEST = 200
"""No rule with a limit reaches further; longer lines meet only the rules without one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording: what a line that matches `pattern` is."""

    name: str
    type: BlockType
    pattern: str
    longest: int = 60
    """Of the lines it may match, in code points; 0 for any length."""
    sentence: bool = False
    """Whether it may end like a sentence."""
    page: bool = False
    """Whether such a line belongs to the page and to no article."""
    role: str = ""
    """What it means for the lines around it; see the head of the data file."""
    examples: tuple[str, ...] = ()


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `name` of this package, read once."""
    data = files("tui.repair").joinpath("data", name).read_text("utf-8")
    return tomllib.loads(data)


@cache
def rules() -> tuple[Rule, ...]:
    """All wordings, in the order in which they are tried."""
    data = table("furniture.toml")
    macros: dict[str, str] = data["macros"]

    def written_out(pattern: str) -> str:
        for _ in range(2):  # macros may hold macros, one deep
            for name, value in macros.items():
                pattern = pattern.replace(f"{{{name}}}", value)
        return pattern

    return tuple(
        Rule(
            name=line["name"],
            type=BlockType(line["type"]),
            pattern=written_out(line["pattern"]),
            longest=line.get("max", 60),
            sentence=line.get("sentence", False),
            page=line.get("page", False),
            role=line.get("role", ""),
            examples=tuple(line["examples"]),
        )
        for line in data["line"]
    )


@cache
def _folds() -> dict[str, str]:
    folds = table("names.toml")["fold"]
    return dict(zip(folds["traditional"], folds["simplified"], strict=True))


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_folds())}]")


def fold(text: str) -> str:
    """`text`, as long as before, with the Traditional characters of the wordings simplified."""
    folds = _folds()
    return _foldable().sub(
        lambda match: folds[match[0]], text
    )  # few fold: quicker than `translate`


_STEPS = (20, 24, 30, 34, 40, 45, 50, 60, 75, 80, 90, 100, 110, 130, 150, 160, _LONGEST)
_SENTENCE = ("。", "！", "？", "；", "，", "。”", "！”", "？”", "。）")


@cache
def _matcher(limit: int, sentence: bool) -> re.Pattern[str]:
    """All wordings that may match a line of `limit` code points, as one pattern."""
    able = (
        f"(?P<r{index}>{rule.pattern})"
        for index, rule in enumerate(rules())
        if (not rule.longest or rule.longest >= limit) and (rule.sentence or not sentence)
    )
    return re.compile("|".join(able))


def formula(folded: str) -> Rule | None:
    """The wording the line is, or None. `folded` comes without white space at its edges."""
    return _formula(folded) if len(folded) <= _LONGEST else _search(folded)


def _search(folded: str) -> Rule | None:
    length = len(folded)
    limit = next((step for step in _STEPS if length <= step), _LONGEST + 1)
    match = _matcher(limit, folded.endswith(_SENTENCE)).match(folded)
    if match is None or match.lastgroup is None:
        return None
    return rules()[int(match.lastgroup[1:])]


_formula = lru_cache(maxsize=1 << 12)(_search)  # several repairs ask about the same lines


@cache
def spelled(section: str) -> re.Pattern[str]:
    """The patterns of a section of `names.toml` (opening, reporter, closing, within) as one."""
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in table("names.toml")[section]))
