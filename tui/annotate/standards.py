"""Which data pages are converted by: `opencc_data` in `[conversion]` of annotations/project.toml.

[conversion]
opencc_data = "../opencc/share/opencc"   # a data folder of an official OpenCC

A path from the project's folder. Without it, the dictionaries of opencc-python-reimplemented.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from tui.annotate.project import Project
from tui.annotate.project_file import FILE, table_of
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.opencc_data import OpenCCData

VARIABLE = "JIAOZHU_OPENCC_DATA"
_SETTING = "opencc_data"


def data_of(project: Project | None, given: str | None = None) -> OpenCCData | None:
    """The data in the folder that was given, else that of the environment, else the project's.

    None: the package's. JiaozhuError for a folder that cannot be used, and for a mistake in the
    setting. A folder is read once; what is changed in it is met when the program starts again.
    """
    asked = given or os.environ.get(VARIABLE)
    if asked:
        return _opened(_absolute(asked, Path.cwd()))
    return None if project is None else _of(project)


def _of(project: Project) -> OpenCCData | None:
    table = table_of(project, "conversion")
    if unknown := sorted(set(table) - {_SETTING}):
        raise JiaozhuError(
            tr("{file}: [conversion] has no setting {name!r}.", file=FILE, name=unknown[0])
        )
    if _SETTING not in table:
        return None
    folder = table[_SETTING]
    if not isinstance(folder, str) or not folder or "\0" in folder:
        raise JiaozhuError(
            tr("{file}: {name} in [conversion] must be a path in quotes.", file=FILE, name=_SETTING)
        )
    return _opened(_absolute(folder, project.root))


def _absolute(folder: str, base: Path) -> Path:
    return base / os.path.expanduser(folder)


@cache
def _opened(folder: Path) -> OpenCCData:
    return OpenCCData.open(folder)
