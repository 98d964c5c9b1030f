"""Every key of a screen, under its headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.annotate.labels import Label
from tui.app.commands.keys import shown
from tui.app.commands.registry import Registry
from tui.app.meaning import meaning
from tui.app.screens.modal import Modal
from tui.language import tr
from tui.text.width import cell_len, safe_display

_KEYS = 14  # cells for keys; a command with more of them shows the first ones
_COLUMN = 58


class Help(Modal[None]):
    """Shown over the screen it explains; any key of leaving leaves it."""

    BINDINGS: ClassVar[Any] = [
        ("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        ("j,down", "scroll('down')", "Down"),
        ("k,up", "scroll('up')", "Up"),
        ("ctrl+d,ctrl+f,pagedown,space", "scroll('page_down')", "Page down"),
        ("ctrl+u,ctrl+b,pageup", "scroll('page_up')", "Page up"),
    ]
    CSS = """
    Help {
        align: center middle;
        & > VerticalScroll {
            width: auto; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $surface; scrollbar-size: 0 0;
        }
        & Static { width: auto; }
    }
    """

    def __init__(
        self,
        registry: Registry[Any],
        labels: Iterable[Label] = (),
        more: Mapping[str, Registry[Any]] | None = None,
    ) -> None:
        """`more`: further keys under headings of their own, for when something is at hand."""
        super().__init__()
        self._registry = registry
        self._more = more or {}
        self._labels = tuple(labels)

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(self._content())

    def _content(self) -> Content:
        wide = self.app.size.width >= 2 * _COLUMN + 4
        columns = [self._lines()]
        if wide:
            lines = columns[0]
            gaps = [n for n, line in enumerate(lines) if not line.plain]
            half = min(gaps, key=lambda n: abs(n - len(lines) // 2))
            columns = [lines[:half], lines[half + 1 :]]
        rows = []
        for number in range(max(map(len, columns))):
            cells = [column[number] if number < len(column) else Content() for column in columns]
            rows.append(
                Content("").join(
                    cell.pad_right(max(0, _COLUMN - cell_len(cell.plain))) for cell in cells
                )
            )
        return Content("\n").join(rows)

    def _lines(self) -> list[Content]:
        lines: list[Content] = []
        parts = [(tr(group), commands) for group, commands in self._registry.by_group()]
        parts += [(title, list(registry)) for title, registry in self._more.items()]
        for title, commands in parts:
            lines += [Content()] if lines else []
            lines.append(Content.styled(title, "bold $primary"))
            lines += [
                Content.assemble((_keys(command.keys), "bold"), tr(command.help))
                for command in commands
            ]
        if self._labels:
            lines += [Content(), Content.styled(tr("Labels of a selection"), "bold $primary")]
        for number, label in enumerate(self._labels, 1):
            keys = f"{label.key}  {number}" if number <= 9 else label.key
            said = f"{label.name}  {meaning(label)}"
            lines.append(Content.assemble((keys.ljust(_KEYS), "bold"), safe_display(said[:42])))
        return lines

    def action_scroll(self, how: str) -> None:
        """Scroll the help, `how` being the end of a method's name."""
        getattr(self.query_one(VerticalScroll), f"scroll_{how}")(animate=False)


def _keys(keys: tuple[str, ...]) -> str:
    text = ""
    for sequence in keys:
        longer = f"{text}  {shown(sequence)}" if text else shown(sequence)
        if len(longer) > _KEYS - 2:
            break
        text = longer
    return text.ljust(_KEYS)
