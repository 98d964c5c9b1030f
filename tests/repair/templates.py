"""Clean texts of our own to build pages from, and lines that must stay lines."""

from __future__ import annotations

import tomllib
from pathlib import Path

PAGES = Path(__file__).parent / "pages"

_TEXTS = tomllib.loads((PAGES / "texts.toml").read_text("utf-8"))

BODIES: tuple[tuple[str, ...], ...] = tuple(tuple(it["lines"]) for it in _TEXTS["articles"])
"""Articles: a headline and its paragraphs."""

VERSE_AND_LISTS: tuple[str, ...] = tuple(it["text"] for it in _TEXTS["lines"])
"""Verse, lists, tables, dialogue, other languages: every line a line of its own."""
