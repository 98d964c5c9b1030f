"""The suggestions of an open page, kept up to date with every span and rejection.

Reading the page by patterns, gazetteers and what other pages tagged is done once (`prepare`);
model and plug-ins put in what they find when they are ready (`put`). What a change costs is the
strings it is about and one merge of all candidates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Lock

from tui.annotate.labels import LabelSet
from tui.annotate.rejection import Refused, Rejection
from tui.annotate.span import Span
from tui.annotate.suggest.matches import Matches
from tui.annotate.suggest.memory import Strings, no, of_source, strings_of
from tui.annotate.suggest.merge import merge
from tui.annotate.suggest.sequence import NAME as MODEL
from tui.annotate.suggest.suggestion import Alike, Page, Source, Suggestion, Tagged

_DOUBT = 0.6
"""What a match is worth that the model, knowing it, did not propose."""
_MUCH = 2000
"""So many spans and places together are updated in a few milliseconds."""
_TRUST = 6
"""So many decisions weigh as much as what a source says of itself."""


class PageSuggestions:
    """What is proposed for one text. Offsets are its code points."""

    def __init__(
        self,
        text: str,
        labels: LabelSet,
        threshold: float = 0.5,
        elsewhere: Strings | None = None,
        nesting: Collection[str] = (),
        sources: Iterable[Source] = (),
    ) -> None:
        """`elsewhere`: evidence of other pages; `nesting`: see `merge`; `sources`: besides matches.

        May take long on a long page: to be made beside the event loop.
        """
        self.text = text
        self.found: Sequence[Suggestion] = ()
        """All that is proposed now, by place; of one group of labels nothing overlaps."""
        self._longest = 0  # code points of one of them; asked for with every key
        self.said: Strings = {}
        """What this page itself says (`memory`)."""
        self._page = Page(text)
        self._labels = labels
        self._threshold = threshold
        self._nesting = nesting
        self._fixed: dict[str, list[Suggestion]] = {
            "sources": [one for source in sources for one in source.suggest(self._page)]
        }
        self._updating = Lock()
        self._rejections: tuple[Rejection, ...] = ()
        self._refused = Refused()
        self.learn(elsewhere or {}, nesting)

    def learn(self, elsewhere: Strings, nesting: Collection[str]) -> None:
        """Take up the evidence of other pages anew; `update` makes use of it."""
        matches = Matches(self._page, elsewhere)
        with self._updating:
            self._matches, self._elsewhere, self._nesting = matches, elsewhere, nesting

    def put(self, name: str, found: Iterable[Suggestion]) -> None:
        """Replace what was put in under this name; `update` makes use of it."""
        self._fixed[name] = list(found)

    def is_much(self, spans: Sequence[Span]) -> bool:
        """Whether an update may take longer than a key should."""
        return len(spans) + self._matches.count + len(self.found) > _MUCH

    def update(self, spans: Iterable[Span], rejections: Iterable[Rejection]) -> None:
        """Follow the annotator's spans and rejections on this page.

        May be called beside the event loop, which goes on with what was found before.
        """
        with self._updating:
            spans = list(spans)
            rejections = tuple(rejections)
            if rejections != self._rejections:
                self._rejections, self._refused = rejections, Refused(rejections)
            self.said = strings_of(self._page.folded, spans, rejections)
            tagged = tuple(Tagged(span.start, span.end, span.label) for span in spans)
            page = replace(self._page, spans=tagged, refused=self._refused)
            found = merge(self._candidates(), page, self._labels, self._threshold, self._nesting)
            longest = max((one.end - one.start for one in found), default=0)
            self._longest = max(longest, self._longest)  # right for what there was and will be
            self.found, self._longest = found, longest

    def _candidates(self) -> Iterator[Suggestion | Alike]:
        for one in self._matches.suggest(self.said):
            yield self._doubted(one)
        for found in list(self._fixed.values()):
            yield from self._trusted(found)

    def between(self, start: int, end: int) -> Sequence[Suggestion]:
        """Those that share a code point with `start:end`."""
        low = bisect_left(self.found, start - self._longest, key=lambda one: one.start)
        high = bisect_left(self.found, end, key=lambda one: one.start)
        return [one for one in self.found[low:high] if one.end > start]

    def same(self, one: Suggestion) -> list[Suggestion]:
        """All with the words and the label of `one`, itself among them."""
        folded = self._page.folded
        words = folded[one.start : one.end]
        return [
            other
            for other in self.found
            if other.label == one.label and folded[other.start : other.end] == words
        ]

    def _doubted(self, one: Alike) -> Alike:
        """Matches on words that the model knew of and did not propose here.

        Not of words that this page itself says something of: the model may not know that yet.
        """
        if "read" not in self._fixed or not one.starts:
            return one
        start = one.starts[0]
        if self._page.folded[start : start + one.length] in self.said:
            return one
        return replace(one, score=one.score * _DOUBT)

    def _trusted(self, found: Iterable[Suggestion]) -> Iterable[Suggestion]:
        """What sources propose, scored by what became of their earlier proposals.

        The model was trained on just these decisions, so its scores stand.
        """
        rates: dict[str, tuple[int, int]] = {}
        for one in found:
            name = of_source(one.source, one.label)
            if one.source != MODEL and name not in rates:
                evidence = self._elsewhere.get(name, {}), self.said.get(name, {})
                rates[name] = _rate(one.label, *evidence)
            right, seen = rates.get(name, (0, 0))
            score = (right + _TRUST * one.score) / (seen + _TRUST)
            yield replace(one, score=score) if seen else one


def _rate(label: str, *evidence: Mapping[str, int]) -> tuple[int, int]:
    """How many proposals were right, and of how many."""
    right = sum(one.get(label, 0) for one in evidence)
    wrong = sum(one.get(no(label), 0) for one in evidence)
    return right, right + wrong
