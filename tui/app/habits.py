"""What a person is used to: where they were on each page, which script and theme they read in.

Kept on this machine (XDG state folder), one small file a project; nothing of it is annotation, so
losing it costs a moment of scrolling. A file that cannot be read or written is as good as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from tui.annotate.project import Project, absolute
from tui.errors import JiaozhuError

_MOST_PAGES = 2000  # of a project whose places are remembered; the ones left longest ago go first
_MOST_PROJECTS = 50  # that are listed as recent

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageHabit:
    """How a page was left. The offset is one of the source text, which no repair moves."""

    place: int = 0
    unfolded: tuple[int, ...] = ()
    """Starts of the furniture that was opened, in the source too."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a project was left."""

    theme: str = ""
    config: str = ""
    """Script standard of the second pane; empty: the page's own other one."""
    left: str = ""
    """What the first pane shows; empty: the edition."""
    pane: str = ""
    page: str = ""
    """Name of the page that was open."""
    interlinear: bool = False
    """Whether rows of labels stand below the text."""
    paragraph_gap: bool = True
    """Whether an empty row stands between paragraphs."""
    row_gap: bool = False
    """Whether an empty row stands between the rows of a paragraph."""
    measure: int = 0
    """Han on a row at most; 0: as usual."""
    indent: int = 0
    """Han left free before a paragraph."""
    tint: bool = False
    """Whether characters that are others in the other pane are drawn so."""
    hidden: str = ""
    """Labels that are not drawn, with blanks between."""
    forms: bool = False
    """Whether characters that may be written in several ways are underlined."""


class Habits:
    """The habits at one project."""

    def __init__(self, root: Path) -> None:
        self._path = _folder() / f"{sha256(os.fsencode(root)).hexdigest()[:16]}.json"
        self._root = root
        kept = _read(self._path)
        self.project = _made(Habit, kept.get("project"))
        pages = kept.get("pages")
        self._pages: dict[str, PageHabit] = {
            name: _made(PageHabit, page)
            for name, page in (pages if isinstance(pages, dict) else {}).items()
        }

    def page(self, name: str) -> PageHabit:
        """How a page was left."""
        return self._pages.get(name, PageHabit())

    def leave(self, name: str, page: PageHabit, project: Habit) -> None:
        """Remember how a page and its project are left. Never raises."""
        last = next(reversed(self._pages), None)
        if last == name and self._pages[name] == page and self.project == project:
            return
        self._pages.pop(name, None)
        self._pages[name] = page  # last: the one left most recently
        while len(self._pages) > _MOST_PAGES:
            del self._pages[next(iter(self._pages))]
        self.project = project
        _write(
            self._path,
            {
                "root": str(self._root),
                "project": asdict(project),
                "pages": {name: asdict(page) for name, page in self._pages.items()},
            },
        )


class Memory:
    """The habits at the projects of a shelf; without `kept` nothing is remembered."""

    def __init__(self, kept: bool = False) -> None:
        self._kept = kept
        self._known: dict[Path, Habits] = {}

    def _of(self, project: Project | None) -> Habits | None:
        if not self._kept or project is None:
            return None
        return self._known.setdefault(project.root, Habits(project.root))

    def project(self, project: Project | None) -> Habit:
        """How a project was left."""
        habits = self._of(project)
        return habits.project if habits else Habit()

    def page(self, project: Project | None, path: Path) -> PageHabit:
        """How a page was left."""
        habits = self._of(project)
        return habits.page(_name(project, path)) if habits and project else PageHabit()

    def leave(self, project: Project | None, path: Path, page: PageHabit, habit: Habit) -> None:
        """Remember how a page and its project are left. Never raises."""
        habits = self._of(project)
        if habits and project and (name := _name(project, path)):
            habits.leave(name, page, replace(habit, page=name))

    def first(self, project: Project | None, paths: Sequence[Path]) -> int | None:
        """The number of the page that was open last, if it is one of `paths`."""
        habits = self._of(project)
        if habits is None or project is None or not habits.project.page:
            return None
        last = project.root / habits.project.page
        return next((n for n, path in enumerate(paths) if absolute(path) == last), None)


def _name(project: Project | None, path: Path) -> str:
    """What a page is called in its project; empty for one that has no name there."""
    try:
        return project.doc_id(path) if project else ""
    except JiaozhuError:
        return ""


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open."""

    root: Path
    left: float
    """When it was left, in seconds since 1970."""
    kept: Path
    """Where that is remembered."""

    @property
    def is_there(self) -> bool:
        """Whether it still exists."""
        return self.root.is_dir()

    def forget(self) -> None:
        """Remember nothing of it any more."""
        with suppress(OSError):
            self.kept.unlink()


def recent() -> list[Recent]:
    """The projects that were open, the last one first; also those that are gone."""
    found: list[Recent] = []
    with suppress(OSError):
        for file in _folder().glob("*.json"):
            root = _read(file).get("root")
            if isinstance(root, str):
                found.append(Recent(Path(root), file.stat().st_mtime, file))
    return sorted(found, key=lambda one: one.left, reverse=True)[:_MOST_PROJECTS]


def load(name: str) -> Mapping[str, Any]:
    """What is kept in the state folder under a name, {} if nothing."""
    return _read(_state() / name)


def save(name: str, value: Mapping[str, Any]) -> None:
    """Keep something in the state folder. Never raises."""
    _write(_state() / name, value)


def _folder() -> Path:
    return _state() / "habits"


def _state() -> Path:
    base = os.environ.get("XDG_STATE_HOME", "")
    above = Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~/.local/state"))
    return above / "jiaozhu"


def _made(kind: type[T], record: object) -> T:
    """A habit from what was kept, field by field: what is none of ours is left out."""
    default = kind()
    if not isinstance(record, dict):
        return default
    values: dict[str, Any] = {}
    for field in fields(default):  # type: ignore[arg-type]
        value, usual = record.get(field.name), getattr(default, field.name)
        if isinstance(usual, tuple) and isinstance(value, list):
            values[field.name] = tuple(one for one in value if type(one) is int and one >= 0)
        elif type(value) is type(usual) and not (isinstance(value, int) and value < 0):
            values[field.name] = value
    return kind(**values)


def _read(path: Path) -> Mapping[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """Whole or not at all."""
    partial = path.with_name(f"{path.stem}.{os.getpid()}.partial")
    with suppress(OSError, ValueError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.write_text(json.dumps(value, ensure_ascii=False), "utf-8", errors="strict")
        os.replace(partial, path)
