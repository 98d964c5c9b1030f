"""Places of a text in the units that other programs count in."""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import accumulate


class Offsets:
    """Code points of `text` as UTF-16 code units (Java, JavaScript, browsers) and UTF-8 bytes."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def utf16(self) -> array[int]:
        """UTF-16 code units before each code point, and at last of the whole text."""
        return array("Q", accumulate((1 + (char > "\uffff") for char in self.text), initial=0))

    @cached_property
    def utf8(self) -> array[int]:
        """UTF-8 bytes before each code point, and at last of the whole text."""
        return array("Q", accumulate(map(_utf8_length, self.text), initial=0))


def _utf8_length(char: str) -> int:
    if char < "\x80":
        return 1
    if char < "\u0800":
        return 2
    return 3 if char <= "\uffff" else 4
