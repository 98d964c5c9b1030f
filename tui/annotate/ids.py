"""Names of things: identifiers of spans, and file names for documents and annotators."""

from __future__ import annotations

import re
import secrets
import time
from hashlib import sha256
from uuid import UUID

_UNSAFE = re.compile(r"[^a-z0-9_\u4e00-\u9fff]+")  # Han of that range never changes under NFC


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): unique without coordination, and later ones sort later.

    The 12 bits after the milliseconds are their fraction (method 3 of section 6.2): two spans
    added within one millisecond keep their order.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    head = milliseconds << 16 | 0x7 << 12 | fraction
    return UUID(int=head << 64 | 0x2 << 62 | secrets.randbits(62))


def key_of(span_id: str) -> str:
    """The TinyDB key of an id: its number in decimal, as stock TinyDB wants keys."""
    return str(int(span_id.replace("-", ""), 16))


def id_of(key: str) -> str:
    """The id behind a TinyDB key."""
    digits = f"{int(key):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def file_stem(name: str) -> str:
    """A file name for any `name`: a readable part and 12 hex digits that tell all names apart.

    Names that a file system would take for one (by case, normal form, forbidden or reserved
    words) get different ones, and no name leads out of its folder.
    """
    slug = _UNSAFE.sub("-", name.rsplit("/", 1)[-1].lower()).strip("-")[:40].strip("-")
    return f"{slug or 'x'}-{hash_of(name)[:12]}"


def hash_of(name: str) -> str:
    """SHA-256 of `name` in UTF-8, in hex."""
    return sha256(name.encode("utf-8")).hexdigest()
