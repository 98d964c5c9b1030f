"""The pages of a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tui.errors import JiaozhuError
from tui.language import tr

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""Endings of the names of pages, in any case. Markup is not text yet: HTML is not among them."""
ANNOTATIONS = "annotations"
"""The folder of a project that holds what people said about its pages, and none of them."""


def pages(
    path: str | os.PathLike[str], report: Callable[[JiaozhuError], None] | None = None
) -> list[Path]:
    """The pages at `path`: itself if it is a file, else those in the folder and below it, sorted.

    Left out are hidden files and folders, `annotations`, and folders that are links, which may
    lead back. A folder that cannot be looked into is told to `report` and left out, or raises
    JiaozhuError if there is no `report`.
    """
    root = Path(path)
    if not os.path.isdir(root):  # False, not an error, where it may not be looked at
        return [root]

    def refuse(error: OSError) -> None:
        problem = JiaozhuError(
            tr(
                "cannot read {filename}: {strerror}",
                filename=error.filename,
                strerror=error.strerror,
            )
        )
        if report is None:
            raise problem from error
        report(problem)

    found: list[Path] = []
    for folder, folders, files in os.walk(root, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".") and f != ANNOTATIONS]
        found += [Path(folder, file) for file in files if _is_page(file)]
    return sorted(found, key=lambda page: page.relative_to(root).parts)


def _is_page(name: str) -> bool:
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES
