"""Source 底本: the bytes as found and their decoding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A page as found. `text` is the decoding and keeps every CR, LF and blank of it."""

    path: str
    text: str
    data: bytes
    encoding: str
