"""The bytes of GBK, as far as a repair of text that was read out of step needs them."""

from __future__ import annotations

from functools import cache

from tui.repair.readings import is_common

_PRIVATE = 0xE000
"""Where some decoders put the user-defined pairs AAA1-AFFE, F8A1-FEFE that others leave out."""


@cache
def encode(char: str) -> bytes:
    """The one or two bytes a character was read from; none when it is not of GBK."""
    if char == "€":
        return b"\x80"
    row, cell = divmod(ord(char) - _PRIVATE, 94)
    if 0 <= row < 13:
        return bytes((row + (0xAA if row < 6 else 0xF2), 0xA1 + cell))
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


@cache
def decode(lead: int, trail: int) -> str:
    """The character of two bytes; empty when there is none."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """All characters whose first byte is `lead`."""
    return tuple(char for trail in range(0x40, 0xFF) if (char := decode(lead, trail)))


@cache
def holes() -> dict[int, tuple[int, ...]]:
    """Pairs of bytes that are no character, so that nothing is shown: first → second bytes."""
    pairs = {
        lead: tuple(trail for trail in range(0x81, 0xFF) if not decode(lead, trail))
        for lead in range(0x81, 0xFF)
    }
    return {lead: trails for lead, trails in pairs.items() if trails}


def is_usual(char: str) -> bool:
    """Whether it is common in running text: a common Han character or a mark."""
    return bool(char) and (is_common(char) or char in "，。、；：？！“”《》（）「」…—·")


@cache
def after_hole(lead: int, closing: int) -> tuple[str, ...]:
    """The usual characters that `closing` ends and the second byte of a hole began."""
    chars = (decode(trail, closing) for trail in holes()[lead])
    return tuple(char for char in chars if is_usual(char))
