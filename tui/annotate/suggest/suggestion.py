"""Suggestion: a label that the program proposes for a stretch, and what a source of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from tui.annotate.rejection import Refused
from tui.text.fold import fold, simplified


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`label` for `text[start:end]`, code points."""

    start: int
    end: int
    label: str
    source: str
    """Who proposes it: ``matches``, ``patterns``, ``model``, ``gazetteer X``, ``plug-in X``."""
    score: float
    """How likely it is right, 0 to 1, as far as the source can tell."""

    @property
    def order(self) -> tuple[int, int, str]:
        """What suggestions are sorted by."""
        return self.start, self.end, self.label

    def said(self, **more: Any) -> dict[str, Any]:
        """What is kept with the decision on it."""
        return {
            "source": self.source,
            "label": self.label,
            "score": round(self.score, 3),
            **more,
        }


@dataclass(frozen=True, slots=True)
class Alike:
    """`label` for every stretch of `length` code points that begins at one of `starts`.

    What stands in a thousand places is one such, not a thousand suggestions.
    """

    starts: Sequence[int]
    length: int
    label: str
    source: str
    score: float

    def __iter__(self) -> Iterator[Suggestion]:
        """Each of them."""
        return (
            Suggestion(start, start + self.length, self.label, self.source, self.score)
            for start in self.starts
        )


class Tagged(NamedTuple):
    """`label` on `text[start:end]`: a span that is there already."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Page:
    """What a source is given: a text, the annotator's spans on it, and what was rejected."""

    text: str
    spans: tuple[Tagged, ...] = ()
    refused: Refused = field(default_factory=Refused)

    @cached_property
    def folded(self) -> str:
        """The text without differences of script, width and case, as long as it is."""
        return fold(self.text)

    @cached_property
    def simplified(self) -> str:
        """The text in Simplified characters, as long as it is."""
        return simplified(self.text)


class Source(Protocol):
    """One way to find suggestions."""

    def suggest(self, page: Page) -> Iterable[Suggestion]:
        """Suggestions in any order; they may overlap, and may be on what is tagged already."""
