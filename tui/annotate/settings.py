"""What a project wants of the repairs: the file beside its label set."""

from __future__ import annotations

from tui.annotate.project import Project
from tui.repair.settings import AS_SHIPPED, Settings

REPAIRS = "repairs.toml"
"""The project's settings for the repairs, in its annotations folder."""


def settings_of(project: Project | None) -> Settings:
    """What a project wants of the repairs; JiaozhuError for a mistake in its file."""
    return AS_SHIPPED if project is None else Settings.load(project.folder / REPAIRS)
