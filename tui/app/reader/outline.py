"""The shape of a page: what a reader jumps to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.text.blocks import Block, BlockType
from tui.text.width import clip

_TITLE = 60  # cells


class Heading(NamedTuple):
    """A line of the outline."""

    offset: int
    depth: int
    title: str
    article: int
    type: BlockType


def outline(text: str, blocks: Sequence[Block]) -> list[Heading]:
    """Headlines with their subheads, the beginning of an article without one, runs of furniture."""
    headings: list[Heading] = []
    titled = {block.article for block in blocks if block.type is BlockType.HEADLINE}
    seen: set[int] = set()
    furniture = False
    for block in blocks:
        depth: int | None = None
        if block.type is BlockType.HEADLINE:
            depth = 0
        elif block.type.is_furniture:
            depth = None if furniture else 0
        elif block.type is BlockType.SUBHEAD:
            depth = 1
        elif block.article not in seen and block.article not in titled:
            depth = 0
        seen.add(block.article)
        furniture = block.type.is_furniture
        if depth is not None:
            title = clip(text[block.start : min(block.end, block.start + _TITLE)], _TITLE)
            headings.append(Heading(block.start, depth, title, block.article, block.type))
    return headings
