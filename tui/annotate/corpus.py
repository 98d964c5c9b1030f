"""Corpus: the text of every page of a project, at hand for search and concordance.

    corpus = Corpus.of(project)             # or Corpus(shelf.pages): whatever has path and project
    len(corpus), corpus.pages[3].path       # the pages, in the order they were given
    corpus.ensure(report, stop)             # clean what nobody has cleaned yet; for a thread
    corpus.get(3)                           # Edition: what its annotator reads and tags; any thread
    corpus.peek(3)                          # the same if it costs nothing, else None
    corpus.problems                         # index → why a page cannot be had

`get` is what one sees on opening the page: cleaned by the project's settings, with the person's
decisions collated. It looks whether the page, its annotations or the settings were written since,
so it is never out of date, and holds what was used last in memory. Of an edition taken from the
cache (`tui.annotate.cache`) only the text is built; `alignment`, `blocks` and `edits` are when they
are first asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol, Self

from tui.annotate.editions import collate, repaired
from tui.annotate.files import Stamp, stamp_of
from tui.annotate.project import Project
from tui.annotate.settings import REPAIRS
from tui.annotate.storage import log_of
from tui.errors import JiaozhuError
from tui.text.edition import Edition
from tui.text.source import Source, read

IN_MEMORY = 64 << 20
"""Code points of the editions that are held; those used longest ago are let go."""

Clean = Callable[[Source, Project | None], Edition]


class Member(Protocol):
    """A page of the corpus."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def project(self) -> Project | None:
        """What it belongs to, and who annotates; None: it is only read."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a project."""

    path: Path
    project: Project | None


_Stamps = tuple[Stamp | None, ...]


class Corpus:
    """The editions of some pages. Threads may share it."""

    def __init__(
        self, pages: Sequence[Member], encoding: str | None = None, clean: Clean = repaired
    ) -> None:
        """`clean`: how a page is cleaned that is in no cache; it may take long."""
        self.pages = pages
        self.problems: dict[int, str] = {}
        """Why a page could not be had when it was asked for last."""
        self._encoding = encoding
        self._clean = clean
        self._held: OrderedDict[int, tuple[_Stamps, Edition]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    @classmethod
    def of(cls, project: Project, path: str | Path | None = None) -> Self:
        """The pages of a project, or of a folder of it."""
        return cls([Page(found, project) for found in project.pages(path)])

    def __len__(self) -> int:
        return len(self.pages)

    def get(self, index: int) -> Edition:
        """The page as its annotator has it now. JiaozhuError where it cannot be had."""
        stamps = self._stamps(index)
        found = self._find(index, stamps)
        if found is None:
            try:
                found = self._make(index)
            except JiaozhuError as error:
                self.problems[index] = str(error)
                raise
            self.problems.pop(index, None)
            self._hold(index, stamps, found)
        return found

    def peek(self, index: int) -> Edition | None:
        """The page if it is in memory and still what `get` would give."""
        return self._find(index, self._stamps(index))

    def ensure(
        self,
        report: Callable[[int, int], None] = lambda done, of: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Have every page cleaned. Pages that cannot be had are in `problems`.

        `report(done, of)` is called before each page and at the end, in this thread; `stop()`, as
        often, may say that nobody waits for it any more.
        """
        for index in range(len(self)):
            report(index, len(self))
            if stop():
                return
            try:
                self.get(index)
            except JiaozhuError:
                continue
        report(len(self), len(self))

    def _make(self, index: int) -> Edition:
        page = self.pages[index]
        base = self._clean(read(page.path, self._encoding), page.project)
        if page.project is None:
            return base
        try:
            doc_id = page.project.doc_id(page.path)
        except JiaozhuError:  # a page that nobody could have annotated
            return base
        return collate(page.project, doc_id, base).edition

    def _stamps(self, index: int) -> _Stamps:
        """What tells whether anything that the edition is made of was written since."""
        page = self.pages[index]
        paths = [page.path]
        if page.project is not None:
            paths.append(page.project.folder / REPAIRS)
            try:
                own = page.project.file(page.project.doc_id(page.path))
            except JiaozhuError:
                return tuple(map(_stamp, paths))
            paths += own, log_of(own)
        return tuple(map(_stamp, paths))

    def _find(self, index: int, stamps: _Stamps) -> Edition | None:
        with self._lock:
            held = self._held.get(index)
            if held is None or held[0] != stamps:
                return None
            self._held.move_to_end(index)
            return held[1]

    def _hold(self, index: int, stamps: _Stamps, edition: Edition) -> None:
        with self._lock:
            former = self._held.pop(index, None)
            self._size += len(edition.text) - (len(former[1].text) if former else 0)
            self._held[index] = stamps, edition
            while self._size > IN_MEMORY and len(self._held) > 1:
                _, (_, oldest) = self._held.popitem(last=False)
                self._size -= len(oldest.text)


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None
