"""Newspaper columns: one sentence cut over two paragraphs with blank lines between.

战␤␤斗堡垒 is one sentence again when the first half is open and the second cannot start a block.
Evidence, from strong to weak: a mark that cannot stand where it stands, a bracket, a number or a
word across the cut, a name of the page across the cut, and how other paragraphs of the page end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui.repair.furniture import formula, spelled
from tui.repair.lines import HAN, Line, lines
from tui.repair.page import Page
from tui.repair.words import last_word, odds, word_across
from tui.text.alignment import Alignment
from tui.text.edit import Edit, State, apply_edits

RULE = "column_break"
APPLY = 0.8
"""From this confidence on a cut is joined; below, it is proposed."""

_AT_MOST = 8.0
"""The odds of a cut where others of the page are cut."""
_OTHERS, _ALONE = "other lines of this page are cut", "no sentence ends here"
_BYLINE = "a byline goes on"
_LOOKS = 4
"""How often a page is looked at again after something was joined."""
_VERSE = 24
"""Two neighbours that are both this short are lines of their own: verse, lists, slogans."""
_HEAD = 60
"""How much of a line is read to see what it starts with. Code points."""
_AROUND = 3_000
"""How far a name is looked for on both sides of a cut. Code points."""

_ENDS = re.compile(f"[{HAN}\\w，、,“‘「『（(《【”’」』）)》】%％]$")
_CANNOT_OPEN = re.compile(
    r"[，。、；！？,;!?”’」』）)》】%％]|的(?![确確])|[们們]|着(?![力眼手重实實装裝落陆陸想火急])|了(?![解不却卻])"
)
_PAUSE = re.compile(r"[，、,]$")
_OPENER_ENDS = re.compile(r"[“‘「『（(《【]$")
_PARTICLE_ENDS = re.compile(r"[的和与與及在对對将將把被从從向为為以由使让讓并而但或其该該每]$")
_ADVERB_ENDS = re.compile(
    r"(?:进一步|已经|正在|必须|以及|并且|通过|根据|为了|关于|对于|由于|因为|如果|随着|按照|围绕|一个|一种|一批|这个|这种|那个"
    r"|我们|他们|能够|应当|应该|先后|分别|特别是|尤其是)$"
)
_NUMBER = re.compile(r"[\d.]\Z")
_NUMBER_GOES_ON = re.compile(
    r"[\d年月日时時点點分秒余餘多个個名人元万萬亿億岁歲次周天米吨克公届屆级級家条條%％℃]"
)
_SALUTATION = re.compile(r"(?:亲爱|尊敬|敬爱|各位|同志|朋友|老师|先生|女士|你好|您好|大家好)")
# Only a block starts like this: list marks, numbers of items, speakers, subtitles, addresses.
_STARTS = re.compile(
    r"[•·●■◆★▪▲△▼▽※◎○□►▶→☆◇▌┃*#>+＊]|--|—|－|- "
    r"|[（(]?[一二三四五六七八九十百]{1,3}[）)、.．]|[（(]?\d{1,3}[）)、．]|\d{1,2}\.(?!\d)"
    r"|第[一二三四五六七八九十百零\d]{1,4}[章节条款项步，、：: ]|[①-⑳⑴-⒇㈠-㈩❶-❿]"
    r"|[A-Za-z][、.．)）]|[^，。：:“（《]{1,8}[：:]|http|www"
)
# A sentence usually starts like this: enough against a guess, not against a broken word.
_NEW_SENTENCE = re.compile(
    r"\d{1,4}[年月]|近日|日前|昨[日天]|今[天日]|当[天日]|目前|据[悉了介]|此外|同时|另外|另据|对此|为此|因此|随着"
    r"|随后|截至|下一步|接下来|会议|会上|记者|虽然|不过|然而|首先|其次|最后|面对|针对|根据|按照|自从|如今|现在"
)
_CLAUSE_GOES_ON = re.compile(
    r"等|并|和(?![平谐諧解约約气氣睦])|及(?![时時早])|与(?![此会会其])|或(?![许許者])|以及|而(?!且|今)"
)
# News: 18 of 100 cuts leave so short a last clause, 1 of 1,000 sentences have one; and likewise 9
# of 100 rests of a sentence open like this, hardly a sentence does.
_FRAGMENT_ENDS = re.compile(f"[，。；][{HAN}]{{1,3}}$")
_FRAGMENT_OPENS = re.compile(f"(?![是对對好唉啊嗯哦哎喂不完])[{HAN}](?:，|[{HAN}]{{0,2}}。(?=.))")
_LAST_CLAUSE = re.compile(r"(?<=[，。；])[^，。；]+$")
# Running text may start like this, a title hardly, where a clause follows.
_TEXT_HEAD = re.compile(
    r"(?:他|她|它|我|你|这|那|该|其|但|不过|然而|因此|所以|由于|虽然|如果|只有|为了|对于|据|同时|此外|另外|目前|此前|随后|当时"
    r"|“)[^。！？：]*，|由于|为了|随着|虽然|如果|因为|至于|但是|所以|因此|[^。！？：]{0,24}(?:说|表示|指出|介绍|认为|强调|透露|告诉记者)，"
)
_REPORT_HEAD = re.compile(
    r"(?:近日|日前|昨[日天]|今[日天]|连日来|\d{1,2}月\d{1,2}日|\d{4}年)[^。]{0,40}[，,]"
)
_ROLE_ENDS = re.compile(f"(?:记者|通讯员|摄影|编辑|作者)(?:[ 　：:][{HAN}])?$")
_NAME_GOES_ON = re.compile(f"[{HAN}]{{1,4}}(?:$|[ 　）)、摄])")
_PAIRS = {"《": "》", "（": "）", "(": ")", "【": "】", "“": "”", "「": "」", "『": "』"}


def columns(page: Page) -> Iterator[Edit]:
    """Join what a column cut; a cut that is only likely is proposed."""
    if page.is_code:
        return
    known: _Known = {}
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
            joins.append(replace(edit, start=start, end=end, old=page.text[start:end]))
        taken = {edit.start for edit in joins}
        joins += [edit for edit in edits if edit.start not in taken]
        edits = sorted(joins, key=lambda edit: edit.start)
    yield from edits


_Known = dict[tuple[str, str], tuple[float, str] | None]


def _cuts(text: str, joined: int, known: _Known) -> Iterator[Edit]:
    """One look at all neighbours, after `joined` of the page were joined on their own evidence.

    `known` keeps what two lines say by themselves from one look to the next.
    """
    found: list[tuple[_Cut, float, str]] = []
    closed = 0
    before: Line | None = None
    for line in lines(text):
        if before is not None:
            if before.ends_sentence:
                closed += before.is_prose
            else:
                cut, pair = _Cut(before, line), (before.text, line.text)
                if pair not in known:
                    known[pair] = _own_evidence(cut, text) if _may_join(before, line) else None
                if (own := known[pair]) is not None:
                    found.append((cut, *own))
        before = line
    proven = joined + sum(confidence >= APPLY for _, confidence, _ in found)
    guesses = len(found) - proven + joined
    # Where many paragraphs end without a stop and no word is cut, the stops are lost, not the text.
    cuts_are_usual = proven > 0 and proven * 3 >= guesses
    chance = _chance_of_a_cut(found, closed, cuts_are_usual)
    for cut, confidence, evidence in found:
        if 0.0 < confidence < APPLY and cuts_are_usual:
            confidence = APPLY
        if confidence == 0.0:
            confidence, evidence = _guess(cut, chance, cuts_are_usual)
        if confidence:
            start, end = cut.first.end, cut.second.start
            state = State.APPLIED if confidence >= APPLY else State.PROPOSED
            new = _blank(cut, text) if evidence == _BYLINE else ""
            yield Edit(start, end, text[start:end], new, RULE, confidence, evidence, state)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a column may have been cut: the lines on both sides of it."""

    first: Line
    second: Line


