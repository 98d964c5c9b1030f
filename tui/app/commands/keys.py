"""Keys as people type them: names, full-width forms, sequences (`g g`) and counts (`3 w`).

A *token* is one key press: a printed character as itself (`G`, `$`, `?`), any other key by
Textual's name (`down`, `shift+left`, `ctrl+d`, `escape`). A *sequence* is tokens with a space
between them, `g g`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tui.errors import JiaozhuError
from tui.language import tr

# What a Chinese input method sends for the key with an ASCII mark on it.
_CHINESE_MARKS: Final = {
    "。": ".",
    "、": "/",
    "《": "<",
    "》": ">",
    "〈": "<",
    "〉": ">",
    "「": "[",
    "」": "]",
    "【": "[",
    "】": "]",
    "『": "{",
    "』": "}",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": "^",
    "—": "_",
    "￥": "$",
    "·": "`",
    "×": "*",
}

_SHOWN: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "delete": "Del",
    "f1": "F1",
}

_NAMES: Final = {name.lower(): key for key, name in _SHOWN.items()} | {
    key: key for key in (*_SHOWN, *(f"f{number}" for number in range(2, 13)))
}
_MODIFIERS: Final = frozenset({"ctrl", "shift", "alt"})

_MAX_COUNT: Final = 9999


def half_width(character: str) -> str:
    """The ASCII character on the same key as a full-width one; anything else as it is."""
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    return _CHINESE_MARKS.get(character, character)


def token(key: str, character: str | None) -> str:
    """The token of a key event of Textual (`event.key`, `event.character`)."""
    if character and len(character) == 1 and character.isprintable() and character != " ":
        return half_width(character)
    if character == "\u3000":
        return "space"
    return key


def shown(sequence: str) -> str:
    """A sequence as it is printed on the screen: `Ctrl-d`, `gg`, `Shift-Left`."""
    tokens = sequence.split(" ")
    if all(len(part) == 1 for part in tokens):
        return "".join(tokens)
    return " ".join(_shown_token(part) for part in tokens)


def _shown_token(part: str) -> str:
    if part in _SHOWN:
        return _SHOWN[part]
    *modifiers, key = part.split("+") if len(part) > 1 else [part]
    names = [modifier.capitalize() for modifier in modifiers]
    return "-".join([*names, _SHOWN.get(key, key)])


def sequence(written: str) -> str:
    """A sequence from what `shown` gives for it, or from the notation of this module.

    JiaozhuError for a key that no terminal has.
    """
    parts: list[str] = []
    for part in written.split():
        found = _token(part)
        parts += [found] if found is not None else map(half_width, part)
    if not parts or any(len(part) == 1 and not part.isprintable() for part in parts):
        raise JiaozhuError(tr("{written!r} is no key.", written=written))
    return " ".join(parts)


def _token(part: str) -> str | None:
    """The token of one key that is written as a word; None for letters one after the other."""
    if len(part) == 1:
        return half_width(part)
    *modifiers, key = re.split(r"(?<=.)[-+](?=.)", part)
    named = _NAMES.get(key.lower(), key if len(key) == 1 else None)
    if named is None or not all(word.lower() in _MODIFIERS for word in modifiers):
        return None if not modifiers else part.lower()
    return "+".join([*(word.lower() for word in modifiers), named])


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the keys so far amount to.

    `command` is the id to run `count` times (0: no count was typed); `pending` what has been typed
    of something longer, for the status line. Neither: the keys mean nothing.
    """

    command: str | None = None
    count: int = 0
    pending: str = ""


@dataclass(slots=True)
class KeyReader:
    """Reads tokens one by one and says which command they call."""

    keymap: Mapping[str, str]
    """Sequence → command id."""
    _prefixes: frozenset[str] = field(init=False)
    _typed: list[str] = field(init=False, default_factory=list)
    _count: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._prefixes = frozenset(_prefixes(self.keymap))

    def press(self, key: str, counting: bool = True) -> Pressed:
        """Take one token. With `counting`, digits before a command are its count."""
        if counting and not self._typed and self._is_digit(key):
            self._count = str(min(int(self._count + key), _MAX_COUNT))
            return Pressed(pending=self._count)
        self._typed.append(key)
        sequence = " ".join(self._typed)
        if sequence in self._prefixes:
            return Pressed(pending=self._count + "".join(self._typed))
        count = int(self._count or 0)
        self.clear()
        return Pressed(self.keymap.get(sequence), count)

    def clear(self) -> None:
        """Forget a count or sequence begun."""
        self._typed.clear()
        self._count = ""

    @property
    def is_pending(self) -> bool:
        """Whether a count or a sequence has been begun."""
        return bool(self._typed or self._count)

    def _is_digit(self, key: str) -> bool:
        return key in "123456789" or (key == "0" and bool(self._count))


def _prefixes(sequences: Iterable[str]) -> Iterable[str]:
    for sequence in sequences:
        tokens = sequence.split(" ")
        for length in range(1, len(tokens)):
            yield " ".join(tokens[:length])
