"""The guideline of a label: what it means, an example, when to give it and when not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.annotate.labels import Label, LabelSet
from tui.app.commands.keys import token
from tui.app.meaning import meaning
from tui.app.screens.modal import Modal
from tui.language import tr
from tui.text.width import safe_display

_APART = re.compile(r"\s|[-*•]\s|\d+[.)、]")
_CJK = 0x2E7F  # beyond it is what needs no blank where lines meet


class Guideline(Modal[str | None]):
    """Another label's key shows that one's; Enter gives the name of the label, Escape None."""

    CSS = """
    Guideline {
        align: center bottom;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; background: $surface; padding: 1 2;
        }
        & VerticalScroll { height: auto; scrollbar-size: 0 0; background: $surface; }
        & #hint { color: $muted; margin-top: 1; }
    }
    """
    _SCROLL: ClassVar[dict[str, str]] = {
        "j": "down",
        "down": "down",
        "k": "up",
        "up": "up",
        "ctrl+d": "page_down",
        "ctrl+f": "page_down",
        "pagedown": "page_down",
        "space": "page_down",
        "ctrl+u": "page_up",
        "ctrl+b": "page_up",
        "pageup": "page_up",
        "home": "home",
        "end": "end",
    }

    def __init__(self, labels: LabelSet, name: str, hint: str) -> None:
        super().__init__()
        self._labels = labels
        self._label = name
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Static(id="text")
            yield Static(Content(safe_display(self._hint)), id="hint")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.app.size.height - 6)
        self._show()

    def _show(self) -> None:
        label = self._labels.get(self._label)
        parts = _parts(label, self._labels) if label else [(tr("There is no such label."), "")]
        self.query_one("#text", Static).update(Content.assemble(*parts))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Scroll, choose, leave."""
        event.stop()
        key = token(event.key, event.character)
        if key in ("escape", "q", "K", "enter"):
            self.dismiss(self._label if key == "enter" else None)
        elif key in self._SCROLL:
            getattr(self.query_one(VerticalScroll), f"scroll_{self._SCROLL[key]}")(animate=False)
        elif label := self._labels.by_key(key):
            self._label = label.name
            self._show()


def _flowing(text: str) -> list[str]:
    """The lines of a text as the screen may wrap them.

    A line goes on the one before; a blank one, an indent and the sign of a list keep it apart.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        apart = not line.strip() or _APART.match(line)
        if not lines or apart or not lines[-1].strip():
            lines.append(line.rstrip())
            continue
        before = lines[-1]
        blank = "" if ord(before[-1]) > _CJK and ord(line[0]) > _CJK else " "
        lines[-1] = before + blank + line.strip()
    return lines


def _parts(label: Label, labels: LabelSet) -> Iterator[Any]:
    """Pieces of text with their styles."""

    def safe(text: str) -> str:
        return safe_display(text)

    yield f" {safe(label.key)} ", f"bold $background on {label.color}"
    yield f"  {label.name}", "bold"
    yield f"   {safe(meaning(label))}"
    if label.example:
        yield tr("\n\nas in  "), "$text-muted"
        yield safe(label.example)
    yield "\n\n"
    if label.guideline:
        yield "\n".join(map(safe, _flowing(label.guideline)))
    else:
        yield tr("labels.toml has no guideline for it."), "$text-muted"
    gap = "\n\n"
    for one in label.attributes:
        yield f"{gap}@ {safe(one.key)}  ", "bold $primary"
        gap = "\n"
        yield f"{one.name}  "
        yield (
            safe(meaning(one.gloss, ", ".join(one.values))),
            ("$text-muted"),
        )
    for link in labels.links:
        if link.sources and label.name not in (*link.sources, *link.targets):
            continue
        yield f"{gap}& {safe(link.key)}  ", "bold $primary"
        gap = "\n"
        ends = " -> ".join(" ".join(end) or tr("any") for end in (link.sources, link.targets))
        yield f"{link.name}  {ends}  "
        yield safe(meaning(link.gloss)), "$text-muted"
