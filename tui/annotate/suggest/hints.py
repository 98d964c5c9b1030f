"""Hints for the model: where words stand that were tagged elsewhere or are in a gazetteer.

While it learns, what a page itself says does not count, or the model would believe that whatever
was tagged is always known before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from tui.annotate.suggest.memory import Evidence, Index, Strings

Marks = list[list[str]]
_NONE: Evidence = {}


class Hints:
    """Looks up what is known of all pages, and the gazetteers."""

    def __init__(
        self,
        strings: Strings,
        labels: Collection[str],
        listed: Iterable[Mapping[str, Collection[str]]] = (),
    ) -> None:
        """`strings`: evidence (`memory`); `labels`: those that matter; `listed`: words → labels."""
        self._labels = tuple(labels)
        self._strings = {
            words: evidence
            for words, evidence in strings.items()
            if len(words) > 1 and any(evidence.get(label, 0) > 0 for label in self._labels)
        }
        self._listed: dict[str, set[str]] = {}
        for names in listed:
            for words, found in names.items():
                if here := {label for label in found if label in self._labels}:
                    self._listed.setdefault(words, set()).update(here)
        self._index = Index([*self._strings, *self._listed])

    def of(self, folded: str, but: Strings | None = None) -> Marks:
        """The hints at each code point of a folded text, without the evidence in `but`."""
        marks: Marks = [[] for _ in folded]
        own = but or {}
        for start, end in self._index.find(folded):
            words = folded[start:end]
            label = self._label(self._strings.get(words, _NONE), own.get(words, _NONE))
            names = [] if label is None else ["m" + label]
            names += ["g" + name for name in sorted(self._listed.get(words, ()))]
            for at in range(start, end) if names else ():
                place = "B" if at == start else "E" if at == end - 1 else "M"
                marks[at] += [place + name for name in names]
        return marks

    def _label(self, evidence: Evidence, but: Evidence) -> str | None:
        """What the words were tagged as most often."""
        best, most = None, 0
        for label in self._labels:
            count = evidence.get(label, 0) - but.get(label, 0)
            if count > most:
                best, most = label, count
        return best
