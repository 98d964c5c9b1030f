"""Paragraphs decoded as something else: ÎÒÃÇ, æˆ‘ä»¬, 鎴戜滑 and 扂蠅 are all 我们.

A decoder took the bytes of one encoding for those of another. Turned back into bytes and decoded
as what they were, they say what was meant. Where no byte was lost on the way and fluent Chinese
comes out, nothing else explains it: such paragraphs are made right. Where bytes are gone, the
likeliest characters that the others allow are proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tui.repair import gbk
from tui.repair.likelihood import likelihood
from tui.repair.lossy import ANY, Byte, guess
from tui.repair.page import Page
from tui.text.edit import Edit, State
from tui.text.regex import lazy

_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # cp1252 has them in place of control characters
_HIGH = f"\x80-\xff{_SPECIAL}\ufffd"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A quarter of running text, and the commonest marks: by them a paragraph is found.
_COMMONEST = {
    "gb18030": "的一是不了在人有我他这中大来上国个到说们为子和你地"
    "出道也时年得就那要下以生会自着去之过家学对可里"
    "，。、：“”",
    "big5hkscs": "的一是不了在人有我他這中大來上國個到說們為子和你地"
    "出道也時年得就那要下以生會自著去之過家學對可裡"
    "，。、：「」",
}
_NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GBK",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "cp1252": "Latin-1",
}
_MEANT = {
    "cp1252": ("utf-8", "gb18030", "big5hkscs"),
    "gb18030": ("utf-8", "big5hkscs"),
    "big5hkscs": ("gb18030", "utf-8"),
    "cp950": ("gb18030", "utf-8"),
}
"""What was shown so → what it may have been."""

_NARROW = {"gb18030": "gbk", "big5hkscs": "big5", "cp950": "big5"}  # what decoders leave U+FFFD
_BIG5 = ("big5hkscs", "cp950")  # have some characters at different places

_PAIRS = dict(zip("《〈「『【“‘", "》〉」』】”’", strict=True))
_KEPT = re.compile("[\ue000-\uf8ff]")  # what only a decoder of all of GB 18030 shows

_LEAST_HITS = 2  # telling characters of a line that is looked into
_LEAST_SHARE = 0.12  # and their share of what is not ASCII in it
_FEW, _MANY = 3, 12  # Han of a stretch that proves itself; of others that vouch for it
_FLUENT = -7.6  # log share a character of text that reads well
_POOR = -12.0  # the same of names and other words that are in no dictionary
_GAIN = 2.0  # how much better it must read than what is shown, per character, in nats
_SAMPLE = 80  # characters of a stretch whose words are looked at
_LOOKS = 1500  # code points with lost bytes that are looked into, a page; lost ones count thrice
_MOST_UNSOUND = 0.55  # share of what is not ASCII; a lost byte makes two, in every third Han
_LEAST_KNOWN = 0.6  # share of characters that must be known in a proposal


class _Stretch(NamedTuple):
    """`text[start:end]` and what it was."""

    start: int
    end: int
    new: str
    shown: str
    meant: str
    sure: bool = True
    fluent: bool = True
    """Else, as with a list of names, others must vouch for it."""
    guessed: int = 0
    whole: bool = True
    """Whether there is no Chinese beside it on its line."""

    @property
    def size(self) -> int:
        """Han characters of what it was."""
        return len(_patterns().han.findall(self.new))

    @property
    def worth(self) -> float:
        """How well what it was reads."""
        return _fluency(self.new)


class _Patterns(NamedTuple):
    han: re.Pattern[str]
    telling: re.Pattern[str]
    """Characters, or pairs of them, that hardly stand in text that is right."""
    pair: re.Pattern[str]
    latin: re.Pattern[str]
    """A stretch of Latin-1 or cp1252."""
    strange: re.Pattern[str]
    """From the first to the last character of a line that is not ASCII."""
    about: re.Pattern[str]
    blank: re.Pattern[bytes]
    """A blank where only a byte A0, which is one in Latin-1, can have stood."""


@cache
def _patterns() -> _Patterns:
    telling = {
        code.decode("gb18030", "ignore")
        for lead in range(0xE4, 0xEA)
        for trail in range(0x80, 0xC0)
        for code in (bytes((lead, trail)),)
    }
    telling |= {"锛", "銆", "鈥"}
    for shown, meant in (("big5hkscs", "gb18030"), ("gb18030", "big5hkscs")):
        codes = (char.encode(meant) for char in _COMMONEST[meant])
        telling |= {code.decode(shown, "ignore") for code in codes}
    rare = sorted(char for char in telling if len(char) == 1 and not gbk.is_usual(char))
    pair = f"[\x80-\x9f\xa1-\xb6\xb8-\xff][{_HIGH}]"
    return _Patterns(
        lazy(f"[{_HAN}]"),
        lazy(f"[{''.join(rare)}]|{pair}"),
        lazy(pair),
        lazy(f"[{_HIGH}](?:[\t -~{_HIGH}]*[{_HIGH}])?[@-~]?"),
        lazy(r"[^\x00-\x7f](?:.*[^\x00-\x7f])?[@-~]?"),
        lazy("乱码|亂碼|编码|編碼|字符集|锟斤拷"),
        re.compile(rb"([\xe3-\xe9\xef](?:[\x80-\xbf](?= (?![\x80-\xbf]))|(?= [\x80-\xbf]))) "),
    )


def redecode(page: Page) -> Iterator[Edit]:
    """Decode paragraphs anew; those that lost bytes are proposed with their likeliest reading."""
    found = list(_stretches(page.text))
    if not found:
        return
    sizes: Counter[tuple[str, str]] = Counter()
    for stretch in found:
        if stretch.whole and stretch.sure and stretch.fluent:
            sizes[_NAMES[stretch.shown], stretch.meant] += stretch.size
    told_about = _patterns().about.search(page.text) is not None
    for stretch in found:
        own = stretch.size if stretch.whole and stretch.sure and stretch.fluent else 0
        vouched = sizes[_NAMES[stretch.shown], stretch.meant] - own >= _MANY
        least = 1 if vouched else _FEW if stretch.whole else _MANY
        if stretch.size < least or not (stretch.fluent or vouched):
            continue
        start, end, new, guessed = stretch.start, stretch.end, stretch.new, stretch.guessed
        evidence = f"{_NAMES[stretch.meant]} read as {_NAMES[stretch.shown]}"
        if guessed:
            evidence += f"; bytes were lost, {guessed} of {len(new)} characters are guessed"
        sure = stretch.sure and not (told_about and stretch.size < _MANY)
        state = State.APPLIED if sure else State.PROPOSED
        confidence = 0.98 if sure else 0.6 if guessed < 0.15 * len(new) else 0.4
        old = page.text[start:end]
        yield Edit(start, end, old, new, "redecode", confidence, evidence, state)


def _stretches(text: str) -> Iterator[_Stretch]:
    """What can be decoded anew, by place."""
    looks = _LOOKS
    for start, end in _suspicious(text):
        line = text[start:end]
        found = _whole(line, lossy=False) or _in_latin(line, lossy=False)
        lost = line.count("\ufffd")
        cost = len(line) + 2 * lost if lost else 4 * len(line)
        if not found and looks > cost:
            looks -= cost
            found = _whole(line, lossy=True) or _in_latin(line, lossy=True)
        for stretch in found:
            yield stretch._replace(start=stretch.start + start, end=stretch.end + start)


def _suspicious(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold many telling characters."""
    at = 0
    end = -1
    hits = 0
    for match in _patterns().telling.finditer(text):
        if match.start() > end:
            if hits >= _LEAST_HITS and _is_dense(text[at:end], hits):
                yield at, end
            at = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.start())
            end = len(text) if end < 0 else end
            hits = 0
        hits += 1
    if hits >= _LEAST_HITS and _is_dense(text[at:end], hits):
        yield at, end


