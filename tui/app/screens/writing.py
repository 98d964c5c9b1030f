"""Writing a file from inside the program: a table, or a picture of the screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from tui.app.screens.keyed import Keyed
from tui.app.screens.prompt import Confirm, Prompt
from tui.errors import JiaozhuError
from tui.language import tr
from tui.study.table import Table, dumps, form_of

Made = tuple[bytes, str]
"""What is to be written, and what to say when it is."""


def ask_and_write(screen: Keyed, name: str, table: Callable[[], Table]) -> None:
    """Ask where to, ask again before a file is replaced, and write the table."""

    def made(path: str) -> Made:
        found = table()
        said = tr("{count:,} rows written to {path}", count=len(found.rows), path=path)
        return dumps(found, form_of(path)), said

    hint = tr("The ending says the format: .csv, .tsv or .json (one object a line).")
    _ask(screen, Prompt(tr("Write the table to"), f"{name}.csv", hint), made)


def ask_and_draw(screen: Keyed) -> None:
    """Take a picture of the screen as it is, and ask where to write it."""
    picture = screen.app.export_screenshot().encode()

    def made(path: str) -> Made:
        return picture, tr("the screen is drawn in {path}", path=path)

    hint = tr("An SVG, which web pages, papers and slides take.")
    _ask(screen, Prompt(tr("Draw the screen in"), "jiaozhu.svg", hint), made)


def _ask(screen: Keyed, prompt: Prompt, make: Callable[[str], Made]) -> None:
    def named(path: str | None) -> None:
        path = os.path.expanduser((path or "").strip())
        if not path or path == "-":
            screen.tell(tr("nothing written"))
        elif os.path.exists(path):
            question = tr("{path} is there already. Replace it?", path=path)
            screen.app.push_screen(Confirm(question), partial(agreed, path))
        else:
            agreed(path, True)

    def agreed(path: str, yes: bool | None) -> None:
        from tui.exchange.output import writing

        if not yes:
            screen.tell(tr("nothing written"))
            return
        try:
            data, said = make(path)
            with writing(path) as out:
                out.write(data)
        except JiaozhuError as error:
            screen.tell(str(error), error=True)
        else:
            screen.tell(said)

    screen.app.push_screen(prompt, named)
