"""The projects that were open, to go on with one of them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult

from tui.annotate.progress import progress
from tui.annotate.project import Project
from tui.app.commands.projects import projects
from tui.app.commands.registry import Mode
from tui.app.habits import Recent, recent
from tui.app.screens import bars
from tui.app.screens.keyed import Keyed
from tui.app.shelf import Shelf
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.rows import Row, Rows
from tui.errors import JiaozhuError
from tui.language import counted, tr

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp


_WITH_TIME = 70  # cells from which there is room to say when it was left


class Projects(Keyed):
    """Enter opens one; x takes one off the list."""

    REGISTRY = projects

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self._found = recent()
        self._states: dict[Path, str] = {}

    def compose(self) -> ComposeResult:
        yield Chips(id="title")
        yield Rows(self._row, id="projects")
        yield Chips(id="status")
        yield Chips(id="keys")

    def on_mount(self) -> None:
        """Show them; how far each is comes when it is known."""
        self.rows.fill(len(self._found))
        self.rows.focus()
        if not self._found:
            self.say(
                tr("No project was open yet: jiaozhu FOLDER opens its pages; F2 is the tutorial.")
            )
        self.settle()
        self._count()

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#projects", Rows)

    @property
    def chosen(self) -> Recent:
        """The project under the cursor; JiaozhuError where there is none."""
        if not self._found:
            raise JiaozhuError(tr("There is no project in the list."))
        return self._found[self.rows.current]

    def open_project(self) -> None:
        """Open the project under the cursor."""
        one = self.chosen
        if not one.is_there:
            raise JiaozhuError(tr("{root} is gone; x takes it off the list.", root=one.root))
        cast("JiaozhuApp", self.app).open_project(one.root)

    def forget(self) -> None:
        """Take the project under the cursor off the list."""
        one = self.chosen
        one.forget()
        self._found.remove(one)
        self.rows.fill(len(self._found), self.rows.current)
        self.say(
            tr("{root} is off the list; its files stay where they are.", root=_short(one.root))
        )

    def leave(self) -> None:
        """Back to where one came from."""
        if self.shelf.pages:
            self.app.pop_screen()
        else:
            self.app.exit()

    @work(thread=True, exclusive=True, group="count")
    def _count(self) -> None:
        """Look how far each project is."""
        call = self.app.call_from_thread
        for one in list(self._found):
            call(self._counted, one.root, _state(one, self.shelf.annotator))

    def _counted(self, root: Path, state: str) -> None:
        self._states[root] = state
        if self.is_attached:
            self.rows.refresh()

    def _row(self, index: int) -> Row:
        one = self._found[index]
        when = datetime.fromtimestamp(one.left).strftime("%Y-%m-%d %H:%M")
        name = ((f"{one.root.name}  ", "strong"), (_short(one.root.parent), "muted"))
        right = [(f"{self._states.get(one.root, '')} ", "text")]
        if self.rows.size.width >= _WITH_TIME:
            right.append((f" {when} ", "muted"))
        return Row(name, tuple(right))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A project was clicked."""
        self.run("open")

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A key was clicked."""
        self.run(event.action)

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self.query_one("#status", Chips).show(
            [Chip(((text, "bad" if error else "muted"),), whole=False)]
        )

    def settle(self) -> None:
        """Bring title and keys up to date."""
        self.query_one("#title", Chips).show(
            [Chip((("校注 ", "key"), ("Jiaozhu", "strong"))), Chip(((tr("projects"), "muted"),))],
            [Chip(((counted(len(self._found), "project"), "muted"),))],
        )
        self.query_one("#keys", Chips).show(
            bars.keys(projects.for_footer(Mode.READ, self)), bars.keys([projects["help"]])
        )


def _short(path: Path) -> str:
    """A path with ~ for the home folder."""
    home = os.path.expanduser("~")
    text = str(path)
    return f"~{text[len(home) :]}" if text == home or text.startswith(f"{home}{os.sep}") else text


def _state(one: Recent, annotator: str | None) -> str:
    """How far a project is, for its line."""
    if not one.is_there:
        return tr("gone")
    try:
        project = Project.find(one.root, annotator)
        if project is None:
            return tr("no project any more")
        pages = project.pages()
        done = sum(progress(project, project.doc_id(page)).done for page in pages)
    except (JiaozhuError, OSError):
        return tr("cannot be read")
    return tr(
        "{pages}, {done:,} done  {annotator}",
        pages=counted(len(pages), "page"),
        done=done,
        annotator=project.annotator,
    )
