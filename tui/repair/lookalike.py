"""Look-alike characters: 囷 for 和, 莋 for 作, 鈈 for 不, and stray letters of the other script.

Spinners write characters that look alike so that search engines see another text. A table says what
a strange character may stand for, the neighbours say which of them is meant and how likely, and
the page says whether it was spun at all: on a page where nothing else is strange a rare character
is a rare character. The odds are Bayes' rule over these three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import compress, count
from math import exp, log
from typing import NamedTuple

from tui.repair.comb import Comb, comb
from tui.repair.context import REACH, Fit, Window
from tui.repair.furniture import table
from tui.repair.lexicon import (
    LONGEST,
    parts_of_speech,
    scripts,
    stand_in,
    words,
)
from tui.repair.page import Page
from tui.repair.strangers import RARE, Characters, encodes, is_frequent, simplifying
from tui.text.edit import Edit, State, apply_edits
from tui.text.regex import lazy

RULE = "lookalike"

_FIRST_HAN = "㐀"
_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩━┅")
_HAN = "㐀-鿿豈-﫿"
_RUN_BEFORE = lazy(f"[{_HAN}]*\\Z")
_RUN_AFTER = lazy(f"[{_HAN}]*")
_FOREIGN = lazy("[぀-ヿ가-힣]")

# Natural logarithms of how likely a tier of the table is the source of a stand-in.
_TIERS = (0.0, -1.0, -2.0, -4.0)
_BESIDE_SURE = -3.0
"""Further for the lower tiers where the first one has something."""
_CERTAIN = 13.0
"""Evidence that by itself is worth telling a person."""
_CLEAR = 6.0
"""Evidence from which on a place is counted when the page is judged."""
_BOUND = 3.0
"""Binding into a word from which on the neighbours speak for a candidate."""
_SPUN = 8.0
"""Log likelihood ratio that makes a page one that was spun: few are, and damage is dear."""
_DIFFERENT = 2
"""So many different characters must stand in for others on such a page."""
_HOW, _DONE = ("i", "ad", "d", "z"), ("v", "d", "p")
"""Parts of speech, the second by their first letters, around 地 as in 坚定不移地推进."""
_CANTONESE = frozenset("啲嘅咗唔冇佢嚟哋喺嗰乜嘢咁噉啱攞揾嗌嘥嘞喎咩冚瞓諗")
_SPOKEN = 3
"""So many of them make a page that quotes speech."""
_APPLY, _PROPOSE = 0.5, 0.0
_APPLY_LOOSE = 3.0
"""For an ordinary character in phase that its neighbours say little about: on generated pages 4 of
22 below were right, 55 of 64 above."""
_GUESS = 0.45
"""Confidence in what a strange character of a spun page stands for, where its neighbours tell
hardly anything: that it stands for another is certain, and so many guesses are right."""
_NO_NAME = 3.0
"""Odds from which on a strange character behind a surname is no part of a name."""
_COMMON_SURNAMES = 200
_FEW = 50
_MOST_STRANGE = 0.12
"""Share of strange characters on a page that can be told to be spun."""
_FEW_KINDS = 64
"""Up to so many kinds of characters are looked for one after the other."""
_LONG_TEXT = 30_000
"""From so many code points on it pays to compile a pattern for what is looked for."""
_ROUNDS = 4
_MARGIN = 1.0
"""By how much the best candidate leads the next, to be applied."""
_ORDINARY = -4.0
"""Further for ordinary characters without a known stand-in use."""
_IN_PHASE, _OUT_OF_PHASE = 2.5, -3.0


class _Candidate(NamedTuple):
    """A place where a character may stand in for another."""

    start: int
    old: str
    new: str
    evidence: float
    """Log likelihood ratio of stand-in to right, without the page's rate."""
    margin: float
    fit: Fit
    ordinary: bool
    """The character itself is common enough to be met by chance."""
    named: bool
    """It makes no word and follows a surname: people do have rare characters in their names."""


_Found = tuple[str, str, float, float, Fit, bool, bool]
"""A candidate without its place."""


