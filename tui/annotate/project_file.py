"""The settings of a project: tables of annotations/project.toml, all of which may be missing."""

from __future__ import annotations

import tomllib
from typing import Any

from tui.annotate.files import read_regular
from tui.annotate.project import Project
from tui.errors import JiaozhuError
from tui.language import tr

FILE = "project.toml"


def table_of(project: Project, name: str) -> dict[str, Any]:
    """A table of the file, empty where there is none; JiaozhuError for a mistake in the file."""
    try:
        data, _ = read_regular(project.folder / FILE)
    except FileNotFoundError:
        return {}
    try:
        table = tomllib.loads(data.decode("utf-8-sig")).get(name, {})
    except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
        raise JiaozhuError(
            tr("{file} cannot be read as TOML: {error}.", file=FILE, error=error)
        ) from None
    if not isinstance(table, dict):
        raise JiaozhuError(tr("{file}: {name} must be a table, [{name}].", file=FILE, name=name))
    return table
