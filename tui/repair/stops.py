"""Lost stops: pages on which every second ，or 。was deleted.

Between two stops that were kept exactly one was lost, so each such stretch of text has one place
to be found. Where a paragraph lacks its full stop that is the place, beyond doubt; elsewhere the
likely places are proposed, as many as it takes, with their probabilities. A restored mark is an
inference, and clauses can be cut in more than one way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from tui.repair.clauses import Clauses, Feature, Token, cues, pieces, tokens
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


@dataclass(frozen=True)
class Place:
    """Where a stop may have stood. Code points."""

    start: int
    features: tuple[Feature, ...]
    ends_line: bool
    ends_prose: bool
    """At the end of a long line of running text without a final mark."""
    right: str
    """The word after it."""


def stops(page: Page, stand_ins: Sequence[int] = ()) -> Iterator[Edit]:
    """Restore full stops that are missing at line ends; propose the other lost stops.

    `stand_ins`: where look-alikes stood on the page, mended by now. Code points, ascending.
    """
    text = page.text
    if page.is_code or not _is_thinned(text):
        return
    # Kept as long as the page, so that places are the same.
    plain = text.replace(",", "，").translate(_plain_table())
    groups = stretches(plain)
    ends = [sum(place.ends_prose for place in group) for group in groups]
    if sum(count > 1 for count in ends) > _CONTRADICTIONS * len(groups):
        return  # lines are open for another reason: columns, a poem
    sides = list(lost_before(plain, stand_ins))
    for group, count in zip(groups, ends, strict=True):
        allowed = [place for place in group if _agrees(place, group, sides)]
        yield from _proposals(allowed or group, certain=count == 1)


def _agrees(place: Place, group: Sequence[Place], sides: Sequence[tuple[int, bool]]) -> bool:
    """Whether `place` is on the side of each stand-in within `group` where the stop was lost."""
    first = bisect_left(sides, (group[0].start, False))
    last = bisect_left(sides, (group[-1].start, False))
    return all(before == (place.start <= at) for at, before in sides[first:last])


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


def stretches(text: str) -> list[list[Place]]:
    """The places between each two stops of `text` (Simplified, full width) that were kept."""
    words = tokens(text)
    clauses = Clauses(words)
    inside: dict[int, tuple[int, int]] = {}
    for start, end in pieces(words):
        if end - start > _LONGEST_PIECE:
            continue  # no marks at all: another defect, and its cost would grow with its square
        inside.update(dict.fromkeys(range(start + 1, end), (start, end)))
    groups: list[list[Place]] = [[]]
    line = 0  # index of the first word of the line
    for index, word in enumerate(words):
        if word.text[0] in _STOPS:
            groups.append([])
        elif word.text[0] == "\n":
            place = _line_end(text, words, line, index)
            if place:
                groups[-1].append(place)
            line = index + 1
        elif index in inside:
            found = tuple(clauses.features(index, *inside[index]))
            groups[-1].append(Place(word.start, found, False, False, word.text))
    place = _line_end(text, words, line, len(words))
    if place:
        groups[-1].append(place)
    return groups


def _line_end(text: str, words: Sequence[Token], first: int, last: int) -> Place | None:
    """The end of the line `words[first:last]`, if it lacks a final mark."""
    if first == last:
        return None
    start = words[first].start
    line = text[start : words[last - 1].end]
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
    found = (
        (("line end", "line end marks") if marks else ("line end",), 1.0),
        (("line end long",), min(len(bare), 60) / 60),
    )
    certain = prose and not (following and word_across(bare[-8:], following))
    return Place(end, found, True, certain, "")


def _proposals(group: Sequence[Place], *, certain: bool) -> Iterator[Edit]:
    """Edits for the one stop that was lost among `group`."""
    for place in group:
        if certain and place.ends_prose:
            yield _edit(place, "。", 0.97, "the paragraph has no final stop", State.APPLIED)
            return
    if not group:
        return
    scores = [_score(place) for place in group]
    top = max(scores)
    weights = [exp(score - top) for score in scores]
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
        mark = "。" if place.ends_line or place.right in cues().sentence_openers else "，"
        reason = "one stop was lost between two that were kept"
        if len(chosen) > 1:
            reason += f"; choice {rank + 1} of {len(chosen)}"
        yield _edit(place, mark, round(share, 3), reason, State.PROPOSED)


def _edit(place: Place, mark: str, confidence: float, reason: str, state: State) -> Edit:
    return Edit(place.start, place.start, "", mark, RULE, confidence, reason, state)


def _score(place: Place) -> float:
    return sum([_weight(names) * value for names, value in place.features])


@cache
def _weight(names: tuple[str, ...]) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) for name in names)


@cache
def _plain_table() -> dict[int, str]:
    return {ord(character): plain for character, plain in scripts().traditional.items()}


@cache
def _weights() -> dict[str, float]:
    """Fitted by ``tools/fit_stops.py``."""
    pairs = (line.split("\t") for line in read_table("stops.txt"))
    return {name: float(weight) for name, weight in pairs}
