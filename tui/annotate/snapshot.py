"""The snapshot of one annotation file: plain TinyDB JSON in one canonical form.

    {
    "_meta":{
    "1":{"by":"lin","doc":"news/a.txt","format":1,"source":"…"}
    },
    "spans":{
    "2123…":{"end":5,"label":"PER",…,"start":2}
    }
    }

One record a line, spans by place, fields by name: equal content gives equal bytes, git shows one
line for one change, and stock ``TinyDB(path)`` opens it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tui.annotate.journal import Record
from tui.errors import JiaozhuError
from tui.language import tr

FORMAT = 1
META = "_meta"
Tables = dict[str, dict[str, Record]]
Check = Callable[[str, str, Record], None]
"""Called with table, key and record; raises ValueError saying what is wrong with it."""

# Legal raw in JSON, but a terminal or a splitter of lines acts on them; \u2066 and the like too.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def dump(tables: Mapping[str, Mapping[str, Record]]) -> bytes:
    """The canonical bytes of `tables`."""
    parts = []
    for name in sorted(tables):
        rows = sorted(tables[name].items(), key=_place)
        lines = ",\n".join(f'"{key}":{_json(record)}' for key, record in rows)
        parts.append(f"{_json(name)}:{{\n{lines}\n}}" if lines else f"{_json(name)}:{{}}")
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode()


def _place(row: tuple[str, Record]) -> tuple[int, int, int]:
    key, record = row
    start, end = record.get("start"), record.get("end")
    placed = isinstance(start, int) and isinstance(end, int)
    return (start, end, int(key)) if placed else (0, 0, int(key))  # type: ignore[return-value]


def _json(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )


def load(data: bytes, path: Path, check: Check) -> Tables:
    """The tables in `data`, every record checked.

    JiaozhuError naming the file and the reason when it is anything but a snapshot that this
    version understands. Nothing is repaired and nothing is dropped.
    """
    try:
        tables = json.loads(
            data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        raise _refused(path, tr("byte {start} is not UTF-8", start=error.start)) from None
    except RecursionError:
        raise _refused(path, tr("it is nested too deeply")) from None
    except ValueError as error:
        raise _refused(path, _reason(data, error)) from None
    if not isinstance(tables, dict):
        raise _refused(path, tr("it holds no tables"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise _refused(path, tr("the table {name!r} is not one", name=name))
    meta = tables.get(META, {}).get("1")
    number = meta.get("format") if isinstance(meta, dict) else None
    if type(number) is not int or number < 1:
        raise _refused(path, tr("it says no format"))
    if number > FORMAT:
        raise _refused(
            path, tr("a newer version of jiaozhu wrote it (format {number})", number=number)
        )
    for name, table in tables.items():
        for key, record in table.items():
            try:
                if not (key.isascii() and key.isdigit() and len(key) < 40 and int(key) < 1 << 128):
                    raise ValueError("its key is not the number of an id")
                if not isinstance(record, dict):
                    raise ValueError("it is not a record")
                check(name, key, record)
            except ValueError as error:
                raise _refused(
                    path, tr("{name} {key}: {error}", name=name, key=key[:40], error=error)
                ) from None
    return tables


def _reason(data: bytes, error: ValueError) -> str:
    if not data.strip(b"\0 \t\r\n"):
        return tr("it is empty") if not data.strip() else tr("it is full of NUL bytes")
    if re.search(rb"^(<<<<<<< |>>>>>>> )", data, re.MULTILINE):
        return tr("git left conflict markers in it")
    return str(error)


def _refused(path: Path, reason: str) -> JiaozhuError:
    return JiaozhuError(
        tr(
            "{path} cannot be used: {reason}; it was left as it is, restore it (git) or move it "
            "away.",
            path=path,
            reason=reason,
        )
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return record


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
