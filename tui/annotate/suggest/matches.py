"""Exact matches: what was tagged in this project stands here again, in either script."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from tui.annotate.suggest.memory import UNTAGGED, Evidence, Index, Strings, no
from tui.annotate.suggest.suggestion import Alike, Page
from tui.text.words import HAN, version, words

NAME = "matches"
SHORT = 2
"""Han of which a match has to begin and end where words do."""
_PRIOR = {1: 0.3, 2: 0.65}  # how likely a string of so many Han is right that was tagged once
_PRIOR_LONG = 0.85


def likelihood(words: str, label: str, evidence: Mapping[str, int]) -> float:
    """How likely `words` are `label` again: what was tagged of all there is evidence of."""
    prior = _PRIOR.get(len(words), _PRIOR_LONG)
    tagged = sum(count for name, count in evidence.items() if name and not name.startswith("-"))
    against = evidence.get(no(label), 0) + evidence.get(UNTAGGED, 0)
    return (evidence.get(label, 0) + prior) / (tagged + against + 1)


class Matches:
    """Finds what other pages and this one tagged. What is here changes with every span."""

    name = NAME

    def __init__(self, page: Page, elsewhere: Strings) -> None:
        """`elsewhere`: the evidence of other pages (`memory`)."""
        self._page = page
        self._elsewhere = elsewhere
        self._places: dict[str, array[int]] = {}
        self._fits: dict[str, dict[float, array[int]]] = {}
        self._cuts: dict[tuple[int, int], tuple[AbstractSet[int], AbstractSet[int]]] = {}
        self._version = version()
        self._look(words for words, evidence in elsewhere.items() if _is_tagged(evidence))

    def _look(self, strings: Iterable[str]) -> None:
        """Find where strings stand."""
        folded, places = self._page.folded, self._places
        new = [words for words in strings if words and words not in places]
        if len(new) < _FEW:
            for words in new:
                places[words] = array("I", _all(folded, words))
            return
        for words in new:
            places[words] = array("I")
        for start, end in Index(new).find(folded):
            places[folded[start:end]].append(start)

    def suggest(self, here: Strings) -> Iterable[Alike]:
        """The matches, which may overlap; `here`: what this page says itself."""
        self._follow_words()
        self._look(here)
        for string in self._places:
            evidence = _sum(self._elsewhere.get(string, {}), here.get(string, {}))
            for label in evidence:
                if label and not label.startswith("-") and evidence[label] > 0:
                    score = likelihood(string, label, evidence)
                    for fit, starts in self._fitting(string).items():
                        yield Alike(starts, len(string), label, NAME, score * fit)

    @property
    def count(self) -> int:
        """How many places were found."""
        return sum(map(len, self._places.values()))

    def _fitting(self, string: str) -> dict[float, array[int]]:
        """The places of a string by how well they fit."""
        if (known := self._fits.get(string)) is not None:
            return known
        places = self._places[string]
        short = len(string) <= SHORT and HAN.match(string) is not None
        if short or _is_latin(string[0]) or _is_latin(string[-1]):
            found: dict[float, array[int]] = {}
            for start in places:
                fit = self._fit(start, start + len(string))
                if fit:
                    found.setdefault(fit, array("I")).append(start)
        else:
            found = {1.0: places}
        self._fits[string] = found
        return found

    def _follow_words(self) -> None:
        """What was tagged is a word from now on, which other words may be cut by."""
        if self._version != version() and len(self._page.text) < _HUGE:
            self._version = version()
            self._cuts.clear()
            self._fits.clear()

    def _fit(self, start: int, end: int) -> float:
        """How well a match keeps to words, 0 to 1: Latin must, short Han should."""
        text = self._page.text
        for left, right in ((start - 1, start), (end - 1, end)):
            if left >= 0 and right < len(text) and _is_latin(text[left]) and _is_latin(text[right]):
                return 0.0
        if end - start > SHORT or not HAN.match(text[start]):
            return 1.0
        line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        # Of a long line a part, the same one for all matches near to one another.
        part = start - start % _AROUND
        line = max(line, part - _AROUND)
        stop = min(len(text) if stop < 0 else stop, part + 2 * _AROUND)
        singles, borders = self._cut(line, stop)
        if end - start == 1:
            return float(start in singles)
        return (0.0, 0.6, 1.0)[(start in borders) + (end in borders)]

    def _cut(self, line: int, stop: int) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """Where words of one character stand in a stretch of the page, and where words end."""
        if (found := self._cuts.get((line, stop))) is None:
            cut = [(line + a, line + b) for a, b in words(self._page.text[line:stop])]
            singles = {a for a, b in cut if b - a == 1}
            found = self._cuts[line, stop] = singles, {border for word in cut for border in word}
        return found


_FEW = 20  # strings that are looked for one by one sooner than all at once
_HUGE = 100_000  # code points of a page that is not cut into words anew after every tag
_AROUND = 2000  # code points of a long line that are cut into words around a match


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _is_tagged(evidence: Evidence) -> bool:
    return any(count > 0 and name and name[0] != "-" for name, count in evidence.items())


def _sum(one: Evidence, other: Evidence) -> Evidence:
    if not (one and other):
        return one or other
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def _all(text: str, words: str) -> Iterable[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)
