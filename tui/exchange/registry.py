"""The formats there are. A new one is a module with `write` and a line here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Protocol, cast

from tui.errors import JiaozhuError
from tui.exchange.documents import Document
from tui.language import tr, tr_later


class Writer(Protocol):
    """What a format's module calls `write`."""

    def __call__(
        self, documents: Iterable[Document], out: BinaryIO, *, pretty: bool = False
    ) -> Iterable[str]:
        """Write `documents` as they come; what the format could not hold, in sentences."""


@dataclass(frozen=True)
class Format:
    """A format that annotations can be written in."""

    name: str
    suffix: str
    summary: str
    module: str

    @property
    def write(self) -> Writer:
        """Its writer, loaded when it is wanted."""
        return cast(Writer, import_module(self.module).write)


FORMATS = {
    one.name: one
    for one in (
        Format(
            "jsonl",
            ".jsonl",
            tr_later("everything, one document a line (docs/export.schema.json)"),
            "tui.exchange.jsonl",
        ),
    )
}


def named(name: str) -> Format:
    """The format of that name; JiaozhuError if there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        raise JiaozhuError(
            tr("no format is called {name!r}; there are: {known}", name=name, known=known)
        ) from None
