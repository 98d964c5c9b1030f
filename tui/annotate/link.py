"""Link: a relation between two spans, and the record it is stored as.

It names the spans by their ids, so it stays where spans move with a new edition of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tui.annotate.ids import id_of, new_id
from tui.annotate.journal import Record, now
from tui.annotate.span import check_fields

LINKS = "links"
"""Table of the links, keyed by the number of their id."""

_TEXTS = ("type", "from", "to", "by", "created")


@dataclass(frozen=True, slots=True)
class Link:
    """Span `source` is in the relation `type` to span `target`."""

    id: str
    """UUID version 7."""
    type: str
    """Name of a `definitions.LinkType`."""
    source: str
    """Id of a span."""
    target: str
    by: str
    created: str
    """UTC, ISO 8601, milliseconds."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Fields a later version or another program put into the record; kept as they are."""

    def other(self, span_id: str) -> str:
        """The span at the other end."""
        return self.target if span_id == self.source else self.source

    def record(self) -> Record:
        """What is stored, under the number of the id as key."""
        known = {"type": self.type, "from": self.source, "to": self.target}
        return {**self.extra, **known, "by": self.by, "created": self.created}


def check_link(record: Record) -> None:
    """ValueError saying which field of a link's record is missing or none of ours."""
    check_fields(record, (), _TEXTS, ())
    for end in ("from", "to"):
        try:
            same = str(UUID(record[end])) == record[end]
        except ValueError:
            same = False
        if not same:
            raise ValueError(f"its {end} is no id of a span")


def from_record(key: str, record: Record) -> Link:
    """The link of a record that was checked."""
    extra = {name: value for name, value in record.items() if name not in _TEXTS}
    kind, source, target, by, created = (record[name] for name in _TEXTS)
    return Link(id_of(key), kind, source, target, by, created, extra)


def new_link(kind: str, source: str, target: str, by: str) -> Link:
    """A link made now."""
    return Link(str(new_id()), kind, source, target, by, now())


class Links:
    """The links of a page, found by the spans at their ends."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._by_id: dict[str, Link] = {}
        self._of: dict[str, dict[str, None]] = {}
        for link in links:
            self.put(link)

    def __iter__(self) -> Iterator[Link]:
        """All, the oldest first."""
        return iter(sorted(self._by_id.values(), key=lambda link: link.id))

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, link_id: str) -> Link | None:
        """The link of an id."""
        return self._by_id.get(link_id)

    def of(self, span_id: str) -> list[Link]:
        """Those that begin or end at a span, the oldest first."""
        return [self._by_id[one] for one in sorted(self._of.get(span_id, ()))]

    def put(self, link: Link) -> None:
        """Take a link up, in place of the one with its id."""
        self.discard(link.id)
        self._by_id[link.id] = link
        for end in (link.source, link.target):
            self._of.setdefault(end, {})[link.id] = None

    def discard(self, link_id: str) -> None:
        """Let a link go, if it is there."""
        link = self._by_id.pop(link_id, None)
        if link is not None:
            for end in {link.source, link.target}:
                self._of[end].pop(link_id)
