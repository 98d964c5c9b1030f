"""Newspaper columns: one sentence cut over two paragraphs with blank lines between.

战␤␤斗堡垒 is one sentence again when the first half is open and the second cannot start a block.
`cut` says what two lines tell by themselves; here the page decides what they leave open, by the
words beside its line ends and by how many of its paragraphs end with a stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.repair.cut import BYLINE, HEAD, Cut, blank, is_verse, may_join, own_evidence, runs_on
from tui.repair.lines import HAN, Line, lines
from tui.repair.page import Page
from tui.repair.words import odds
from tui.text.alignment import Alignment
from tui.text.edit import Edit, State, apply_edits
from tui.text.regex import lazy

RULE = "column_break"
APPLY = 0.8
"""From this confidence on a cut is joined; below, it is proposed."""

_AT_MOST, _BESIDE_STOPS = 8.0, 40.0
"""The odds of a cut where others of the page are cut; and the other paragraphs have their stops."""
_TITLE = 0.12
"""The odds that what looks like a title is the head of a cut paragraph on such a page."""
_SHORT = 20
"""A paragraph this short is hardly one under a title, but often the rest of one."""
_OTHERS, _ALONE = "other lines of this page are cut", "no sentence ends here"
_LOOKS = 4
"""How often a page is looked at again after something was joined."""
# A sentence usually starts like this: enough against a guess, not against a broken word.
_NEW_SENTENCE = lazy(
    r"\d{1,4}[年月]|近日|日前|昨[日天]|今[天日]|当[天日]|目前|据[悉了介]|此外|同时|另外|另据|对此|为此|因此|随着"
    r"|随后|截至|下一步|接下来|会议|会上|记者|虽然|不过|然而|首先|其次|最后|面对|针对|根据|按照|自从|如今|现在"
)
_CLAUSE_GOES_ON = lazy(
    r"等|并|和(?![平谐諧解约約气氣睦])|及(?![时時早])|与(?![此会会其])|或(?![许許者])|以及|而(?!且|今)"
)
_PARTED = lazy(f"[{HAN}] [{HAN}]")
_LAST_CLAUSE = lazy(r"(?<=[，。；])[^，。；]+$")


def columns(page: Page) -> Iterator[Edit]:
    """Join what a column cut; a cut that is only likely is proposed."""
    if page.is_code:
        return
    known: _Known = page.notes.setdefault(RULE, {})
    edits = list(_cuts(page.text, 0, known))
    for _ in range(_LOOKS):
        joins = [edit for edit in edits if edit.applied]
        if not joins:
            break
        # A line made whole says more of its neighbours: look again until nothing is left to join.
        text = apply_edits(page.text, joins)
        back = Alignment.from_replacements(
            len(page.text), ((edit.start, edit.end, len(edit.new)) for edit in joins)
        ).inverse
        proven = sum(edit.evidence not in (_OTHERS, _ALONE) for edit in joins)
        again = [edit for edit in _cuts(text, proven, known) if edit.applied]
        if not again:
            break
        for edit in again:
            start, end = back.map_range(edit.start, edit.end)
            joins.append(edit._replace(start=start, end=end, old=page.text[start:end]))
        taken = {edit.start for edit in joins}
        joins += [edit for edit in edits if edit.start not in taken]
        edits = sorted(joins, key=lambda edit: edit.start)
    yield from edits


_Known = dict[tuple[str, str], tuple[float, str, bool] | None]
"""Of two lines that may be joined: `own_evidence`, and whether the first `runs_on`."""


def _cuts(text: str, joined: int, known: _Known) -> Iterator[Edit]:
    """One look at all neighbours, after `joined` of the page were joined on their own evidence.

    `known` keeps what two lines say by themselves from one look to the next.
    """
    found: list[tuple[Cut, float, str, bool]] = []
    closed = 0
    before: Line | None = None
    for line in lines(text):
        if before is not None:
            if before.ends_sentence:
                closed += before.is_prose
            else:
                cut, pair = Cut(before, line), (before.text, line.text)
                if pair not in known:
                    joins = may_join(before, line)
                    known[pair] = (*own_evidence(cut, text), runs_on(before)) if joins else None
                if (own := known[pair]) is not None:
                    found.append((cut, *own))
        before = line
    proven = joined + sum(confidence >= APPLY for _, confidence, *_ in found)
    guesses = len(found) - proven + joined
    # Where many paragraphs end without a stop and no word is cut, the stops are lost, not the text.
    cuts_are_usual = proven > 0 and proven * 3 >= guesses
    chance = _chance_of_a_cut(found, closed, cuts_are_usual)
    for cut, confidence, evidence, runs in found:
        if 0.0 < confidence < APPLY and cuts_are_usual:
            confidence = APPLY
        if confidence == 0.0:
            confidence, evidence = _guess(cut, runs, chance, cuts_are_usual)
        if confidence:
            start, end = cut.first.end, cut.second.start
            state = State.APPLIED if confidence >= APPLY else State.PROPOSED
            new = blank(cut, text) if evidence == BYLINE else ""
            yield Edit(start, end, text[start:end], new, RULE, confidence, evidence, state)


def _chance_of_a_cut(
    found: list[tuple[Cut, float, str, bool]], closed: int, cuts_are_usual: bool
) -> float:
    """The odds that running text without a stop was cut on this page, and did not lose its stop.

    Lost stops leave whole sentences, so that the words beside all line ends are asked together.
    `closed`: how many paragraphs end with a stop.
    """
    if cuts_are_usual:
        open_ones = sum(runs for *_, runs in found)
        return _BESIDE_STOPS if closed > open_ones else _AT_MOST
    guesses = [cut for cut, confidence, _, runs in found if confidence == 0.0 and runs]
    if not guesses:
        return 0.0
    chance = min(closed / len(guesses), 1.0)
    for cut in guesses:
        chance *= min(max(odds(cut.first.text, cut.second.text, False), 0.1), 5.0)
        chance = min(chance, 1e6)
    return min(chance, 2.0)


def _guess(cut: Cut, runs: bool, page_chance: float, cuts_are_usual: bool) -> tuple[float, str]:
    """Confidence from the words beside the cut and what the rest of the page is like."""
    first, second = cut.first, cut.second
    if is_verse(first, second) or not (second.is_prose or second.ends_sentence):
        return 0.0, ""
    title = not runs
    chance = (_TITLE if cuts_are_usual else 0.006) if title else page_chance
    evidence = _OTHERS if cuts_are_usual else _ALONE
    if title and "，" in first.text:
        chance *= 8 if cuts_are_usual else 12
    elif title and cuts_are_usual:
        chance *= 4 if len(second.text) <= _SHORT else 1
        chance *= 0.1 if _PARTED.search(first.text) else 1
    if first.indented and not second.indented:
        chance *= 4
    head = second.folded[:HEAD]
    if _NEW_SENTENCE.match(head):
        chance *= 0.05
    elif _CLAUSE_GOES_ON.match(head):
        chance *= 10
    elif second.text[0] in "“‘「『《":
        chance *= 0.5
    if (clause := _LAST_CLAUSE.search(first.text)) is not None:
        chance *= 3.0 if len(clause.group()) <= 5 else 1.5 if len(clause.group()) <= 7 else 0.7
    chance *= odds(first.text, second.text, title)
    return (chance / (1 + chance), evidence) if chance >= 1 else (0.0, "")
