"""A table of results: columns, rows, and how it is written for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

Cell = str | int | float


class Column(NamedTuple):
    """A column; its cells are of one kind."""

    name: str
    kind: type
    """`str`, `int` or `float`."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. The first column says what a row is about."""

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    order: int = 0
    """The column the rows are sorted by."""
    down: bool = False
    """Whether the largest is first."""
    about: str = ""
    """What was counted, in one line."""

    def sorted(self, column: int, down: bool | None = None) -> Table:
        """The rows by a column; numbers the largest first unless said otherwise."""
        falls = self.columns[column].kind is not str if down is None else down
        rows = sorted(self.rows, key=lambda row: row[column], reverse=falls)
        return replace(self, rows=rows, order=column, down=falls)


FORMS = ("csv", "tsv", "json")
"""What a table can be written as: `dumps`."""


def dumps(table: Table, form: str) -> bytes:
    """The table in UTF-8: `csv` or `tsv` with a heading, or `json`, one object a line."""
    names = [column.name for column in table.columns]
    rows = [[_exact(cell) for cell in row] for row in table.rows]
    out = io.StringIO(newline="")
    if form == "json":
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
    else:
        writer = csv.writer(out, "excel-tab" if form == "tsv" else "excel", lineterminator="\n")
        writer.writerows([names, *rows])
    return out.getvalue().encode("utf-8", "replace")


def form_of(path: str) -> str:
    """What a file is to hold by the ending of its name; CSV where that says nothing."""
    ending = path.lower().rpartition(".")[2]
    return {"tsv": "tsv", "tab": "tsv", "json": "json", "jsonl": "json"}.get(ending, "csv")


def shown(cell: Cell) -> str:
    """A cell as it is printed for people."""
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _exact(cell: Cell) -> Cell:
    return round(cell, 4) if isinstance(cell, float) else cell
