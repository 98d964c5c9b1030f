"""Lines that say by their wording what they are: date lines, editors, breadcrumbs, disclaimers.

The wordings are data, `data/furniture.toml` and `data/names.toml`; this module compiles them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

from tui.text.blocks import BlockType
from tui.text.bounded import Bounded
from tui.text.kept import kept
from tui.text.regex import compiled

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

    def takes(self, line: str, sentence: bool) -> bool:
        """Whether a line of this length that does or does not end a sentence may be meant."""
        return (not self.longest or len(line) <= self.longest) and (self.sentence or not sentence)


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `name` of this package, read once."""
    path = Path(__file__).with_name("data") / name

    def read() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(path.read_text("utf-8"))

    return kept(name, [path, Path(__file__)], read)


@cache
def shipped() -> tuple[Rule, ...]:
    """The wordings of the data file, in the order in which they are tried."""
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
    return compiled(f"[{''.join(_folds())}]")


@lru_cache(maxsize=4)  # of the same text, by several repairs
def fold(text: str) -> str:
    """`text`, as long as before, with the Traditional characters of the wordings simplified."""
    folds = _folds()
    return _foldable().sub(
        lambda match: folds[match[0]], text
    )  # few fold: quicker than `translate`


_STEPS = (60, _LONGEST)
"""Lengths that have a pattern of their own: compiling one costs as much as cleaning a page."""
_SET_APART = 14
"""From this length on a line with a blank behind every character is read without them."""
_SENTENCE = ("。", "！", "？", "；", "，", "。”", "！”", "？”", "。）")


@dataclass(frozen=True)
class Wordings:
    """The shipped wordings as a project extended them and switched them off."""

    extra: tuple[Rule, ...] = ()
    """The project's own, tried before the shipped ones."""
    formulas: tuple[tuple[str, str], ...] = ()
    """Its additions to the formulas of `names.toml`: (section, pattern)."""
    off: frozenset[str] = frozenset()
    """Names of shipped ones it does without; a formula's is ``section.name``."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All that count, in the order in which they are tried."""
        return (*self.extra, *self._shipped)

    @cached_property
    def _shipped(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in shipped() if rule.name not in self.off)

    @cached_property
    def _own(self) -> list[tuple[Rule, Bounded]]:
        return [(rule, Bounded(rule.pattern, f"The wording {rule.name}")) for rule in self.extra]

    @cached_property
    def known(self) -> dict[str, Any]:
        """What was found out of single lines by these wordings; a cache, which may be emptied."""
        return {}

    def formula(self, folded: str) -> Rule | None:
        """See `formula` below."""
        if folded.count(" ") * 2.5 > len(folded) > _SET_APART:  # 版 权 所 有
            folded = folded.replace(" ", "")
        return self._seen(folded) if len(folded) <= _LONGEST else self._search(folded)

    @cached_property
    def _seen(self) -> Callable[[str], Rule | None]:
        return lru_cache(maxsize=1 << 12)(self._search)  # several repairs ask of the same lines

    def _search(self, folded: str) -> Rule | None:
        sentence = folded.endswith(_SENTENCE)
        for rule, pattern in self._own:
            if rule.takes(folded, sentence) and pattern.match(folded):
                return rule
        limit = next((step for step in _STEPS if len(folded) <= step), _LONGEST + 1)
        match = self._matcher(limit).match(folded)
        if match is None or match.lastgroup is None:
            return None
        first = int(match.lastgroup[1:])
        if self._shipped[first].takes(folded, sentence):
            return self._shipped[first]
        # It does not take this line, which is rare: ask those behind it one by one.
        return next(
            (
                rule
                for rule in self._shipped[first + 1 :]
                if rule.takes(folded, sentence) and re.match(rule.pattern, folded)
            ),
            None,
        )

    @cached_property
    def _matcher(self) -> Callable[[int], re.Pattern[str]]:
        return cache(self._compiled)

    def _compiled(self, limit: int) -> re.Pattern[str]:
        """All shipped wordings for lines of up to `limit` code points, as one pattern."""
        shorter = max((step for step in _STEPS if step < limit), default=0)
        able = [
            f"(?P<r{index}>{rule.pattern})"
            for index, rule in enumerate(self._shipped)
            if not rule.longest or rule.longest > shorter
        ]
        return compiled("|".join(able) or NEVER)

    @cached_property
    def spelled(self) -> Callable[[str], re.Pattern[str]]:
        """See `spelled` below."""
        return cache(self._joined)

    def _joined(self, section: str) -> re.Pattern[str]:
        # What is off stays as something that never matches: callers know groups by their numbers.
        patterns = [
            (NEVER if f"{section}.{entry['name']}" in self.off else "") + f"(?:{entry['pattern']})"
            for entry in table("names.toml")[section]
        ]
        own = [f"(?:{pattern})" for name, pattern in self.formulas if name == section]
        if own:
            bounded = Bounded("|".join([*patterns, *own]), f"A formula of {section}")
            return cast("re.Pattern[str]", bounded)
        return compiled("|".join(patterns))


NEVER = "(?!)"
"""A pattern that matches nothing."""
_in_use = ContextVar("wordings", default=Wordings())  # noqa: B039 - frozen


@contextmanager
def using(wordings: Wordings) -> Iterator[None]:
    """Let `rules`, `formula` and `spelled` mean those of a project, in this thread or task.

    The repairs ask for a line's wording at many places far below the pipeline, which alone knows
    the project.
    """
    token = _in_use.set(wordings)
    try:
        yield
    finally:
        _in_use.reset(token)


def rules() -> tuple[Rule, ...]:
    """The wordings in use, in the order in which they are tried."""
    return _in_use.get().rules


def known() -> dict[str, Any]:
    """What was found out of single lines by the wordings in use; a cache, which may be emptied."""
    return _in_use.get().known


def formula(folded: str) -> Rule | None:
    """The wording the line is, or None. `folded` comes without white space at its edges."""
    return _in_use.get().formula(folded)


def spelled(section: str) -> re.Pattern[str]:
    """The patterns of a section of `names.toml` (opening, reporter, closing, within) as one."""
    return _in_use.get().spelled(section)
