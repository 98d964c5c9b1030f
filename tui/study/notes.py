"""What an annotator said of a page, as a study looks it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from tui.annotate.intervals import Intervals
from tui.annotate.layer import Layer
from tui.annotate.rejection import Refused, Rejection
from tui.annotate.span import Span


class Notes:
    """The spans and rejections of a page at one moment. Offsets are code points of its edition."""

    def __init__(
        self, spans: Sequence[Span] = (), rejections: Iterable[Rejection] = (), done: bool = False
    ) -> None:
        self.spans = spans
        """By start, then end."""
        self.done = done
        """Whether the annotator called the page done: nothing is to be changed on it."""
        self._rejections = tuple(rejections)

    @classmethod
    def of(cls, layer: Layer) -> Notes:
        """What a layer, or an open store, says now."""
        return cls(layer.spans(), layer.rejections(), layer.done)

    def on(self, start: int, end: int) -> Sequence[Span]:
        """The spans on exactly `start:end`."""
        return self._exact.get((start, end), ()) if self.spans else ()

    def touching(self, start: int, end: int) -> Sequence[Span]:
        """The spans that share a code point with `start:end`."""
        return self._places.between(start, end) if self.spans else ()

    @cached_property
    def refused(self) -> Refused:
        """Looks up what was rejected."""
        return Refused(self._rejections)

    @cached_property
    def _exact(self) -> dict[tuple[int, int], list[Span]]:
        found: dict[tuple[int, int], list[Span]] = {}
        for span in self.spans:
            found.setdefault((span.start, span.end), []).append(span)
        return found

    @cached_property
    def _places(self) -> Intervals:
        return Intervals(self.spans)


NOTHING = Notes()
"""Of a page that nobody annotated."""
