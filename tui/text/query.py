"""What is searched for, and in which way; typed as one line.

    台湾        characters; script, variant, width, case, breaks inside Chinese make no difference
    ~zhrm       pinyin, full or initials
    /第.届      a regular expression (of the `regex` package), on the folded text, line by line
    =臺灣       exactly this, with its script, width and case
    "=="        in quotes: characters, whatever they begin with

Without a prefix the characters are meant. Where they are nowhere and could be meant otherwise
(`guesses`), letters are taken for pinyin, and what has the signs of an expression for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from time import monotonic
from typing import Any

from tui.errors import JiaozhuError
from tui.language import tr, tr_later
from tui.text import pinyin
from tui.text.bounded import too_large
from tui.text.fold import fold
from tui.text.searchable import Searchable

MOST = 100_000
"""Places that are found in a text at most."""
PATIENCE = 2.0
"""Seconds that a regular expression may take for one search."""

_SIGNS = re.compile(r"\\[a-zA-Z]|[.\])][*+?{]|\[[^\]]+\]|\(\?|\([^()]*\|[^()]*\)")

Place = tuple[int, int]


class Mode(StrEnum):
    """In which way a query is meant; the value says it on the screen."""

    CHARACTERS = tr_later("characters, any script")
    PINYIN = "pinyin"
    REGEX = tr_later("regular expression")
    EXACT = "exactly"


PREFIXES = {Mode.CHARACTERS: "", Mode.PINYIN: "~", Mode.REGEX: "/", Mode.EXACT: "="}
"""What a typed query begins with."""
_QUOTE = '"'
_MODES = {prefix: mode for mode, prefix in PREFIXES.items() if prefix}


class TooSlow(JiaozhuError):  # noqa: N818 - said like a state
    """A regular expression took longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Equal queries find the same."""

    text: str
    """Without the prefix."""
    mode: Mode = Mode.CHARACTERS
    whole: bool = False
    """Whether letters at its ends must be ends of words: AI, and not the one in SAID."""

    def __str__(self) -> str:
        """As it would be typed."""
        if self.mode is Mode.CHARACTERS and fold(self.text[:1]) in (*_MODES, _QUOTE):
            return f"{_QUOTE}{self.text}{_QUOTE}"
        return PREFIXES[self.mode] + self.text

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def find(self, page: Searchable, deadline: float | None = None) -> list[Place]:
        """The places in a text, in order, none overlapping. Code points.

        JiaozhuError for an expression that is none, and TooSlow where it is not done by `deadline`
        (`time.monotonic`; by default `PATIENCE` from now).
        """
        match self.mode:
            case Mode.EXACT:
                found = _all(page.text, self.text)
            case Mode.REGEX:
                return _matches(self.text, page, deadline)
            case Mode.PINYIN:
                places = pinyin.find(self.text, page)[:MOST]
                return [page.place(start, end) for start, end in places]
            case Mode.CHARACTERS:
                found = (page.place(*place) for place in _all(page.joined, _wanted(self.text)))
        if self.whole:
            found = (place for place in found if _is_whole(page.text, *place))
        return list(found)

    def count(self, page: Searchable) -> int:
        """How many places there are."""
        if self.mode is Mode.CHARACTERS and not self.whole:
            wanted = _wanted(self.text)
            return page.joined.count(wanted) if wanted else 0
        return len(self.find(page))


def parse(typed: str) -> Query:
    """The query that was typed, by its prefix; in any width."""
    typed = typed.strip()
    prefix = fold(typed[:1])
    if prefix == _QUOTE:
        closed = len(typed) > 1 and fold(typed[-1]) == _QUOTE
        return Query(typed[1 : -1 if closed else None].strip())
    mode = _MODES.get(prefix, Mode.CHARACTERS)
    return Query(typed[1:] if mode is not Mode.CHARACTERS else typed, mode)


def guesses(typed: str) -> Iterator[Query]:
    """What was typed, and then what else it may mean."""
    query = parse(typed)
    yield query
    if query.mode is not Mode.CHARACTERS or fold(typed.strip()[:1]) == _QUOTE:
        return
    if pinyin.is_pinyin(query.text):
        yield Query(query.text, Mode.PINYIN)
    elif _SIGNS.search(query.text):
        yield Query(query.text, Mode.REGEX)


def meant(typed: str, pages: Iterable[Searchable]) -> Query:
    """The first guess that finds anything in `pages`; the query as typed where none does."""
    pages = list(pages)
    for query in guesses(typed):
        try:
            if query and any(query.find(page) for page in pages):
                return query
        except JiaozhuError:
            continue
    return parse(typed)


def _wanted(text: str) -> str:
    return Searchable(text.strip()).joined


def _all(text: str, wanted: str) -> Iterator[Place]:
    at = text.find(wanted) if wanted else -1
    for _ in range(MOST):
        if at < 0:
            return
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word of letters goes on beyond an edge."""
    for left, right in ((start - 1, start), (end - 1, end)):
        if left >= 0 and right < len(text) and _is_letter(text[left]) and _is_letter(text[right]):
            return False
    return True


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _matches(pattern: str, page: Searchable, deadline: float | None) -> list[Place]:
    deadline = deadline or monotonic() + PATIENCE
    left = deadline - monotonic()
    if left <= 0:
        raise TooSlow(
            tr(
                "This expression takes longer than {patience:g} seconds; make it simpler.",
                patience=PATIENCE,
            )
        )
    found: list[Place] = []
    try:
        # `concurrent`: other threads, that of the screen among them, go on meanwhile.
        for match in _compiled(pattern).finditer(page.folded, timeout=left, concurrent=True):
            if match.end() > match.start():
                found.append(match.span())
                if len(found) == MOST:
                    break
    except TimeoutError:
        raise TooSlow(
            tr(
                "This expression takes longer than {patience:g} seconds; make it simpler.",
                patience=PATIENCE,
            )
        ) from None
    except (MemoryError, RecursionError):
        raise JiaozhuError(tr("This expression needs too much memory; make it simpler.")) from None
    return found


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> Any:
    """The expression for folded text. JiaozhuError where it is none."""
    import regex

    if too_large(pattern):
        raise JiaozhuError(tr("This expression is too large; make it simpler."))
    flags = regex.VERSION0 | regex.MULTILINE | regex.IGNORECASE
    try:
        return regex.compile(_fold_pattern(pattern), flags)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        reason = str(getattr(error, "msg", error))
        raise JiaozhuError(tr("This is no regular expression: {reason}.", reason=reason)) from None


def _fold_pattern(pattern: str) -> str:
    """An expression whose Chinese is folded; its signs, and the ends of ranges, stay."""
    parts: list[str] = []
    in_class = False
    for at, char in enumerate(pattern):
        escaped = pattern[at - 1 : at] == "\\"
        if char in "[]" and not escaped:
            in_class = char == "["
        if char.isascii() or (in_class and "-" in (pattern[at - 1], pattern[at + 1 : at + 2])):
            parts.append(char)
        else:
            folded = fold(char)  # ＊ is one to be found, no sign
            parts.append(folded if folded.isalnum() or escaped else re.escape(folded))
    return "".join(parts)
