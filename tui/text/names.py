"""Names of people, places and organisations that a line probably holds, for the eye to hop to.

A guess by the dictionary's parts of speech, by surnames, and by what names of places and bodies end
in. Words that belong together are one name, the longest that is sensible: 山东省东营市,
北京市公安局; a title is no part of it. It says where to look next and nothing more: no label.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from tui.text import name_parts as parts
from tui.text.boundaries import parts as pieces
from tui.text.fold import simplified
from tui.text.words import HAN, Range, tagged

LONGEST = 24
"""Code points of the longest name of a body that is put together of several words."""


class _Kind(Enum):
    PERSON = auto()
    FOREIGN = auto()  # a person by the characters foreign names are written with
    SURNAME = auto()  # one that may want a given name
    PLACE = auto()
    BODY = auto()  # an organisation
    BRAND = auto()  # 大众, 海狮, 市: no name by itself, but the beginning of one
    OTHER = auto()


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    tag: str
    kind: _Kind


_JOINS = frozenset(
    ("n", "nz", "vn", "j", "b", "an", "nt", "ns", "nr", "nrt", "s", "ng", "nrfg", "v")
)
_GIVEN = frozenset(
    ("n", "nz", "nr", "ns", "a", "an", "ng", "zg", "g", "x", "nrt", "nrfg", "j", "b")
)
_PARTICLES = frozenset(("c", "p", "d", "f", "u", "uj", "ul", "r", "m"))
_TAKES_NOUN = 2  # code points of an ending of a body that a verb may stand before: 统计委员会
_DOTS = frozenset("·•・‧．")
_BLANKS = frozenset(" \u3000")


@lru_cache(maxsize=512)
def names(line: str) -> tuple[Range, ...]:
    """Where names probably are in a line, in order, none in another. Code points, half-open."""
    words = _words(line)
    found: list[Range] = []
    at = 0
    while at < len(words):
        stop = next((stop for find in _FINDERS if (stop := find(words, at))), 0)
        if stop:
            found.append((words[at].start, words[stop - 1].end))
        at = max(stop, at + 1)
    return tuple(found)


def next_name(text: str, position: int, free: Callable[[Range], bool]) -> Range | None:
    """The first name that starts at `position` or later and is `free`; None where there is none.

    Reads no further than it must: lines, and the parts of very long ones, until one has it.
    """
    line = text.rfind("\n", 0, position) + 1
    while line < len(text):
        end = text.find("\n", line)
        end = len(text) if end < 0 else end
        for start, stop in _pieces(text, line, end):
            if stop > position:
                for found in _placed(text, start, stop):
                    if found[0] >= position and free(found):
                        return found
        line = end + 1
    return None


def previous_name(text: str, position: int, free: Callable[[Range], bool]) -> Range | None:
    """The last name that ends at `position` or before and is `free`."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    while end >= 0:
        line = text.rfind("\n", 0, end) + 1
        for start, stop in reversed(_pieces(text, line, end)):
            if start < position:
                for found in reversed(_placed(text, start, stop)):
                    if found[1] <= position and free(found):
                        return found
        end = line - 1
    return None


def _pieces(text: str, start: int, end: int) -> list[Range]:
    starts = list(pieces(text, start, end))
    return list(zip(starts, [*starts[1:], end], strict=True))


def _placed(text: str, start: int, end: int) -> list[Range]:
    return [(start + a, start + b) for a, b in names(text[start:end])]


def _words(line: str) -> list[_Word]:
    found = []
    position = 0
    for text, tag in tagged(simplified(line)):
        end = position + len(text)
        found.append(_Word(position, end, text, tag, _kind(text, tag)))
        position = end
    return found


def _kind(text: str, tag: str) -> _Kind:
    if not HAN.search(text):
        return _Kind.OTHER
    if parts.BODIES.fullmatch(text):
        return _Kind.BODY
    match tag:
        case "nr" | "nrt" | "nrfg":
            return _person_kind(text, tag)
        case "ns":
            if text in parts.COMMON or parts.NO_PLACE.search(text) or len(text) < 2:
                return _Kind.OTHER
            return _Kind.PLACE
        case "nt":
            return _Kind.OTHER if parts.GENERIC.fullmatch(text) else _Kind.BODY
    if (
        tag in ("m", "t")
        and len(text) == 3
        and text[0] in parts.SURNAMES
        and not parts.TIMES.search(text)
    ):
        return _Kind.PERSON  # 周恩来: part of a title of a time, for the dictionary
    if tag in ("n", "nz", "j") and len(text) > 2:
        if parts.PLACE_END.search(text) and not parts.NO_PLACE.search(text):
            return _Kind.PLACE
        tail = parts.BODY_END.search(text)
        if tail and tail.start() > 1 and tag != "j":
            return _Kind.BRAND
    if tag in ("nz", "j") or text in parts.UNITS:
        return _Kind.BRAND
    return _Kind.OTHER


def _person_kind(text: str, tag: str) -> _Kind:
    if text in parts.COMMON:
        return _Kind.OTHER
    if len(text) == 1 or text in parts.DOUBLE_SURNAMES:
        known = text in parts.SURNAMES or len(text) > 1 or text in parts.FOREIGN
        return _Kind.SURNAME if known else _Kind.OTHER
    if parts.PLACE_END.search(text) and len(text) < 4 and not parts.NO_PLACE.search(text):
        return _Kind.PLACE
    if parts.TITLE.search(text):
        return _Kind.OTHER
    if tag == "nrt" or (set(text) <= parts.FOREIGN and len(text) > 2):
        return _Kind.FOREIGN
    if text[:2] in parts.DOUBLE_SURNAMES or (text[0] in parts.SURNAMES and len(text) < 4):
        return _Kind.PERSON
    return _Kind.BRAND


