"""The order of the repairs, and how the edits of later stages find their place in the source."""

from __future__ import annotations

from collections.abc import Sequence

from tui.repair.page import Page, Repair
from tui.text.edition import Edition
from tui.text.source import Source

STAGES: Sequence[Repair] = ()


def clean(source: Source) -> Edition:
    """The edition of `source`: every repair in order, each on what the ones before it left."""
    page = Page(source.text)
    for stage in STAGES:
        stage(page)
    return Edition.make(source, ())
