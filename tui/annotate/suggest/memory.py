"""What a project tagged, rejected and left alone, by the folded words.

The evidence on a string is a mapping: a label to how often it was tagged so, `-` and a label to
how often that was rejected, and the empty name to how often it stands untagged on done pages.
What became of the suggestions of a source is kept in the same way, under `of_source` in place of
the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from tui.annotate.rejection import Rejection
from tui.annotate.suggest.suggestion import Tagged
from tui.text.fold import fold

LONGEST = 40
"""Code points of the longest string that is remembered: what is longer does not come again."""
UNTAGGED = ""

Evidence = dict[str, int]
Strings = dict[str, Evidence]


class Said(Protocol):
    """What of a span matters here."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label(self) -> str:
        """What it is."""

    @property
    def origin(self) -> str:
        """How it came about."""

    @property
    def extra(self) -> Mapping[str, Any]:
        """With ``suggestion``: what proposed it."""


def no(label: str) -> str:
    """Under which name the rejections of `label` are counted."""
    return f"-{label}"


def of_source(source: str, label: str) -> str:
    """Under which string the decisions on what a source proposed are counted."""
    return f"\0{source}\0{label}"  # which no text holds


def strings_of(folded: str, spans: Iterable[Said], rejections: Iterable[Rejection]) -> Strings:
    """What one page, whose folded text this is, says by its spans and rejections."""
    found: Strings = {}
    for span in spans:
        if span.end - span.start <= LONGEST:
            _count(found, folded[span.start : span.end], span.label)
        if proposed := proposal(span.extra):
            source, label = proposed
            name = label if span.origin == "suggested" else no(label)
            _count(found, of_source(source, label), name)
    for one in rejections:
        if len(one.quote) <= LONGEST:
            _count(found, fold(one.quote), no(one.label))
        if proposed := proposal(one.extra):
            _count(found, of_source(proposed[0], one.label), no(one.label))
    return found


def proposal(extra: Mapping[str, Any]) -> tuple[str, str] | None:
    """Which source proposed a span or what was rejected, and as which label; None: no source."""
    said = extra.get("suggestion")
    if not isinstance(said, dict):
        return None
    source, label = said.get("source"), said.get("label")
    if not (isinstance(source, str) and isinstance(label, str)):
        return None
    return source, label


def _count(strings: Strings, words: str, name: str, times: int = 1) -> None:
    evidence = strings.setdefault(words, {})
    evidence[name] = evidence.get(name, 0) + times


class Index:
    """Finds strings in a folded text, at a cost that does not grow with how many are known."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._lengths: dict[str, list[int]] = {}
        for words in strings:
            self.add(words)

    def add(self, words: str) -> None:
        """Know one more."""
        if not words or words in self._words:
            return
        self._words.add(words)
        lengths = self._lengths.setdefault(words[:2], [])
        if len(words) not in lengths:
            lengths.append(len(words))

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Start and end of every occurrence, overlapping ones too."""
        lengths, words, end = self._lengths, self._words, len(folded)
        for start in range(len(folded)):
            for head in (folded[start : start + 2], folded[start]):
                for length in lengths.get(head, ()):
                    if start + length <= end and folded[start : start + length] in words:
                        yield start, start + length
                if len(head) == 1:
                    break


def untagged(
    folded: str, spans: Iterable[Tagged], index: Index, strings: Strings | None = None
) -> Strings:
    """How often strings stand in a page and touch no span, counted into `strings`."""
    found: Strings = {} if strings is None else strings
    taken = bytearray(len(folded))
    for start, end, _ in spans:
        taken[start:end] = b"\1" * (end - start)
    for start, end in index.find(folded):
        if not any(taken[start:end]):
            _count(found, folded[start:end], UNTAGGED)
    return found


class Memory:
    """The evidence of all pages but the one that is open, whose own is counted as it changes."""

    def __init__(self, pages: Mapping[str, Strings] | None = None) -> None:
        """`pages`: what each page says, by its name in the project."""
        self.pages = dict(pages or {})
        self.total: Strings = {}
        for strings in self.pages.values():
            self._sum(strings, 1)

    def put(self, page: str, strings: Strings) -> None:
        """Replace what a page says."""
        self._sum(self.pages.get(page, {}), -1)
        self.pages[page] = strings
        self._sum(strings, 1)

    def without(self, page: str) -> Memory:
        """The evidence of all pages but one. Shares nothing that changes."""
        return Memory({name: strings for name, strings in self.pages.items() if name != page})

    def _sum(self, strings: Strings, times: int) -> None:
        for words, evidence in strings.items():
            for name, count in evidence.items():
                _count(self.total, words, name, times * count)
