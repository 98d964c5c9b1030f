"""An annotator who knows the gold, and every key: tags pages of the real app by keys alone.

The oracle sees what a person sees: text, cursor, selection, marks, the labels of a jump once they
are on the screen. For each span it presses the cheapest documented way it can foresee, looks at
what came of it, and sets right what came out otherwise. Every key it presses counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from textual.events import Key
from textual.pilot import Pilot

from benchmarks.corpus import Gold
from benchmarks.planning import Plan, Planner
from tui.app.screens.keyed import Keyed
from tui.app.screens.reading import Reading

_NAMED = {"escape", "tab", "enter", "space"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A gold span that is stored: how it got there, and the keys since the one before."""

    gold: Gold
    quote: str
    way: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class Page:
    """What one page took."""

    name: str
    tagged: list[Tagged] = field(default_factory=list)
    missed: list[Gold] = field(default_factory=list)
    """Gold spans no way led to; those that a repair took out of the text among them."""
    rest: tuple[str, ...] = ()
    """Keys after the last span."""

    @property
    def keys(self) -> int:
        """All keys of the page."""
        return sum(len(span.keys) for span in self.tagged) + len(self.rest)


class Typist:
    """Presses keys in the app and counts them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.pressed: list[str] = []

    @property
    def desk(self) -> Reading:
        """The reading screen; AssertionError while another is on."""
        screen = self.pilot.app.screen
        assert isinstance(screen, Reading)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; each is answered before the next."""
        for key in keys:
            self.pressed.append(key)
            screen = self.pilot.app.screen
            if isinstance(screen, Keyed):
                # What the screen gets from the terminal; through all queues of Textual it is the
                # same and takes 60 ms.
                screen.on_key(Key(key, key if len(key) == 1 else None))
            else:
                await self.pilot.press(key)
            if self.pilot.app.screen is not screen:
                await self.pilot.pause()

    async def opened(self) -> Reading:
        """The reading screen when its page is open."""
        await self.desk.ready.wait()
        await self.pilot.pause()
        return self.desk

    def take(self) -> tuple[str, ...]:
        """The keys pressed since they were last taken."""
        keys, self.pressed = tuple(self.pressed), []
        return keys


class Oracle:
    """Tags one page after the other."""

    def __init__(self, typist: Typist) -> None:
        self.typist = typist

    async def page(self, name: str, gold: Iterable[Gold]) -> Page:
        """Tag the open page, whose edition has `gold`, and go on to the next one."""
        desk = await self.typist.opened()
        page = Page(name)
        planner = Planner(desk)
        keys = {label.name: label.key for label in desk.session.labels}
        for span in sorted(gold, key=lambda span: (span[0], -span[1])):
            start, end, label = span
            plan = self._cheapest(planner, (start, end))
            if plan is not None:
                await self.typist.press(*plan.keys, keys[label])
            if span not in stored(desk):
                print(
                    "MISS",
                    page.name,
                    span,
                    desk.session.edition.text[start - 5 : end + 5],
                    plan,
                    desk.reader.selection,
                    desk.hands.mode,
                )
                page.missed.append(span)
                continue
            quote = desk.session.edition.text[start:end]
            page.tagged.append(Tagged(span, quote, plan.way if plan else "", self.typist.take()))
        await self.typist.press("D")
        page.rest = self.typist.take()
        return page

    def _cheapest(self, planner: Planner, target: tuple[int, int]) -> Plan | None:
        return planner.to_selection(target)


def stored(desk: Reading) -> set[Gold]:
    """The annotator's spans of the open page."""
    found, span = set(), desk.session.next_span(0)
    while span is not None:
        found.add((span.start, span.end, span.label))
        span = desk.session.next_span(0, span)
    return found
