"""Where a run of bytes out of step begins, and the ways to read it up to where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.repair import gbk
from tui.repair.pinyin import LETTERS
from tui.repair.readings import Reading, parse
from tui.text.regex import lazy

_LOST = "[?\ufffd]"
START = lazy(rf"(?<![\s?\ufffd]){_LOST}(?=[^\s.,])")
_READING = rf"\(?([{LETTERS}]{{1,7}})\)"
STRAY = lazy(rf"{_LOST}{_READING}")
GLOSS = lazy(rf"[(（]([{LETTERS}]{{1,7}})[)）]")
_TAG = lazy(r"/?[A-Za-z]{1,6}\d? ?/?>|nbsp;")
FOLDED = {ord(half): chr(ord(half) + 0xFEE0) for half in ",;:?!()"}

_LONGEST = 80  # tokens of a run; longer ones meet an ASCII byte


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between a lost first byte and the place where the bytes are in step again."""

    end: int
    """Where the displayed text goes on in step. Code points."""
    data: bytes
    """The bytes after the lost one: pairs, and a last one that closes a character in step."""
    tail: str = ""
    """ASCII after the run that was read as part of it."""
    loses_last: bool = False
    """Whether the last byte of the last character is lost too."""
    reading: Reading | None = None
    """Of the last character, when its gloss was hit."""
    hit: bool = False
    """Whether a gloss must have been what hit the last character."""
    tagged: bool = False
    """Whether what is left of a tag follows."""


def runs(text: str, position: int) -> Iterator[Run]:
    """The ways to read the bytes from `position` on, up to where they are in step again."""
    data = bytearray()
    lost = 0
    for _ in range(_LONGEST):
        if position >= len(text):
            return
        char = text[position]
        if char in "?\ufffd":  # a first byte and what it swallowed, unless a folded ？
            stray = STRAY.match(text, position)
            if stray:
                yield Run(stray.end(), bytes(data), "", True, parse(stray[1]), True)
                return
            lost += 1
            if lost > 2:  # the first may have been a folded ？
                return
            tag = _TAG.match(text, position + 1)
            end = tag.end() if tag else position + 1
            hit = not tag and text[end : end + 1] not in ("", "\n")
            yield Run(end, bytes(data), "", True, None, hit, tag is not None)
        gloss = GLOSS.match(text, position) if data else None
        if gloss:
            position = gloss.end()
            continue
        code = gbk.encode(char.translate(FOLDED))
        if len(code) == 1 and 0x40 <= code[0] != 0x7F:  # a second byte: in step again
            yield Run(position + 1, bytes(data) + code)
            return
        if len(code) < 2:
            return
        if code[1] < 0x80:  # the lost byte's last partner swallowed a letter
            yield Run(position + 1, bytes(data) + code[:1], chr(code[1]))
            return
        data += code
        position += 1
