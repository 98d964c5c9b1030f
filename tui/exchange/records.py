"""An edition as JSON values: what `jiaozhu clean --json` prints and every export contains."""

from __future__ import annotations

from typing import Any

from tui.text.blocks import Block
from tui.text.edit import Edit
from tui.text.edition import Edition
from tui.text.source import Source

Record = dict[str, Any]


def page(edition: Edition) -> Record:
    """`source`, `text`, `edits` and `blocks`. All offsets are code points, half-open."""
    return {
        "source": source(edition.source),
        "text": edition.text,
        "edits": [edit(one) for one in edition.edits],
        "blocks": [block(one) for one in edition.blocks],
    }


def source(found: Source) -> Record:
    """Where a page came from; `undecodable`: offset of each U+FFFD that stands for bytes."""
    return {
        "path": found.path,
        "sha256": found.sha256,
        "encoding": found.encoding,
        "undecodable": [{"start": at, "bytes": raw.hex()} for at, raw in found.undecodable],
    }


def edit(made: Edit) -> Record:
    """An edit; `start` and `end` in the source text."""
    return {
        "start": made.start,
        "end": made.end,
        "old": made.old,
        "new": made.new,
        "rule": made.rule,
        "confidence": made.confidence,
        "applied": made.applied,
        "state": str(made.state),
        "evidence": made.evidence,
    }


def block(typed: Block) -> Record:
    """A block; `start` and `end` in the clean text."""
    return {
        "start": typed.start,
        "end": typed.end,
        "type": str(typed.type),
        "article": typed.article,
        "inline": typed.inline,
    }
