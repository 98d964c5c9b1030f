"""JSON that every reader of lines splits where we do, and that no terminal obeys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# Allowed raw in JSON, but line ends to many readers (NEL, U+2028, U+2029), commands to terminals
# (DEL, C1, bidi controls), or not UTF-8 at all: half a surrogate pair, as in a file name that is
# no UTF-8. They can stand only inside strings, so that escaping them changes nothing else.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumps(record: Mapping[str, object], *, pretty: bool = False) -> bytes:
    """`record` as UTF-8 JSON with a line feed at its end; the only one, unless `pretty`.

    Raises ValueError for NaN and infinity, which JSON does not have.
    """
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2 if pretty else None)
    return (_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n").encode()
