"""What two neighbouring lines say by themselves about a cut between them.

From strong to weak: a mark that cannot stand where it stands, a bracket, a number or a word across
the cut, a clause too short to be one, a name of the page across the cut.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.repair.furniture import formula, spelled
from tui.repair.lines import HAN, Line
from tui.repair.words import last_word, word_across
from tui.text.regex import lazy

BYLINE = "a byline goes on"
_VERSE = 24
"""Two neighbours that are both this short are lines of their own: verse, lists, slogans."""
HEAD = 60
"""How much of a line is read to see what it starts with. Code points."""
_AROUND = 3_000
"""How far a name is looked for on both sides of a cut. Code points."""

_ENDS = lazy(f"[{HAN}\\w·，、,“‘「『（(《【”’」』）)》】%％]$")
_CANNOT_OPEN = lazy(
    r"[，。、；：！？,;!?”’」』）)》】%％]|的(?![确確])|[们們]|着(?![力眼手重实實装裝落陆陸想火急])|了(?![解不却卻])"
)
_LETTER_ENDS = lazy(r"[A-Za-z]$")
_HAN = lazy(f"[{HAN}]")
_PAUSE = lazy(r"[，、,]$")
_OPENER_ENDS = lazy(r"[·“‘「『（(《【]$")
_PARTICLE_ENDS = lazy(r"[的和与與及在对對将將把被从從向为為以由使让讓并而但或其该該每]$")
_ADVERB_ENDS = lazy(
    r"(?:进一步|已经|正在|必须|以及|并且|通过|根据|为了|关于|对于|由于|因为|如果|随着|按照|围绕|一个|一种|一批|这个|这种|那个"
    r"|我们|他们|能够|应当|应该|先后|分别|特别是|尤其是)$"
)
_NUMBER = lazy(r"[\d.]\Z")
_NUMBER_GOES_ON = lazy(
    r"[\d年月日时時点點分秒余餘多个個名人元万萬亿億岁歲次周天米吨克公届屆级級家条條%％℃]"
)
_SALUTATION = lazy(r"(?:亲爱|尊敬|敬爱|各位|同志|朋友|老师|先生|女士|你好|您好|大家好)")
# Only a block starts like this: list marks, numbers of items, speakers, subtitles, addresses.
_STARTS = lazy(
    r"[•·●■◆★▪▲△▼▽※◎○□►▶→☆◇▌┃*#>+＊]|--|—|－|- "
    r"|[（(]?[一二三四五六七八九十百]{1,3}[）)、.．]|[（(]?\d{1,3}[）)、．]|\d{1,2}\.(?!\d)"
    r"|第[一二三四五六七八九十百零\d]{1,4}[章节条款项步，、：: ]|[①-⑳⑴-⒇㈠-㈩❶-❿]"
    r"|[A-Za-z][、.．)）]|[^，。：:“（《]{1,8}[：:]|http|www"
)
# News: 18 of 100 cuts leave so short a last clause, 1 of 1,000 sentences have one; and likewise 9
# of 100 rests of a sentence open like this, hardly a sentence does.
_FRAGMENT_ENDS = lazy(f"[，。；][{HAN}]{{1,3}}$")
_FRAGMENT_OPENS = lazy(f"(?![是对對好唉啊嗯哦哎喂不完])[{HAN}](?:，|[{HAN}]{{0,2}}。(?=.))")
# Running text may start like this, a title hardly, where a clause follows.
_TEXT_HEAD = lazy(
    r"(?:他|她|它|我|你|这|那|该|其|但|不过|然而|因此|所以|由于|虽然|如果|只有|为了|对于|据|同时|此外|另外|目前|此前|随后|当时"
    r"|“)[^。！？：]*，|由于|为了|随着|虽然|如果|因为|至于|但是|所以|因此|[^。！？：]{0,24}(?:说|表示|指出|介绍|认为|强调|透露|告诉记者)，"
)
_REPORT_HEAD = lazy(
    r"(?:近日|日前|昨[日天]|今[日天]|连日来|\d{1,2}月\d{1,2}日|\d{4}年)[^。]{0,40}[，,]"
)
_ROLE_ENDS = lazy(f"(?:记者|通讯员|摄影|编辑|作者)(?:[ 　：:][{HAN}])?$")
_NAME_GOES_ON = lazy(f"[{HAN}]{{1,4}}(?:$|[ 　）)、摄])")
_PAIRS = {"《": "》", "（": "）", "(": ")", "【": "】", "“": "”", "「": "」", "『": "』"}
_ALL_HAN = lazy(f"[{HAN}]+")


class Cut(NamedTuple):
    """A place where a column may have been cut: the lines on both sides of it."""

    first: Line
    second: Line


def may_join(first: Line, second: Line) -> bool:
    """Whether `first` is open and neither line is a block by its wording."""
    if not first.is_open or _ENDS.search(first.text) is None or "\t" in first.text:
        return False
    if first.is_foreign or (_CANNOT_OPEN.match(second.text) is None and second.is_foreign):
        return False
    if _LETTER_ENDS.search(first.text) and second.text[0].isascii():
        # English is left alone; a Latin word in Chinese may be cut, and goes on in small letters.
        return (
            second.text[0].islower()
            and first.is_prose
            and _HAN.search(first.text[-20:]) is not None
        )
    head = second.folded[:HEAD]
    if _STARTS.match(head) or spelled("opening").match(head):
        return False
    if _half_byline(first, second):
        return True
    if is_verse(first, second) and (
        not second.ends_sentence or len(first.text) + len(second.text) <= _VERSE
    ):
        return False
    return not (_is_block(first) or _is_block(second)) or _unclosed(first, second) != ""


def is_verse(first: Line, second: Line) -> bool:
    """Whether both may be lines of their own. The sum of their evidence must be strong then."""
    return len(first.text) <= _VERSE and len(second.text) <= _VERSE


def _is_block(line: Line) -> bool:
    return formula(line.folded) is not None


def runs_on(line: Line) -> bool:
    """Whether `line` is running text even where it is short: a report's first words."""
    if line.is_prose:
        return True
    head = line.folded[:HEAD]
    return any(pattern.match(head) for pattern in (spelled("opening"), _REPORT_HEAD, _TEXT_HEAD))