def _may_join(first: Line, second: Line) -> bool:
    """Whether `first` is open and neither line is a block by its wording."""
    if not first.is_open or _ENDS.search(first.text) is None or "\t" in first.text:
        return False
    if first.is_foreign or (_CANNOT_OPEN.match(second.text) is None and second.is_foreign):
        return False
    if first.text[-1].isascii() and first.text[-1].isalpha() and second.text[0].isascii():
        return False
    head = second.folded[:_HEAD]
    if _STARTS.match(head) or spelled("opening").match(head):
        return False
    if _half_byline(first, second):
        return True
    if _is_verse(first, second) and (
        not second.ends_sentence or len(first.text) + len(second.text) <= _VERSE
    ):
        return False
    return not (_is_block(first) or _is_block(second)) or _unclosed(first, second) != ""


def _is_verse(first: Line, second: Line) -> bool:
    """Whether both may be lines of their own. The sum of their evidence must be strong then."""
    return len(first.text) <= _VERSE and len(second.text) <= _VERSE


def _is_block(line: Line) -> bool:
    return formula(line.folded) is not None


def _runs_on(line: Line) -> bool:
    """Whether `line` is running text even where it is short: a report's first words."""
    if line.is_prose:
        return True
    head = line.folded[:_HEAD]
    return any(pattern.match(head) for pattern in (spelled("opening"), _REPORT_HEAD, _TEXT_HEAD))


