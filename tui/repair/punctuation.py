"""Width of punctuation, letters and digits; doubled marks.

Folding a page to half width leaves `,` for ，in running Chinese. Whether a page was folded is read
off its commas, semicolons and colons between Han characters: a house style may well have ASCII
brackets or `!` beside full-width commas. On a folded page every mark of Chinese text is made full
width again; numbers, times, English, code, addresses and `...` keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tui.repair.page import Page
from tui.text.edit import Edit, State, apply_edits
from tui.text.regex import lazy

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_CJK = "\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U000323af"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"  # Japanese has its own habits
_HAN = lazy("[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_IS_CJK = lazy(f"[{_CJK}℃]")
_LATIN, _KANA_SIGN = lazy("[A-Za-z\uff21-\uff3a\uff41-\uff5a]+"), lazy(f"[{_KANA}]")
_QUOTES = "“”‘’—…*"

# One mark or several together, at least one of them ASCII; or two full-width ones.
_MARKS = ",;:?!，。、；：？！"
_SEEN_THROUGH = _QUOTES + _MARKS
"""They stand in Chinese and elsewhere, or are in question themselves: what is beyond decides."""
_FAR = 64
"""No further than so many code points, or a page of nothing but marks would take for ever."""
_RUN = lazy(rf"(?<![{_MARKS}])(?:[，。、；：？！]*[,;:?!][{_MARKS}]*|[{_MARKS}]{{2,}})")
_BRACKETS = lazy("[()（）]")
_LATIN_ONLY = lazy(r"[^\w]*[a-zɑɡà-ɏ\u0300-\u036f'’·\- ]+[^\w]*")
_ENTITY = lazy(r"&#?\w{1,8}$")
_WIDE_ALNUM = lazy("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_ASCII_ALNUM = lazy("[0-9A-Za-z]")

_FOLDED = 0.05
"""From this share of ASCII among the marks of a kind on, the page was folded."""

# What two marks that follow each other were: the same mark twice, or a pause before a stop.
_PAUSES, _STOPS = "，、；：", "。？！"


def punctuation(page: Page) -> Iterator[Edit]:
    """Make folded marks full width, doubled marks single, stray full-width letters ASCII."""
    text = page.text
    runs = list(_RUN.finditer(text))
    evidence = _folding(page, runs)
    brackets = list(_brackets(text, evidence)) if evidence else []
    # A mark beside a bracket belongs where the bracket belongs.
    bracketed = apply_edits(text, sorted(brackets, key=_place))
    edits = [*brackets, *_width_of_letters(text)]
    if evidence or not (page.is_table or page.is_code):
        edits += _marks(bracketed, runs, evidence)
    yield from sorted(edits, key=_place)


def _place(edit: Edit) -> int:
    return edit.start


def _marks(text: str, runs: list[re.Match[str]], evidence: str) -> Iterator[Edit]:
    for run in runs:
        start, end = run.span()
        old = run[0]
        if not _stands_in_chinese(text, start, end):
            continue
        if end - start == 1:  # as most do
            if evidence and old in _WIDE:
                yield Edit(start, end, old, _WIDE[old], "punctuation", 0.99, evidence)
            continue
        wide = "".join([_WIDE.get(c, c) for c in old]) if evidence else old
        new = _single(wide)
        if len(new) == len(old):  # one edit a mark, so that each can be told apart
            for offset, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    place = start + offset
                    yield Edit(place, place + 1, before, after, "punctuation", 0.99, evidence)
        else:
            yield Edit(start, end, old, new, "punctuation", 0.95, "doubled mark")


def _single(marks: str) -> str:
    """A doubled mark made one; `？！`, `！！` and `。。。` are meant and stay."""
    if len(marks) != 2:
        return marks
    first, second = (_WIDE.get(mark, mark) for mark in marks)
    if first in _PAUSES and (second == first or second in _STOPS):
        return second
    return first if first == "。" and second in "。，" else marks


def _side(text: str, place: int, step: int) -> str:
    """What stands beside a mark, from `place` on: h Han or its punctuation, a ASCII letter or
    digit, n a line's edge, o anything else, a blank too."""
    for _ in range(_FAR):
        if not 0 <= place < len(text) or text[place] in "\r\n":
            return "n"
        char = text[place]
        if "\u4e00" <= char <= "\u9fff":  # as most are
            return "h"
        if char not in _SEEN_THROUGH:
            if _ASCII_ALNUM.match(char) or _WIDE_ALNUM.match(char):
                return "a"  # of whichever width: that is in question too
            return "h" if _IS_CJK.match(char) else "o"
        place += step
    return "o"


