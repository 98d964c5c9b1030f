"""Where a span is after its page was cleaned anew.

The source is the fixed ground. While it is the same text, a span goes to what its source range
became, whatever the rules made of the page. When the source itself was replaced, the span is
looked up by its quote and the 32 code points on either side (`requote`). A span is never dropped
and never guessed: what cannot be found is ``lost`` and stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from tui.annotate.span import CONTEXT, Anchor, Place, Span, storable
from tui.text.edition import Edition
from tui.text.revision import Window

if TYPE_CHECKING:
    from tui.annotate.requote import Finder


@dataclass(frozen=True)
class Report:
    """How many spans an opening found out of place."""

    moved: int = 0
    """To another place, same text. Nothing to do."""
    changed: int = 0
    """Text at the place is not what was tagged. To be looked at."""
    lost: int = 0
    """Place not found. To be looked at."""

    def __bool__(self) -> bool:
        return bool(self.moved or self.changed or self.lost)

    def __str__(self) -> str:
        parts = [f"{n} {name}" for name, n in asdict(self).items() if n]
        return ", ".join(parts)


@dataclass(frozen=True)
class Fitter:
    """Puts spans of earlier editions of a page on this one."""

    edition: Edition

    @cached_property
    def source_sha256(self) -> str:
        """SHA-256 of the source text in UTF-8, in hex."""
        return sha256(self.edition.source.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def source(self) -> str:
        """Digest of the source text: the first 16 hex digits."""
        return self.source_sha256[:16]

    def place(self, start: int, end: int) -> Place:
        """Where `edition.text[start:end]` is; the range is inside the text."""
        text = self.edition.text
        source_start, source_end = self.edition.alignment.inverse.map_range(start, end)
        return Place(
            start,
            end,
            storable(text[start:end]),
            storable(text[max(0, start - CONTEXT) : start]),
            storable(text[end : end + CONTEXT]),
            source_start,
            source_end,
            self.edition.digest,
            self.source,
        )

    @cached_property
    def _finder(self) -> Finder:
        from tui.annotate.requote import Finder  # rarely needed

        return Finder(self.edition.text)

    def fits(self, span: Span) -> bool:
        """Whether the span is of this edition and needs nothing."""
        return (
            span.digest == self.edition.digest
            and span.end <= len(self.edition.text)
            and self._reads(span.start, span.end) == span.quote
            and span.anchor is not Anchor.LOST
        )

    def fit(self, span: Span) -> Span:
        """The span on this edition; the same one when it is there, or cannot be found."""
        if self.fits(span):
            return span
        return self._through_source(span) or self._by_quote(span) or _lost(span)

    def _reads(self, start: int, end: int) -> str:
        return storable(self.edition.text[start:end])

    def _through_source(self, span: Span) -> Span | None:
        alignment = self.edition.alignment
        if span.source != self.source or span.source_end > alignment.a_length:
            return None
        tight = alignment.map_range(span.source_start, span.source_end)
        wide = alignment.cover(span.source_start, span.source_end)
        for start, end in (tight, wide):
            if self._reads(start, end) == span.quote:
                return self._at(span, start, end)
        # A range that begins or ends inside something replaced as a whole came back too wide.
        inside = self._finder.exact(span, *wide)
        if inside is not None:
            return self._at(span, *inside)
        start, end = tight if tight[0] < tight[1] else wide
        if start == end:
            return None  # deleted from this edition
        if end - start > 2 * len(span.quote) + CHANGE:
            return None  # the whole surroundings were replaced: the quote has to say where
        return self._at(span, start, end)

    def _by_quote(self, span: Span) -> Span | None:
        near = None
        if span.source == self.source:
            near = self.edition.alignment.first(
                min(span.source_start, self.edition.alignment.a_length)
            )
        found = self._finder.find(span, near)
        return None if found is None else self._at(span, *found)

    def _at(self, span: Span, start: int, end: int) -> Span:
        """The span moved to `[start, end)`, flagged if that reads not what was tagged."""
        there = self.place(start, end)
        tagged = span.was or span.quote
        if there.quote == tagged or (span.anchor is Anchor.FIRM and there.quote == span.quote):
            return replace(span, **vars(there), anchor=Anchor.FIRM, was="")
        return replace(span, **vars(there), anchor=Anchor.CHANGED, was=tagged)


CHANGE = 8
"""Code points by which a changed span may grow beyond twice its length before it is doubted."""


def _lost(span: Span) -> Span:
    return span if span.anchor is Anchor.LOST else replace(span, anchor=Anchor.LOST)


class Revision(NamedTuple):
    """What became of the edition with this digest: it reads otherwise only in the window."""

    digest: str
    window: Window

    def fit(self, span: Span, fitter: Fitter) -> Span:
        """As `Fitter.fit`, looking only at what the window may have to do with.

        A lost span is looked for all over the page when the page is opened.
        """
        start, end, new_end = self.window
        if span.anchor is Anchor.LOST:
            alignment = fitter.edition.alignment
            place = alignment.first(min(span.source_start, alignment.a_length))
            return fitter.fit(span) if start - CONTEXT <= place <= new_end + CONTEXT else span
        if span.digest == self.digest and span.end + CONTEXT <= start:
            return replace(span, digest=fitter.edition.digest)
        if span.digest == self.digest and span.start - CONTEXT >= end:
            by = self.window.shift
            digest = fitter.edition.digest
            return replace(span, start=span.start + by, end=span.end + by, digest=digest)
        return fitter.fit(span)


def fit_all(
    spans: Iterable[Span], fitter: Fitter, revision: Revision | None = None
) -> tuple[list[tuple[Span, Span]], Report]:
    """The spans that do not fit as they are, each with what becomes of it, and the counts.

    `revision`: how the fitter's edition came about, if that is known.
    """
    fit = (lambda span: revision.fit(span, fitter)) if revision else fitter.fit
    pairs = [(span, fit(span)) for span in spans if not fitter.fits(span)]
    outcomes = [new.anchor for _, new in pairs]
    lost, changed = outcomes.count(Anchor.LOST), outcomes.count(Anchor.CHANGED)
    return pairs, Report(len(outcomes) - lost - changed, changed, lost)