def lookalike(page: Page) -> Iterator[Edit]:
    """Replace characters that stand in for others; propose where the context leaves doubt.

    Each mended character is a better neighbour, so it is done again until nothing changes.
    """
    text, characters = page.text, Characters(page.text)
    edits = {edit.start: edit for edit in _once(text, characters)}
    fresh = [edit for edit in edits.values() if edit.applied]
    for _ in range(_ROUNDS):
        if not fresh:
            break
        text = apply_edits(text, fresh)
        characters.change(fresh)
        fresh = [edit for edit in _once(text, characters) if edit.applied]
        edits |= {edit.start: edit._replace(old=page.text[edit.start]) for edit in fresh}
    yield from sorted(
        (edit for edit in edits.values() if edit.new != edit.old), key=lambda edit: edit.start
    )


def _once(text: str, characters: Characters) -> Iterator[Edit]:
    strange, is_traditional = characters.strange, characters.is_traditional
    if len(_CANTONESE & characters.all) >= _SPOKEN:
        strange = strange - _CANTONESE
    many = len(strange) > _FEW or sum(map(text.count, strange)) > _FEW
    if many and sum(map(characters.counts.__getitem__, strange)) > _MOST_STRANGE * characters.han:
        return  # a text in another language or of another time
    found = list(_candidates(text, _places(text, strange), is_traditional, ordinary=False))
    if not any(c.evidence >= _CLEAR for c in found):
        return
    counts, han = characters.counts, characters.han
    spun = _is_spun(found, han)
    teeth = comb(text, [c.start for c in found if c.evidence >= _CLEAR]) if spun else None
    if spun:
        # Now ordinary characters in odd places are suspects, too. What is clear is mended first.
        clear = (c for c in found if c.evidence >= _CLEAR)
        mended = apply_edits(text, (Edit(c.start, c.start + 1, c.old, c.new, RULE) for c in clear))
        usual = _usual(text, mended, characters.present - strange, teeth, is_traditional)
        found = sorted((*found, *usual), key=lambda c: c.start)
    yield from _judged(text, found, spun, han, teeth, counts if is_traditional else None)


def _is_spun(found: Sequence[_Candidate], han: int) -> bool:
    """Whether a page with stand-ins at some rate explains what was `found` better than chance."""
    clear = [
        c
        for c in found
        if c.evidence >= _CLEAR
        and c.old >= _FIRST_HAN  # pages do have ① and ━
        and c.margin >= _MARGIN
        and (c.fit.binding >= _BOUND or not encodes(c.old, "gb2312"))
    ]
    if len({c.old for c in clear}) < _DIFFERENT:
        return False
    rate = log(len(clear) / han)
    return sum(max(0.0, c.evidence + rate) for c in clear) - len(clear) >= _SPUN


def _candidates(
    text: str, places: Iterable[int], is_traditional: bool, *, ordinary: bool
) -> Iterator[_Candidate]:
    for start in places:
        old = text[start]
        before, after = text[max(0, start - REACH) : start], text[start + 1 : start + 1 + REACH]
        found = _between(before, old, after, is_traditional, ordinary)
        if found:
            yield _Candidate(start, *found)


def _usual(
    text: str, mended: str, characters: Set[str], teeth: Comb | None, is_traditional: bool
) -> Iterator[_Candidate]:
    """The ordinary `characters` that may be accepted (`_judged`): in phase, or where there is no
    period, scarce ones."""
    if teeth is None:
        characters = {c for c in characters if not is_frequent(c)}
    places = list(_homeless(mended, characters, is_traditional))
    if teeth is not None:
        places = list(compress(places, teeth.in_phase(text, places)))
    named = {}
    for candidate in _candidates(mended, places, is_traditional, ordinary=True):
        if candidate.named:
            named[candidate.start] = text[candidate.start - 1], candidate.old
        yield candidate
    if teeth is not None and named:  # elsewhere the same names tell that they are names
        spelled = set(named.values())
        again = (
            place
            for place in _homeless(mended, {old for _, old in spelled}, is_traditional)
            if (text[place - 1], text[place]) in spelled and place not in named
        )
        yield from _candidates(mended, again, is_traditional, ordinary=True)


