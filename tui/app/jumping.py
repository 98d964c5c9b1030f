"""Jumping to any place on the screen by what stands there: `f`, two letters of pinyin, a key.

Typing on narrows what fits; one place that is left after two letters is jumped to at once. In a
selection the jump extends it, to the end of what was typed.
"""

from __future__ import annotations

from tui.app.commands.keys import half_width
from tui.app.reader import Reader
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.jump import Fuzzy, Hit, Typed, labels
from tui.text.pinyin import readings
from tui.text.units import Unit, inside_unit, next_end, next_start

_ENOUGH = 2  # keys from which on labels are shown: one fits too much


class Jumping:
    """One jump, from its first key to its last."""

    def __init__(self, reader: Reader, fuzzy: Fuzzy = (), word: bool = False) -> None:
        """`word`: also select the word that is jumped to."""
        self._reader = reader
        self._word = word
        text, visible = reader.side_text, reader.shown_text
        self._typed = [Typed(text, visible, key_of=half_width, fuzzy=fuzzy)]
        self._keys: dict[str, Hit] = {}
        self.pending = ""
        """What was typed, for the status line."""

    def key(self, key: str) -> bool:
        """Take a key: whether the jump is over.

        JiaozhuError, and the jump is over, where nothing on the screen fits.
        """
        if key == "escape":
            self._reader.sign()
            return True
        if key == "backspace":
            self._typed = self._typed[:-1] or self._typed
            self.pending = self.pending[:-1]
            self._show()
            return False
        hit = self._keys.get(key)
        if hit is None:
            typed = self._typed[-1].type(key)
            if not typed.hits:
                self._reader.sign()
                raise JiaozhuError(
                    tr("{pending}{key} is not on the screen.", pending=self.pending, key=key)
                )
            self._typed.append(typed)
            self.pending += key
            if typed.only is None:
                self._show()
                return False
            hit = typed.only
        self._reader.sign()
        self._go(hit)
        return True

    def _go(self, hit: Hit) -> None:
        reader = self._reader
        if reader.anchor_offset is None and reader.selection is None:
            place = reader.back(hit.start)
            reader.jump(place)
            if self._word:
                reader.select(*inside_unit(reader.edition.text, place, Unit.WORD))
            return
        start, last = reader.back(hit.start), reader.back(hit.end - 1)
        anchor = reader.anchor_offset
        reader.jump(start if anchor is not None and start < anchor else last, extend=True)

    def _show(self) -> None:
        """Draw what fits, and the keys to press."""
        typed, reader = self._typed[-1], self._reader
        self._keys = {}
        if not self.pending:
            reader.sign()
            return
        hits = typed.hits
        shown: dict[int, str] = {}
        if len(self.pending) >= _ENOUGH:
            by_start = {hit.start: hit for hit in hits}
            shown = labels(list(by_start), typed.following, self._word_starts(hits), self._here)
            self._keys = {key: by_start[place] for place, key in shown.items()}
        reader.sign(shown, [(hit.start, hit.end) for hit in hits])

    @property
    def _here(self) -> int:
        reader = self._reader
        return reader.there(reader.cursor)

    def _word_starts(self, hits: list[Hit]) -> list[int]:
        text = self._reader.side_text
        return [h.start for h in hits if inside_unit(text, h.start, Unit.WORD)[0] == h.start]


def warm() -> None:
    """Load what the first jump or motion by words would wait for; may run beside the keys."""
    inside_unit("中文", 0, Unit.WORD)
    readings("中")


def landings(reader: Reader) -> list[int]:
    """Where w, e and W would put the cursor: offsets of `reader.side_text`."""
    text, cursor = reader.edition.text, reader.cursor
    found = {
        next_start(text, cursor, Unit.WORD),
        next_end(text, cursor, Unit.WORD),
        next_start(text, cursor, Unit.CLAUSE),
    }
    return sorted(map(reader.there, found))
