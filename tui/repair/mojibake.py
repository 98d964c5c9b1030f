"""GBK bytes out of step: 他們?cè)跈C(jī)場 is 他們在機(jī)場.

A publisher's replace puts `(reading)` after the two bytes of certain characters wherever these two
bytes follow each other, so also after the second byte of one character and the first of the next:
們|在 is 82 83|D4 DA, and 83 D4 is 冊. The lone D4 swallows the bracket (`?`), `cè)` stays, and what
follows is read one byte late until an ASCII byte puts it in step: a second byte below 80 (機 is
99 43, so `C`), or one that a first byte swallows in turn (`?`). Something similar is done to the
bytes of ！ and ？ without a reading: 。“ is A1 A3|A1 B0 and gives `?！` + B0….

The run is undone by putting the lost byte back and reading it in step. A lost byte is named by the
stray reading: 83 and it make a character read cè. Where nothing names it, words decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import inf
from operator import attrgetter
from typing import NamedTuple

from tui.repair import gbk
from tui.repair.lexicon import scripts
from tui.repair.likelihood import Reader
from tui.repair.page import Page
from tui.repair.readings import Reading, is_common, is_main_form, is_read, is_traditional, parse
from tui.repair.runs import FOLDED, GLOSS, START, STRAY, Run, runs
from tui.text.edit import Edit, State
from tui.text.regex import lazy

_WIDTHS = (16, 12, 6)  # ways to read a run that are followed at a time, by pairs vanished
_NARROW = 3  # the same where a pair may have vanished
_VANISHED = 3.0  # what it speaks against a reading that a pair must have vanished, in nats
_LOOKS, _LOOK_EACH = 100, 500  # so many ? without a reading are looked into, and per code points
_LETTER = lazy(rf"([\u4e00-\u9fff])([@-~])({GLOSS.pattern})")
_NEAR = 5000  # how far on both sides the words of a run are looked for, in code points
_REPEATED = 3.0  # what it is worth that three characters stand there too, in nats
_STRANGE = -5.0  # what speaks against a character of the other script, in nats
_VARIANT = -12.0  # the same for a rare variant of a common character
_FLUENT = -7.5  # log share a character of text that reads well
_COMMA = (0xAC,)
_PAIRED = 200  # how far the other mark of a pair is looked for, in code points
_OPENERS = dict(zip("”’」』》〉）】", "“‘「『《〈（【", strict=True))
_CLOSERS = {opener: closer for closer, opener in _OPENERS.items()}
_AROUND = 6  # characters of context on each side
_NAMED = 18.0  # what a stray reading is worth as evidence of damage, in nats
_UNTABLED = -6.0  # what speaks against a character that hardly gets glossed, without a reading
_TABLED = 2.0  # what it is worth that a character is of the kind that gets glossed
_PAGEGLOSS = 5.0  # what it is worth that the page glosses this very character so
_GAIN, _SURE_GAIN = 5.0, 9.0  # how much likelier it must make the text to be proposed, applied
_PROVEN, _LITTLE = 3, 1.0  # sure ones that prove a page, where so little is enough to be proposed
# How much likelier the best reading must be than the next to be applied: with a stray reading,
# without one, where bytes must have vanished, and where a character of it is unusual.
_MARGIN, _UNNAMED_MARGIN, _HOLES_MARGIN, _UNUSUAL_MARGIN = 2.5, 3.0, 5.0, 8.0


@dataclass(frozen=True, slots=True)
class _Repair:
    start: int
    end: int
    texts: tuple[str, ...]
    """What it may have been, the likeliest first."""
    gain: float
    margin: float
    named: bool
    usual: bool
    """Whether all of the likeliest text is common, in general or on this page."""
    holes: int


class _Path(NamedTuple):
    """One way to read a run, as far as it has been read."""

    score: float
    text: str
    pending: int
    """The byte that opens the next character."""
    reader: Reader
    value: float
    holes: int = 0
    """Pairs taken to have vanished."""


_score, _holes = attrgetter("score"), attrgetter("holes")


def mojibake(page: Page) -> Iterator[Edit]:
    """Put runs out of step right; those with several likely readings are proposed with them."""
    text = page.text
    damage = _Damage(text)
    repairs = list(damage.repairs())
    # Where several runs are out of step beyond doubt, others need less to be believed.
    proven = sum(damage.is_sure(repair, _SURE_GAIN) for repair in repairs)
    if proven >= _PROVEN:
        damage.is_proven = True
        repairs = list(damage.repairs())
    inside = {place for repair in repairs for place in range(repair.start, repair.end)}
    yield from (edit for edit in _glossed_letters(text) if edit.start - 1 not in inside)
    for repair in repairs:
        old, new = text[repair.start : repair.end], repair.texts[0]
        sure = damage.is_sure(repair, _GAIN if damage.is_proven else _SURE_GAIN)
        reason = "GBK bytes out of step"
        if repair.named:
            reason += "; the stray reading names the lost byte"
        if not sure:
            reason += "; likeliest first: " + " / ".join(repair.texts[:5])
        state = State.APPLIED if sure else State.PROPOSED
        confidence = 0.98 if sure else 0.5
        yield Edit(repair.start, repair.end, old, new, "mojibake", confidence, reason, state)


def _glossed_letters(text: str) -> Iterator[Edit]:
    """Take out glosses that hit the last byte of a character and a letter: 染S(wéi)ARS.

    BE is the last byte of 染; with an S after it, it makes 維, which is read so. No byte was lost.
    """
    for match in _LETTER.finditer(text):
        code = gbk.encode(match[1])
        struck = gbk.decode(code[1], ord(match[2])) if len(code) == 2 else ""
        if _is_tabled(struck) and is_read(struck, parse(match[4])):
            start, end = match.span(3)
            evidence = f"the bytes of {match[1]}{match[2]} hold {struck}, which is read so"
            yield Edit(start, end, match[3], "", "mojibake", 0.98, evidence)


class _Damage:
    """The runs of one page."""

    def __init__(self, text: str) -> None:
        self.text = text
        # A page full of stray question marks is broken in another way: look at some of them.
        self._looks = _LOOKS + len(text) // _LOOK_EACH
        self.is_proven = False
        """Whether the page is known to have runs out of step."""
        self._found: dict[int, _Repair] = {}

    def repairs(self) -> Iterator[_Repair]:
        """The likeliest repair of every run, by place."""
        position = 0
        while match := START.search(self.text, position):
            repair = self._found.get(match.start()) or self.repair(match.start())
            position = match.end()
            if repair:
                self._found[match.start()] = repair
                position = repair.end
                yield repair

    def is_sure(self, repair: _Repair, least_gain: float) -> bool:
        """Whether `repair` is right beyond doubt."""
        return repair.gain >= least_gain and repair.margin >= self.least_margin(repair)

    @cached_property
    def glossed(self) -> Counter[tuple[str, Reading]]:
        """Which characters the page glosses how."""
        found = re.finditer(rf"(\S){GLOSS.pattern}", self.text)
        return Counter((match[1], parse(match[2])) for match in found)

    def least_margin(self, repair: _Repair) -> float:
        """How much likelier than the next its likeliest text must be to be applied."""
        text = repair.texts[0]
        if any(map(self._strangeness, text)):
            return inf
        if not repair.usual:
            return _UNUSUAL_MARGIN if repair.named else inf
        if repair.holes:
            return _HOLES_MARGIN
        return _MARGIN if repair.named else _UNNAMED_MARGIN

    def repair(self, mark: int) -> _Repair | None:
        """The likeliest repair of the run that the lost byte at `mark` opens, if it is one."""
        stray = STRAY.match(self.text, mark)
        reading = parse(stray[1]) if stray else None
        best: _Repair | None = None
        for run in runs(self.text, stray.end() if stray else mark + 1):
            repair = self._undone(mark, reading, run)
            if repair and (best is None or repair.gain > best.gain):
                best = repair
        return best

    def _undone(self, mark: int, reading: Reading | None, run: Run) -> _Repair | None:
        left = _context(self.text[max(0, mark - 60) : mark])[-_AROUND:]
        right = _context(self.text[run.end : run.end + 60])[:_AROUND]
        if not left or (not run.data and not (reading and run.reading)):
            return None
        named = reading is not None or run.reading is not None
        old = _context(self.text[mark : run.end])
        following = self.text[run.end : run.end + 1]
        loose = self.is_proven or (following in ("", "\n") and self._is_quoting(mark))
        if not named and not _may_be_out_of_step(old, run, following, loose):
            return None
        if not named:
            self._looks -= 1 + run.loses_last  # many characters may close it
            if self._looks < 0:
                return None
        shown = Reader().read(left + old + right).total
        openings = self._openings(
            left, reading, gbk.encode(left[-1])[-1:], hit=run.data[:1] != b"\xa3"
        )
        paths = self._followed(openings, run, named, holes=False)
        if not (paths and _is_fluent(left, max(paths).text, run.tail + right, _FLUENT)):
            paths = self._followed(openings, run, named, holes=True)
        if not paths:
            return None
        near = self.text[max(0, mark - _NEAR) : mark] + "\n" + self.text[run.end : run.end + _NEAR]
        near = GLOSS.sub("", near)
        ends = []
        for path in paths:
            score = path.value + path.reader.read(run.tail + right).total
            score += self._balance(mark, path, run)
            score += _REPEATED * _repeated(left[-2:] + path.text + (run.tail + right)[:2], near)
            ends.append((score, path.text, path.holes))
        ends.sort(reverse=True)
        score, best, holes = ends[0]
        gain = score - shown + (_NAMED if named else 0.0)
        if gain < (_LITTLE if self.is_proven else _GAIN):
            return None
        if not named and not _is_fluent(left, best, run.tail + right, _FLUENT):
            return None
        margin = score - ends[1][0] if len(ends) > 1 else 99.0
        texts = tuple(text + run.tail for _, text, _ in ends)
        usual = all(gbk.is_usual(char) or near.count(char) > 1 for char in best)
        return _Repair(mark, run.end, texts, gain, margin, named, usual, holes)

    def _followed(self, paths: list[_Path], run: Run, named: bool, holes: bool) -> list[_Path]:
        """`paths` to the end of `run`; `holes`: also where bytes of it must have vanished."""
        for place in range(0, len(run.data), 2):
            pair = run.data[place : place + 2]
            gone = self._after_vanished(paths, pair[0], named) if holes else ()
            refound = [path._replace(pending=pair[-1]) for path in gone]
            paths = _best([*self._in_step(paths, pair), *refound])
        return self._closings(paths, run, holes) if run.loses_last else paths

    def _in_step(self, paths: list[_Path], pair: bytes) -> Iterator[_Path]:
        """`paths` with the character that `pair`, or the last byte alone, closes."""
        for path in paths:
            if char := gbk.decode(path.pending, pair[0]):
                yield self._went_on(path, char, pair[-1])

    def _after_vanished(self, paths: list[_Path], closing: int, named: bool) -> Iterator[_Path]:
        """`paths` where a pair of bytes that is no character stood, so that nothing is shown.

        It ended one character and began the next, which `closing` ends. The commonest by far is
        the second byte of a comma, A3 AC; others are looked for where a reading proves damage.
        """
        for path in _narrow(paths):
            leads = gbk.holes() if named else _COMMA if path.pending == 0xA3 else ()
            halves = [
                self._went_on(path, char, lead, -_VANISHED)._replace(holes=path.holes + 1)
                for lead in leads
                if (char := gbk.decode(path.pending, lead)) and gbk.is_usual(char)
            ]
            for half in sorted(halves, key=_score, reverse=True)[:_NARROW]:
                for char in gbk.after_hole(half.pending, closing):
                    yield self._went_on(half, char, 0)

    def _went_on(self, path: _Path, char: str, pending: int, value: float = 0.0) -> _Path:
        value += path.value + self._strangeness(char)
        reader = path.reader.read(char)
        return _Path(reader.total + value, path.text + char, pending, reader, value, path.holes)

    def _strangeness(self, char: str) -> float:
        """What speaks against `char` on this page: the other script, a rare variant."""
        if is_traditional(char) and not is_main_form(char):
            return _VARIANT
        return _STRANGE if char in self._other_script else 0.0

    def _openings(
        self, left: str, reading: Reading | None, before: bytes, hit: bool
    ) -> list[_Path]:
        """A path for every byte that may have been lost first."""
        reader = Reader().read(left)
        paths = []
        for lost, struck in _lost(before, reading):
            value = self._value(struck, reading, hit) if reading or hit else 0.0
            paths.append(_Path(reader.total + value, "", lost, reader, value))
        return paths

    def _closings(self, paths: list[_Path], run: Run, holes: bool) -> list[_Path]:
        """`paths` with a last character of which at most the first byte is known."""
        closed = []
        for path in paths if run.reading else paths[:_NARROW]:
            for char in _read_so(path.pending, run.reading):
                value = self._value(char, run.reading, run.hit)
                closed.append(self._went_on(path, char, 0, value))
        for path in _narrow(paths) if holes and run.reading else ():
            halves = [
                self._went_on(path, char, lead, -_VANISHED)._replace(holes=path.holes + 1)
                for lead in gbk.holes()
                if (char := gbk.decode(path.pending, lead)) and gbk.is_usual(char)
            ]
            for half in sorted(halves, key=_score, reverse=True)[:_NARROW]:
                for lead in gbk.holes()[half.pending]:
                    for char in _read_so(lead, run.reading):
                        value = self._value(char, run.reading, run.hit)
                        closed.append(self._went_on(half, char, 0, value))
        return _best(closed)

    def _is_quoting(self, mark: int) -> bool:
        """Whether a quotation is open on the line before `mark`: `?！?` at its end is 。”"""
        before = self.text[max(0, mark - _PAIRED) : mark].rpartition("\n")[2]
        return any(before.count(_OPENERS[closer]) > before.count(closer) for closer in "”」")

    def _balance(self, mark: int, path: _Path, run: Run) -> float:
        """What speaks for the marks in `path`: those that come in pairs, the last of a line."""
        before = self.text[max(0, mark - _PAIRED) : mark].rpartition("\n")[2]
        after = self.text[run.end : run.end + _PAIRED].partition("\n")[0]
        whole = before + path.text
        value = -4.0 if not after and whole[-1:] in "，、；" else 0.0
        for i, char in enumerate(whole[len(before) :], len(before)):
            if opener := _OPENERS.get(char):
                is_open = whole.count(opener, 0, i) > whole.count(char, 0, i)
                value += 3.0 if is_open else -5.0
            elif closer := _CLOSERS.get(char):
                value += 0.0 if closer in after + path.text else -5.0
        return value

    @cached_property
    def _other_script(self) -> frozenset[str]:
        """The characters of the script that the page is not in."""
        both = scripts()
        traditional = sum(map(self.text.count, "個國時會這來對說們為爲學發"))
        simplified = sum(map(self.text.count, "个国时会这来对说们为学发"))
        return frozenset(both.simplified if traditional >= simplified else both.traditional)

    def _value(self, char: str, reading: Reading | None, hit: bool) -> float:
        """What speaks for `char` being what the publisher's table hit, in nats."""
        if reading is None:
            return (0.0 if _is_tabled(char) else _UNTABLED) if hit else 0.0
        return _PAGEGLOSS if self.glossed[char, reading] else _TABLED * _is_tabled(char)