def _homeless(text: str, characters: Set[str], is_traditional: bool) -> Iterator[int]:
    """Where one of `characters` makes no word with a neighbour, as in 矗立, 汾酒."""
    known = words()
    plain = text.translate(simplifying()) if is_traditional else text
    for place in _places(text, characters):
        if plain[place : place + 2] not in known and plain[place - 1 : place + 1] not in known:
            yield place


def _places(text: str, characters: Set[str]) -> Iterable[int]:
    """Where `text` has one of the `characters`, ascending."""
    if len(text) > _LONG_TEXT and len(characters) > _FEW_KINDS:
        any_of_them = re.compile(f"[{re.escape(''.join(sorted(characters)))}]")
        return [match.start() for match in any_of_them.finditer(text)]
    if len(characters) > _FEW_KINDS:
        return compress(count(), map(characters.__contains__, text))
    found = []
    for char in characters:  # much quicker than to look at each place
        place = text.find(char)
        while place >= 0:
            found.append(place)
            place = text.find(char, place + 1)
    return sorted(found)


@lru_cache(maxsize=1 << 14)
def _between(
    before: str, old: str, after: str, is_traditional: bool, ordinary: bool
) -> _Found | None:
    """What `old` may stand for between its neighbours; asked again whenever one was mended."""
    to_simplified = simplifying() if is_traditional else {}
    run = _RUN_BEFORE.search(before)
    left = run[0] if run else ""
    right = _RUN_AFTER.match(after)[0]  # type: ignore[index]  # matches the empty run too
    if not _belongs(old, left, right, before, after, is_traditional):
        return None
    left, right = left.translate(to_simplified), right.translate(to_simplified)
    return _weighed(Window(left, right), old, to_simplified, ordinary)


def _belongs(
    old: str, left: str, right: str, before: str, after: str, is_traditional: bool
) -> bool:
    """Whether the place is running text in the page's own language and script."""
    if (not left and not right) or _FOREIGN.search(before + after):
        return False
    if old in _SIGNS and not (right and (left or before[-1:].isdigit())):
        return False  # a line of a table, a numbered list
    if not is_traditional and old in scripts().traditional:
        # A quotation in Traditional script has more of it.
        around, kinds = left + right, scripts()
        others = sum(map(kinds.traditional.__contains__, around))
        return others <= sum(map(kinds.simplified.__contains__, around))
    return True


def _weighed(
    window: Window, old: str, to_simplified: dict[int, str], ordinary: bool
) -> _Found | None:
    """The likeliest candidate for `old`; `to_simplified` is empty on Simplified pages."""
    own = words().get(old.translate(to_simplified), RARE)
    as_it_is = window.fit(old.translate(to_simplified), own if ordinary else max(own, RARE))
    ranked: list[tuple[float, str, Fit]] = []
    known = stand_in(old)
    # In Traditional pages the Simplified form is nothing but the same character again.
    same = scripts().variants.get(old, ()) if to_simplified else ()
    for tier, weight in zip(known, _TIERS, strict=True):
        if any(fit.binding >= _BOUND for *_, fit in ranked):
            break  # a likelier one makes a word
        if known.sure and tier is not known.sure:
            weight += _BESIDE_SURE
        for new in tier:
            if new in same:
                continue
            fit = window.fit(new)
            ranked.append((fit.total + weight - as_it_is.total, new, fit))
    ranked.sort(key=lambda item: -item[0])
    if not ranked:
        return None
    evidence, new, fit = ranked[0]
    margin = evidence - ranked[1][0] if len(ranked) > 1 else evidence
    if new == "的" and ranked[1:] and ranked[1][1] == "地" and _is_attributive(window):
        margin = evidence
    if ordinary:
        evidence += 0.0 if new in known.sure else _ORDINARY
    named = fit.binding < _BOUND and _follows_surname(window.left)
    return old, new, evidence, margin, fit, ordinary, named