def _own_evidence(cut: _Cut, text: str) -> tuple[float, str]:
    """Confidence that `cut` is one, from its own two lines alone, and why."""
    first, second = cut.first, cut.second
    if _CANNOT_OPEN.match(second.text):
        return 0.98, f"{second.text[0]} cannot open a block"
    if _half_byline(first, second):
        return 0.9, _BYLINE
    if bracket := _unclosed(first, second):
        return 0.97, f"{bracket} is closed after the cut"
    runs_on, goes_on = _runs_on(first), second.is_prose or second.ends_sentence
    if not (runs_on or goes_on):
        return 0.0, ""
    if _OPENER_ENDS.search(first.text):
        return 0.95, f"{first.text[-1]} cannot close a block"
    verse = _is_verse(first, second)
    if verse and "，" not in first.text[:-1]:
        return 0.0, ""
    if _PAUSE.search(first.text):
        if verse:
            return 0.0, ""
        salutation = len(first.text) <= 14 and _SALUTATION.search(first.folded)
        return (0.0, "") if salutation else (0.93, f"{first.text[-1]} closes no block")
    if _NUMBER.search(first.text) and _NUMBER_GOES_ON.match(second.text):
        return (0.9, "a number goes on") if runs_on or "，" in first.text else (0.0, "")
    if goes_on and _PARTICLE_ENDS.search(first.text) and last_word(first.text) == first.text[-1]:
        # A headline may say 我来挑队员的; none ends with 在 or 和.
        # and many a sentence says 是……的.
        certain = first.text[-1] != "的" or (
            (runs_on or "，" in first.text) and "是" not in first.text[-30:]
        )
        return (0.9 if certain else 0.6), f"{first.text[-1]} closes no block"
    if goes_on and _ADVERB_ENDS.search(first.folded[-4:]):
        return 0.9, "the first line ends with an adverb"
    if goes_on and _FRAGMENT_ENDS.search(first.text):
        return 0.93, "the last clause is too short to be one"
    if (goes_on or runs_on) and _FRAGMENT_OPENS.match(second.text):
        return 0.9, "the first clause is too short to be one"
    if word := word_across(first.text, second.text):
        if runs_on or (goes_on and _known(word, text, first.end)):
            return 0.95, f"{word} is one word"
        return (0.85, f"{word} is one word") if goes_on else (0.0, "")
    if goes_on and (name := _name_across(cut, text)):
        return 0.9, f"{name} stands elsewhere on the page"
    return 0.0, ""


def _chance_of_a_cut(
    found: list[tuple[_Cut, float, str]], closed: int, cuts_are_usual: bool
) -> float:
    """The odds that running text without a stop was cut on this page, and did not lose its stop.

    Lost stops leave whole sentences, so that the words beside all line ends are asked together.
    `closed`: how many paragraphs end with a stop.
    """
    if cuts_are_usual:
        return _AT_MOST
    guesses = [cut for cut, confidence, _ in found if confidence == 0.0 and _runs_on(cut.first)]
    if not guesses:
        return 0.0
    chance = min(closed / len(guesses), 1.0)
    for cut in guesses:
        chance *= min(max(odds(cut.first.text, cut.second.text, False), 0.1), 5.0)
        chance = min(chance, 1e6)
    return min(chance, 2.0)


def _guess(cut: _Cut, page_chance: float, cuts_are_usual: bool) -> tuple[float, str]:
    """Confidence from the words beside the cut and what the rest of the page is like."""
    first, second = cut.first, cut.second
    if _is_verse(first, second) or not (second.is_prose or second.ends_sentence):
        return 0.0, ""
    title = not _runs_on(first)
    chance = (0.06 if cuts_are_usual else 0.006) if title else page_chance
    evidence = _OTHERS if cuts_are_usual else _ALONE
    if title and "，" in first.text:
        chance *= 12
    if first.indented and not second.indented:
        chance *= 4
    head = second.folded[:_HEAD]
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


def _unclosed(first: Line, second: Line) -> str:
    """The opening bracket of `first` that `second` closes, or nothing."""
    for opener, closer in _PAIRS.items():
        opened = first.text.rfind(opener)
        if opened < 0 or first.text.rfind(closer) > opened:
            continue
        closed = second.text.find(closer)
        again = second.text.find(opener)
        if closed < 0 or (0 <= again < closed):
            continue
        # A quotation may run over several paragraphs, verse among them; a title does not.
        if opener in "“「『" and not (first.is_prose and (second.is_prose or closed < _VERSE)):
            continue
        if len(first.text) - opened + closed <= 80:
            return opener
    return ""


def _half_byline(first: Line, second: Line) -> bool:
    """Whether `first` ends with a role that `second` names, as in 记者 姜 / 培军 通讯员 …"""
    role = _ROLE_ENDS.search(first.folded[-8:])
    if role is None or len(first.text) <= len(role.group()):
        return False
    return _NAME_GOES_ON.match(second.folded[:8]) is not None


def _blank(cut: _Cut, text: str) -> str:
    """The blank of 记者 姜培军 where the cut took its place."""
    start, end = cut.first.end, cut.second.start
    after_role = cut.first.folded.endswith(("记者", "通讯员", "摄影", "编辑", "作者"))
    return " " if after_role and " " in (text[start], text[end - 1]) else ""


def _name_across(cut: _Cut, text: str) -> str:
    """Three characters across the cut that stand together elsewhere near it, like 练建|军."""
    first, second = cut.first.text, cut.second.text
    at = cut.first.end
    for name in (first[-2:] + second[:1], first[-1:] + second[:2]):
        if len(name) == 3 and _ALL_HAN.fullmatch(name) and _known(name, text, at):
            return name
    return ""


def _known(word: str, text: str, at: int) -> bool:
    """Whether `word` stands on the page near `at`."""
    return text.find(word, max(0, at - _AROUND), at + _AROUND) >= 0


_ALL_HAN = re.compile(f"[{HAN}]+")
