"""What keys would do, without pressing them: the cheapest way to a place and to a selection.

The plans are made on the model of the page that is open, by the same functions that the commands
call, and the model is put back; so a plan is what a person sees who knows the keys by heart. No
plan is believed: whoever presses the keys looks at what came of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tui.app.commands.keys import half_width
from tui.app.reader import Motion
from tui.app.screens.reading import Reading
from tui.text.fold import fold
from tui.text.jump import Typed
from tui.text.names import next_name, previous_name
from tui.text.pinyin import initials
from tui.text.units import (
    Unit,
    containing,
    expand,
    next_end,
    next_start,
    previous_end,
    previous_start,
)

Range = tuple[int, int]
Keys = tuple[str, ...]
State = tuple[int, Any, Any]
"""Cursor, first row of the screen, and the column that up and down keep to."""
Move = Callable[[Any, int], None]

_NEAR = 12  # code points around a stretch that the search for short ways looks at
_ROW = 130  # code points around a target where a third motion may still lead to it
_COUNTS = "23"  # more than that nobody sees at a glance
_SHORT = "hlwbeWBE"  # motions that a selection is put right with
_LONGEST = 6
_HOPS = 2  # names, or places found, that are passed over at most
_INITIALS = 4  # letters of a search
_FARTHEST = 9
_FAR = 99  # a cost that nothing has


SHOWN = "shown at "
"""Begins what stands for a key that is not known before it is on the screen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Keys, and the documented way they are."""

    keys: Keys
    way: str

    def __add__(self, other: Keys) -> Plan:
        return Plan(self.keys + other, self.way)

    @property
    def cost(self) -> int:
        return len(self.keys)


def _unit(step: Callable[[str, int, Unit], int], unit: Unit) -> Move:
    def move(model: Any, count: int) -> None:
        offset = model.cursor
        for _ in range(count):
            offset = step(model.edition.text, offset, unit)
        model.jump(offset)

    return move


def _motion(motion: Motion) -> Move:
    return lambda model, count: model.move(motion, count)


MOTIONS: dict[Keys, Move] = {
    ("h",): _motion(Motion.LEFT),
    ("l",): _motion(Motion.RIGHT),
    ("j",): _motion(Motion.DOWN),
    ("k",): _motion(Motion.UP),
    ("w",): _unit(next_start, Unit.WORD),
    ("b",): _unit(previous_start, Unit.WORD),
    ("e",): _unit(next_end, Unit.WORD),
    ("W",): _unit(next_start, Unit.CLAUSE),
    ("B",): _unit(previous_start, Unit.CLAUSE),
    ("E",): _unit(next_end, Unit.CLAUSE),
    (")",): _unit(next_start, Unit.SENTENCE),
    ("(",): _unit(previous_start, Unit.SENTENCE),
    ("}",): _motion(Motion.BLOCK_NEXT),
    ("{",): _motion(Motion.BLOCK_PREV),
    ("0",): _motion(Motion.ROW_START),
    ("$",): _motion(Motion.ROW_END),
    ("g", "e"): _unit(previous_end, Unit.WORD),
    ("g", "g"): _motion(Motion.TOP),
    ("G",): _motion(Motion.BOTTOM),
    ("z", "k"): _motion(Motion.SCREEN_TOP),
    ("M",): _motion(Motion.SCREEN_MIDDLE),
    ("z", "j"): _motion(Motion.SCREEN_BOTTOM),
}
"""Keys → what they do to the model, so many times."""

_EDGES = (("g", "g"), ("G",), ("z", "k"), ("M",), ("z", "j"))
_LOCAL = (("h",), ("l",), ("w",), ("b",), ("e",), ("g", "e"))
# A person looks a few motions ahead: anything first, with a count; from there on what does not
# leave the place; and at last by characters and words.
_ANY = [(count, keys, run) for count in ("", *_COUNTS) for keys, run in MOTIONS.items()]
_THEN = [("", keys, run) for keys, run in MOTIONS.items() if keys not in _EDGES]
_LAST = [("", keys, MOTIONS[keys]) for keys in _LOCAL]


def near(place: int, target: Range, by: int) -> bool:
    """Whether a place is in `target` or at most so many code points from it."""
    return target[0] - by <= place < target[1] + by


class Planner:
    """Plans on the open page of a reading screen."""

    def __init__(self, desk: Reading) -> None:
        self.model: Any = desk.reader.model
        self.session = desk.session
        self.hands = desk.hands
        self.reader = desk.reader
        self.text = desk.session.edition.text
        self._sheet = self.model.sheet
        self._walks: dict[tuple[int, int], Keys | None] = {}
        self._moves: dict[tuple[State, str, Keys], State] = {}
        self._known: dict[int, list[tuple[str, int]]] = {}

    @contextmanager
    def supposing(self) -> Iterator[Any]:
        """The model, to be moved about; afterwards it is as it was."""
        model = self.model
        before = dict(model.__dict__, _unfolded=set(model.__dict__["_unfolded"]))
        try:
            yield model
        finally:
            model.__dict__.clear()
            model.__dict__.update(before)

    # --- moving

    def hidden(self, target: Range) -> bool:
        """Whether some of `target` is in furniture that is folded."""
        pieces, at = self.model.pieces, self.model.sheet.piece_at
        return any(pieces[n].folded for n in range(at(target[0]), at(target[1] - 1) + 1))

    def reach(self, target: Range) -> dict[int, Keys]:
        """Where two motions lead from here, by the fewest keys, and near `target` three; where
        nothing leads into it, more."""
        if self._sheet is not self.model.sheet:  # rows are others than they were
            self._sheet = self.model.sheet
            self._moves.clear()
        with self.supposing() as model:
            found: dict[int, Keys] = {model.cursor: ()}
            states = [(self._state(), Keys())]
            for number in range(_FARTHEST):
                if number > 2 and any(place in found for place in range(*target)):
                    break
                if number == 2:
                    states = [s for s in states if near(s[0][0], target, _ROW)] or states
                moves = _ANY if number == 0 else _LAST if number == 2 else _THEN
                following: dict[int, tuple[State, Keys]] = {}
                for state, keys in states:
                    for count, motion, run in moves:
                        whole = (*keys, *count, *motion)
                        reached = self._moved(state, count, motion, run)
                        if len(found.get(reached[0], range(_FAR))) > len(whole):
                            found[reached[0]] = whole
                            following[reached[0]] = reached, whole
                states = list(following.values())
        return found

    def walk(self, start: int, goal: int) -> Keys | None:
        """Motions of one key each from a place to another nearby, as in a selection, where digits
        are labels; None where it takes too many."""
        if (start, goal) not in self._walks:
            self._walks[start, goal] = self._walk(start, goal)
        return self._walks[start, goal]

    def _walk(self, start: int, goal: int) -> Keys | None:
        low, high = min(start, goal) - _NEAR, max(start, goal) + _NEAR
        found: dict[int, Keys] = {start: ()}
        edge = [start]
        while edge and goal not in found and len(found[edge[0]]) < _LONGEST:
            following = []
            for place in edge:
                for key, leads_to in self._steps(place):
                    if low <= leads_to <= high and leads_to not in found:
                        found[leads_to] = (*found[place], key)
                        following.append(leads_to)
            edge = following
        return found.get(goal)

    def _steps(self, place: int) -> list[tuple[str, int]]:
        """Where each short motion leads from `place`."""
        if place not in self._known:
            with self.supposing() as model:
                steps = []
                for key in _SHORT:
                    model.go(place, reveal=False)
                    MOTIONS[(key,)](model, 1)
                    steps.append((key, model.cursor))
            self._known[place] = steps
        return self._known[place]

    def _state(self) -> State:
        return self.model.cursor, self.model.top, self.model._column

    def _moved(self, state: State, count: str, keys: Keys, run: Move) -> State:
        """What a motion makes of a state; one that opens a fold leads nowhere."""
        known = (state, count, keys)
        if known not in self._moves:
            model = self.model
            model.cursor, model.top, model._column = state
            model._exact = None
            before = dict(model.__dict__, _unfolded=set(model._unfolded))
            run(model, int(count or 1))
            if model.sheet is before["sheet"]:
                self._moves[known] = self._state()
            else:
                model.__dict__.update(before)
                self._moves[known] = state
        return self._moves[known]

    # --- selecting

    def to_selection(self, target: Range) -> Iterator[Plan]:
        """Ways from the cursor as it is to a selection of exactly `target`, each way's cheapest."""
        reached = self.reach(target)
        best: dict[str, Plan] = {}
        for place in range(max(0, target[0] - _NEAR), target[1] + _NEAR):
            if (way := reached.get(place)) is not None:
                for found in self.select(place, target):
                    plan = Plan(way + found.keys, f"motions, {found.way}")
                    if plan.way not in best or plan.cost < best[plan.way].cost:
                        best[plan.way] = plan
        yield from best.values()

    def select(self, place: int, target: Range) -> Iterator[Plan]:
        """From the cursor at `place` to a selection of exactly `target`."""
        start, end = target
        for here, there in ((start, end - 1), (end - 1, start)):
            if place == here and (keys := self.walk(here, there)) is not None:
                yield Plan(("v", *keys), "v and motions")
        word = containing(self.text, place, Unit.WORD)
        if (keys := self.fix(word, target)) is not None:
            yield Plan(("+", *keys), "grow and motions" if keys else "grow")
        for plan in self.grow(word, target):
            yield Plan(("+", *plan.keys), plan.way)

    def grow(self, now: Range, target: Range) -> Iterator[Plan]:
        """From a selection, the cursor on its last character, by growing it, to `target`."""
        for times in range(1, 4):
            spans = [(span.start, span.end) for span in self.session.spans_at(now[0])]
            wider = expand(self.text, *now, spans)
            if wider == now:
                return
            now = wider
            if (keys := self.fix(now, target)) is not None:
                yield Plan(("+",) * times + keys, "grow and motions" if keys else "grow")

    def jump(self, target: Range) -> Iterator[Plan]:
        """By typing the initials of its first two characters, and the key that is then shown."""
        start = target[0]
        typed = Typed(self.reader.side_text, self.reader.shown_text, key_of=half_width)
        keys: Keys = ()
        for letter in initials(fold(self.text[start : start + 2])):
            if not (letter.isascii() and letter.isalpha()):
                return
            typed, keys = typed.type(letter), (*keys, letter)
            if typed.only is not None:
                break
        places = [hit.start for hit in typed.hits]
        if start not in places:
            return
        if typed.only is None:
            keys = (*keys, f"{SHOWN}{start}")
        word = containing(self.text, start, Unit.WORD)
        if (fixed := self.fix(word, target)) is not None:
            yield Plan(("F", *keys, *fixed), "jump to a word" + ", motions" * bool(fixed))
        for plan in self.select(start, target):
            yield Plan(("f", *keys, *plan.keys), f"jump, {plan.way}")

    def search(self, target: Range) -> Iterator[Plan]:
        """By searching for the initials of its first characters, and going on to its place."""
        letters = initials(fold(self.text[target[0] : target[1]]))[:_INITIALS]
        selected = min(self.select(target[0], target), key=lambda plan: plan.cost, default=None)
        if selected is None:
            return
        for length in range(2, len(letters) + 1):
            typed = letters[:length]
            if not (typed.isascii() and typed.isalpha()):
                return
            hits = self.session.page.seek(typed)
            if target[0] in hits.starts:
                number = hits.starts.index(target[0])
                after = (number - hits.step(self.model.cursor, 1)) % len(hits)
                if after <= _HOPS:
                    keys = ("/", *typed, "enter", *("n",) * after)
                    yield Plan(keys + selected.keys, f"pinyin search, {selected.way}")

    def hop(self, now: Range, target: Range) -> Iterator[Plan]:
        """By hopping from name to name, forward or back, to one that `target` shares text with.

        `now` is what is selected, a name that was hopped to perhaps, or the place of the cursor.
        """

        def free(found: Range) -> bool:
            return not (self.session.is_tagged(*found) or self.model.is_folded(found[0]))

        if self.hands.on_name and now[0] < target[1] and target[0] < now[1]:
            yield from self._from_name(now, target, ())
        for keys, find, side in ((("]", "n"), next_name, 1), (("[", "n"), previous_name, 0)):
            at: Range | None = now
            for times in range(1, _HOPS + 1):
                at = find(self.text, at[side], free) if at else None
                if at is None:
                    break
                if at[0] < target[1] and target[0] < at[1]:
                    yield from self._from_name(at, target, keys * times)
                    break

    def _from_name(self, name: Range, target: Range, keys: Keys) -> Iterator[Plan]:
        if (fixed := self.fix(name, target)) is not None:
            yield Plan(keys + fixed, "hop, edges moved" if fixed else "hop")
        for plan in self.grow(name, target):
            yield Plan(keys + plan.keys, "hop, grown")

    def fix(self, now: Range, target: Range) -> Keys | None:
        """From a selection, the cursor on its last character, to `target`."""
        (a, b), (start, end) = now, target
        right = self.walk(b - 1, end - 1) if b != end else ()
        left = self.walk(a, start) if a != start else ()
        if right is None or left is None:
            return None
        return (*right, "o", *left) if left else right
