"""What is left of markup in running text: `/p>`, `<br />`, `&nbsp;`, `nbsp;`, `[/img]`.

A crawler that cuts tags out misses those that were broken or escaped before. They are taken out,
entities become their character, and the end of a paragraph becomes one. Texts about markup keep
theirs: program text, pages that speak of HTML, a tag in quotation marks or backticks. So do signs
of comparison, and single letters in brackets that no other tag closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tui.repair.page import Page
from tui.text.edit import Edit
from tui.text.regex import lazy

_BLOCKS = "p|br|hr|div|li|ul|ol|dl|dd|dt|tr|h[1-6]|tbody|blockquote|center"
_INLINE = (
    "span|font|strong|b|i|u|s|em|a|img|td|th|sup|sub|o:p|st1:[a-z]{1,20}|[vw]:[a-z]{1,20}"
    "|nobr|wbr|figure|figcaption|iframe|noscript|tt"
)
_WORDS = (  # they may be words in angle brackets: a slash or an attribute has to be there
    "table|section|article|small|big|pre|strike|label|ins|del|embed|object|param|script|style"
    "|form|input|meta|link|video|source|marquee"
)
_BB = (
    "img|b|i|u|s|url|size|color|font|face|align|quote|td|tr|table|p|center|left|right|flash|media"
    "|attach|attachimg|hide|free|list|email|backcolor|float|indent|fly|audio|blockquote"
)
_NAMED = (
    "nbsp|quot|amp|lt|gt|apos|[lr][ds]quo|[mn]dash|hellip|middot|bull|e[mn]sp|thinsp|copy|reg"
    "|trade|deg|times|[lr]aquo|permil|yen|pound|euro|sect|[lr]arr|zwn?j|shy"
)
_BARE = "nbsp|[lr]dquo|hellip|mdash|middot"
_UNSEEN = "\u200b\u200c\u200d\u00ad\ufeff"
_CJK = "\u2014\u2018-\u201d\u2026\u3001-\u3015\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
_NEAR = 200  # how far on its line what explains a tag may stand, in code points
_OPENERS, _CLOSERS = "“\"'‘《「『`（(【", "”\"'’》」』`）)】"
_ABOUT = lazy(
    "HTML|XML|CSS|JavaScript|Markdown|UBB|BBCode|标记语言|標記語言|源代码|原始碼|转义|轉義"
    "|网页代码|网页设计|網頁設計|前端",
    re.I,
)
_CLOSING = lazy(r"</[A-Za-z]>|\[/[A-Za-z]{1,12}\]")
_TAGS = lazy("(?:标签|標籤|标记|標記)(?! *[:：])")
_SPOKEN_OF = lazy(
    "标签|標籤|元素|标记|標記|代码|代碼|字符|实体|实體|符号|符號|属性|表示|是|和|、|或"
)


class _Patterns(NamedTuple):
    remnant: re.Pattern[str]
    block: re.Pattern[str]
    """A remnant that parts paragraphs."""
    letter: re.Pattern[str]
    """An opening tag that could be something else; its name."""


@cache
def _patterns() -> _Patterns:
    tag = (
        rf"</?(?:{_BLOCKS}|{_INLINE})(?:\s[^<>\n]{{0,400}})?/?>|</(?:{_WORDS})>"
        rf"|<(?:{_WORDS})\s[^<>\n]{{0,400}}=[^<>\n]{{0,400}}>"
        r"|<!--[^<>\n]{0,200}-->|<\?xml[^<>\n]{0,200}>"
    )
    # What a tag leaves when its head is cut off. p> is a comparison, too, but not after a stop.
    tail = (
        rf"(?<![A-Za-z0-9<_/.:\-])(?:/(?:{_BLOCKS}|{_INLINE}|{_WORDS}) ?>|[bh]r ?/>"
        rf"|(?:br|div|li|tr|td|font|span|strong|center|o:p)>(?=[{_CJK}<&\s]|\Z)"
        rf"|(?:(?<=[。！？”：；…?!;\n])|\A)p>(?=[{_CJK}<&\n]|\Z))(?! ?[\dA-Za-z.=])"
    )
    forum = (
        r"\[img[^\]\n]{0,40}\]\s{0,2}https?://[^\s\[\]]{1,300}\s{0,2}\[/img\]"
        r"|\[attach(?:img)?\]\d{1,12}\[/attach(?:img)?\]"
        rf"|\[/(?:{_BB})\]|\[(?:{_BB})(?:=[^\[\]\n]{{1,200}})?\]"
    )
    entity = (
        rf"&(?:amp;){{0,4}}(?:(?:{_NAMED})|#\d{{2,6}}|#x[0-9a-f]{{2,5}});"
        rf"|(?<![A-Za-z0-9&#_])(?:{_BARE});|&nbsp(?![A-Za-z;=])"
    )
    return _Patterns(
        # Nothing of it begins otherwise: told at once where text is Chinese.
        lazy(rf"(?=[&<\[/bcdfhlmnoprst])(?:{entity}|{tag}|{tail}|{forum})", re.I),
        lazy(rf"(?:</?|/|\A)(?:{_BLOCKS})(?=[ \s/>])", re.I),
        lazy(rf"<([abiusp])>|\[({_BB})\]", re.I),
    )


def remnants(page: Page) -> Iterator[Edit]:
    """Take out what is left of tags, write entities as their characters."""
    text = page.text
    if not any(sign in text for sign in ("<", ">", "&", "[", "nbsp;", "quo;")):
        return
    closed = frozenset(_CLOSING.findall(text))
    matches = _patterns().remnant.finditer(text)
    found = [match for match in matches if _is_left_over(match, closed)]
    if not found:
        return
    plain = Page(_patterns().remnant.sub("", text))
    if plain.is_code or plain.is_table or plain.is_tab_table or _ABOUT.search(plain.text):
        return
    first = 0
    for last, match in enumerate(found):
        end = match.end()
        following = found[last + 1].start() if last + 1 < len(found) else -1
        if following >= 0 and not text[end:following].strip(" \t\u3000\xa0"):
            continue
        yield _edit(text, found[first : last + 1])
        first = last + 1


def _is_left_over(match: re.Match[str], closed: frozenset[str]) -> bool:
    """Whether nothing says that the writer meant to write it."""
    text, (start, end) = match.string, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before in _OPENERS and after in _CLOSERS:
        return False
    if "`" in (before, after):
        return False
    line = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    line += text[end : end + _NEAR].partition("\n")[0]
    if _TAGS.search(line):
        return False
    opens = match[0][0] in "<[" and match[0][1:2] != "/" and "=" not in match[0]
    if opens and before not in ("", "\n") and _SPOKEN_OF.match(text, end):
        return False
    letter = _patterns().letter.fullmatch(match[0])
    if letter is None:
        return True
    if before.isascii() and before.isalnum():
        return False  # a<b>c, list[i]
    if letter[1]:
        stands = letter[1] in "pP" and before in ("", "\n", "。", "！", "？", "”", ">", "\u3000")
        return stands or f"</{letter[1]}>" in closed
    return f"[/{letter[2]}]" in closed


def _edit(text: str, group: list[re.Match[str]]) -> Edit:
    start, end = group[0].start(), group[-1].end()
    inside = bool(text[max(0, start - _NEAR) : start].rpartition("\n")[2].strip())
    inside = inside and text[end : end + 1] not in ("", "\n", "\r")
    new = ""
    for match in group:
        new += _meant(match[0])
    if any(_patterns().block.match(match[0]) for match in group) or "\n" in new:
        new = new.strip() + "\n" if inside else new.strip()
    elif not new.strip():
        new = " " if new and inside else ""
    old = text[start:end]
    return Edit(start, end, old, new, "remnant", 0.97, "left over from markup")


def _meant(remnant: str) -> str:
    """The character that an entity stands for; nothing for a tag."""
    if not remnant.endswith(";") and not remnant.lower().startswith("&nbsp"):
        return ""
    if remnant.startswith("<"):
        return ""
    from html import unescape  # its table is large and seldom needed

    name = remnant.lower().replace("&amp;", "&").strip("&;")
    while name.startswith("amp;"):
        name = name[4:]
    char = unescape(f"&{name};")
    if len(char) != 1 or char in _UNSEEN or not (char.isprintable() or char.isspace()):
        return " " if char.isspace() else ""
    return " " if char.isspace() else char
