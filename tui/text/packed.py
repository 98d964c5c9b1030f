"""An edition as a few plain values, to be kept or sent to another process, and back.

Columns, not objects: unpacked as they are needed, so that a page that is only searched costs its
text. The text itself is not in them, for it follows from the source and the edits.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import Any

from tui.text.alignment import Alignment
from tui.text.blocks import Block, BlockType
from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.source import Source

Packed = tuple[Any, ...]
"""What `marshal` takes: bytes, strings, tuples. In the byte order of the machine."""

_STATES = tuple(State)
_MADE = frozenset(at for at, state in enumerate(_STATES) if state in (State.APPLIED, State.ADDED))
_TYPES = tuple(BlockType)


def pack(edition: Edition) -> Packed:
    """The values of an edition. ValueError where an edit does not quote the source."""
    text, edits, blocks = edition.source.text, edition.edits, edition.blocks
    if any(text[edit.start : edit.end] != edit.old for edit in edits):
        raise ValueError("an edit does not quote its source")
    reasons: dict[tuple[str, str], int] = {}
    why = [reasons.setdefault((edit.rule, edit.evidence), len(reasons)) for edit in edits]
    return (
        len(text),
        _numbers(edit.start for edit in edits),
        _numbers(edit.end for edit in edits),
        tuple(edit.new for edit in edits),
        bytes(_STATES.index(edit.state) for edit in edits),
        _numbers(why),
        tuple(reasons),
        array("d", [edit.confidence for edit in edits]).tobytes(),
        _numbers(block.start for block in blocks),
        _numbers(block.end for block in blocks),
        bytes(_TYPES.index(block.type) for block in blocks),
        _numbers(block.article for block in blocks),
        bytes(block.inline for block in blocks),
    )


def unpack(source: Source, packed: Packed) -> Edition:
    """The edition of `source` that was packed. ValueError where it is of another text."""
    if packed[0] != len(source.text):
        raise ValueError("packed from another source")
    edition = object.__new__(_Unpacked)
    edition.__dict__.update(source=source, _packed=packed)
    return edition


class _Unpacked(Edition):
    """Like any other edition; what is not asked for is never built."""

    @cached_property
    def text(self) -> str:
        """See `Edition`."""
        found = self.source.text
        _, starts, ends, news, states, *_ = self._packed
        if not starts:
            return found
        parts: list[str] = []
        position = 0
        for start, end, new, state in zip(_read(starts), _read(ends), news, states, strict=True):
            if state in _MADE:
                parts += (found[position:start], new)
                position = end
        parts.append(found[position:])
        return "".join(parts)

    @cached_property
    def alignment(self) -> Alignment:
        """See `Edition`."""
        _, starts, ends, news, states, *_ = self._packed
        columns = zip(_read(starts), _read(ends), news, states, strict=True)
        made = ((a, b, len(new)) for a, b, new, state in columns if state in _MADE)
        return Alignment.from_replacements(len(self.source.text), made)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """See `Edition`."""
        found = self.source.text
        _, starts, ends, news, states, why, reasons, confidences, *_ = self._packed
        sure = array("d")
        sure.frombytes(confidences)
        columns = zip(_read(starts), _read(ends), news, _read(why), sure, states, strict=True)
        return tuple(
            Edit(a, b, found[a:b], new, *_reason(reasons[n], confidence), _STATES[state])
            for a, b, new, n, confidence, state in columns
        )

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """See `Edition`."""
        starts, ends, types, articles, inline = self._packed[8:]
        columns = zip(_read(starts), _read(ends), types, _read(articles), inline, strict=True)
        return tuple(Block(a, b, _TYPES[t], n, bool(i)) for a, b, t, n, i in columns)

    @property
    def _packed(self) -> Packed:
        found: Packed = self.__dict__["_packed"]
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Edition):
            return NotImplemented
        return (self.source, self.edits, self.blocks) == (other.source, other.edits, other.blocks)

    def __hash__(self) -> int:
        return hash(self.text)


def _reason(reason: tuple[str, str], confidence: float) -> tuple[str, float, str]:
    rule, evidence = reason
    return rule, confidence, evidence


def _numbers(values: Any) -> bytes:
    return array("I", values).tobytes()


def _read(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data)
    return numbers