def _narrow(paths: list[_Path]) -> list[_Path]:
    """The few likeliest in which one more pair may have vanished."""
    room = [path for path in paths if path.holes < len(_WIDTHS) - 1]
    return sorted(room, key=_score, reverse=True)[:_NARROW]


def _repeated(text: str, near: str) -> int:
    """How many stretches of three characters of `text` stand in `near` too."""
    return sum(text[i : i + 3] in near for i in range(len(text) - 2))


def _best(paths: list[_Path]) -> list[_Path]:
    """The likeliest, apart by holes: they are many, and may be ahead for a while."""
    ordered = sorted(paths, key=_score, reverse=True)
    if not any(map(_holes, ordered)):  # as a rule
        return ordered[: _WIDTHS[0]]
    return [
        path
        for holes, width in enumerate(_WIDTHS)
        for path in [p for p in ordered if p.holes == holes][:width]
    ]


def _is_fluent(left: str, text: str, right: str, least: float) -> bool:
    """Whether `text` reads well by itself and between its neighbours: log share a character."""
    if not all(map(gbk.is_usual, text)) or (len(text) > 2 and not _reads_well(text, least - 1.5)):
        return False
    return _reads_well(left[-3:] + text + right[:3], least)


def _reads_well(text: str, least: float) -> bool:
    return Reader().read(text).total > least * len(text)


