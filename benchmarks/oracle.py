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
        work = Work(desk, Page(name), sorted(set(gold), key=lambda span: (span[0], -span[1])))
        while work.left:
            step = cheapest(work)
            if step is None:
                work.page.missed.append(work.left.pop(0))
                continue
            await self._take(step, work)
        await self.typist.press("D")
        work.page.rest = self.typist.take()
        return work.page

    async def _take(self, step: Step, work: Work) -> None:
        """Press the keys of a step; take back what came out wrong, and bar that way."""
        desk = self.typist.desk
        before = stored(desk)
        await self.typist.press(*step.plan.keys)
        if step.selects and desk.reader.selection != step.gold[:2]:
            await self.typist.press("escape")
            work.barred.add((step.gold, step.plan.way))
            return
        await self.typist.press(*step.finish)
        after = stored(desk)
        if after - work.gold or before - after:
            await self.typist.press("u")
            work.barred.add((step.gold, step.plan.way))
            return
        fresh = [span for span in work.left if span in after]
        if not fresh and step.finish:
            work.barred.add((step.gold, step.plan.way))
        for span in fresh:
            work.left.remove(span)
            quote = desk.session.edition.text[slice(*span[:2])]
            work.page.tagged.append(Tagged(span, quote, step.plan.way, self.typist.take()))


@dataclass
class Work:
    """A page being tagged."""

    desk: Reading
    page: Page
    left: list[Gold]
    """What is still to be tagged, in reading order, the outer before the inner."""
    barred: set[tuple[Gold, str]] = field(default_factory=set)
    """Ways that led elsewhere."""

    def __post_init__(self) -> None:
        self.gold = frozenset(self.left)
        self.keys = {label.name: label.key for label in self.desk.session.labels}
        self.planner = Planner(self.desk)


@dataclass(frozen=True, slots=True)
class Step:
    """Keys that bring a gold span nearer to the store."""

    gold: Gold
    plan: Plan
    finish: tuple[str, ...] = ()
    """Keys that are only pressed when the selection is what it should be."""
    selects: bool = True
    """Whether `plan` should end in a selection of just the span."""

    @property
    def cost(self) -> int:
        """How many keys."""
        return len(self.plan.keys) + len(self.finish)


def cheapest(work: Work) -> Step | None:
    """What to press next; None where no way is known to the next span."""
    gold = work.left[0]
    steps = [
        Step(gold, plan, (work.keys[gold[2]],))
        for plan in work.planner.to_selection(gold[:2])
        if (gold, plan.way) not in work.barred
    ]
    return min(steps, key=lambda step: step.cost, default=None)


def stored(desk: Reading) -> frozenset[Gold]:
    """The annotator's spans of the open page."""
    found, span = set(), desk.session.next_span(0)
    while span is not None:
        found.add((span.start, span.end, span.label))
        span = desk.session.next_span(0, span)
    return frozenset(found)
