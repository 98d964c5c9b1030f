"""What suggests on these pages, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.annotate.project import Project
from tui.app.screens.help import Help
from tui.app.screens.modal import Modal
from tui.app.tutor import Tutor
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.width import safe_display


class HowWell(Modal[None]):
    """The statistics of the annotator, counted beside the event loop."""

    BINDINGS: ClassVar = Help.BINDINGS
    CSS = """
    HowWell {
        align: center middle;
        & > VerticalScroll {
            width: auto; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $surface; scrollbar-size: 0 0;
        }
        & Static { width: auto; }
    }
    """

    def __init__(self, project: Project, tutor: Tutor) -> None:
        super().__init__()
        self._project = project
        self._tutor = tutor

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(tr("counting .."))

    def on_mount(self) -> None:
        """Count."""
        self._count()

    @work(thread=True)
    def _count(self) -> None:
        from tui.annotate.suggest.stats import all_lines, stats

        project = self._project
        try:
            works = stats(project, self._tutor.settings, [project.annotator])
            lines = list(all_lines(works)) or [tr("Nothing of yours is tagged yet.")]
        except JiaozhuError as error:
            lines = [str(error)]
        self.app.call_from_thread(self._show, lines)

    def _show(self, lines: Sequence[str]) -> None:
        head = Content.styled(tr("Suggestions"), "bold $primary")
        told = self._told()
        body = [Content(safe_display(line)) for line in (told, "", *lines)]
        self.query_one(Static).update(Content("\n").join([head, *body]))

    def _told(self) -> str:
        tutor = self._tutor
        if not tutor.settings.on:
            return tr("They are off in this project (project.toml).")
        if not tutor.settings.model:
            return tr("No model is asked.")
        if not tutor.spans:
            return tr("The model has not learned yet.")
        return tr("The model has learned from {spans:,} spans.", spans=tutor.spans)

    def action_scroll(self, how: str) -> None:
        """Scroll, `how` being the end of a method's name."""
        getattr(self.query_one(VerticalScroll), f"scroll_{how}")(animate=False)