def _may_be_out_of_step(shown: str, run: Run, following: str, loose: bool) -> bool:
    """A quick look: whether the text reads badly as shown and its bytes well one byte later.

    `loose`: whether something else speaks for damage.
    """
    data = run.data
    if run.tail and len(data) < 4:
        return False
    if run.loses_last and len(data) == 2 and not (run.tagged or loose):
        return False  # too little to tell from characters that became ? each by itself
    if len(data) == 1:  # 集?F公司: a letter by itself
        return not (following.isascii() and following.isalnum())
    if len(data) > 10 and all(map(gbk.is_usual, shown.strip("？?\ufffd"))):
        return False  # out of step, every second character is an unusual one
    later = [gbk.decode(*data[i : i + 2]) for i in range(1, len(data) - 1, 2)]
    if sum(map(gbk.is_usual, later)) < 0.6 * len(later):
        return False
    return not _reads_well(shown, _FLUENT)


def _context(text: str) -> str:
    """`text` without glosses, folded marks wide."""
    return GLOSS.sub("", STRAY.sub("", text)).translate(FOLDED)


@lru_cache(maxsize=1 << 12)
def _lost(before: bytes, reading: Reading | None) -> tuple[tuple[int, str], ...]:
    """The bytes that may have been lost behind `before`, each with what the two make together,
    which is read so."""
    pairs = ((lost, gbk.decode(before[0], lost) if before else "") for lost in range(0x81, 0xFF))
    if reading is None:
        return tuple(pairs)
    return tuple((lost, char) for lost, char in pairs if char and is_read(char, reading))


@cache
def _is_tabled(char: str) -> bool:
    """Whether it is the kind of character that publishers' tables hold."""
    return bool(char) and is_traditional(char) and is_common(char) and is_main_form(char)


@cache
def _read_so(lead: int, reading: Reading | None) -> tuple[str, ...]:
    """The characters whose first byte is `lead`: those read so, or without a reading usual ones."""
    return tuple(
        char
        for char in gbk.with_lead(lead)
        if (gbk.is_usual(char) if reading is None else is_read(char, reading))
    )
