"""Plug-ins: sources that a person installs beside, as a model of their own.

An entry point of the group `jiaozhu.suggesters` names a callable. It is given a text and the
labels that may be suggested, and gives (start, end, label, score) tuples: code points of the text,
half-open, and how likely each is right, from 0 to 1. A mistake in one switches that one off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points

from tui.annotate.suggest.suggestion import Suggestion
from tui.language import tr

GROUP = "jiaozhu.suggesters"

Suggester = Callable[[str, Sequence[str]], Iterable[tuple[int, int, str, float]]]


def installed() -> bool:
    """Whether there are any. Loads none of them."""
    return bool(entry_points(group=GROUP))


class PlugIns:
    """Those that are installed and have made no mistake yet."""

    def __init__(self) -> None:
        self._waiting: dict[str, EntryPoint] = {
            point.name: point for point in entry_points(group=GROUP)
        }
        self._loaded: dict[str, Suggester] = {}

    def suggest(self, text: str, labels: Sequence[str]) -> tuple[list[Suggestion], list[str]]:
        """What they propose, and a sentence for each that was switched off now."""
        found: list[Suggestion] = []
        problems: list[str] = []
        for name in [*self._waiting, *self._loaded]:
            try:
                if name in self._waiting:
                    self._loaded[name] = self._waiting.pop(name).load()
                found += _checked(name, self._loaded[name](text, labels), text, labels)
            except Exception as error:  # whatever somebody else's code may raise
                self._loaded.pop(name, None)
                what = " ".join(f"{type(error).__name__}: {error}".split())[:120]
                problems.append(
                    tr(
                        "The plug-in {name} made a mistake and is off ({what}).",
                        name=name,
                        what=what,
                    )
                )
        return found, problems


def _checked(
    name: str, proposed: Iterable[tuple[int, int, str, float]], text: str, labels: Sequence[str]
) -> list[Suggestion]:
    """What a plug-in gave as suggestions; ValueError saying what is wrong with one."""
    found = []
    for start, end, label, score in proposed:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            raise ValueError(f"{start!r}:{end!r} is no stretch of the text")
        if label not in labels:
            raise ValueError(f"{label!r} is none of the labels it was given")
        likely = float(score)
        if not 0 <= likely <= 1:
            raise ValueError(f"{score!r} is no score from 0 to 1")
        found.append(Suggestion(start, end, label, f"plug-in {name}", likely))
    return found
