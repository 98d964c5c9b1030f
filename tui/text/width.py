"""How wide text is on a terminal, and how to show what must not reach one.

Text from a page is untrusted and odd: it holds control characters, bidi overrides, invisible
characters, floods of combining marks. `safe_display` gives every code point one harmless code
point to draw, so that offsets stay what they are and a row never shifts. Widths are measured on
what is drawn; a code point of width 0 is part of the character before it, so the places where a
cursor may stand are the code points wider than 0.

Categories come from `unicodedata`. What it does not know yet (a newer emoji) is drawn as a box,
because no two terminals agree on its width; unassigned Han of planes 2 and 3 is wide by standard.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

BOX = "▯"  # no character: surrogate, unassigned, C1
INVISIBLE = "¦"  # zero-width and other characters that show nothing
STRAY = "◌"  # a combining mark without a base, or one too many
_JOINED = "\u034f"  # shows nothing and takes no cell: stands for an emoji selector

_MAX_MARKS = 4  # combining marks on one base; more only hide or overflow

# Characters that are drawn as they are and stand on their own: nearly all of any page.
_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03c9\u0400-\u0482\u2000-\u200a"
    "\u2010-\u2027\u2030-\u205f\u20a0-\u20bf\u2100-\u218b\u2190-\u2426\u2460-\u27bf\u2e80-\u2e99"
    "\u2f00-\u2fd5\u3000-\u3029\u3031-\u303f\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3131-\u3163"
    "\u3190-\u31e3\u3200-\u321e\u3220-\u9ffc\uac00-\ud7a3\ue000-\ufa6d\ufe30-\ufe52\uff01-\uff9f"
    "\U00020000-\U0003134a]*"
)

# Visible stand-ins, all one cell on every terminal (East Asian width neutral or narrow).
_STAND_INS = {chr(c): chr(0x2400 + c) for c in range(0x20)}
_STAND_INS |= {chr(c): BOX for c in range(0x80, 0xA0)}
_STAND_INS |= {"\x7f": "␡", "\x85": "␤", "\u2028": "␤", "\u2029": "␤"}
_STAND_INS |= dict.fromkeys("\u200e\u202a\u202d\u2066\u2068", "▹")  # force left to right
_STAND_INS |= dict.fromkeys("\u061c\u200f\u202b\u202e\u2067", "◃")  # force right to left
_STAND_INS |= dict.fromkeys("\u202c\u2069", "▿")  # end of either
_STAND_INS |= dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", INVISIBLE)
_STAND_INS |= {chr(c): chr(c - 0x1F1E6 + ord("A")) for c in range(0x1F1E6, 0x1F200)}  # flags
_STAND_INS |= {chr(c): "▪" for c in range(0x1F3FB, 0x1F400)}  # skin tones

# Wide since Unicode 16, which the tables of older Pythons do not say: trigrams, hexagram
# monograms, counting rods and the like.
_WIDE = re.compile("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd]")
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")  # vowels and finals, drawn onto an initial


# Cells of each character met so far, by what an ambiguous one takes.
_CELLS: dict[int, dict[str, int]] = {1: {}, 2: {}}


def _cells(display: str, ambiguous: int) -> Iterator[int]:
    known = _CELLS[ambiguous]
    for char in set(display):
        if char not in known:
            known[char] = _measured(char, ambiguous)
    return map(known.__getitem__, display)


def _measured(char: str, ambiguous: int) -> int:
    width = east_asian_width(char)
    if category(char) in ("Mn", "Me", "Mc") or _JAMO.match(char):
        return 0
    if width in "WF" or _WIDE.match(char) or _HAN.match(char):
        return 2
    return ambiguous if width == "A" else 1


def cell_widths(display: str, ambiguous: int = 1) -> list[int]:
    """Cells of each code point of `display`, which came from `safe_display`: 0, 1 or 2.

    `ambiguous` is what the terminal gives “ ” … — · and their like: 1 or 2.
    """
    return list(_cells(display, ambiguous))


def cell_offsets(display: str, ambiguous: int = 1) -> list[int]:
    """The cell at which each code point of `display` begins, and at the end its whole width."""
    return list(accumulate(_cells(display, ambiguous), initial=0))


@lru_cache(maxsize=2048)  # labels and names on the screen are measured at every key
def cell_len(text: str, ambiguous: int = 1) -> int:
    """Cells that any `text` takes once made safe."""
    return sum(_cells(safe_display(text), ambiguous))


def clip(text: str, cells: int, ambiguous: int = 1) -> str:
    """`text` made safe and cut to at most `cells`, with `..` where something was cut."""
    display = safe_display(text)
    offsets = cell_offsets(display, ambiguous)
    if offsets[-1] <= cells:
        return display
    end = bisect_right(offsets, max(cells - 2, 0)) - 1
    return display[:end] + ".." if cells >= 2 else ""


def safe_display(text: str) -> str:
    """`text` as it may be drawn: one code point for each, none of them able to do harm.

    Control characters become their pictures (␛), bidi controls small arrows, invisible characters
    `¦`, code points that are no characters a box. Combining marks and variation selectors stay on
    their base where they belong there.
    """
    position = _end_of_plain(text, 0)
    if position == len(text):
        return text
    parts: list[str] = []
    start = 0
    while position < len(text):
        # The character before may be the base of what follows.
        parts.append(text[start:position])
        base = text[position - 1] if position > start else ""
        marks = 0
        while position < len(text) and not _PLAIN.fullmatch(text, position, position + 1):
            drawn = _drawn(text[position], base, marks)
            if drawn is None:  # part of the character before
                char = text[position]
                parts.append(_JOINED if char in "\ufe0e\ufe0f" else char)
                marks = _MAX_MARKS if _selects(char) else marks + 1
            else:
                parts.append(drawn)
                base, marks = (drawn if drawn == text[position] else ""), 0
            position += 1
        start, position = position, _end_of_plain(text, position)
    parts.append(text[start:])
    return "".join(parts)


def _end_of_plain(text: str, start: int) -> int:
    match = _PLAIN.match(text, start)
    assert match is not None
    return match.end()


def _drawn(char: str, base: str, marks: int) -> str | None:
    """What stands for `char` after `base` and so many marks; None: it stays on its base."""
    if (stand_in := _STAND_INS.get(char)) is not None:
        return stand_in
    if _selects(char):
        fits = bool(base) and (char in "\ufe0e\ufe0f" or _HAN.match(base) is not None)
        return None if fits and marks < _MAX_MARKS else INVISIBLE
    kind = category(char)
    if kind in ("Mn", "Me", "Mc") or _JAMO.match(char):
        return None if base and not base.isspace() and marks < _MAX_MARKS else STRAY
    if kind in ("Cf", "Zl", "Zp"):
        return INVISIBLE
    if kind in ("Cc", "Cs") or (kind == "Cn" and not _HAN.match(char)):
        return BOX
    return char


def _selects(char: str) -> bool:
    """Whether `char` is a variation selector, which chooses a form of the one before it."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
