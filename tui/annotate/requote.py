"""Find a quoted stretch again in a changed text: by itself and by what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.annotate.span import Span


class Finder:
    """Looks for spans in one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def exact(self, span: Span, start: int, end: int) -> tuple[int, int] | None:
        """The one place inside `[start, end)` that reads the quote; None for none or several."""
        places = list(_occurrences(self.text, span.quote, start, end))
        if len(places) != 1:
            return None
        return places[0], places[0] + len(span.quote)

    def find(self, span: Span, near: int | None) -> tuple[int, int] | None:
        """Where the span is, if the text leaves no reasonable doubt."""
        context = span.prefix + span.quote + span.suffix
        places = list(_occurrences(self.text, context, 0, len(self.text)))
        if len(places) == 1:
            start = places[0] + len(span.prefix)
            return start, start + len(span.quote)
        return None


def _occurrences(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    position = text.find(quote, start, end)
    while position >= 0:
        yield position
        position = text.find(quote, position + 1, end)
