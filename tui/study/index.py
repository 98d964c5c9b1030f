"""Index: the texts of all pages of a project as they are searched in, with what was said of them.

    index = Index(Corpus.of(project), project)
    for page in index.update():             # read what is new or was changed; for a thread
        index.text(page), index.notes(page)

Texts are held folded in memory (two bytes a code point), so that a search reads no file. What one
has open is lent to the index, and so always as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tui.annotate.corpus import Corpus
from tui.annotate.files import Stamp, stamp_of
from tui.annotate.layer import read
from tui.annotate.project import Project, absolute
from tui.annotate.storage import log_of
from tui.annotate.store import Store
from tui.errors import JiaozhuError
from tui.study.notes import NOTHING, Notes
from tui.text.edition import Edition
from tui.text.searchable import Searchable

_Stamps = tuple[Stamp | None, Stamp | None]


@dataclass(frozen=True, slots=True)
class Lent:
    """A page that is open: its text, its store (None: read only), and what it says now."""

    text: Searchable
    store: Store | None
    notes: Callable[[], Notes]
    reason: str = ""
    """Why it is read only."""


class Index:
    """What is known of the pages of a project so far. Threads may share it; one updates it."""

    def __init__(self, corpus: Corpus, project: Project) -> None:
        self.corpus = corpus
        self.project = project
        self._numbers = {page.path: number for number, page in enumerate(corpus.pages)}
        self._names: dict[int, str] = {}
        self._texts: dict[int, Searchable] = {}
        self._notes: dict[int, tuple[_Stamps, Notes]] = {}
        self._lent: dict[int, Lent] = {}
        self.problems: dict[int, str] = {}
        """Page → why its text or its annotations cannot be read."""

    @classmethod
    def of(cls, project: Project, path: str | Path | None = None) -> Index:
        """The pages of a project, or of a folder of it."""
        return cls(Corpus.of(project, path), project)

    def __len__(self) -> int:
        return len(self.corpus)

    def number(self, path: Path) -> int | None:
        """The number of the page at a path; None where there is none."""
        return self._numbers.get(absolute(path))

    def path(self, page: int) -> Path:
        """Where a page is."""
        return self.corpus.pages[page].path

    def name(self, page: int) -> str:
        """What a page is called in the project; empty for one that cannot be annotated."""
        if page not in self._names:
            try:
                self._names[page] = self.project.doc_id(self.path(page))
            except JiaozhuError:
                self._names[page] = ""
        return self._names[page]

    # --- what is known

    def text(self, page: int) -> Searchable | None:
        """The page's text; None where it was not read yet."""
        lent = self._lent.get(page)
        return lent.text if lent else self._texts.get(page)

    def notes(self, page: int) -> Notes:
        """What was said of the page when it was read."""
        lent = self._lent.get(page)
        if lent:
            return lent.notes()
        return self._notes[page][1] if page in self._notes else NOTHING

    @property
    def ready(self) -> list[int]:
        """The pages whose text is known."""
        return sorted({*self._texts, *self._lent})

    # --- keeping it so

    def update(self, stop: Callable[[], bool] = lambda: False) -> Iterator[int]:
        """Read all pages, those lent first, and give those that are new or have changed.

        A page that cannot be read is in `problems` and in nothing else.
        """
        first = [page for page in self._lent if page not in self._texts]
        for page in (*first, *(n for n in range(len(self)) if n not in first)):
            if stop():
                return
            if self._look(page):
                yield page

    def load(self) -> None:
        """Read all pages now."""
        for _ in self.update():
            pass

    def lend(self, page: int, lent: Lent | None) -> None:
        """Say that a page is open, or (None) no more."""
        if lent is None:
            self._lent.pop(page, None)
        else:
            self._lent[page] = lent

    def lent(self, page: int) -> Lent | None:
        """The page if it is open."""
        return self._lent.get(page)

    def edition(self, page: int) -> Edition:
        """The page as its annotator has it now. JiaozhuError where it cannot be had."""
        return self.corpus.get(page)

    def wrote(self, page: int, notes: Notes) -> None:
        """A page was annotated: this is what is said of it now."""
        self._notes[page] = self._stamps(page), notes

    def _look(self, page: int) -> bool:
        """Whether a page is new or has changed; it is read then."""
        try:
            edition = self.corpus.get(page)
            known = self._texts.get(page)
            changed = known is None or known.text != edition.text
            if changed:
                text = Searchable(edition.text)
                _ = text.joined  # folded here and now, not when somebody waits for it
                self._texts[page] = text
            stamps = self._stamps(page)
            if changed or page not in self._notes or self._notes[page][0] != stamps:
                self._notes[page] = stamps, self._read(page, edition, stamps)
                changed = True
        except JiaozhuError as error:
            self.problems[page] = str(error)
            self._texts.pop(page, None)
            self._notes.pop(page, None)
            return False
        self.problems.pop(page, None)
        return changed

    def _read(self, page: int, edition: Edition, stamps: _Stamps) -> Notes:
        if stamps == (None, None):
            return NOTHING
        return Notes.of(read(self.project, self.name(page), edition))

    def _stamps(self, page: int) -> _Stamps:
        if not self.name(page):
            return None, None
        path = self.project.file(self.name(page))
        return _stamp(path), _stamp(log_of(path))


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None
