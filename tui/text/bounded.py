"""Regular expressions that somebody else wrote: however they backtrack, they end.

`re` would go on for hours where `(?:a+)+b` does not match; the `regex` package gives up in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from tui.errors import JiaozhuError
from tui.language import tr

PATIENCE = 2.0
"""Seconds that one look at a text may take: usual ones take a millionth of it."""

_LONGEST = 1_000  # characters of an expression
_MOST_REPEATS = 20_000  # of its counted repeats multiplied: the compiler writes each one out
_REPEAT = re.compile(r"\{(\d*),?(\d*)\}")


def too_large(pattern: str) -> bool:
    """Whether compiling `pattern` might take longer than using it."""
    repeats = 1
    for low, high in _REPEAT.findall(pattern):
        repeats *= max(1, int((high or low or "1")[:9]))
    return len(pattern) > _LONGEST or repeats > _MOST_REPEATS


class Bounded:
    """Stands for a pattern of `re`, and gives what that gives, or JiaozhuError after `PATIENCE`."""

    def __init__(self, pattern: str, name: str) -> None:
        self._made_of = pattern
        self._name = name

    @cached_property
    def _pattern(self) -> Any:
        import regex  # few projects have expressions of their own

        try:
            return regex.compile(self._made_of, regex.VERSION0)
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            raise JiaozhuError(
                tr("{name} is no regular expression: {error}.", name=self._name, error=error)
            ) from None

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._asked("match", text, pos)

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._asked("search", text, pos)

    def finditer(self, text: str, pos: int = 0) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        while match := self.search(text, pos):
            yield match
            pos = match.end() + (match.end() == match.start())
            if pos > len(text):
                return

    def _asked(self, method: str, text: str, pos: int) -> re.Match[str] | None:
        try:
            found = getattr(self._pattern, method)(text, pos, timeout=PATIENCE)
        except TimeoutError:
            raise JiaozhuError(
                tr(
                    "{name} takes longer than {patience:g} seconds for one line; write it with "
                    "fewer * and + beside or inside each other.",
                    name=self._name,
                    patience=PATIENCE,
                )
            ) from None
        except (MemoryError, RecursionError):
            raise JiaozhuError(
                tr("{name} needs too much memory; make it simpler.", name=self._name)
            ) from None
        return cast("re.Match[str] | None", found)
