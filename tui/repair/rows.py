"""The rows of an edition and what each could be by itself, before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tui.repair.furniture import Rule, fold, formula, known, spelled, table
from tui.repair.lines import HAN, ends_sentence, runs
from tui.text.blocks import BlockType
from tui.text.regex import compiled, lazy

TITLE = 45
"""A longer line is no title. Code points."""

_TAIL = 120
"""How far back the names that close a paragraph may begin. Code points."""

_SENTENCE_END = lazy(r"[。！？”…][ 　]?")
_SIGNED = lazy(r"(?<=[。！？”])[（(]([^（()）]{2,14})[）)]$")
_BULLET = lazy(r"[•·●■◆★▪►▶→>»☆□○◎-] ?(?=[^\d\s])")
_HAN = lazy(f"[{HAN}]")
_UNTITLED_END = lazy(r"[。；，、;,…：:]|\.\.\.|。”")
_SPOKEN = lazy(r"[，：:]")
_EXCLAIMED = lazy(r"[！？!?][”’」』）)]*$")
_ALL_HAN = lazy(f"[{HAN}]+")
_NAME_SPLIT = lazy("[ 　、]+")
_SPLIT = lazy(r"[\s|｜/·,，、]+")
_PROSE_MARK = lazy("[，。！？；：“”《》、]")
_SPLIT_TAGS = lazy(r"[\s|｜/,，、_\-—；;]+")
_JAMMER_STUCK = lazy(r"(?<=[^!-~])[!-~]{1,3}$")
_JAMMER_TOKEN = lazy(r"[!-~]{1,3}")


_SPEAKS = lazy("讯|电|消息|报道|报导")
_MOST = 1 << 14
"""Lines that are remembered."""
_HEAD = 60
"""How far into a line a report's opening formula may reach before it names the kind of report."""


@dataclass(slots=True)
class Row:
    """`text[start:end]`, a line of the edition, on its way to its type and article."""

    start: int
    end: int
    text: str
    """Without white space at its edges."""
    folded: str
    rule: Rule | None
    type: BlockType | None
    """None for a title of some kind, until its neighbours have been asked."""
    runs: bool
    """Whether it reads like the text of an article, not cut off."""
    opening: int
    """Where the formula by which a report opens ends (本报讯（记者 …）); 0 without one."""
    closing: int
    """Where the names that close the paragraph, and so the article, begin; -1 without them."""
    article: int = 0
    item: int = 0
    """Which entry of a list of other pages it belongs to, from 1."""
    item_title: str = ""
    """Of such an entry's text: the title it stands under."""

    @property
    def is_title(self) -> bool:
        """Whether it is still a title of unknown kind."""
        return self.type is None

    @property
    def is_running(self) -> bool:
        """Whether it is text of an article."""
        return self.type is BlockType.BODY and self.runs

    @property
    def role(self) -> str:
        """What its wording means for the lines around it."""
        return self.rule.role if self.rule else ""

    @property
    def has_bullet(self) -> bool:
        """Whether it opens with a list mark."""
        return _BULLET.match(self.text) is not None

    @property
    def is_truncated(self) -> bool:
        """Whether it is a text cut off, as lists of other pages show them."""
        return self.text.endswith(_CUT_OFF)


_CUT_OFF = ("...", "…", "[详细]", "[详情]", "[全文]", "【详细】", "[详细内容]")


def rows(text: str) -> list[Row]:
    """The lines of `text` that are not blank, typed where their wording alone decides."""
    found: list[Row] = []
    position = 0
    lines = known()  # after a decision of a person all but one are as they were
    if len(lines) > _MOST:
        lines.clear()
    all_folded = ""
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            line = lines.get(stripped)
            if line is None:
                all_folded = all_folded or fold(text)
                begin = position + raw.index(stripped[0])
                line = lines[stripped] = _by_itself(all_folded[begin : begin + len(stripped)])
            found.append(Row(position, position + len(raw), stripped, *line))
        position += len(raw) + 1
    return found


def _by_itself(folded: str) -> tuple[str, Rule | None, BlockType | None, bool, int, int]:
    """What a line is without its neighbours: the fields of a row from `folded` on."""
    rule = formula(folded)
    long = runs(folded) or (len(folded) >= 20 and ends_sentence(folded))
    return (
        folded,
        rule,
        _own(folded, rule),
        long and not folded.endswith(_CUT_OFF),
        _opening(folded),
        _closing(folded) if long else -1,
    )


def _opening(folded: str) -> int:
    if _SPEAKS.search(folded, 0, _HEAD) is None:
        return 0
    opening = spelled("opening").match(folded)
    if opening is None:
        return 0
    reporter = spelled("reporter").match(folded, opening.end())
    return reporter.end() if reporter else opening.end()


def _closing(folded: str) -> int:
    if folded[-1] in "。！？”；，：":
        return -1
    signed = _SIGNED.search(folded[-20:])
    if signed is not None and names(signed.group(1)):
        return len(folded) - len(signed.group())
    for end in _SENTENCE_END.finditer(folded, max(0, len(folded) - _TAIL)):
        if spelled("closing").match(folded, end.end()):
            return end.end()
    return -1


