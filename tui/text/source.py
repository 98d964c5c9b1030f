"""Source 底本: the bytes as found, their decoding, and the way back from every character."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import BinaryIO

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.bytemap import ByteMap, byte_map
from tui.text.encoding import by_mark, detect

LARGEST = 256 << 20
"""Bytes of the largest page that is read: all of it is held in memory, several times over."""

# Names people give to a narrower encoding than the one such pages are really in, as browsers
# treat them: GB 18030 extends GBK and GB 2312, and Hong Kong's supplement extends Big5.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
# Bytes mean something else after a shift in these, so a stretch of them cannot be read alone.
_SHIFTING = ("hz", "iso2022", "utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode")


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
    def _bytes(self) -> ByteMap:
        return byte_map(self.text, self.data, self.encoding)

    @property
    def undecodable(self) -> tuple[tuple[int, bytes], ...]:
        """Position in `text` of each U+FFFD that stands for bytes, and those bytes."""
        return self._bytes.undecodable if "\ufffd" in self.text else ()

    def byte_range(self, start: int, end: int) -> tuple[int, int]:
        """The bytes that `text[start:end]` is the decoding of: (start, end) in `data`.

        A byte order mark counts. Where one byte sequence makes two code points (Big5-HKSCS) and
        the range has one of them, all of its bytes are taken. IndexError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"range {start}:{end} is outside a text of {len(self.text)}")
        starts = self._bytes.starts
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
        raise JiaozhuError(
            tr("cannot read {name}: {strerror}", name=name, strerror=error.strerror or error)
        ) from error
    except ValueError as error:  # a NUL in the name
        raise JiaozhuError(tr("cannot read {name!r}: {error}", name=name, error=error)) from error
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
            tr(
                "{path} is not text but binary data; if it is text after all, say in which "
                "encoding with --encoding",
                path=path,
            )
        )
    return Source(path, data.decode(codec, "replace"), data, codec)


def _limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise JiaozhuError(
            tr(
                "{name} is larger than the {largest} MB a page can have; split it into pages",
                name=name,
                largest=LARGEST >> 20,
            )
        )
    return data


def _not_a_page(name: str) -> str:
    if os.path.isdir(name):
        return tr("{name} is a folder, not a page; name a file in it", name=name)
    return tr(
        "{name} is not a regular file; feed what it gives to standard input and name that `-`",
        name=name,
    )


def _named(data: bytes, name: str) -> str:
    """Python's name for the codec a person named, made to fit the byte order mark of `data`."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # LookupError where the codec is not one of text, as zlib
    except (LookupError, ValueError) as error:
        raise JiaozhuError(
            tr(
                "{name!r} is not a known encoding; try utf-8, gb18030, big5hkscs or utf-16",
                name=name,
            )
        ) from error
    if codec.startswith(_SHIFTING):
        raise JiaozhuError(
            tr("pages in {codec} cannot be read; convert the file to UTF-8 first", codec=codec)
        )
    codec = _WIDER.get(codec, codec)
    marked = by_mark(data)
    if codec in ("utf-16", "utf-16-le", "utf-16-be"):
        if marked == "utf-16":
            return marked
        if codec == "utf-16":  # without a mark it is whichever order makes sense
            guess = detect(data)
            return guess if guess in ("utf-16-le", "utf-16-be") else "utf-16-le"
    return "utf-8-sig" if codec == "utf-8" and marked == "utf-8-sig" else codec