def _is_dense(line: str, hits: int) -> bool:
    if _patterns().pair.search(line):
        return True  # among much Chinese there may be a stretch of the other kind
    return hits >= _LEAST_SHARE * sum(char > "\x7f" for char in line)


def _whole(line: str, lossy: bool) -> list[_Stretch]:
    """The line, if all of it was meant to be something else that is two bytes a character."""
    spread = _patterns().strange.search(line)
    if spread is None:
        return []
    ways = [
        way
        for shown in ("gb18030", *(_BIG5[:1] if lossy else _BIG5))
        for way in _ways(line, *spread.span(), shown, lossy)
    ]
    return [max(ways, key=lambda way: way.worth)] if ways else []


def _in_latin(line: str, lossy: bool) -> list[_Stretch]:
    """The stretches of a line that are meant to be no Latin letters."""
    whole = not any("\u2e80" <= char < "\ufffd" for char in line)
    found = []
    for match in _patterns().latin.finditer(line):
        if len(match[0]) < 3:
            continue
        ways = list(_ways(line, *match.span(), "cp1252", lossy))
        if ways:
            found.append(max(ways, key=lambda way: way.worth)._replace(whole=whole))
    return found


def _ways(line: str, start: int, end: int, shown: str, lossy: bool) -> Iterator[_Stretch]:
    """What `line[start:end]` may have been."""
    data: list[Byte] = []
    codec = shown if shown not in _NARROW or _KEPT.search(line) else _NARROW[shown]
    for char in reversed(line[start:end]):
        code = _bytes(char, shown)
        if code is not None:
            data += reversed(code)
        elif char == "\ufffd":
            after = data[-1] if data else 0
            # Whatever byte is lost behind it, GB 18030 would have made a pair of most with it.
            unknown = 0xFE if codec == "gb18030" else 0
            lost = _lost(codec, after if isinstance(after, int) else unknown)
            data.append(lost[0] if len(lost) == 1 else lost)
        else:
            return
    data.reverse()
    old = line[start:end]
    for meant in _MEANT[shown]:
        if not lossy:
            whole = _decoded(_with_last(data) if meant == "utf-8" else data, meant)
            if (
                shown == "cp1252"
                and len(whole) < end - start
                and _patterns().latin.fullmatch(whole)
            ):
                # It was taken for Latin-1 twice.
                again = _ways(whole, 0, len(whole), shown, lossy)
                yield from (way._replace(start=start, end=end) for way in again)
                continue
            if whole and _is_better(whole, old, _POOR):
                exact, fluent = _is_exact(whole, shown, meant), _is_better(whole, old)
                yield _Stretch(start, end, whole, shown, meant, exact, fluent)
            continue
        if not _is_near(data, meant):
            continue
        found = guess(data, meant, pairs=shown != "cp1252")
        if (
            found
            and found.guessed <= (1 - _LEAST_KNOWN) * len(found.text)
            and _is_better(found.text, old)
        ):
            yield _Stretch(start, end, found.text, shown, meant, False, True, found.guessed)


