"""What the commands share: pages from several paths, and text to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tui.errors import JiaozhuError
from tui.exchange.output import writing
from tui.language import tr
from tui.text.pages import SUFFIXES, pages
from tui.text.source import Source, read
from tui.text.width import safe_display


class Pages:
    """The pages at several paths, read one at a time.

    One that cannot be read is reported on stderr and left out; `failed` then says so.
    """

    def __init__(self, paths: Iterable[str], encoding: str | None = None) -> None:
        """`paths`: files, folders and `-`, which is standard input."""
        self.encoding = encoding
        self.failed = False
        self.names: list[str] = []
        self._said: set[str] = set()
        for path in paths:
            if path == "-":
                self.names.append(path)
                continue
            found = pages(path, self.report)
            if not found and not self.failed:
                endings = ", ".join(sorted(SUFFIXES))
                self.report(
                    JiaozhuError(
                        tr(
                            "no pages in {path}; their names end in {endings}",
                            path=path,
                            endings=endings,
                        )
                    )
                )
            self.names += map(str, found)

    def __iter__(self) -> Iterator[Source]:
        for name in self.names:
            try:
                yield read(name, self.encoding)
            except JiaozhuError as error:
                self.report(error)

    def report(self, error: JiaozhuError) -> None:
        """Say why a page is left out; what is wrong with all of them is said once."""
        self.failed = True
        if str(error) in self._said:
            return
        self._said.add(str(error))
        print(f"jiaozhu: {safe_display(str(error))}", file=sys.stderr)


def put(text: str) -> None:
    """`text` and a line feed to standard output: harmless on a terminal, else exact, in UTF-8."""
    if sys.stdout.isatty():
        shown = "\n".join(map(safe_display, text.split("\n"))) + "\n"
        put_bytes(shown.encode(sys.stdout.encoding, "replace"))
    else:
        # Never the encoding or the line ends of the platform: what is piped is kept.
        put_bytes((text + "\n").encode("utf-8", "surrogateescape"))


def put_bytes(data: bytes) -> None:
    """`data` to standard output as it is, and now: who reads it may wait for just this."""
    with writing("-") as out:
        out.write(data)