def _stands_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether the marks `text[start:end]` belong to Chinese text."""
    mark = text[end - 1]
    following = text[end : end + 1]
    if mark in ":;" and following and following in ")(-DPp|\\" and not _IS_CJK.match(text, end + 1):
        return False  # an emoticon
    if mark == ":" and following == "/":
        return False  # an address
    if mark == ";" and _ENTITY.search(text[max(0, start - 10) : start]):
        return False
    left = _side(text, start - 1, -1)
    if left == "h":
        return True
    right = _side(text, end, 1)
    if right == "h":
        # 20%,30人: what stands before is a number or a foreign word of a Chinese sentence
        return left != "n" and _is_chinese(text, start, end)
    # 什么是5G? at the end of a line, and )? ": after a bracket or ASCII quote
    return right == "n" and left in "ao" and mark in "?!:," and _is_chinese(text, start, end)


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether there is more Chinese than anything else around `text[start:end]`, on its line."""
    before = text[max(0, start - 30) : start].rpartition("\n")[2]
    around = before + text[end : end + 30].partition("\n")[0]
    words = len(_LATIN.findall(around)) + len(_KANA_SIGN.findall(around))
    return len(_HAN.findall(around)) > 2 * words


def _folding(page: Page, runs: list[re.Match[str]]) -> str:
    """What shows that the page was folded to half width; empty when it was not."""
    text = page.text
    seen: Counter[str] = Counter()
    for run in runs:
        mark = run[0][0]
        if mark in _WIDE and _between_han(text, *run.span()):
            seen[mark] += 1
    # A lone ! or ? may be meant so; commas, colons and semicolons hardly. Each kind is looked at
    # by itself, for some pages have only some kinds folded.
    shares = {
        mark: seen[mark] / (seen[mark] + text.count(_WIDE[mark])) for mark in ",;:" if seen[mark]
    }
    if not shares and seen["?"] + seen["!"] >= 3:
        wide = text.count("？") + text.count("！")
        if wide < 0.1 * (seen["?"] + seen["!"]):
            shares["?!"] = 1.0
    if max(shares.values(), default=0.0) < _FOLDED:
        return ""
    if page.is_table or page.is_code:
        return ""
    kept = sum(text.count(mark) for mark in "，；：？！")
    folded = seen.total()
    return f"half width: {folded} of {folded + kept} marks in the Chinese of this page"


def _between_han(text: str, start: int, end: int) -> bool:
    """Whether Chinese text stands directly before the marks and does not go on after a blank."""
    if start and text[start - 1] == ")":
        start -= 1
    if not start:
        return False
    before, after = text[start - 1], text[end : end + 1]
    if not ("\u4e00" <= before <= "\u9fff" or before in "”》』」）" or _HAN.match(before)):
        return False
    if after in ("", "\n", "\r"):
        return True
    return bool(_IS_CJK.match(after)) or after in _QUOTES or after.isalnum()


def _brackets(text: str, evidence: str) -> Iterator[Edit]:
    """Make ASCII brackets around Chinese, or set in it, full width, in pairs."""
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        place = match.start()
        if match[0] in "(（":
            opened.append(place)
            continue
        if not opened:
            continue
        start = opened.pop()
        if place - start > 300 or not _is_chinese_pair(text, start, place):
            continue
        for at in (start, place):
            if text[at] in _WIDE:
                yield Edit(at, at + 1, text[at], _WIDE[text[at]], "punctuation", 0.98, evidence)


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end]
    if not inside.strip():
        return False
    if _HAN.search(inside):
        return True
    if _LATIN_ONLY.fullmatch(inside) and not inside.isascii():
        return False  # a reading or a foreign name, set by a writer
    return "h" in (_side(text, start - 1, -1), _side(text, end + 1, 1))


def _width_of_letters(text: str) -> Iterator[Edit]:
    """Make full-width letters and digits ASCII where they are the exception on their page.

    A few by themselves may be set so; they are proposed.
    """
    wide = list(_WIDE_ALNUM.finditer(text))
    if not wide:
        return
    wide_count = sum(len(match[0]) for match in wide)
    count = wide_count + len(_ASCII_ALNUM.findall(text))
    if wide_count > 0.2 * count:
        return  # a house style
    for match in wide:
        start, end = match.span()
        narrow = match[0].translate({ord(c): ord(c) - 0xFEE0 for c in match[0]})
        mixed = _ASCII_ALNUM.search(text[max(0, start - 1) : start] + text[end : end + 1])
        sure = mixed or (len(wide) >= 3 and wide_count >= 0.03 * count)
        yield Edit(
            start,
            end,
            match[0],
            narrow,
            "punctuation",
            0.9 if sure else 0.6,
            f"full width: {wide_count} of {count} letters and digits",
            State.APPLIED if sure else State.PROPOSED,
        )
