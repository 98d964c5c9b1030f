"""Where pages have no project yet: an offer to make one, with the labels to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.annotate.labels import PRESETS, preset
from tui.app.commands.beginning import beginning
from tui.app.commands.registry import Mode
from tui.app.screens import bars
from tui.app.screens.keyed import Keyed
from tui.app.screens.labels import label_row
from tui.app.shelf import Shelf
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.rows import Row, Rows
from tui.language import counted, tr

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp

_NAMES = tuple(PRESETS)
_NAME = 15  # cells for the name of a label set


class Beginning(Keyed):
    """Nothing is written before Enter; Escape leaves the pages to be read only."""

    REGISTRY = beginning

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf

    def compose(self) -> ComposeResult:
        yield Chips(id="title")
        yield Chips(id="why")
        yield Chips(id="where")
        rows = Rows(self._set, id="sets")
        rows.styles.height = len(_NAMES)
        yield rows
        yield Chips(id="heading")
        yield Rows(self._label, pointed=False, id="preview")
        with Vertical(id="foot"):
            yield Chips(id="status")
            yield Chips(id="keys")

    def on_mount(self) -> None:
        """Offer the usual labels."""
        self.rows.fill(len(_NAMES))
        self.query_one("#preview", Rows).can_focus = False
        self.rows.focus()
        self.settle()

    @property
    def rows(self) -> Rows:
        """The label sets."""
        return self.query_one("#sets", Rows)

    @property
    def _chosen(self) -> str:
        return _NAMES[self.rows.current]

    def make(self) -> None:
        """Make what is missing and go on to the pages."""
        self.shelf.make_projects(self._chosen)
        cast("JiaozhuApp", self.app).begin()

    def leave(self) -> None:
        """Go on to the pages without a project."""
        self.shelf.notices.append(tr("Nothing was made: pages are read only. gN offers it again."))
        cast("JiaozhuApp", self.app).begin()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click on a set looks at it."""
        self.settle()

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A key was clicked."""
        self.run(event.action)

    def _set(self, index: int) -> Row:
        name = _NAMES[index]
        return Row(((f"{name:<{_NAME}}", "strong"), (tr(PRESETS[name]), "muted")))

    def _label(self, index: int) -> Row:
        return label_row(preset(self._chosen).labels[index])

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self.query_one("#status", Chips).show(
            [Chip(((text, "bad" if error else "muted"),), whole=False)]
        )

    def settle(self) -> None:
        """Show the labels of the set under the cursor."""
        self.query_one("#title", Chips).show(
            [
                Chip((("校注 ", "key"), ("Jiaozhu", "strong"))),
                Chip(((tr("a new project"), "muted"),)),
            ],
            [Chip(((counted(len(self.shelf.pages), "page"), "muted"),))],
        )
        why = tr("These pages have no project yet. To tag them make one; what you tag will be in")
        self.query_one("#why", Chips).show([Chip(((why, "text"),), whole=False)])
        folders = "  ".join(str(root / "annotations") for root in self.shelf.unmade)
        self.query_one("#where", Chips).show([Chip(((folders, "strong"),), whole=False)])
        self.query_one("#heading", Chips).show(
            [Chip(((tr("Labels of {chosen}", chosen=self._chosen), "key"),))]
        )
        preview = self.query_one("#preview", Rows)
        preview.fill(len(preset(self._chosen)))
        self.query_one("#keys", Chips).show(
            bars.keys(beginning.for_footer(Mode.READ, self)), bars.keys([beginning["help"]])
        )