def _own(folded: str, rule: Rule | None) -> BlockType | None:
    if rule is not None:
        return rule.type
    if is_menu(folded):
        return BlockType.NAV
    if is_pushed_in(folded):
        return BlockType.AD
    return None if may_be_title(folded) else BlockType.BODY


def may_be_title(folded: str) -> bool:
    """Whether a line without a wording of its own could be a headline, a subhead or the like."""
    if not 2 <= len(folded) <= TITLE or folded[-1] in "。；，、" or _HAN.search(folded) is None:
        return False
    if _UNTITLED_END.search(folded[-4:]) and not _colon(folded):
        return folded[-1] in "”’" and _UNTITLED_END.search(folded[-2:]) is None
    if _EXCLAIMED.search(folded) and (folded[0] in "“‘「『" or _SPOKEN.search(folded)):
        return False
    return not runs(folded)


def _colon(folded: str) -> bool:
    return folded[-1] in "：:" and "，" not in folded


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(table("furniture.toml")[section])


@cache
def _spam() -> re.Pattern[str]:
    return compiled("|".join(map(re.escape, table("furniture.toml")["spam"])))


def is_menu(folded: str) -> bool:
    """Whether the line is a row of a menu: four short words and more, half of them known."""
    if not 7 <= len(folded) <= 200:
        return False
    if _SPLIT.search(folded) is None:
        return False
    tokens = [token for token in _SPLIT.split(folded) if token]
    if len(tokens) < 4 or any(len(token) > 6 for token in tokens):
        return False
    return 2 * sum(token in _words("menu") for token in tokens) >= len(tokens)


def is_word_list(folded: str) -> bool:
    """Whether the line is nothing but short words parted by blanks or bars, as menus are.

    Headlines of several parts have longer ones. Where it stands has to tell it from a list.
    """
    if len(folded) > 120 or _PROSE_MARK.search(folded) or names(folded):
        return False
    tokens = [token for token in _SPLIT.split(folded) if token]
    if len(tokens) < 4 or not 1 < max(map(len, tokens)) <= 8:
        return False  # 判 决 书 is one word
    return sum(map(len, tokens)) <= 4.5 * len(tokens)


def is_menu_word(folded: str) -> bool:
    """Whether the line is one word of a menu."""
    return folded in _words("menu")


def is_pushed_in(folded: str) -> bool:
    """Whether the line is a hijacked site's keywords or a forum's anti-copy string."""
    if len(folded) > 300 or "。" in folded or len(folded) < 6:
        return False
    if jammed(folded) == 0 and len(folded) >= 12:
        return True
    tokens = [token for token in _SPLIT_TAGS.split(folded) if token]
    if len(tokens) < 3:
        return False
    hits = sum(_spam().search(token) is not None for token in tokens)
    return hits >= 2 and 3 * hits >= len(tokens)


def jammed(text: str) -> int:
    """Where an anti-copy string such as ``8 |3 u0 T! A7 I- Y`` begins at the end of `text`.

    Code points; -1 where there is none.
    """
    if not text[-1:].isascii() or (text.isascii() and text.isalpha()):
        return -1
    tokens = odd = 0
    begin = end = len(text)
    for token in reversed(text[-80:].split(" ")):
        if token and not _JAMMER_TOKEN.fullmatch(token):
            if (stuck := _JAMMER_STUCK.search(token)) is not None:  # to the last character
                begin = end - len(stuck.group())
            break
        end -= len(token)
        if token:
            begin = end
            tokens += 1
            odd += any(not char.isalnum() for char in token) or _mixed(token)
        end -= 1
    return begin if tokens >= 4 and 2 * odd >= tokens else -1


def _mixed(token: str) -> bool:
    return any(char.isdigit() for char in token) and any(char.isalpha() for char in token)


def names(folded: str) -> bool:
    """Whether the line is nothing but names of people: 杨民 赵强 刘军民, 李军贾书章."""
    tokens = [token for token in _NAME_SPLIT.split(folded) if token]
    return 0 < len(tokens) <= 6 and all(_names(token) for token in tokens)


def _names(token: str) -> bool:
    """Whether `token` is one name or two written together."""
    return _name(token) or any(_name(token[:at]) and _name(token[at:]) for at in (2, 3))


def _name(token: str) -> bool:
    data = table("names.toml")
    if not _ALL_HAN.fullmatch(token):
        return False
    if len(token) in (3, 4) and token[:2] in data["compound"]:
        return True
    return len(token) in (2, 3) and token[0] in data["surnames"]


def each_title_run(page: list[Row]) -> Iterator[tuple[int, int]]:
    """The stretches of rows that are titles of unknown kind, as half-open ranges of indices."""
    index = 0
    while index < len(page):
        begin = index
        while index < len(page) and page[index].is_title:
            index += 1
        if begin < index:
            yield begin, index
        else:
            index += 1
