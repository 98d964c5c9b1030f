"""Edition 校本: a source with its applied edits, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from operator import itemgetter

from tui.text.alignment import Alignment
from tui.text.blocks import Block
from tui.text.edit import Edit, apply_edits
from tui.text.source import Source


@dataclass(frozen=True)
class Edition:
    """`text` is `source.text` with the applied edits made; `alignment` maps source → text."""

    source: Source
    edits: tuple[Edit, ...]
    """The apparatus: all edits over the source, by position, also those not applied."""
    text: str
    alignment: Alignment
    blocks: tuple[Block, ...] = ()
    """By start; a block before the inline blocks it contains."""

    @classmethod
    def make(cls, source: Source, edits: Iterable[Edit], blocks: Iterable[Block] = ()) -> Edition:
        """Apply those of `edits` that are to be applied; ValueError where two of them overlap."""
        ordered = tuple(sorted(edits, key=itemgetter(0, 1)))  # start and end
        applied = [edit for edit in ordered if edit.applied]
        alignment = Alignment.from_replacements(
            len(source.text), ((e.start, e.end, len(e.new)) for e in applied)
        )
        text = apply_edits(source.text, applied)
        return cls(source, ordered, text, alignment, tuple(blocks))

    @cached_property
    def digest(self) -> str:
        """First 16 hex digits of the SHA-256 of the text in UTF-8: names this very text."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
