"""Project: the folder that pages and their annotations belong to.

ROOT/annotations/labels.toml                         makes ROOT a project
ROOT/annotations/<annotator>-<hash>/<2 hex>/<page>-<hash>.json
                                                     what one annotator said of one page
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tui.annotate import files
from tui.annotate.ids import file_stem, hash_of
from tui.annotate.labels import DEFAULT, LabelSet, preset_bytes
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.pages import ANNOTATIONS, pages

LABELS = "labels.toml"
_IGNORED = b"# kept beside the annotations on this machine only\n*.log\n*.lock\n*.tmp\n*.bad\n"


@dataclass(frozen=True)
class Project:
    """A project and who annotates in it."""

    root: Path
    """Absolute."""
    annotator: str
    created: bool = field(default=False, compare=False)
    """Whether it was made just now: to be said to the person (`notice`)."""

    @classmethod
    def find(cls, path: str | Path, annotator: str | None = None) -> Project | None:
        """The project of a page or folder: the nearest one upwards, or None."""
        start = absolute(path)
        for folder in (start, *start.parents):
            if os.path.isfile(folder / ANNOTATIONS / LABELS):
                return cls(folder, who(annotator))
        return None

    @classmethod
    def find_or_create(cls, path: str | Path, annotator: str | None = None) -> Project:
        """The project of a page or folder; when there is none one is made and `created` is set.

        It is made at `place_for` the path.
        """
        return cls.find(path, annotator) or cls.create(place_for(path), annotator)

    @classmethod
    def create(cls, root: Path, annotator: str | None = None, labels: str = DEFAULT) -> Project:
        """Make `root` a project with the label set of a preset."""
        chosen = preset_bytes(labels)
        project = cls(absolute(root), who(annotator), created=True)
        ignore = project.folder / ".gitignore"
        try:
            files.make_folders(project.root, project.folder)
            if not os.path.lexists(ignore):
                files.replace(ignore, _IGNORED)
            # Last: with it the folder is a project, and complete.
            files.replace(project.folder / LABELS, chosen)
        except OSError as error:
            raise JiaozhuError(
                tr(
                    "{folder} cannot be made ({strerror}); annotations need a folder that can be "
                    "written.",
                    folder=project.folder,
                    strerror=error.strerror,
                )
            ) from None
        return project

    @property
    def notice(self) -> str:
        """What to tell a person who did not ask for a project."""
        return (
            tr("made {folder} with the default label set", folder=self.folder)
            if self.created
            else ""
        )

    @property
    def folder(self) -> Path:
        """Where the annotations are."""
        return self.root / ANNOTATIONS

    @cached_property
    def labels(self) -> LabelSet:
        """The label set. JiaozhuError when labels.toml has a mistake."""
        try:
            return LabelSet.load(self.folder / LABELS)
        except FileNotFoundError:
            raise JiaozhuError(
                tr("{folder} is gone; restore it (git).", folder=self.folder / LABELS)
            ) from None

    def doc_id(self, path: str | Path) -> str:
        """The name of a page in this project: its POSIX path from the root.

        A page reached by a link has the name of the file behind it if that is in the project.
        """
        if str(path) == "-":
            raise JiaozhuError(tr("A page from standard input has no name; annotate a file."))
        page = absolute(path)
        with suppress(OSError, ValueError):
            page = self.root / page.resolve(strict=True).relative_to(self.root.resolve())
        if not page.is_relative_to(self.root) or page == self.root:
            raise JiaozhuError(
                tr(
                    "{path} is outside the project {root}; move it there.",
                    path=path,
                    root=self.root,
                )
            )
        name = page.relative_to(self.root).as_posix()
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise JiaozhuError(
                tr("The name of {shown} is not in UTF-8; rename the file.", shown=shown)
            ) from None
        return name

    def pages(self, path: str | Path | None = None) -> list[Path]:
        """The pages below a folder (the whole project if None), sorted (`tui.text.pages`)."""
        return pages(self.root if path is None else absolute(path))

    def file(self, doc_id: str, annotator: str | None = None) -> Path:
        """Where an annotator's annotations of a page are, or would be."""
        if not doc_id:
            raise JiaozhuError(tr("A page without a name cannot be annotated."))
        stem = file_stem(doc_id)
        by = self.annotator if annotator is None else annotator
        return self.folder / file_stem(by) / hash_of(doc_id)[:2] / f"{stem}.json"

    def is_annotated(self, doc_id: str) -> bool:
        """Whether the annotator has annotations of a page."""
        own = self.file(doc_id)
        return own.exists() or own.with_suffix(".log").exists()

    def others(self, doc_id: str) -> list[Path]:
        """The files other annotators have for a page, by name of their folders."""
        own = self.file(doc_id)
        tail = own.relative_to(own.parent.parent)
        try:
            folders = sorted(
                e.path for e in os.scandir(self.folder) if e.is_dir(follow_symlinks=False)
            )
        except OSError:
            return []
        paths = (Path(folder) / tail for folder in folders)
        return [p for p in paths if p != own and (p.exists() or p.with_suffix(".log").exists())]


def who(annotator: str | None = None) -> str:
    """The annotator: as given, else JIAOZHU_ANNOTATOR, else the name of the user."""
    name = annotator if annotator is not None else os.environ.get("JIAOZHU_ANNOTATOR", "")
    name = name.strip()
    if annotator is None and not name:
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):  # a container without a user entry
            name = "anonymous"
    if not name or len(name) > 100 or not name.isprintable():
        raise JiaozhuError(
            tr("{name!r} is no name for an annotator; give 1 to 100 characters.", name=name[:100])
        )
    return name


def place_for(path: str | Path) -> Path:
    """Where a project for a page or folder that has none is made.

    That is the current folder if it is below that, else the page's folder.
    """
    start, here = absolute(path), absolute(os.curdir)
    if start.is_relative_to(here):
        return here
    return start if start.is_dir() else start.parent


def absolute(path: str | Path) -> Path:
    """The absolute path, links kept; only `..` needs them followed."""
    if "\0" in str(path):
        raise JiaozhuError(tr("A path cannot hold a NUL character."))
    parts = Path(path).parts
    return Path(path).resolve() if ".." in parts else Path(os.path.abspath(path))