def _is_attributive(window: Window) -> bool:
    """Whether of the particles 的 and 地 only the first is likely: not behind a word that says how,
    nor before one for what is done."""
    tags, left, right = parts_of_speech(), window.left, window.right
    sizes = range(min(LONGEST, len(left)), 1, -1)
    before = next((tags[left[-size:]] for size in sizes if left[-size:] in tags), "")
    following = next((tags[head] for size in (3, 2, 1) if (head := right[:size]) in tags), "")
    done = following[:1] in _DONE and right[0] != "是"
    return len(left) > 1 and before not in _HOW and not done


def _follows_surname(left: str) -> bool:
    """Whether `left` ends with a surname, or one and a character, that is no part of a word."""
    known, surnames = words(), _surnames()
    for end in (len(left), len(left) - 1):
        if left[end - 1 : end] in surnames and (end < 2 or left[end - 2 : end] not in known):
            return end == len(left) or left[end - 1 :] not in known
    return False


@cache
def _surnames() -> frozenset[str]:
    return frozenset(table("names.toml")["surnames"][:_COMMON_SURNAMES])


def _judged(
    text: str,
    found: Sequence[_Candidate],
    spun: bool,
    han: int,
    teeth: Comb | None,
    traditional: Counter[str] | None,
) -> Iterator[Edit]:
    """Edits for those of `found` whose odds, with the page's rate and period, are good enough."""
    clear = sum(c.evidence >= _CLEAR and not c.ordinary for c in found)
    rate = log(max(clear, 1) / han)
    phases = _phases(teeth, text, [c.start for c in found])
    spellings = Counter((text[c.start - 1], c.old) for c in found if c.named)
    for candidate, phase in zip(found, phases, strict=True):
        if candidate.named and spellings[text[candidate.start - 1], candidate.old] > 1:
            continue  # a name, spelt like this again and again
        odds = candidate.evidence + rate + phase
        if not spun and (candidate.evidence < _CERTAIN or candidate.fit.binding < _BOUND):
            continue
        new, doubtful = candidate.new, candidate.margin < _MARGIN
        doubtful = doubtful or (candidate.named and phase <= 0 and odds < _NO_NAME)
        if traditional is not None:
            new, other = _in_traditional(new, traditional)
            doubtful = doubtful or other
        if new == candidate.old:
            continue
        loose = candidate.ordinary and candidate.fit.binding < _BOUND
        if candidate.ordinary and phase <= 0 and (teeth or loose or is_frequent(candidate.old)):
            continue
        doubtful = doubtful or (loose and odds < _APPLY_LOOSE)
        confidence = round(1 / (1 + exp(-max(-20.0, min(20.0, odds)))), 3)
        if odds < _PROPOSE:
            if not spun or candidate.ordinary or candidate.named or doubtful:
                continue
            confidence = _GUESS
        yield Edit(
            candidate.start,
            candidate.start + 1,
            candidate.old,
            new,
            RULE,
            confidence,
            _reason(candidate, clear, teeth if phase > 0 else None),
            State.APPLIED if spun and odds >= _APPLY and not doubtful else State.PROPOSED,
        )


def _phases(teeth: Comb | None, text: str, places: Sequence[int]) -> Sequence[float]:
    if teeth is None:
        return [0.0] * len(places)
    return [_IN_PHASE if ok else _OUT_OF_PHASE for ok in teeth.in_phase(text, places)]


def _in_traditional(new: str, counts: Counter[str]) -> tuple[str, bool]:
    """The Traditional form of `new` that the page uses, and whether it might be another."""
    forms = scripts().written.get(new, (new,))
    used = sorted(forms, key=lambda form: -counts[form])
    return used[0], len(forms) > 1 and counts[used[1]] * 4 > counts[used[0]]


def _reason(candidate: _Candidate, certain: int, teeth: Comb | None) -> str:
    parts = [f"makes {candidate.fit.word}"] if len(candidate.fit.word) > 1 else []
    if certain > 1:
        parts.append(f"{certain} such on the page")
    if teeth:
        parts.append(f"one of every {teeth.period} characters")
    return ", ".join(parts)