# Each gives where a name of its kind that begins with word `at` ends, as a number of word; 0: none.


def _body(words: list[_Word], at: int) -> int:
    first = words[at]
    if first.kind in (_Kind.OTHER, _Kind.SURNAME):
        return 0
    stop = at + 1 if first.kind is _Kind.BODY else 0
    common = False
    for number in range(at + 1, len(words)):
        word = words[number]
        named = word.kind not in (_Kind.BRAND, _Kind.OTHER)
        if (
            word.end - first.start > LONGEST
            or word.tag not in _JOINS
            or len(word.text) > (2 if word.tag.startswith("v") else 6)
            or parts.VERB.search(word.text)
            or parts.TITLE.search(word.text)
            or (named and common)
            or (word.kind is _Kind.BODY and not _leads(first, word))
        ):
            break
        if word.tag == "v" and number + 1 < len(words):
            tail = parts.BODY_END.search(words[number + 1].text)
            if tail is None or len(tail[0]) < _TAKES_NOUN:
                break
        common |= word.kind in (_Kind.OTHER, _Kind.BRAND)
        ends = (
            word.kind is _Kind.BODY or parts.BODY_END.search(word.text) or word.text in parts.SMALL
        )
        if ends and (first.kind is not _Kind.PERSON or parts.OF_A_PERSON.search(word.text)):
            stop = number + 1
    return stop


def _leads(first: _Word, body: _Word) -> bool:
    """Whether a body that has a name already goes on what `first` began."""
    if first.kind is _Kind.BRAND:
        return first.text in parts.UNITS or first.text == "中共"
    if first.kind in (_Kind.PERSON, _Kind.FOREIGN):
        return parts.OF_A_PERSON.search(body.text) is not None
    return True


def _person(words: list[_Word], at: int) -> int:
    kind = words[at].kind
    if kind is _Kind.SURNAME:
        return _surname(words, at)
    if kind not in (_Kind.PERSON, _Kind.FOREIGN):
        return 0
    foreign = _is_foreign(words[at])
    stop = at + 1
    while stop < len(words):
        word = words[stop]
        if word.text in _DOTS and stop + 1 < len(words) and words[stop + 1].text[0].isalnum():
            stop += 2
        elif foreign and word.tag.startswith("nr") and _is_foreign(word):
            stop += 1
        else:
            break
    return stop


def _is_foreign(word: _Word) -> bool:
    return word.kind is _Kind.FOREIGN or (len(word.text) < 4 and set(word.text) <= parts.FOREIGN)


def _titled(words: list[_Word], at: int) -> int:
    """A person behind a title, whatever the dictionary takes the name for: 书记/练/建军."""
    if (
        at == 0
        or not parts.TITLE.search(words[at - 1].text)
        or words[at].text not in parts.SURNAMES
        or words[at].tag in _PARTICLES
    ):
        return 0
    return _surname(words, at)


def _surname(words: list[_Word], at: int) -> int:
    """A surname with the given name that the dictionary took for something else."""
    given = words[at + 1] if at + 1 < len(words) else None
    if given is not None and given.text in _BLANKS and at + 2 < len(words):
        last = words[at + 2]  # 冯 锴, spread to the width of three
        return at + 3 if len(last.text) == 1 and HAN.match(last.text) else 0
    if given is None or given.tag not in _GIVEN or not HAN.search(given.text):
        return 0
    if given.kind is _Kind.FOREIGN and given.tag == "nrt":
        return at + 2  # 弗/舍尔
    if parts.TITLE.search(given.text) or len(given.text) > 2:
        return 0
    return at + 2


def _place(words: list[_Word], at: int) -> int:
    first = words[at].kind
    stop = at + 1
    if first in (_Kind.FOREIGN, _Kind.BRAND):
        after = words[stop].text if stop < len(words) else ""
        if not (
            parts.PLACE_TAIL.fullmatch(after)
            if words[at].text in parts.UNITS
            else after in parts.UNITS
        ):
            return 0
    elif first is not _Kind.PLACE:
        return 0
    while stop < len(words):
        word = words[stop]
        # 山东省/东营市, but 西班牙 | 巴塞罗那
        smaller = word.kind is _Kind.PLACE and (
            word.text[-1] in parts.UNITS or words[stop - 1].text in parts.PROVINCES
        )
        if not (smaller or word.text in parts.UNITS or parts.PLACE_TAIL.fullmatch(word.text)):
            break
        stop += 1
    return stop


def _alone(words: list[_Word], at: int) -> int:
    """A body in one word: 北大, 欧盟, 匈牙利队."""
    word = words[at]
    if word.kind is not _Kind.BRAND or parts.GENERIC.fullmatch(word.text):
        return 0
    if word.tag == "j":
        return at + 1 if parts.SHORT.fullmatch(word.text) else 0
    tail = parts.BODY_END.search(word.text)
    return at + 1 if tail and tail.start() > 1 else 0


_FINDERS: tuple[Callable[[list[_Word], int], int], ...] = (
    _titled,
    _body,
    _place,
    _person,
    _alone,
)
