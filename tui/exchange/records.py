"""An edition as JSON values: what `jiaozhu clean --json` prints and every export contains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.annotate.collation import Collation
from tui.annotate.span import CONTEXT
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


def masks(edition: Edition) -> list[Record]:
    """The masked words of the clean text with what may stand behind them; none is filled in."""
    from tui.repair.masks import masks  # loads the table of words

    return [
        {
            "start": mask.start,
            "end": mask.end,
            "text": edition.text[mask.start : mask.end],
            "length": mask.length,
            "guesses": [{"text": guess.text, "share": guess.share} for guess in mask.guesses],
        }
        for mask in masks(edition.text)
    ]


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


def apparatus(collation: Collation) -> Iterator[Record]:
    """The edits of a page one by one, by place, with what a person decided about them.

    Last come decisions whose place the source no longer has: `start` and `end` are null.
    """
    page, text = collation.edition.source.path, collation.edition.source.text
    for one in collation.edition.edits:
        decision = collation.decision(one)
        yield {
            "page": page,
            "start": one.start,
            "end": one.end,
            "old": one.old,
            "new": one.new,
            "rule": one.rule,
            "state": str(one.state),
            "confidence": one.confidence,
            "evidence": one.evidence,
            "prefix": text[max(0, one.start - CONTEXT) : one.start],
            "suffix": text[one.end : one.end + CONTEXT],
            "by": decision.by if decision else None,
            "at": decision.at if decision else None,
        }
    for decision in collation.unplaced:
        yield {
            "page": page,
            "start": None,
            "end": None,
            "old": decision.old,
            "new": decision.new,
            "rule": decision.rule,
            "state": str(decision.state),
            "confidence": decision.confidence,
            "evidence": decision.evidence,
            "prefix": decision.prefix,
            "suffix": decision.suffix,
            "by": decision.by,
            "at": decision.at,
        }
