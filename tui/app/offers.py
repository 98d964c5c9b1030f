"""The suggestions of an open page as they are looked at: which are drawn, and the one in hand.

No widget is known here. Offsets are code points of the edition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from time import monotonic
from typing import TYPE_CHECKING

from tui.app.reader.marks import Kind, Mark

if TYPE_CHECKING:
    from tui.annotate.rejection import Rejection
    from tui.annotate.span import Span
    from tui.annotate.suggest.page import PageSuggestions
    from tui.annotate.suggest.suggestion import Suggestion

Facts = Callable[[], "tuple[Sequence[Span], Sequence[Rejection]]"]
"""The annotator's spans and rejections as they are now."""


@dataclass(frozen=True, slots=True)
class Held:
    """The suggestion a person is on, with the edges as they moved them."""

    suggestion: Suggestion
    start: int
    end: int
    since: float
    """When it was shown, in seconds of a clock that only goes forward."""

    @property
    def milliseconds(self) -> int:
        """How long it has been shown."""
        return round((monotonic() - self.since) * 1000)

    @property
    def moved(self) -> bool:
        """Whether an edge is no longer where it was proposed."""
        return (self.start, self.end) != (self.suggestion.start, self.suggestion.end)


class Offers:
    """What is proposed on one page; nothing until `open`."""

    def __init__(self) -> None:
        self.shown = True
        self.blind = False
        """Whether this page is one of those that show none."""
        self.stale = True
        """Whether spans or rejections have changed since `found` was made."""
        self.busy = False
        """Whether `found` is being brought up to date."""
        self.held: Held | None = None
        self._page: PageSuggestions | None = None
        self._facts: Facts = lambda: ((), ())

    def open(self, page: PageSuggestions, facts: Facts) -> None:
        """Propose what `page` finds, given the `facts`."""
        self._page, self._facts, self.stale, self.busy = page, facts, True, False

    def close(self) -> None:
        """Propose nothing: the text is another one now."""
        self._page = None

    @property
    def page(self) -> PageSuggestions | None:
        """What finds them; None until it is ready."""
        return self._page

    @property
    def found(self) -> Sequence[Suggestion]:
        """All that are drawn, by place."""
        if self._page is None or not self.shown or self.blind:
            return ()
        if self.stale and not self.busy:
            spans, rejections = self._facts()
            if not self._page.is_much(spans):
                self.stale = False
                self._page.update(spans, rejections)
        return self._page.found

    def renewal(self) -> Callable[[], None] | None:
        """What brings `found` up to date where that takes long, to be called beside the keys.

        None where nothing is to be done, or it is being done. `renewed` is to be called after it.
        """
        page = self._page
        if page is None or not self.stale or self.busy or not self.shown or self.blind:
            return None
        self.stale, self.busy = False, True
        return partial(page.update, *self._facts())

    def renewed(self) -> None:
        """`found` is what a `renewal` has made of it."""
        self.busy = False

    def between(self, start: int, end: int) -> Sequence[Suggestion]:
        """Those drawn that share a code point with `start:end`."""
        return self._page.between(start, end) if self._page is not None and self.found else ()

    def at(self, offset: int) -> Suggestion | None:
        """The shortest over a character."""
        over = self.between(offset, offset + 1)
        return min(over, key=lambda one: one.end - one.start, default=None)

    def after(self, place: tuple[int, int]) -> Suggestion | None:
        """The first that comes after a stretch in reading order."""
        found = self.found
        at = bisect_right(found, place, key=_place)
        return found[at] if at < len(found) else None

    def before(self, place: tuple[int, int]) -> Suggestion | None:
        """The last that comes before a stretch in reading order."""
        found = self.found
        at = bisect_left(found, place, key=_place)
        return found[at - 1] if at else None

    def same(self, one: Suggestion) -> list[Suggestion]:
        """All that are drawn with the words and the label of `one`."""
        return self._page.same(one) if self._page is not None and self.found else []

    def number(self, one: Suggestion) -> tuple[int, int]:
        """Which of how many it is, counted from one."""
        found = self.found
        return bisect_left(found, one.order, key=attrgetter("order")) + 1, len(found)

    def hold(self, one: Suggestion) -> None:
        """Take a suggestion in hand."""
        self.held = Held(one, one.start, one.end, monotonic())

    def move(self, start: int, end: int) -> None:
        """Move the edges of the one in hand."""
        if self.held is not None:
            self.held = Held(self.held.suggestion, start, end, self.held.since)

    def marks(self, start: int, end: int) -> list[Mark]:
        """What to draw of them in `start:end`."""
        return [
            Mark(one.start, one.end, one.label, Kind.SUGGESTION) for one in self.between(start, end)
        ]


def _place(one: Suggestion) -> tuple[int, int]:
    return one.start, one.end
