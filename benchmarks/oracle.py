"""An annotator who knows the gold, and every key: tags pages of the real app by keys alone.

The oracle sees what a person sees: text, cursor, selection, marks, the labels of a jump once they
are on the screen. For each span it presses the cheapest documented way it can foresee, looks at
what came of it, and sets right what came out otherwise. Every key it presses counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from textual.events import Key
from textual.pilot import Pilot

from benchmarks.corpus import Gold
from benchmarks.planning import SHOWN, Keys, Plan, Planner
from tui.annotate.suggest.suggestion import Suggestion
from tui.app.commands.registry import Mode
from tui.app.screens.keyed import Keyed
from tui.app.screens.reading import Reading

_SHORT = 3  # keys for a span so few that no other way is looked for
_AWAY = 4  # keys that text which is not on the screen is thought to take at least


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
            if key.startswith(SHOWN):
                key = self._shown(int(key.removeprefix(SHOWN)))
            self.pressed.append(key)
            screen = self.pilot.app.screen
            if isinstance(screen, Keyed):
                # What the screen gets from the terminal; through all queues of Textual it is the
                # same and takes 60 ms.
                screen.on_key(Key(key, key if len(key) == 1 else None))
            else:
                await self.pilot.press(key)
                if key == "enter":  # a prompt closes when what it asked for is found
                    await self.pilot.app.workers.wait_for_complete()
                    await self.pilot.pause()
            if self.pilot.app.screen is not screen:
                await self.pilot.pause()

    def _shown(self, place: int) -> str:
        """The key that the jump going on shows at a place; Escape where it shows none."""
        canvas = self.desk.reader.canvas
        assert canvas is not None
        return canvas._painter.signs.labels.get(place, "escape")

    async def opened(self) -> Reading:
        """The reading screen when its page is open and has its suggestions."""
        await self.desk.settled()
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
        await self.typist.press("D")  # counts for the first span of the next page
        return work.page

    def finish(self, pages: Iterable[Page]) -> None:
        """Count the keys after the last span of all for that span."""
        rest = self.typist.take()
        last = next((page for page in reversed(list(pages)) if page.tagged), None)
        if last is not None:
            span = last.tagged[-1]
            last.tagged[-1] = replace(span, keys=span.keys + rest)

    async def _take(self, step: Step, work: Work) -> None:
        """Press the keys of a step; take back what came out wrong, and bar that way."""
        desk = self.typist.desk
        before = stored(desk)
        seen = desk.reader.on_screen
        await self.typist.press(*step.plan.keys)
        if step.look:
            if desk.reader.on_screen == seen:
                work.barred.add((step.gold, step.plan.way))
            return
        if desk.reader.selection == step.gold[:2]:
            await self.typist.press(*step.finish)
        else:
            await self.typist.press("escape")
        after = stored(desk)
        if after - work.gold or before - after:
            await self.typist.press("u")
            after = stored(desk)
        fresh = [span for span in work.left if span in after]
        if not fresh:
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

    def open(self, step: Step) -> bool:
        """Whether a step has not led elsewhere yet."""
        return (step.gold, step.plan.way) not in self.barred

    def from_reading(self, plan: Plan) -> Plan:
        """A plan made for the mode of reading: Escape first where its keys mean something else."""
        first, mode = plan.keys[0], self.desk.hands.mode
        other = first in {*"v+fF", *self.keys.values()} or first.isdigit()
        if mode is Mode.SELECT or (other and mode in (Mode.EDIT, Mode.SUGGEST)):
            return Plan(("escape", *plan.keys), plan.way)
        return plan


@dataclass(frozen=True, slots=True)
class Step:
    """Keys that bring a gold span nearer to the store."""

    gold: Gold
    plan: Plan
    finish: tuple[str, ...] = ()
    """Keys that are only pressed when just the span is selected."""
    look: bool = False
    """Whether the keys bring something new on the screen, and no selection."""

    @property
    def cost(self) -> int:
        """How many keys, as far as is known."""
        return len(self.plan.keys) + len(self.finish) + (_AWAY if self.look else 0)


def cheapest(work: Work) -> Step | None:
    """What to press next; None where no way is known to the next span."""
    steps: list[Step] = []
    for ways in (by_suggestion, by_hop, by_hand):
        steps += filter(work.open, ways(work))
        if any(step.cost <= _SHORT for step in steps):
            break
    return min(steps, key=lambda step: step.cost, default=None)


def by_hand(work: Work) -> Iterator[Step]:
    """Ways to the first span that is left, in reading order."""
    gold = work.left[0]
    first, last = work.desk.reader.on_screen
    # Nobody plans for text that is not to be seen: have it on the screen, and look again.
    look = []
    if work.planner.hidden(gold[:2]):
        look.append(Plan(("z", "R"), "unfolded"))
    if not first <= gold[0] < gold[1] <= last:
        look.append(Plan(("ctrl+d" if gold[1] > last else "ctrl+u",), "to the screen"))
    steps = [Step(gold, work.from_reading(plan), look=True) for plan in look]
    if any(map(work.open, steps)):
        yield from steps
        return
    planner, target = work.planner, gold[:2]
    for plan in chain(planner.to_selection(target), planner.jump(target), planner.search(target)):
        yield Step(gold, work.from_reading(plan), (work.keys[gold[2]],))


def by_hop(work: Work) -> Iterator[Step]:
    """Ways by hopping to the names on the screen."""
    reader = work.desk.reader
    start, end = reader.on_screen
    now = reader.selection or (reader.cursor, reader.cursor)
    for gold in work.left:
        if start <= gold[0] and gold[1] <= end:
            for plan in work.planner.hop(now, gold[:2]):
                yield Step(gold, plan, (work.keys[gold[2]],))


def by_suggestion(work: Work) -> Iterator[Step]:
    """Ways by the suggestions on the screen, those passed over on the way rejected."""
    desk, offers = work.desk, work.desk.session.offers
    start, end = desk.reader.on_screen
    found = offers.found
    held = desk.hands.offer
    cursor = desk.reader.cursor
    if held is not None:
        here = found.index(held.suggestion)
    else:
        at = offers.at(cursor)
        here = found.index(at) if at else bisect_left(found, cursor, key=lambda one: one.start)
    for number, one in enumerate(found):
        if not (start <= one.start and one.end <= end):
            continue
        if number >= here:
            keys = ("x",) * (number - here) if held else ("tab",) + ("x",) * (number - here)
        else:
            keys = ("shift+tab",) * (here - number)
        for gold in work.left:
            if one.start < gold[1] and gold[0] < one.end:
                yield from _from_suggestion(work, one, gold, keys)


def _from_suggestion(work: Work, one: Suggestion, gold: Gold, keys: Keys) -> Iterator[Step]:
    """From a suggestion that takes `keys` to get at, to a span it overlaps."""
    label = (work.keys[gold[2]],)
    if (one.start, one.end) == gold[:2]:
        same = work.desk.session.offers.same(one)
        if one.label != gold[2]:
            yield Step(gold, Plan(keys, "suggestion, other label"), label)
        elif len(same) > 1 and all((o.start, o.end, o.label) in work.gold for o in same):
            yield Step(gold, Plan(keys, "suggestion, all the same"), ("a",))
        else:
            yield Step(gold, Plan(keys, "suggestion"), ("enter",))
        return
    edges = ("L" if gold[1] > one.end else "H",) * abs(gold[1] - one.end)
    if gold[0] != one.start:
        edges += ("o", *("H" if gold[0] < one.start else "L",) * abs(gold[0] - one.start))
    finish = ("enter",) if one.label == gold[2] else label
    yield Step(gold, Plan(keys + edges, "suggestion, edges moved"), finish)
    for plan in work.planner.grow((one.start, one.end), gold[:2]):
        yield Step(gold, Plan(keys + plan.keys, "suggestion, grown"), label)


def stored(desk: Reading) -> frozenset[Gold]:
    """The annotator's spans of the open page."""
    return frozenset((span.start, span.end, span.label) for span in desk.session.facts()[0])