def _is_near(data: list[Byte], meant: str) -> bool:
    """Whether enough of `data` is sound in the encoding `meant` to make guessing worth its time."""
    known = bytes(byte if isinstance(byte, int) else 0xFF for byte in data)
    other = [char for char in known.decode(meant, "replace") if char > "\x7f"]
    return other.count("\ufffd") <= _MOST_UNSOUND * len(other)


def _with_last(data: list[Byte]) -> list[Byte]:
    """`data` with its last byte, where that ends a mark and is lost: E3 80 ?? and E2 80 ??.

    The mark closes the pair that is open on the line; else it is 。
    """
    start = bytes(byte for byte in data[-3:-1] if isinstance(byte, int))
    if isinstance(data[-1], int) or start not in (b"\xe3\x80", b"\xe2\x80"):
        return data
    before = _decoded(data[:-3], "utf-8")
    opened = [(at, mark) for mark in _PAIRS if (at := before.rfind(mark)) >= 0]
    mark = "。"
    if opened:
        at, last = max(opened)
        mark = _PAIRS[last] if before.find(_PAIRS[last], at) < 0 else mark
    code = mark.encode()
    return [*data[:-1], code[2]] if code.startswith(start) else data


@cache
def _lost(codec: str, following: int) -> bytes:
    """The bytes for which a decoder leaves U+FFFD before the byte `following`."""
    if codec == "cp1252":
        return b"\x81\x8d\x8f\x90\x9d"
    pairs = ((byte, bytes((byte, following))) for byte in ANY[:-1])
    return bytes(byte for byte, pair in pairs if pair.decode(codec, "ignore") < "\x80")


def _decoded(data: list[Byte], meant: str) -> str:
    """`data` in the encoding `meant`; empty where it is not."""
    code = bytes(byte for byte in data if isinstance(byte, int))
    if len(code) < len(data):
        return ""
    if meant == "utf-8":
        code = _patterns().blank.sub(b"\\1\xa0", code)
    try:
        return code.decode(meant)
    except UnicodeDecodeError:
        return ""


@cache
def _bytes(char: str, shown: str) -> bytes | None:
    """The bytes that were shown as `char`; None where it is none of that encoding."""
    if char == "\ufffd":
        return None
    if shown == "cp1252":
        if ord(char) < 0x100:
            return bytes((ord(char),))
        return char.encode("cp1252", "ignore") or None
    if char == "€" and shown == "gb18030":
        return b"\x80"
    for codec in (shown, *(name for name in _BIG5 if shown in _BIG5 and name != shown)):
        if code := char.encode(codec, "ignore"):
            return code
    return None


def _is_exact(new: str, shown: str, meant: str) -> bool:
    """Whether no byte can have been dropped without a mark.

    UTF-8 would not be sound any more. Pairs would go on out of step, as unusual characters.
    """
    if meant == "utf-8":
        return True
    han = _patterns().han.findall(new)
    unusual = len(han) - sum(map(gbk.is_usual, han))
    return unusual <= (0.1 if shown == "cp1252" else 0.03) * len(han)


def _is_better(new: str, old: str, least: float = _FLUENT) -> bool:
    """Whether `new` is fluent Chinese and reads much better than `old`."""
    han = _patterns().han.findall(new)
    other = sum(char > "\x7f" for char in new) - len(han)
    usual = sum(map(gbk.is_usual, han))
    if not han or usual < 0.9 * len(han) or other > len(han):
        return False
    fluency = _fluency(new)
    return fluency > least and fluency > _fluency(old) + _GAIN


def _fluency(text: str) -> float:
    """Log share a character of what is not ASCII at the beginning of `text`."""
    text = "".join(char for char in text if char > "\x7f" and not char.isspace())[:_SAMPLE]
    return likelihood(text) / len(text) if text else -99.0
