"""Places that a few typed letters may mean: by pinyin, by the characters themselves, by any key.

    hits = Typed(text, [(0, len(text))]).type("z").type("h")     # 中华, 综合, 这还 …
    labels(hits.places, hits.following)                          # place → key to press for it

Each Han is typed by the first letter of a reading, by both of zh ch sh, or by the whole reading;
anything else by the key that has it, half-width for full-width. What is typed next may always go on
with the text, so no label is a letter that could.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui.text.fold import fold
from tui.text.pinyin import readings

KEYS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""What labels are made of, the easiest first."""

Fuzzy = Sequence[tuple[str, str]]
FUZZY: Fuzzy = (("n", "l"), ("z", "zh"), ("c", "ch"), ("s", "sh"), ("in", "ing"), ("en", "eng"))
"""Sounds that many speakers do not tell apart, for those who want them to be one."""

_INITIALS = ("zh", "ch", "sh")

_State = tuple[int, str, str]
"""The place that comes next, and what was typed and what is left of the reading of the one before
it ("" and "": nothing is left)."""


@dataclass(frozen=True)
class Hit:
    """A place that fits what was typed. Code points."""

    start: int
    end: int
    """Behind the last character that was typed, or begun."""


class Typed:
    """What was typed so far, and where it fits in the `spans` of a text."""

    def __init__(
        self,
        text: str,
        spans: Iterable[tuple[int, int]],
        *,
        key_of: Callable[[str], str] = lambda character: character,
        fuzzy: Fuzzy = (),
    ) -> None:
        """`key_of`: the key that has a character, which is the character itself for most."""
        spans = list(spans)
        self._first = min((start for start, _ in spans), default=0)
        last = max((end for _, end in spans), default=0)
        self._text = fold(text[self._first : last])  # a page may be long
        self._key_of = key_of
        self._fuzzy = tuple(fuzzy)
        self._length = 0
        self._is_letter = False
        self._ends: dict[int, int] = {}
        self._states: dict[int, frozenset[_State]] = {}
        for start, end in spans:
            for at in range(start, end):
                self._ends[at] = end
                self._states[at] = frozenset({(at, "", "")})

    def type(self, key: str) -> Typed:
        """What fits when one more key is typed."""
        more = object.__new__(Typed)
        more._text, more._first, more._key_of = self._text, self._first, self._key_of
        more._fuzzy, more._ends = self._fuzzy, self._ends
        more._length = self._length + 1
        more._is_letter = key.isalnum()
        typed = fold(key)
        more._states = {}
        for at, states in self._states.items():
            end = self._ends[at]
            found = frozenset(new for state in states for new in self._step(state, typed, end))
            if found:
                more._states[at] = found
        return more

    @property
    def hits(self) -> list[Hit]:
        """Where it fits, by place; each with the most that what was typed may cover."""
        return [Hit(at, max(state[0] for state in s)) for at, s in sorted(self._states.items())]

    @property
    def only(self) -> Hit | None:
        """The one place that can be meant. A first letter alone never says: fingers that always
        type two would give the second one to a command."""
        hits = self.hits
        if len(hits) != 1:
            return None
        (hit,) = hits
        first = self._length == 1 and self._is_letter and hit.end < self._ends[hit.start]
        return None if first else hit

    @property
    def following(self) -> frozenset[str]:
        """The keys that may be typed next."""
        return frozenset(
            key
            for at, states in self._states.items()
            for state in states
            for key in self._next(state, self._ends[at])
        )

    def _step(self, state: _State, key: str, end: int) -> Iterable[_State]:
        place, typed, left = state
        if left:
            if left[0] == key:
                yield from self._reading(place, typed + key, left[1:])
            return
        if place >= end:
            return
        character = self._text[place - self._first]
        if key == character or key == fold(self._key_of(character)):
            yield place + 1, "", ""
        for reading in _spoken(character, self._fuzzy):
            if reading[0] == key:
                yield place + 1, "", ""  # its initial alone
                yield from self._reading(place + 1, key, reading[1:])

    @staticmethod
    def _reading(place: int, typed: str, left: str) -> Iterable[_State]:
        """After some letters of a reading: they may be all, or more may follow."""
        if not left or typed in _INITIALS:
            yield place, "", ""
        if left:
            yield place, typed, left

    def _next(self, state: _State, end: int) -> Iterable[str]:
        place, _, left = state
        if left:
            yield left[0]
        elif place < end:
            character = self._text[place - self._first]
            yield fold(self._key_of(character))
            for reading in _spoken(character, self._fuzzy):
                yield reading[0]


@lru_cache(maxsize=1 << 14)
def _spoken(character: str, fuzzy: Fuzzy) -> tuple[str, ...]:
    """The readings of a character, with those that are taken for the same."""
    found = dict.fromkeys(readings(character))
    for one, other in fuzzy:  # the longer one is the other
        for reading in list(found):
            for this, that in ((other, one), (one, other)):
                if this[0] in "aeiou":
                    if reading.endswith(this):
                        found[reading.removesuffix(this) + that] = None
                        break
                elif reading.startswith(this):
                    found[that + reading.removeprefix(this)] = None
                    break
    return tuple(found)


def labels(
    places: Sequence[int], following: Iterable[str], first: Iterable[int] = (), near: int = 0
) -> dict[int, str]:
    """A key for as many of `places` as there are keys that cannot be typed on with.

    `first`: places that get the easiest ones; then those nearest to `near`.
    """
    taken = set(following)
    wanted = set(first)
    keys = (key for key in KEYS if key not in taken)
    ranked = sorted(places, key=lambda place: (place not in wanted, abs(place - near), place))
    return dict(zip(ranked, keys, strict=False))
