"""What a publisher's byte-wise replace does to a page: the cause of `pinyin` and `mojibake`."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_FOLD = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass(frozen=True)
class Damaged:
    """A damaged page and what was done to it."""

    clean: str
    dirty: str
    runs: tuple[tuple[int, int], ...]
    """Where `clean` was read out of step. Code points."""
    whole: tuple[bool, ...]
    """For each run whether all its bytes are shown, so that the damage can be undone."""


def gloss_table(
    rng: random.Random, text: str, usual: dict[str, str], share: float
) -> dict[str, str]:
    """A fixed reading for a random share of the characters of `text` that `usual` reads."""
    chars = sorted(set(text) & usual.keys())
    return {c: usual[c] for c in chars if rng.random() < share}


def replace_in_bytes(
    text: str,
    table: dict[str, str],
    *,
    straddling: dict[str, str] | None = None,
    marks: str = "",
    fold: bool = False,
    strip: bool = False,
    keep_bracket: bool = False,
) -> Damaged:
    """Put `(reading)` after every two-byte code of `table`, aligned or not, then read it as GBK.

    `straddling`: more characters of the publisher's table, which need not stand in the text.
    `marks`: of these (！？) the code gets a line feed before it where it straddles.
    `fold`: full-width punctuation becomes ASCII afterwards. `strip`: the glosses are lost.
    `keep_bracket`: a lone first byte does not swallow the byte after it.
    """
    # Pieces of (true byte offset, bytes): inserted bytes have the offset -1.
    data = text.encode("gbk")
    stream: list[tuple[int, int]] = list(enumerate(data))
    for char, reading in {**(straddling or {}), **table}.items():
        stream = _insert(stream, char.encode("gbk"), f"({reading})".encode("gbk"), after=True)
    for mark in marks:
        stream = _insert(stream, mark.encode("gbk"), b"\n", after=False, starts=_starts(data))
    dirty, out_of_step, lost = _read(stream, _starts(data), keep_bracket)
    if strip:
        dirty = re.sub(r"\(?[a-zà-ǜ]{1,6}\)", "", dirty)
    if fold:
        dirty = dirty.translate(_FOLD)
    places = _places(text)
    chars = sorted({places[offset] for offset in out_of_step})
    runs: list[tuple[int, int]] = []
    for place in chars:
        if runs and place == runs[-1][1]:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    holes = {places[offset] for offset in lost}
    whole = tuple(holes.isdisjoint(range(start, end)) for start, end in runs)
    return Damaged(text, dirty, tuple(runs), whole)


def _insert(
    stream: list[tuple[int, int]],
    code: bytes,
    new: bytes,
    *,
    after: bool,
    starts: frozenset[int] | None = None,
) -> list[tuple[int, int]]:
    values = bytes(value for _, value in stream)
    result: list[tuple[int, int]] = []
    position = 0
    while (found := values.find(code, position)) >= 0:
        cut = found + len(code) if after else found
        result += stream[position:cut]
        if starts is None or stream[found][0] not in starts:
            result += [(-1, value) for value in new]
        result += stream[cut : found + len(code)]
        position = found + len(code)
    return result + stream[position:]


def _starts(data: bytes) -> frozenset[int]:
    """The offsets at which characters start."""
    starts, position = [], 0
    while position < len(data):
        starts.append(position)
        position += 1 if data[position] < 0x80 else 2
    return frozenset(starts)


def _places(text: str) -> list[int]:
    """The character each byte belongs to."""
    return [i for i, char in enumerate(text) for _ in char.encode("gbk")]


def _read(
    stream: list[tuple[int, int]], starts: frozenset[int], keep_bracket: bool
) -> tuple[str, list[int], list[int]]:
    """`stream` as a decoder reads it; true offsets of bytes read out of step, and of lost ones."""
    parts: list[str] = []
    wrong: list[int] = []
    lost: list[int] = []
    position = 0
    while position < len(stream):
        offset, lead = stream[position]
        if lead <= 0x80:
            parts.append("€" if lead == 0x80 else chr(lead))
            if offset >= 0 and offset not in starts:
                wrong.append(offset)
            position += 1
            continue
        other, trail = stream[position + 1] if position + 1 < len(stream) else (-1, 0)
        if trail < 0x40 or trail in (0x7F, 0xFF):
            parts.append("?")
            if other >= 0 and not keep_bracket:  # swallowed, and no bracket of a gloss
                lost.append(other)
            wrong += [o for o in (offset, other) if o >= 0]
            position += 1 if keep_bracket and trail < 0x80 else 2
            continue
        try:
            parts.append(bytes((lead, trail)).decode("gbk"))
        except UnicodeDecodeError:
            lost += [o for o in (offset, other) if o >= 0]  # a user-defined pair vanishes
        if offset >= 0 and (offset not in starts or other != offset + 1):
            wrong += [o for o in (offset, other) if o >= 0]
        position += 2
    return "".join(parts), sorted(wrong), lost
