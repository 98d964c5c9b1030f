"""Which bytes of a page every code point of its text came from, in any stateless encoding."""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from itertools import accumulate
from typing import NamedTuple

# No character has sequences of different lengths in these, so its length can be looked up.
_ONE_LENGTH = frozenset({"utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"})


class ByteMap(NamedTuple):
    """Where the code points of a text are in its bytes."""

    starts: Sequence[int]
    """The byte at which each code point starts, and at last the number of bytes.

    The same for two code points that one sequence of bytes makes.
    """
    undecodable: tuple[tuple[int, bytes], ...]
    """Position in the text of each U+FFFD that stands for bytes, and those bytes."""


def byte_map(text: str, data: bytes, encoding: str) -> ByteMap:
    """The map of `text`, which is `data.decode(encoding, "replace")`. O(n)."""
    position = _mark_length(data, encoding)
    # The codec that reads on from the middle of a page, where a mark would be a character.
    if encoding == "utf-8-sig":
        encoding = "utf-8"
    elif encoding in ("utf-16", "utf-32"):
        encoding += "-be" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "-le"
    bad = _undecodable(data[position:], encoding) if "\ufffd" in text else []
    starts = array("Q")
    lost: list[tuple[int, bytes]] = []
    first = position
    for start, end in bad:
        _extend(starts, data[position : first + start], position, encoding)
        position = first + end
        lost.append((len(starts), data[first + start : position]))
        starts.append(first + start)
    _extend(starts, data[position:], position, encoding)
    starts.append(len(data))
    return ByteMap(starts, tuple(lost))


def _mark_length(data: bytes, encoding: str) -> int:
    """Bytes at the start that the codec takes for a byte order mark and leaves out of the text."""
    marks = {
        "utf-8-sig": (codecs.BOM_UTF8,),
        "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
        "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    }
    return next((len(mark) for mark in marks.get(encoding, ()) if data.startswith(mark)), 0)


def _extend(starts: array[int], piece: bytes, offset: int, encoding: str) -> None:
    """Append where each code point of `piece` starts; it is sound and lies at `offset`."""
    if not piece:
        return
    if encoding in _ONE_LENGTH:
        text = piece.decode(encoding)
        # Not where one sequence of bytes made two code points: the second has none of its own.
        with suppress(UnicodeEncodeError):
            lengths = {char: len(char.encode(encoding)) for char in set(text)}
            starts.extend(accumulate(map(lengths.__getitem__, text[:-1]), initial=offset))
            return
    # Fed byte by byte, a codec gives a character when it has the last byte of it and no earlier.
    feed = codecs.getincrementaldecoder(encoding)().decode
    start = offset
    for end, byte in enumerate(piece, offset + 1):
        if characters := feed(bytes((byte,))):
            starts.extend([start] * len(characters))
            start = end


_noted: ContextVar[list[tuple[int, int]]] = ContextVar("noted")


def _note(error: UnicodeError) -> tuple[str, int]:
    """What the error handler `replace` does, and a note of where."""
    assert isinstance(error, UnicodeDecodeError)
    _noted.get().append((error.start, error.end))
    return "\ufffd", error.end


codecs.register_error("jiaozhu.note", _note)


def _undecodable(data: bytes, encoding: str) -> list[tuple[int, int]]:
    """The stretches of `data` that say nothing in `encoding`: what `replace` makes U+FFFD of."""
    noted: list[tuple[int, int]] = []
    token = _noted.set(noted)
    try:
        data.decode(encoding, "jiaozhu.note")
    finally:
        _noted.reset(token)
    return noted
