"""The user's own keys: `keys.toml` in the configuration folder.

    fuzzy = ["n/l", "z/zh"]        # sounds that f takes for one

    [reading]                      # the commands of docs/keys.md by their names
    undo = ["U", "Ctrl-z"]

What cannot be taken is said in a sentence, and the commands concerned keep their own keys.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.annotate.labels import Label
from tui.app.commands.keys import sequence, shown
from tui.app.commands.library import library
from tui.app.commands.reading import OUTLINE, reading
from tui.app.commands.registry import Mode, Registry
from tui.app.commands.suggesting import OFFERED
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.jump import FUZZY, Fuzzy

SCREENS: Mapping[str, Registry[Any]] = {
    "reading": reading,
    "suggestion": OFFERED,
    "outline": OUTLINE,
    "pages": library,
}
"""Table of the file → the commands it is about."""


def path() -> Path:
    """Where the file is, or would be."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    above = Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~/.config"))
    return above / "jiaozhu" / "keys.toml"


@dataclass
class Own:
    """What a `keys.toml` has."""

    fuzzy: Fuzzy = ()
    problems: list[str] = field(default_factory=list)
    """What could not be taken, in sentences."""
    changed: set[str] = field(default_factory=set)
    """The commands of the reading screen that have other keys now."""

    def hidden(self, labels: Iterable[Label]) -> Iterator[str]:
        """What the keys of labels hide of the changed ones, for those come first in a selection."""
        for command in map(reading.__getitem__, sorted(self.changed)):
            if Mode.SELECT in command.modes:
                for label in labels:
                    if label.key in command.keys:
                        yield tr(
                            "In a selection {key} is {name}, not {id}.",
                            key=label.key,
                            name=label.name,
                            id=command.id,
                        )


def load(file: Path) -> Own:
    """Take the keys of a file for all screens. One that is not there has nothing in it."""
    try:
        tables = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Own()
    except OSError as error:
        return Own(
            (),
            [
                tr(
                    "{file} cannot be read ({strerror}); all keys are the usual ones.",
                    file=file,
                    strerror=error.strerror,
                )
            ],
        )
    except (ValueError, RecursionError) as error:
        return Own(
            (),
            [
                tr(
                    "{file} cannot be read as TOML ({error}); all keys are the usual ones.",
                    file=file,
                    error=error,
                )
            ],
        )
    own, problems = Own(), list[str]()
    own.fuzzy = _fuzzy(tables.pop("fuzzy", []), problems)
    for name, changes in tables.items():
        if name not in SCREENS or not isinstance(changes, dict):
            known = ", ".join(f"[{screen}]" for screen in SCREENS)
            problems.append(
                tr(
                    "{name!r} is no table of keys; there are {known}, and fuzzy.",
                    name=name,
                    known=known,
                )
            )
            continue
        # All at once, so that two can change places; one by one to say which cannot be had.
        together = not list(_rebind(SCREENS[name], changes))
        for command, keys in changes.items():
            wrong = [] if together else list(_rebind(SCREENS[name], {command: keys}))
            if not wrong and name == "reading":
                own.changed.add(command)
            problems += wrong
    own.problems = [f"{file}: {problem}" for problem in problems]
    return own


def _rebind(registry: Registry[Any], changes: Mapping[str, object]) -> Iterator[str]:
    """Give commands these keys, or none of them and say why."""
    wanted: dict[str, list[str]] = {}
    for command, keys in changes.items():
        given = [keys] if isinstance(keys, str) else keys
        if not isinstance(given, list) or not all(isinstance(key, str) and key for key in given):
            yield tr(
                '{command} needs keys in quotes, as in {command} = ["U", "Ctrl-z"].',
                command=command,
            )
            return
        wanted[command] = given
    try:
        registry.rebind({name: [sequence(key) for key in keys] for name, keys in wanted.items()})
    except (ValueError, JiaozhuError) as error:
        yield tr(
            "{problem}; {changes} keeps its keys.",
            problem=str(error).rstrip("."),
            changes=", ".join(changes),
        )


def _fuzzy(given: object, problems: list[str]) -> Fuzzy:
    known = {f"{one}/{other}": (one, other) for one, other in FUZZY}
    if given is True:
        return FUZZY
    if not isinstance(given, list):
        problems.append(tr("fuzzy is true or a list of sounds."))
        return ()
    wrong = [one for one in given if one not in known]
    if wrong:
        problems.append(
            tr("fuzzy has no {wrong!r}; there are {known}.", wrong=wrong[0], known=", ".join(known))
        )
    return tuple(known[one] for one in given if one in known)


def template() -> str:
    """A `keys.toml` with every command at its own keys, commented out."""
    lines = [
        tr("# Keys of Jiaozhu: take the # from a line and change its keys."),
        tr("# Keys stand as docs/keys.md shows them: U, gg, Ctrl-d, Shift-Left."),
        "",
        tr("# Sounds that f takes for one:"),
        f"# fuzzy = [{', '.join(_quoted(f'{one}/{other}') for one, other in FUZZY)}]",
    ]
    for name, registry in SCREENS.items():
        lines += ["", f"[{name}]"]
        for command in registry:
            keys = ", ".join(_quoted(shown(key)) for key in command.keys)
            lines.append(f"# {command.id} = [{keys}]  # {tr(command.help)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
