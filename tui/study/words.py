"""The words of pages, to be counted: cut by the dictionary, folded, without punctuation."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from sys import intern

from tui.study.index import Index
from tui.text.searchable import Searchable
from tui.text.words import cut


class Words:
    """The words of one page, in order."""

    def __init__(self, page: Searchable) -> None:
        self.forms: list[str] = []
        """Each word, folded: one form for all scripts, widths and cases."""
        self.starts = array("l")
        """Where each begins. Code points of the edition."""
        self.ends = array("l")
        self.lines = array("l")
        """The number of the first word of each line."""
        at = 0
        folded = page.folded
        for line in page.text.split("\n"):
            self.lines.append(len(self.forms))
            for start, end in cut(line):
                form = folded[at + start : at + end]
                if form[0].isalnum() or form[-1].isalnum():
                    self.forms.append(intern(form))
                    self.starts.append(at + start)
                    self.ends.append(at + end)
            at += len(line) + 1
        self.lines.append(len(self.forms))

    def within(self, start: int, end: int) -> range:
        """The numbers of the words that share a code point with `start:end`."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def around(self, inner: range, width: int) -> tuple[range, range]:
        """The numbers of the words left and right of some, up to `width`, on the same line."""
        line = bisect_right(self.lines, inner.start) - 1
        first = self.lines[line]
        last = self.lines[line + 1] if line + 1 < len(self.lines) else len(self.forms)
        left = range(max(first, inner.start - width), inner.start)
        return left, range(inner.stop, max(inner.stop, min(last, inner.stop + width)))


class Cutter:
    """Cuts the pages of an index into words, each once while its text stays."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._known: dict[int, tuple[Searchable, Words]] = {}

    def words(self, page: int) -> Words | None:
        """The words of a page; None where its text is not known."""
        text = self.index.text(page)
        if text is None:
            return None
        known = self._known.get(page)
        if known is None or known[0] is not text:
            known = self._known[page] = text, Words(text)
        return known[1]

    def pages(
        self,
        pages: Iterable[int] | None = None,
        report: Callable[[int, int], None] = lambda done, of: None,
    ) -> Iterator[tuple[int, Words]]:
        """The pages (all if None) with their words; `report(done, of)` is told before each."""
        chosen = list(self.index.ready if pages is None else pages)
        for number, page in enumerate(chosen):
            report(number, len(chosen))
            words = self.words(page)
            if words is not None:
                yield page, words
