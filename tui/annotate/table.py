"""TinyDB tables whose updates cost what they touch, not what there is.

Stock `Table._update_table` copies the table twice and hands the whole database to the storage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from tui.annotate.ids import new_id
from tui.annotate.journal import Op, Record
from tui.annotate.storage import JournalStorage


class _Draft(MutableMapping[int, Record]):
    """A table as TinyDB's updaters see it; copies what they touch and remembers it."""

    def __init__(self, base: Mapping[str, Record]) -> None:
        self.base = base
        self.touched: dict[int, Record | None] = {}

    def __getitem__(self, key: int) -> Record:
        if key not in self.touched:
            self.touched[key] = deepcopy(self.base[str(key)])
        record = self.touched[key]
        if record is None:
            raise KeyError(key)
        return record

    def __setitem__(self, key: int, record: Record) -> None:
        self.touched[key] = record

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self.touched[key] = None

    def __contains__(self, key: object) -> bool:
        if key in self.touched:
            return self.touched[key] is not None
        return str(key) in self.base

    def __iter__(self) -> Iterator[int]:
        for name in self.base:
            if self.touched.get(int(name), True) is not None:
                yield int(name)
        for key, record in self.touched.items():
            if record is not None and str(key) not in self.base:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)


class JournalTable(Table):
    """A TinyDB table whose updates cost what they touch, and are one step of the log."""

    # Undo and merges change tables behind the back of a cache of query results.
    default_query_cache_capacity = 0

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        storage = cast(JournalStorage, self._storage)
        return cast("dict[str, Mapping[str, Any]]", storage.tables.get(self.name, {}))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = cast(JournalStorage, self._storage)
        base = storage.tables.get(self.name, {})
        draft = _Draft(base)
        updater(draft)
        ops = [Op(self.name, str(k), new, base.get(str(k))) for k, new in draft.touched.items()]
        storage.commit([op for op in ops if op.new != op.old])

    def _get_next_id(self) -> int:
        return new_id().int


class Database(TinyDB):
    """TinyDB on a `JournalStorage`."""

    table_class = JournalTable
