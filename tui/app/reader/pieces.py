"""The page cut into the pieces that are laid out one by one.

A piece is a block; a part of a block too long to be broken into rows at once, cut after a
sentence; or a run of furniture folded to one row. Only pieces near the screen are ever wrapped, so
neither a long page nor one endless paragraph costs anything before it is seen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.text.blocks import Block, BlockType

_LONG = 4096  # code points laid out at once, about 100 rows
_SENTENCE_END = re.compile("[。！？；!?;…]+[”’」』）》]*")
_CLAUSE_END = re.compile("[，、,：: ]+[”’」』）》]*")

GAP, RULE = "gap", "rule"  # rows above a piece: an empty one, one that starts an article

# Blocks of these types stand close under what comes before.
_HEADS = frozenset({BlockType.KICKER, BlockType.HEADLINE, BlockType.SUBHEAD})
_CLOSE_UNDER_HEAD = _HEADS | {BlockType.BYLINE, BlockType.DATELINE}


class Piece(NamedTuple):
    """`edition.text[start:end]`, laid out as a whole."""

    start: int
    end: int
    block: Block
    """The block it is, is part of, or, folded, the first of those it stands for."""
    lead: tuple[str, ...] = ()
    """The rows above its text."""
    first: bool = True
    """Whether its block begins here."""
    blocks: int = 0
    """Of a folded run, how many blocks it stands for; otherwise 0."""

    @property
    def folded(self) -> bool:
        """Whether it is drawn as one row."""
        return self.blocks > 0


def line_blocks(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks that tile `text`; every line as body where nothing is known of them."""
    tiling = [block for block in blocks if not block.inline]
    if tiling:
        return tiling
    breaks = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    return [Block(before + 1, after, BlockType.BODY) for before, after in pairwise(breaks)]


def cut(text: str, blocks: Sequence[Block], unfolded: Container[int], gap: bool) -> list[Piece]:
    """The pieces of `text` for its line `blocks`.

    Runs of furniture are folded unless the start of the first is in `unfolded`. `gap`: an empty row
    between paragraphs.
    """
    pieces: list[Piece] = []
    before: Block | None = None
    many = len({block.article for block in blocks if block.article}) > 1
    article = 0
    between: tuple[str, ...] = (GAP,) if gap else ()
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if before is not None and before.type is block.type is BlockType.BODY:
            lead, count = between, 0  # nearly always
        else:
            lead = _lead(before, block) and between
            count = _furniture_run(blocks, index)
        if block.article and block.article != article:
            article = block.article
            if many:
                lead = (GAP, RULE) if before else (RULE,)
        if count and block.start not in unfolded:
            last = blocks[index + count - 1]
            pieces.append(Piece(block.start, last.end, block, lead, True, count))
            index, before = index + count, last
            continue
        if block.end - block.start <= _LONG:
            pieces.append(Piece(block.start, block.end, block, lead))
        else:
            parts = pairwise(_parts(text, block))
            pieces += (
                Piece(start, end, block, () if number else lead, not number)
                for number, (start, end) in enumerate(parts)
            )
        index, before = index + 1, block
    return pieces


def _furniture_run(blocks: Sequence[Block], index: int) -> int:
    """How many blocks of furniture begin at `index`; 0 inside such a run."""
    if not blocks[index].type.is_furniture or (index and blocks[index - 1].type.is_furniture):
        return 0
    end = index
    while end < len(blocks) and blocks[end].type.is_furniture:
        end += 1
    return end - index


def _lead(before: Block | None, block: Block) -> tuple[str, ...]:
    """The row between two blocks, unless they belong close together."""
    if before is None:
        return ()
    if before.type.is_furniture and block.type.is_furniture:
        return ()
    if before.type in _HEADS and block.type in _CLOSE_UNDER_HEAD:
        return ()
    if before.type is BlockType.CAPTION and block.type is BlockType.CREDIT:
        return ()
    return (GAP,)


def _parts(text: str, block: Block) -> list[int]:
    """Where a long block is cut: after a sentence, a clause, or failing both anywhere."""
    places = [block.start]
    while block.end - places[-1] > _LONG:
        start, end = places[-1] + _LONG // 2, places[-1] + _LONG
        for ending in (_SENTENCE_END, _CLAUSE_END):
            ends = [match.end() for match in ending.finditer(text, start, end)]
            if ends and ends[-1] < end:
                places.append(ends[-1])
                break
        else:
            places.append(end)
    return [*places, block.end]


def piece_at(starts: Sequence[int], offset: int) -> int:
    """Index of the piece that holds `offset`, given where the pieces start."""
    return max(0, bisect_right(starts, offset) - 1)


def furniture_runs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Start and end of each run of furniture."""
    runs: list[tuple[int, int]] = []
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        if block.type.is_furniture:
            joins = before is not None and before.type.is_furniture
            start = runs.pop()[0] if joins else block.start
            runs.append((start, block.end))
    return runs


def article_starts(blocks: Sequence[Block]) -> list[int]:
    """Where each article begins, as often as one is taken up."""
    starts: list[int] = []
    article = 0
    for block in blocks:
        if block.article not in (0, article):
            article = block.article
            starts.append(block.start)
    return starts
