"""Blocks: the typed stretches of an edition, and the articles they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockType(StrEnum):
    """What a block is on its page."""

    HEADLINE = "headline"
    KICKER = "kicker"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    META = "meta"
    NAV = "nav"
    RELATED = "related"
    DISCLAIMER = "disclaimer"
    AD = "ad"

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the page and not to what was written: dimmed and foldable."""
        return self in _FURNITURE


_FURNITURE = frozenset(
    {BlockType.META, BlockType.NAV, BlockType.RELATED, BlockType.DISCLAIMER, BlockType.AD}
)


@dataclass(frozen=True, slots=True)
class Block:
    """`edition.text[start:end]` is of `type` and belongs to `article`.

    Blocks that are not `inline` tile the text, one a line, the line feed between two belonging to
    neither. An inline block (a byline that opens a paragraph) lies inside one of those.
    """

    start: int
    end: int
    type: BlockType
    article: int = 0
    """Number of the article on its page from 1; 0 is the page's own furniture."""
    inline: bool = False
