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
from tui.repair.words import last_word, word_across
from tui.text.alignment import Alignment
from tui.text.edit import Edit, State, apply_edits

RULE = "column_break"
APPLY = 0.8
"""From this confidence on a cut is joined; below, it is proposed."""

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
_NEW_CLAUSE = re.compile(
    r"[“‘「『《【（(\d]|[在从为自经这那我你他她它该各其]|由于|如果|因为|但是?|而且|所以|于是|再次|通过|作为|一个"
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
        again = [edit for edit in _cuts(text, len(joins), known) if edit.applied]
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
    """One look at all neighbours, after `joined` of the page were joined.

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
    stops_are_usual = closed >= 2 * guesses and closed >= 3
    for cut, confidence, evidence in found:
        if confidence == 0.0:
            confidence, evidence = _guess(cut, cuts_are_usual, stops_are_usual)
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
    if len(first.text) <= _VERSE and len(second.text) <= _VERSE:
        if not second.ends_sentence or len(first.text) + len(second.text) <= _VERSE:
            return False
        return _CANNOT_OPEN.match(second.text) is not None or _unclosed(first, second) != ""
    return not (_is_block(first) or _is_block(second)) or _unclosed(first, second) != ""


def _is_block(line: Line) -> bool:
    return formula(line.folded) is not None


def _runs_on(line: Line) -> bool:
    """Whether `line` is running text even where it is short: a report's first words."""
    if line.is_prose:
        return True
    head = line.folded[:_HEAD]
    return spelled("opening").match(head) is not None or _REPORT_HEAD.match(head) is not None


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
    if _PAUSE.search(first.text):
        salutation = len(first.text) <= 14 and _SALUTATION.search(first.folded)
        return (0.0, "") if salutation else (0.93, f"{first.text[-1]} closes no block")
    if _NUMBER.search(first.text) and _NUMBER_GOES_ON.match(second.text):
        return (0.9, "a number goes on") if runs_on or "，" in first.text else (0.0, "")
    if goes_on and _PARTICLE_ENDS.search(first.text) and last_word(first.text) == first.text[-1]:
        # A headline may say 我来挑队员的; none ends with 在 or 和.
        certain = runs_on or first.text[-1] != "的"
        return (0.9 if certain else 0.6), f"{first.text[-1]} closes no block"
    if goes_on and _ADVERB_ENDS.search(first.folded[-4:]):
        return 0.9, "the first line ends with an adverb"
    if word := word_across(first.text, second.text):
        if runs_on or (goes_on and _known(word, text, first.end)):
            return 0.95, f"{word} is one word"
        return (0.85, f"{word} is one word") if goes_on else (0.0, "")
    if goes_on and (name := _name_across(cut, text)):
        return 0.9, f"{name} stands elsewhere on the page"
    return 0.0, ""


def _guess(cut: _Cut, cuts_are_usual: bool, stops_are_usual: bool) -> tuple[float, str]:
    """Confidence from how the rest of the page ends its paragraphs."""
    first, second = cut.first, cut.second
    if not (second.is_prose or second.ends_sentence):
        return 0.0, ""
    head = second.folded[:_HEAD]
    new_sentence = _NEW_SENTENCE.match(head) is not None
    if not _runs_on(first):  # it may as well be a title
        likely = cuts_are_usual and not new_sentence and "，" in first.text and second.is_prose
        return (0.5, "other lines of this page are cut") if likely else (0.0, "")
    new_clause = _NEW_CLAUSE.match(head) is not None
    unlike = first.indented and not second.indented  # a paragraph of this page is indented
    if cuts_are_usual and not new_sentence:
        return 0.85, "other lines of this page are cut"
    if stops_are_usual and not new_sentence and not new_clause:
        return 0.8, "other paragraphs of this page end with a stop"
    if unlike and not new_sentence:
        return 0.8, "the second line is not indented"
    if cuts_are_usual or stops_are_usual:
        return 0.5, "the first line has no stop"
    return 0.0, ""


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
