"""Writing a table to a file from inside the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from tui.app.screens.keyed import Keyed
from tui.app.screens.prompt import Confirm, Prompt
from tui.errors import JiaozhuError
from tui.language import tr
from tui.study.table import Table, dumps, form_of


def ask_and_write(screen: Keyed, name: str, table: Callable[[], Table]) -> None:
    """Ask where to, ask again before a file is replaced, and write the table."""

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
            made = table()
            with writing(path) as out:
                out.write(dumps(made, form_of(path)))
        except JiaozhuError as error:
            screen.tell(str(error), error=True)
        else:
            screen.tell(tr("{count:,} rows written to {path}", count=len(made.rows), path=path))

    hint = tr("The ending says the format: .csv, .tsv or .json (one object a line).")
    screen.app.push_screen(Prompt(tr("Write the table to"), f"{name}.csv", hint), named)
