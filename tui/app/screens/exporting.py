"""Export from inside the program: a path is asked for, and what was written is said."""

from __future__ import annotations

import os
from functools import partial

from tui.annotate.project import Project
from tui.app.screens.keyed import Keyed
from tui.app.screens.prompt import Confirm, Prompt
from tui.app.shelf import Shelf
from tui.errors import JiaozhuError
from tui.language import tr

_DEFAULT = "export.jsonl"


def ask_and_export(screen: Keyed, shelf: Shelf) -> None:
    """Ask where to, ask again before a file is replaced, and export the whole project."""
    project = shelf.project
    if project is None:
        raise JiaozhuError(tr("There is no one project to export; `jiaozhu export` takes pages."))

    def named(path: str | None) -> None:
        path = os.path.expanduser((path or "").strip())
        if not path:
            screen.tell(tr("nothing exported"))
        elif os.path.exists(path):
            question = tr("{path} is there already. Replace it?", path=path)
            screen.app.push_screen(Confirm(question), partial(agreed, path))
        else:
            agreed(path, True)

    def agreed(path: str, yes: bool | None) -> None:
        if yes:
            screen.tell(tr("exporting to {path} ..", path=path))
            work = partial(_export, screen, project, path, shelf.encoding)
            screen.run_worker(work, thread=True, exclusive=True, group="export")
        else:
            screen.tell(tr("nothing exported"))

    hint = tr("A path, from the folder Jiaozhu was started in. Enter exports, Esc does not.")
    screen.app.push_screen(Prompt(tr("Export all annotations as JSONL to"), _DEFAULT, hint), named)


def _export(screen: Keyed, project: Project, path: str, encoding: str | None) -> None:
    from tui.exchange.documents import Selection
    from tui.exchange.writer import export

    try:
        if path == "-":
            raise JiaozhuError(tr("The program has the terminal; name a file to export to."))
        report = export(project, path, Selection(encoding=encoding))
        said = " ".join([f"{report}.", *map(str, report.problems), *report.not_held])
        failed = bool(report.problems)
    except JiaozhuError as error:
        said, failed = str(error), True
    screen.app.call_from_thread(screen.tell, said, failed)