def own_evidence(cut: Cut, text: str) -> tuple[float, str]:
    """Confidence that `cut` is one, from its own two lines alone, and why."""
    first, second = cut.first, cut.second
    if _CANNOT_OPEN.match(second.text):
        return 0.98, f"{second.text[0]} cannot open a block"
    if _half_byline(first, second):
        return 0.9, BYLINE
    if _LETTER_ENDS.search(first.text) and second.text[0].isascii():
        return 0.85, "a Latin word runs on"
    if bracket := _unclosed(first, second):
        return 0.97, f"{bracket} is closed after the cut"
    runs, goes_on = runs_on(first), second.is_prose or second.ends_sentence
    if not (runs or goes_on):
        return 0.0, ""
    if _OPENER_ENDS.search(first.text):
        return 0.95, f"{first.text[-1]} cannot close a block"
    verse = is_verse(first, second)
    if verse and "，" not in first.text[:-1]:
        return 0.0, ""
    if _PAUSE.search(first.text):
        if verse or not (goes_on or len(second.text) > _VERSE):
            return 0.0, ""
        salutation = len(first.text) <= 14 and _SALUTATION.search(first.folded)
        return (0.0, "") if salutation else (0.93, f"{first.text[-1]} closes no block")
    if _NUMBER.search(first.text) and _NUMBER_GOES_ON.match(second.text):
        return (0.9, "a number runs on") if runs or "，" in first.text else (0.0, "")
    if goes_on and _PARTICLE_ENDS.search(first.text) and last_word(first.text) == first.text[-1]:
        # Nothing ends with 在 or 和; but a headline may say 我来挑队员的, and a sentence 是……的.
        confidence = 0.9
        if first.text[-1] == "的" and not (runs or "，" in first.text):
            confidence = 0.6
        if first.text[-1] == "的" and "是" in first.text[-30:]:
            confidence = 0.6 if runs else 0.0
        return confidence, f"{first.text[-1]} closes no block"
    if goes_on and _ADVERB_ENDS.search(first.folded[-4:]):
        return 0.9, "the first line ends with an adverb"
    if goes_on and _FRAGMENT_ENDS.search(first.text):
        return 0.93, "the last clause is too short to be one"
    if (goes_on or runs) and _FRAGMENT_OPENS.match(second.text):
        return 0.9, "the first clause is too short to be one"
    if word := word_across(first.text, second.text):
        if runs or (goes_on and _known(word, text, first.end)):
            return 0.95, f"{word} is one word"
        return (0.85, f"{word} is one word") if goes_on else (0.0, "")
    if goes_on and (name := _name_across(cut, text)):
        return 0.9, f"{name} stands elsewhere on the page"
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


def blank(cut: Cut, text: str) -> str:
    """The blank of 记者 姜培军 where the cut took its place."""
    start, end = cut.first.end, cut.second.start
    after_role = cut.first.folded.endswith(("记者", "通讯员", "摄影", "编辑", "作者"))
    return " " if after_role and " " in (text[start], text[end - 1]) else ""


def _name_across(cut: Cut, text: str) -> str:
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
