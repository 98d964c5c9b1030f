"""JSONL, the native export: one document a line, with all that is known about it.

Nothing in it but the annotations and what follows from them: the same annotations give the same
bytes. `docs/export.schema.json` is its description for other programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from tui.annotate.link import Link
from tui.annotate.page import PageFacts
from tui.annotate.span import Span
from tui.exchange import lines, records
from tui.exchange.documents import Document
from tui.exchange.offsets import Offsets
from tui.exchange.records import Record

SCHEMA = "jiaozhu-export/1"
"""Name and version of the schema. Within a version fields are only added."""


def write(documents: Iterable[Document], out: BinaryIO, *, pretty: bool = False) -> Sequence[str]:
    """Write `documents` as they come; this format holds everything."""
    for one in documents:
        out.write(lines.dumps(document(one), pretty=pretty))
    return ()


def document(one: Document) -> Record:
    """A document as JSON values. Offsets are code points, half-open, where they do not say."""
    edition = one.edition
    offsets = Offsets(edition.text)
    page = records.page(edition)
    record: Record = {
        "schema": SCHEMA,
        "id": one.id,
        "text": edition.text,
        "spans": [span(found, one, offsets) for found in one.spans],
        "lost": [_lost(found) for found in one.lost],
        "blocks": page["blocks"],
        "edits": page["edits"],
        "view": {"config": one.view.config, "text": one.view.text},
        # Not where the file lies on this machine.
        "source": {**page["source"], "path": one.id},
        "digest": edition.digest,
    }
    # Only where a project uses them: others' exports stay as they were.
    if one.view.data is not None:
        record["view"]["opencc_data"] = one.view.data.digest
    if one.links:
        record["links"] = [_link(found) for found in one.links]
    if one.pages:
        record["page"] = [_page(by, said) for by, said in one.pages]
    return record


def span(found: Span, one: Document, offsets: Offsets) -> Record:
    """A span, with its place in the clean text, the view, the source text and its bytes."""
    edition = one.edition
    start, end = found.start, found.end
    raw_start, raw_end = edition.alignment.inverse.map_range(start, end)
    byte_start, byte_end = edition.source.byte_range(raw_start, raw_end)
    view_start, view_end = one.view.alignment.map_range(start, end)
    return {
        "id": found.id,
        "start": start,
        "end": end,
        "text": edition.text[start:end],
        "label": found.label,
        **_about(found),
        "anchor": found.anchor.value or "firm",
        "was": found.was,
        "utf16": {"start": offsets.utf16[start], "end": offsets.utf16[end]},
        "utf8": {"start": offsets.utf8[start], "end": offsets.utf8[end]},
        "view": {
            "start": view_start,
            "end": view_end,
            "text": one.view.text[view_start:view_end],
        },
        "source": {
            "start": raw_start,
            "end": raw_end,
            "text": edition.source.text[raw_start:raw_end],
            "byte_start": byte_start,
            "byte_end": byte_end,
        },
    }


def _lost(found: Span) -> Record:
    """A span whose place is gone: what a person needs to find it again."""
    return {
        "id": found.id,
        "text": found.quote,
        "prefix": found.prefix,
        "suffix": found.suffix,
        "label": found.label,
        **_about(found),
    }


def _link(found: Link) -> Record:
    return {
        "id": found.id,
        "type": found.type,
        "from": found.source,
        "to": found.target,
        "annotator": found.by,
        "created": found.created,
    }


def _page(by: str, said: PageFacts) -> Record:
    return {"annotator": by, "labels": list(said.labels), "note": said.note}


def _about(found: Span) -> Record:
    about: Record = {
        "annotator": found.by,
        "origin": found.origin,
        "created": found.created,
        "updated": found.updated,
        "note": found.note,
    }
    if found.attributes:
        about["attributes"] = dict(sorted(found.attributes.items()))
    return about
