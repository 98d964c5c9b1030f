"""Which data a project converts by: `opencc_data` in `[conversion]` of annotations/project.toml.

[conversion]
opencc_data = "../opencc/share/opencc"   # a data folder of an official OpenCC

A path from the project's folder. Without it, the dictionaries of opencc-python-reimplemented.
"""

from __future__ import annotations

import os
from pathlib import Path

from tui.annotate.project import Project
from tui.annotate.project_file import FILE, table_of
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text import official

VARIABLE = "JIAOZHU_OPENCC_DATA"
_SETTING = "opencc_data"


def use_data(project: Project | None, given: str | None = None) -> None:
    """Convert by the folder that was given, that of the environment, or the project's.

    JiaozhuError for a folder that is none, and for a mistake in the setting.
    """
    asked = given or os.environ.get(VARIABLE)
    if asked:
        official.use(Path(asked).absolute())
    else:
        official.use(_of(project) if project is not None else None)


def _of(project: Project) -> Path | None:
    table = table_of(project, "conversion")
    if unknown := sorted(set(table) - {_SETTING}):
        raise JiaozhuError(
            tr("{file}: [conversion] has no setting {name!r}.", file=FILE, name=unknown[0])
        )
    if _SETTING not in table:
        return None
    folder = table[_SETTING]
    if not isinstance(folder, str) or not folder:
        raise JiaozhuError(
            tr("{file}: {name} in [conversion] must be a path in quotes.", file=FILE, name=_SETTING)
        )
    return project.root / folder
