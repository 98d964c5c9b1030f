"""Lost stops: pages on which every second ，or 。was deleted.

Between two stops that were kept exactly one was lost, so each such stretch of text has one place
to be found. Where a paragraph lacks its full stop that is the place, beyond doubt (`stops`);
elsewhere the likely places are proposed, as many as it takes, with their probabilities
(`lost_stops`, once, when all else is repaired). A restored mark is an inference, and clauses can be
cut in more than one way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from tui.repair.clauses import Clauses, Weights, cues, pieces, tokens
from tui.repair.clocks import lost_before
from tui.repair.lexicon import scripts
from tui.repair.lexicon import table as read_table
from tui.repair.page import Page
from tui.repair.words import word_across
from tui.text.edit import Edit, State
from tui.text.regex import lazy

RULE = "stops"

_STOPS = "，。"
_STOP = lazy("[，。,]")
_PIECE = lazy("[^，。,；;：:！!？?\n]+")
_HAN = lazy("[㐀-鿿]+")
_FOREIGN = lazy("[぀-ヿ가-힣]")
_LINE = lazy("[^\n]+")
_PROSE_LINE = lazy("[^\n]{30,}")
_CLOSED = lazy("[。！？!?….：:；;][”’」』）)]*\\Z|[*]\\Z")

# A page that lost every second stop has some 26 Han to a stop, others some 14 and hardly one 19.
_FEWEST_STOPS = 24
_HAN_TO_A_STOP = 18.5
_MOST_HAN_TO_A_STOP = 60
_LONG = 24
_IN_LONG_PIECES = 0.5
_OPEN_LINES = (0.1, 0.85)
_CONTRADICTIONS = 0.1
_LONGEST_PIECE = 150
"""Words."""

_MASS = 0.96
"""So much of the probability the proposals for one stretch take in."""
_MOST = 7
_LEAST = 0.02


class Place(NamedTuple):
    """Where a stop may have stood. Code points."""

    start: int
    weight: float = 0.0
    """What speaks for a stop here."""
    right: str = ""
    """The word after it; none at the end of a line."""
    ends_prose: bool = False
    """At the end of a long line of running text without a final mark."""


def stops(page: Page, stand_ins: Sequence[int] = ()) -> Iterator[Edit]:
    """Restore full stops that are missing at line ends, where that is the place beyond doubt.

    `stand_ins`: where look-alikes stood on the page, mended by now. Code points, ascending.
    """
    if page.is_code or not _is_thinned(page.text):
        return
    plain = _plain(page.text)
    ends = list(_open_ends(plain, _weights()))
    if not any(place.ends_prose for place in ends):
        return
    for group in _looked_into(_by_stretch(plain, ends), plain, stand_ins):
        if place := _certain(group):
            yield _edit(place.start, "。", 0.97, "the paragraph has no final stop", State.APPLIED)


def lost_stops(
    page: Page, stand_ins: Sequence[int] = (), restored: Sequence[int] = ()
) -> Iterator[Edit]:
    """Propose the other lost stops of a page to which the certain ones are `restored` by now.

    Both are code points, ascending.
    """
    # Asked of the page as it was, which had one lost between each two.
    edges = zip((-1, *restored), (*restored, len(page.text)), strict=True)
    text = "".join([page.text[a + 1 : b] for a, b in edges])
    if page.is_code or not _is_thinned(text):
        return
    plain = _plain(text)
    before = [place - index for index, place in enumerate(restored)]
    sides = [place - bisect_left(restored, place) for place in stand_ins]
    for group in _looked_into(stretches(plain), plain, sides):
        if not _certain(group):
            yield from _proposals(group, before)


def _certain(group: Sequence[Place]) -> Place | None:
    """The place that must be the right one."""
    ends = [place for place in group if place.ends_prose]
    return ends[0] if len(ends) == 1 else None


def _looked_into(
    groups: list[list[Place]], plain: str, stand_ins: Sequence[int]
) -> Iterator[list[Place]]:
    """Of each of `groups` the places that its stop may have had; none on another kind of page."""
    ends = [sum(place.ends_prose for place in group) for group in groups]
    if sum(count > 1 for count in ends) > _CONTRADICTIONS * len(groups):
        return  # lines are open for another reason: columns, a poem
    sides = list(lost_before(plain, stand_ins))
    for group in groups:
        yield _agreeing(group, sides) if sides else group


def _plain(text: str) -> str:
    """`text` in Simplified characters with full-width commas; places stay the same."""
    return text.replace(",", "，").translate(_plain_table())


def _agreeing(group: list[Place], sides: Sequence[tuple[int, bool]]) -> list[Place]:
    """Those on the side of each stand-in within `group` where the stop was lost; else all."""
    if not group:
        return group
    first = bisect_left(sides, (group[0].start, False))
    last = bisect_left(sides, (group[-1].start, False))
    # Of those the stop lay before only the first says anything, of the others only the last.
    most = min([at for at, before in sides[first:last] if before], default=group[-1].start)
    least = max([at for at, before in sides[first:last] if not before], default=-1)
    return [place for place in group if least < place.start <= most] or group


def _is_thinned(text: str) -> bool:
    """Whether the page has about half the stops running text has."""
    kept = text.count("，") + text.count("。") + text.count(",")
    if kept < _FEWEST_STOPS or len(text) < _HAN_TO_A_STOP * kept or _FOREIGN.search(text):
        return False
    han = sum(map(len, _HAN.findall(text)))
    if not _HAN_TO_A_STOP <= han / kept <= _MOST_HAN_TO_A_STOP:
        return False
    lengths = [len(piece) for piece in _PIECE.findall(text)]
    if sum(n for n in lengths if n >= _LONG) < _IN_LONG_PIECES * sum(lengths):
        return False
    prose = [line for line in _PROSE_LINE.findall(text) if _STOP.search(line)]
    open_lines = sum(_CLOSED.search(line.rstrip()[-4:]) is None for line in prose)
    least, most = _OPEN_LINES
    return bool(prose) and (len(prose) < 4 or least <= open_lines / len(prose) <= most)


def stretches(text: str, weights: Weights | None = None) -> list[list[Place]]:
    """The places between each two stops of `text` (Simplified, full width) that were kept."""
    words = tokens(text)
    weights = weights or _weights()
    clauses = Clauses(words, weights)
    places: list[Place] = []
    for start, end in pieces(words):
        if end - start > _LONGEST_PIECE:
            continue  # no marks at all: another defect, and its cost would grow with its square
        inside = words[start + 1 : end]
        weighed = zip(inside, clauses.weigh(start, end), strict=True)
        places += [Place(word.start, weight, word.text) for word, weight in weighed]
    return _by_stretch(text, sorted([*places, *_open_ends(text, weights)], key=_start))


def _start(place: Place) -> int:
    return place.start


def _by_stretch(text: str, places: Iterable[Place]) -> list[list[Place]]:
    """`places` by the stretch between two stops they lie in, the first before the first stop."""
    groups: list[list[Place]] = [[] for _ in range(text.count("，") + text.count("。") + 1)]
    found = list(places)
    for number, place in zip(_stretch_of(text, [p.start for p in found]), found, strict=True):
        groups[number].append(place)
    return groups


def _stretch_of(text: str, places: Iterable[int]) -> Iterator[int]:
    """How many stops stand before each of `places`."""
    marks = [match.start() for match in _STOP.finditer(text)]
    return (bisect_left(marks, place) for place in places)


def _open_ends(text: str, weights: Weights) -> Iterator[Place]:
    """The ends of the lines that lack a final mark."""
    for line in _LINE.finditer(text):
        place = _line_end(text, line.start(), line.end(), weights)
        if place:
            yield place


def _line_end(text: str, start: int, end: int, weights: Weights) -> Place | None:
    """The end of the line `text[start:end]`, if it lacks a final mark."""
    line = text[start:end]
    bare = line.rstrip(" \u3000\xa0\r\t")
    if not bare or _CLOSED.search(bare[-4:]) or bare[-1] in "，、":
        return None
    end = start + len(bare)
    marks = any(mark in line for mark in "，。；：、！？")
    tail = re.split("[，。；：、！？]", bare[-60:])[-1]
    prose = (
        len(bare) >= 40
        and ("。" in line or line.count("，") > 1)
        and bare[-1] not in "”’）)》"
        and not any(char.isspace() for char in tail)  # a name after a blank signs
    )
    following = text[end : end + 40].strip().split("\n")[0]
    if bare[-1] in "”’" and len(bare) > 2:
        end -= 1  # a quoted sentence has its stop inside
    weight = weights.names[("line end", "line end marks") if marks else ("line end",)]
    weight += weights.names[("line end long",)] * (min(len(bare), 60) / 60)
    certain = prose and not (following and word_across(bare[-8:], following))
    return Place(end, weight, "", certain)


def _proposals(group: Sequence[Place], restored: Sequence[int]) -> Iterator[Edit]:
    """Edits for the one stop that was lost among `group`, behind the stops `restored` by now."""
    if not group:
        return
    top = max(place.weight for place in group)
    weights = [exp(place.weight - top) for place in group]
    total = sum(weights)
    mass = 0.0
    chosen: list[tuple[int, float]] = []
    for index in sorted(range(len(group)), key=lambda i: -weights[i])[:_MOST]:
        share = weights[index] / total
        if chosen and (mass >= _MASS or share < _LEAST):
            break
        mass += share
        chosen.append((index, share))
    for rank, (index, share) in sorted(enumerate(chosen), key=lambda item: item[1]):
        place = group[index]
        mark = "。" if not place.right or place.right in cues().sentence_openers else "，"
        reason = "one stop was lost between two that were kept"
        if len(chosen) > 1:
            reason += f"; choice {rank + 1} of {len(chosen)}"
        at = place.start + bisect_left(restored, place.start)
        yield _edit(at, mark, round(share, 3), reason, State.PROPOSED)


def _edit(place: int, mark: str, confidence: float, reason: str, state: State) -> Edit:
    return Edit(place, place, "", mark, RULE, confidence, reason, state)


@cache
def _plain_table() -> dict[int, str]:
    return {ord(character): plain for character, plain in scripts().traditional.items()}


@cache
def _weights() -> Weights:
    """Fitted by ``tools/fit_stops.py``."""
    pairs = (line.split("\t") for line in read_table("stops.txt"))
    table = {name: float(weight) for name, weight in pairs}
    return Weights(lambda name: table.get(name, 0.0))
