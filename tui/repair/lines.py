"""The lines of a page, as the repairs of its structure see them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tui.repair.furniture import fold
from tui.text.regex import lazy

_TERMINAL = lazy(r"[。！？!?…：:；;.︰～~][”’」』）)】》\]\"']*$")
_SENTENCE_END = lazy(r"[。！？!?][”’」』）)】]*$")
_INNER_STOP = lazy(r"。(?=.)")
_INNER_MARK = lazy(r"[！？；](?=.)")
_OTHER_SCRIPT = lazy(r"[\u3040-\u30ff\uac00-\ud7af]")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = lazy(f"[{HAN}]")
PROSE = 45
"""A line this long with a mark in it is running text, whatever it ends with. Code points."""


class Line(NamedTuple):
    """`page[start:end]`, which reads `text`, without the white space at its edges. Code points."""

    start: int
    end: int
    text: str
    folded: str
    """`text` as the wordings of `furniture` are written."""
    indented: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing at its end closes a sentence, a clause of a list or a lead-in."""
        return _TERMINAL.search(self.text[-6:]) is None

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends with a full stop, an exclamation or a question mark."""
        return ends_sentence(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text beyond doubt: no title looks like this."""
        return runs(self.text)

    @property
    def is_foreign(self) -> bool:
        """Whether it is Japanese or Korean, or holds no Han character at all."""
        return _HAN.search(self.text) is None or _OTHER_SCRIPT.search(self.text) is not None


@lru_cache(maxsize=1 << 12)  # asked of the same lines again and again, like what follows
def runs(text: str) -> bool:
    """Whether the line `text` is running text beyond doubt: no title looks like this."""
    length = len(text)
    if length <= 12:
        return False
    if _INNER_STOP.search(text):
        return True
    if length < 28:
        return False
    if length >= 40 and _INNER_MARK.search(text):
        return True
    marks = text.count("，") + text.count("、") + text.count(",")
    return marks > (0 if length >= PROSE else 1)


@lru_cache(maxsize=1 << 12)
def ends_sentence(text: str) -> bool:
    """Whether the line `text` ends with a full stop, an exclamation or a question mark."""
    return _SENTENCE_END.search(text[-6:]) is not None


@lru_cache(maxsize=2)  # several repairs look at the same text
def lines(text: str) -> tuple[Line, ...]:
    """The lines of `text` that hold more than white space, in order."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    position = 0
    folded = fold(text)
    for raw in text.split("\n"):
        stripped = raw.strip("\ufeff\u200b \t\r\u3000\u00a0\v\f")
        if stripped:
            lead = raw.index(stripped[0])
            start = position + lead
            end = start + len(stripped)
            yield Line(start, end, stripped, folded[start:end], lead > 0)
        position += len(raw) + 1
