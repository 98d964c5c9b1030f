"""Bytes of Chinese text of which some are unknown: what they most likely say.

Where a decoder met bytes that its table does not have, it left U+FFFD or nothing. The bytes around
them allow few characters, and of those the words allow fewer. What comes out is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nlargest
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from tui.repair.lexicon import scripts, words
from tui.repair.likelihood import Reader
from tui.repair.readings import simplified

Byte = int | bytes
"""A byte, or all that one which is not known may be."""
ANY = bytes(range(0x80, 0x100))

_WIDTH = 8  # ways to read the bytes that are followed at a time
_CHOICES = 24  # characters tried where bytes are unknown
_MISSING = -9.0  # what speaks against bytes that vanished without a mark, in nats
_DOUBLE = -3.0  # the same for two that left one mark
_MARKS = "，。、；：？！“”‘’《》（）「」『』…—·\u3000"


class Guess(NamedTuple):
    """What bytes may say."""

    text: str
    guessed: int
    """How many characters of it had unknown bytes."""


class _Path(NamedTuple):
    score: float
    text: str
    pending: tuple[Byte, ...]
    reader: Reader
    value: float
    guessed: int


def guess(data: Sequence[Byte], codec: str, pairs: bool = False) -> Guess | None:
    """The likeliest text of `data` in `codec` (utf-8, gb18030, big5hkscs); None if there is none.

    `pairs`: whether two bytes together may have vanished, with one mark or without.
    """
    foreign = _other_script(bytes(b for b in data if isinstance(b, int)).decode(codec, "ignore"))
    marked = any(not isinstance(byte, int) for byte in data)
    paths = [_Path(0.0, "", (), Reader(), 0.0, 0)]
    for place, byte in enumerate(data):
        both: list[_Path] = []
        if pairs and place and (not isinstance(byte, int) if marked else place % 2 == 0):
            cost = _DOUBLE if marked else _MISSING
            both = [path._replace(value=path.value + cost) for path in paths[:3]]
            for _ in range(2):
                both = [step for path in both for step in _steps(path, ANY, codec, foreign)]
        if both and marked:  # the mark itself stood for the two
            once = (step for path in paths for step in _steps(path, byte, codec, foreign))
            paths = _best((*once, *both))
        else:
            reached = (*paths, *both)
            paths = _best(step for path in reached for step in _steps(path, byte, codec, foreign))
        if not paths:
            return None
    ends = _best(step for path in paths for step in _filled(path, codec, foreign))
    return Guess(ends[0].text, ends[0].guessed) if ends else None


def _best(paths: Iterable[_Path]) -> list[_Path]:
    return nlargest(_WIDTH, paths, key=attrgetter("score"))


def _steps(path: _Path, byte: Byte, codec: str, foreign: frozenset[str]) -> Iterator[_Path]:
    """`path` with one more byte; bytes are put in where it cannot follow."""
    if not isinstance(byte, int) or _may_follow(path.pending, byte, codec):
        pending = (*path.pending, byte)
        if len(pending) == _length(pending[0], codec):
            yield from _closed(path, pending, codec, foreign)
        else:
            yield path._replace(pending=pending, score=path.score - 2.0)
    elif path.pending:
        for filled in _filled(path._replace(value=path.value + _MISSING), codec, foreign):
            yield from _steps(filled, byte, codec, foreign)
    elif codec == "utf-8":
        for lost in (1, 2):
            pending = (*(ANY,) * lost, byte)
            missing = path._replace(value=path.value + _MISSING)
            if len(pending) == 3:
                yield from _closed(missing, pending, codec, foreign)
            else:
                yield missing._replace(pending=pending, score=path.score + _MISSING)


def _filled(path: _Path, codec: str, foreign: frozenset[str]) -> Iterator[_Path]:
    """`path` with its last character closed."""
    if not path.pending:
        yield path
        return
    missing = _length(path.pending[0], codec) - len(path.pending)
    yield from _closed(path, (*path.pending, *(ANY,) * missing), codec, foreign)


def _closed(
    path: _Path, pattern: tuple[Byte, ...], codec: str, foreign: frozenset[str]
) -> Iterator[_Path]:
    known = bytes(byte for byte in pattern if isinstance(byte, int))
    for char in _choices(pattern, codec, foreign):
        reader = path.reader.read(char)
        yield _Path(
            reader.total + path.value,
            path.text + char,
            (),
            reader,
            path.value,
            path.guessed + (len(known) < len(pattern)),
        )


def _length(lead: Byte, codec: str) -> int:
    if codec != "utf-8":
        return 1 if isinstance(lead, int) and lead < 0x81 else 2
    if not isinstance(lead, int):
        return 3
    return 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _may_follow(pending: tuple[Byte, ...], byte: int, codec: str) -> bool:
    if codec == "utf-8":
        return (0x80 <= byte < 0xC0) == bool(pending)
    return byte != 0xFF and (not pending or (byte >= 0x40 and byte != 0x7F))


@cache
def _choices(pattern: tuple[Byte, ...], codec: str, foreign: frozenset[str]) -> tuple[str, ...]:
    """The characters that bytes like these may be, the commonest first where some are unknown."""
    known = bytes(byte for byte in pattern if isinstance(byte, int))
    if len(known) == len(pattern):
        try:
            return (known.decode(codec),)
        except UnicodeDecodeError:
            return ()
    return tuple(
        islice(
            (
                char
                for char, code in _usual(codec)
                if len(code) == len(pattern)
                and char not in foreign
                and all(map(_is, pattern, code))
            ),
            _CHOICES,
        )
    )


def _is(byte: Byte, value: int) -> bool:
    return byte == value if isinstance(byte, int) else value in byte


def _other_script(text: str) -> frozenset[str]:
    """The characters of the script that `text` is not in."""
    both = scripts()
    traditional = sum(char in both.traditional for char in text)
    simplified = sum(char in both.simplified for char in text)
    return _keys(traditional > simplified)


@cache
def _keys(simplified: bool) -> frozenset[str]:
    return frozenset(scripts().simplified if simplified else scripts().traditional)


@cache
def _usual(codec: str) -> tuple[tuple[str, bytes], ...]:
    """Marks and the characters that are common, the commonest first, with their bytes."""
    shares = {char: share for char, share in words().items() if len(char) == 1}
    han = {chr(code): shares.get(simplified(chr(code)), -99.0) for code in range(0x4E00, 0x9FA6)}
    chars = sorted((c for c in han if han[c] > -17.0), key=lambda c: -han[c])
    coded = ((char, char.encode(codec, "ignore")) for char in (*_MARKS, *chars))
    return tuple((char, code) for char, code in coded if code)
