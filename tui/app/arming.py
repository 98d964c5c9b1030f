"""A label that is armed: whatever is selected next gets it, on this page and the next ones.

What a hand finishes in one go is tagged at once: a stretch drawn with the mouse, a double click, a
text object. A selection that still grows waits for Enter; with none, Enter tags the word. A span
that is picked is never relabelled by it.
"""

from __future__ import annotations

from tui.annotate.labels import LabelSet
from tui.app.commands.registry import Mode
from tui.app.hands import Hands
from tui.app.hopping import hop
from tui.errors import JiaozhuError
from tui.language import tr


class Arming:
    """Which label is armed; outlives the page."""

    def __init__(self) -> None:
        self.label = ""
        """The name of the armed label; empty: none is."""
        self.waiting = False
        """Whether the next key says which label to arm."""
        self._clicked: str | None = None

    def key(self, key: str, labels: LabelSet) -> str:
        """Take the key after `t`: arm its label; the armed one's key, `t` and Escape disarm."""
        self.waiting = False
        label = labels.by_key(key)
        if key == "escape" or (self.label and (key == "t" or (label and label.name == self.label))):
            return self.disarm()
        if label is None:
            raise JiaozhuError(tr("No label has the key {key}.", key=key))
        self.label = label.name
        return tr(
            "{name} is armed: what you select gets it; Enter takes the word, Esc ends it",
            name=label.name,
        )

    def disarm(self) -> str:
        """Arm nothing any more."""
        was, self.label = self.label, ""
        return tr("{was} is no longer armed", was=was) if was else ""

    def hop(self, hands: Hands, count: int) -> str:
        """Go to the next untagged name."""
        said = hop(hands, count)
        return (
            tr("probably a name: Enter tags it {label}", label=self.label) if self.label else said
        )

    def finish(self, hands: Hands, clicks: int = 0) -> str:
        """A selection is complete: tag it. A third click takes back what the second tagged."""
        if not self.label or hands.mode is not Mode.SELECT:
            return ""
        if clicks == 3 and self._clicked and (span := hands.session.get(self._clicked)):
            hands.session.delete(span)
        said = self.enter(hands)
        span = next(iter(hands.session.spans_at(hands.reader.cursor)), None)
        self._clicked = span.id if span and clicks == 2 and "already" not in said else None
        return said

    def enter(self, hands: Hands) -> str:
        """Tag the selection or the word with the armed label."""
        if hands.mode is Mode.READ:
            hands.grow()
        return self.tag(hands, self.label)

    def tag(self, hands: Hands, label: str) -> str:
        """Label what is selected or picked; from a name that was hopped to, hop on that way."""
        hopped = hands.on_name
        said = hands.label(label)
        if hopped:
            try:
                self.hop(hands, -1 if hands.hopping_back else 1)
            except JiaozhuError as error:
                return f"{said}   {error}"
        return said
