"""The pages that were asked for, with the project of each and how far its annotation is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui.annotate.project import Project, absolute, place_for
from tui.app.cleaning import Cleaning
from tui.app.habits import Memory
from tui.app.places import Places
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.blocks import BlockType
from tui.text.jump import Fuzzy
from tui.text.pages import pages

if TYPE_CHECKING:
    from tui.annotate.progress import Progress
    from tui.app.arming import Arming
    from tui.app.repeating import Repeating
    from tui.app.study import Study
    from tui.app.tutor import Tutor
    from tui.text.edition import Edition
    from tui.text.source import Source

_HEAD = 2048  # bytes of a page that are looked at for its first words
_LARGEST_LISTED = 1 << 20  # bytes of a page that is read for its headline
_SHOWN = 80  # code points of it


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be opened."""

    path: Path
    name: str
    """What it is called on the screen; not yet safe to draw."""
    project: Project | None


class Shelf:
    """Pages in the order they are read. Nothing of a page is read before it is needed."""

    def __init__(self, found: Sequence[Page], encoding: str | None = None) -> None:
        self.pages = tuple(found)
        self.encoding = encoding
        self.annotator: str | None = None
        """Who annotates, if that was said."""
        self.opencc_data: str | None = None
        """The folder of official OpenCC data that was asked for, instead of what projects say."""
        self.unmade: list[Path] = []
        """Where projects are to be made that pages lack."""
        self.notices: list[str] = []
        """What a person should be told on starting."""
        self.ambiguous = 1
        """Cells this terminal gives “ ” … — and their like: 1 or 2."""
        self.cleaning = Cleaning()
        """Cleans them."""
        self.current = 0
        """The page opened last."""
        self.memory = Memory()
        """Where the person was on each page, and how they like to read."""
        self.places = Places()
        """Marks and jumps."""
        self.fuzzy: Fuzzy = ()
        """Sounds of pinyin that are taken for one another in a jump."""
        self.suggesting = True
        """Whether suggestions are drawn."""
        self._tutors: dict[Path, Tutor] = {}
        self._studies: dict[Path, Study] = {}
        self._progress: dict[int, Progress | str] = {}
        self._openings: dict[int, str] = {}

    @classmethod
    def open(
        cls, paths: Sequence[str], annotator: str | None = None, encoding: str | None = None
    ) -> Shelf:
        """The pages at `paths`, folders with all below them.

        Where there is no project pages are read only until one is made (`unmade`).
        JiaozhuError when there is nothing to open.
        """
        found: list[Page] = []
        notices: list[str] = []
        unmade: list[Path] = []
        for given in paths:
            if not Path(given).exists():
                raise JiaozhuError(tr("There is no page or folder {given}.", given=given))
            here = pages(given)
            if not here:
                raise JiaozhuError(
                    tr("There are no pages in {given}; pages are .txt or .md files.", given=given)
                )
            try:
                project = Project.find(given, annotator)
                if project is None:
                    unmade.append(place_for(given))
                else:
                    _ = project.labels
            except JiaozhuError as error:
                project = None
                notices.append(str(error))
            top = Path(given) if Path(given).is_dir() else Path(given).parent
            found += [Page(path, os.path.relpath(path, top), project) for path in here]
        shelf = cls(found, encoding)
        shelf.annotator = annotator
        shelf.notices = notices
        shelf.unmade = [*dict.fromkeys(unmade)]
        return shelf

    def make_projects(self, labels: str) -> None:
        """Make the projects that pages lack, with the label set of a preset.

        JiaozhuError where one cannot be made; those made before it are there.
        """
        while self.unmade:
            root = self.unmade[0]
            project = Project.find(root, self.annotator)  # another program may have been quicker
            project = project or Project.create(root, self.annotator, labels)
            if project.created:
                self.notices.append(
                    tr(
                        "made {folder} with the label set {labels}",
                        folder=project.folder,
                        labels=labels,
                    )
                )
            self.pages = tuple(
                replace(page, project=project)
                if page.project is None and absolute(page.path).is_relative_to(root)
                else page
                for page in self.pages
            )
            self._progress.clear()
            del self.unmade[0]

    def succeeded_by(self, paths: Sequence[str], annotator: str | None = None) -> Shelf:
        """Another shelf for the same person (unless another is named) and terminal."""
        other = Shelf.open(paths, annotator or self.annotator, self.encoding)
        other.ambiguous, other.cleaning, other.memory = self.ambiguous, self.cleaning, self.memory
        other.fuzzy, other.suggesting = self.fuzzy, self.suggesting
        other.opencc_data = self.opencc_data
        return other

    def progress(self, index: int) -> Progress | str:
        """How far a page is, or why that cannot be told. Read from disk once, until `forget`."""
        if index not in self._progress:
            self._progress[index] = _progress(self.pages[index])
        return self._progress[index]

    def opening(self, index: int) -> str:
        """What tells a page apart: its headline if it was cleaned, else its first words as found.

        Empty if it cannot be read.
        """
        if index not in self._openings:
            page = self.pages[index]
            headline = self._headline(page)
            self._openings[index] = headline or _opening(page.path, self.encoding)
        return self._openings[index]

    def _headline(self, page: Page) -> str:
        from tui.text.source import read

        try:
            if page.project is None or page.path.stat().st_size > _LARGEST_LISTED:
                return ""
            edition = self.cleaning.find(read(page.path, self.encoding), page.project)
        except (OSError, JiaozhuError):
            return ""
        return headline(edition) if edition is not None else ""

    def is_done(self, index: int) -> bool:
        """Whether a page is known to be done."""
        progress = self.progress(index)
        return not isinstance(progress, str) and progress.done

    @property
    def first_open(self) -> int:
        """The first page that is not done; the first of all where every page is."""
        return next((n for n in range(len(self.pages)) if not self.is_done(n)), 0)

    def next_open(self, index: int) -> int | None:
        """The next page after `index` that is not done, from the top again behind the last.

        None where every other page is done.
        """
        count = len(self.pages)
        others = ((index + step) % count for step in range(1, count))
        return next((other for other in others if not self.is_done(other)), None)

    @property
    def first(self) -> int:
        """The page to begin with: the one open last if it is not done, else `first_open`."""
        last = self.memory.first(self.project, [page.path for page in self.pages])
        if last is not None:
            progress = self.progress(last)
            if isinstance(progress, str) or not progress.done:
                return last
        return self.first_open

    def prepare(self, index: int) -> None:
        """A page is likely to be opened next: have it cleaned when nothing else is to be done."""
        if 0 <= index < len(self.pages):
            page = self.pages[index]
            if page.project is not None:
                self.cleaning.prepare(page.path, self.encoding, page.project)

    def forget(self, index: int) -> None:
        """The page was worked on: look again."""
        self._progress.pop(index, None)
        self._openings.pop(index, None)

    def tutor(self, project: Project) -> Tutor:
        """What learns from the annotator's spans in a project."""
        if project.root not in self._tutors:
            from tui.app.tutor import Tutor

            self._tutors[project.root] = Tutor(project)
        return self._tutors[project.root]

    @cached_property
    def arming(self) -> Arming:
        """The label that is armed, on whatever page."""
        from tui.app.arming import Arming

        return Arming()

    @cached_property
    def repeating(self) -> Repeating:
        """The change that `.` makes again, on whatever page."""
        from tui.app.repeating import Repeating

        return Repeating()

    def study(self, project: Project) -> Study:
        """What is looked up over all pages of a project."""
        if project.root not in self._studies:
            from tui.annotate.corpus import Corpus
            from tui.annotate.corpus import Page as Member
            from tui.app.study import Study

            def clean(source: Source, project: Project | None) -> Edition:
                return self.cleaning.clean(source, project, later=True)

            members = [Member(path, project) for path in project.pages()]
            self._studies[project.root] = Study(project, Corpus(members, self.encoding, clean))
        return self._studies[project.root]

    def studies(self, project: Project) -> bool:
        """Whether anything was looked up in a project yet."""
        return project.root in self._studies

    def find(self, path: Path, project: Project) -> int:
        """The number of a page of a project; it is put behind the others if it was not asked for.

        Where one goes from a hit, the page may be none of those the program was started with.
        """
        for number, page in enumerate(self.pages):
            if absolute(page.path) == path:
                return number
        self.pages = (*self.pages, Page(path, os.path.relpath(path, project.root), project))
        return len(self.pages) - 1

    def forget_path(self, path: Path) -> None:
        """A page was annotated: look again how far it is."""
        for number, page in enumerate(self.pages):
            if absolute(page.path) == path:
                self.forget(number)

    async def close(self) -> None:
        """End what goes on beside the app."""
        for tutor in self._tutors.values():
            await tutor.close()
        self._tutors.clear()

    @property
    def project(self) -> Project | None:
        """The project, where all pages are of one."""
        projects = {page.project.root: page.project for page in self.pages if page.project}
        return next(iter(projects.values())) if len(projects) == 1 else None


def headline(edition: Edition) -> str:
    """The first headline of a page; without one its first line that is not furniture."""
    blocks = [block for block in edition.blocks if not block.inline]
    first = next((b for b in blocks if b.type is BlockType.HEADLINE), None)
    first = first or next((b for b in blocks if not b.type.is_furniture), None)
    return edition.text[first.start : first.end].strip()[:_SHOWN] if first else ""


def _progress(page: Page) -> Progress | str:
    from tui.annotate.progress import Progress, progress

    if page.project is None:
        return Progress()
    try:
        return progress(page.project, page.project.doc_id(page.path))
    except JiaozhuError as error:
        return str(error)
    except OSError as error:
        return tr("The annotations cannot be read: {strerror}.", strerror=error.strerror)


def _opening(path: Path, encoding: str | None) -> str:
    from tui.text.source import decode

    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
        lines = decode(head, str(path), encoding).text.splitlines()
    except (OSError, JiaozhuError):
        return ""
    return next((line.strip() for line in lines if line.strip()), "")[:_SHOWN]
