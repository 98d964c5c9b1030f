"""Source 底本: the bytes as found, their decoding, and the way back from every character."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from array import array
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import BinaryIO

from tui.errors import JiaozhuError
from tui.text.encoding import by_mark, detect

LARGEST = 256 << 20
"""Bytes of the largest page that is read: all of it is held in memory, several times over."""

# Names people give to a narrower encoding than the one such pages are really in, as browsers
# treat them: GB 18030 extends GBK and GB 2312, and Hong Kong's supplement extends Big5.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
# Bytes mean something else after a shift in these, so a stretch of them cannot be read alone.
_SHIFTING = ("hz", "iso2022", "utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode")
# No character has sequences of different lengths in these, so its length can be looked up.
_ONE_LENGTH = frozenset({"utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"})


@dataclass(frozen=True)
class Source:
    """A page as found. `text` is the decoding and keeps every CR, LF and blank of it.

    `text == data.decode(encoding, "replace")`: bytes that say nothing in the encoding are U+FFFD,
    and `undecodable` has them.
    """

    path: str
    """Where it came from; `-` is standard input."""
    text: str
    data: bytes
    encoding: str
    """Python's name of the codec; one that takes a byte order mark away where there is one."""

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal: names this very file."""
        return sha256(self.data).hexdigest()

    @cached_property
    def _bytes(self) -> tuple[array[int], tuple[tuple[int, bytes], ...]]:
        return _byte_map(self)

    @property
    def undecodable(self) -> tuple[tuple[int, bytes], ...]:
        """Position in `text` of each U+FFFD that stands for bytes, and those bytes."""
        return self._bytes[1] if "\ufffd" in self.text else ()

    def byte_range(self, start: int, end: int) -> tuple[int, int]:
        """The bytes that `text[start:end]` is the decoding of: (start, end) in `data`.

        A byte order mark counts. Where one byte sequence makes two code points (Big5-HKSCS) and
        the range has one of them, all of its bytes are taken. IndexError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"range {start}:{end} is outside a text of {len(self.text)}")
        starts = self._bytes[0]
        begin = starts[start]
        if end > start:
            while end < len(self.text) and starts[end] == starts[end - 1]:
                end += 1
            return begin, starts[end]
        return begin, begin


def read(path: str | os.PathLike[str], encoding: str | None = None) -> Source:
    """The page at `path` (`-`: standard input), in `encoding` or the one its bytes show.

    Raises JiaozhuError where there is no readable page.
    """
    name = os.fspath(path)
    if name == "-":
        return decode(_limited(sys.stdin.buffer, name), name, encoding)
    try:
        # Looked at before it is opened: opening a pipe waits, and opening a device may act on it.
        if not stat.S_ISREG(os.stat(name).st_mode):
            raise JiaozhuError(_not_a_page(name))
        with open(name, "rb") as file:
            data = _limited(file, name)
    except OSError as error:
        raise JiaozhuError(f"cannot read {name}: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise JiaozhuError(f"cannot read {name!r}: {error}") from error
    return decode(data, name, encoding)


def decode(data: bytes, path: str = "-", encoding: str | None = None) -> Source:
    """The page that `data` is, in `encoding` (a name Python knows) or the one the bytes show.

    Raises JiaozhuError for bytes that are no text and for names that are no encoding.
    """
    if encoding is not None:
        codec = _named(data, encoding)
    elif (found := detect(data)) is not None:
        codec = found
    else:
        raise JiaozhuError(
            f"{path} is not text but binary data; if it is text after all, "
            "say in which encoding with --encoding"
        )
    return Source(path, data.decode(codec, "replace"), data, codec)


def _limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise JiaozhuError(
            f"{name} is larger than the {LARGEST >> 20} MB a page can have; split it into pages"
        )
    return data


def _not_a_page(name: str) -> str:
    if os.path.isdir(name):
        return f"{name} is a folder, not a page; name a file in it"
    return f"{name} is not a regular file; feed what it gives to standard input and name that `-`"


def _named(data: bytes, name: str) -> str:
    """Python's name for the codec a person named, made to fit the byte order mark of `data`."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # LookupError where the codec is not one of text, as zlib
    except (LookupError, ValueError) as error:
        raise JiaozhuError(
            f"{name!r} is not a known encoding; try utf-8, gb18030, big5hkscs or utf-16"
        ) from error
    if codec.startswith(_SHIFTING):
        raise JiaozhuError(f"pages in {codec} cannot be read; convert the file to UTF-8 first")
    codec = _WIDER.get(codec, codec)
    marked = by_mark(data)
    if codec in ("utf-16", "utf-16-le", "utf-16-be"):
        if marked == "utf-16":
            return marked
        if codec == "utf-16":  # without a mark it is whichever order makes sense
            guess = detect(data)
            return guess if guess in ("utf-16-le", "utf-16-be") else "utf-16-le"
    return "utf-8-sig" if codec == "utf-8" and marked == "utf-8-sig" else codec


def _byte_map(source: Source) -> tuple[array[int], tuple[tuple[int, bytes], ...]]:
    """Where each code point starts in the bytes, and at last their end; and what is undecodable."""
    data, encoding = source.data, source.encoding
    position = _mark_length(data, encoding)
    # The codec that reads on from the middle of a page, where a mark would be a character.
    if encoding == "utf-8-sig":
        encoding = "utf-8"
    elif encoding in ("utf-16", "utf-32"):
        encoding += "-be" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "-le"
    bad = _undecodable(data[position:], encoding) if "\ufffd" in source.text else []
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
    return starts, tuple(lost)


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
