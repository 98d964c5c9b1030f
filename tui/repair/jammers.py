"""Strings pushed into a text so that copies of it give themselves away.

Forums put noise before or after each line break of a post: five times or more a sign from the
range blank to ``;``, a blank, and a sign from ``?`` to ``~``, as in `8 |3 u0 T! A7 I- Y`. Sites
put their address, a line such as 本文来自…, or the title of the page into the middle of sentences.
A line that is nothing else stays, typed as furniture. Inside a line several of a kind prove each
other, the more when they cut words in two; a single one is proposed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from tui.repair.lexicon import words
from tui.repair.page import Page
from tui.text.edit import Edit, State
from tui.text.regex import lazy

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SIGNS, _MANY_SIGNS = 2, 4
"""Different signs in noise that are neither letters nor digits; so many that it proves itself."""
_MANY_UNITS = 7
_LEAST_ADDRESSES = 3
_LEAST_SPLITS = 2
"""Words that a string of the site must cut in two to be taken out everywhere."""
_SPLIT_SHARE = 0.25
"""And of its places, the share where it does: 0.4 of places taken blindly, 0.1 of chosen ones."""
_TITLE = range(8, 46)
"""Code points of a title that is looked for in sentences."""


class _Patterns(NamedTuple):
    noise: re.Pattern[str]
    sign: re.Pattern[str]
    """What every `site` has."""
    site: re.Pattern[str]
    led_in: re.Pattern[str]
    """Words before an address that is meant to stand there."""


@cache
def _patterns() -> _Patterns:
    address = r"(?:https?://)?[a-z0-9\-]{2,30}(?:\.[a-z0-9\-]{2,30})?\.(?:com|cn|net|org|cc)"
    address += r"(?:\.cn)?/?"
    said = (
        "(?:本文(?:来自|來自|来源于|转自|轉自|出自|首发于?)|转载自|轉載自)[:：]? ?"
        f"[{_HAN}A-Za-z0-9]{{2,12}}?(?:网|網|论坛|論壇|社区|社區)"
    )
    return _Patterns(
        lazy(r" [?-~](?:[ -;]? [?-~]){4,}"),
        lazy(r"\.[CNOcno]|本文|转载自|轉載自"),
        lazy(
            rf"(?<=[{_HAN}，、]) ?(?:[(（【\[]{address}[)）】\]]"
            rf"|{said}(?:[(（]?{address}[)）]?)?|{address}) ?(?=[{_HAN}])",
            re.I,
        ),
        lazy(
            "(?:[访訪]问|訪問|登[录陆錄陸]|[点點][击擊]|打[开開]|[网網][址站]|官[网網]|域名|[邮郵]箱|进入|進入"
            "|[见見上在到是为為叫称稱从從由与與和及、]|关注|關注|[搜]索) ?$"
        ),
    )


def jammers(page: Page) -> Iterator[Edit]:
    """Take noise and strings of the site out of lines, or propose it."""
    if page.is_code:
        return
    end = 0
    found = (*_noise(page.text), *_site(page.text), *_title(page.text))
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def _noise(text: str) -> Iterator[Edit]:
    """Random signs of forums."""
    if text.isascii():
        return
    alike = list(_patterns().noise.finditer(text))
    found = [match for match in alike if _is_noise(match[0], _SIGNS)]
    if len(found) > 1:
        found = [match for match in alike if _is_noise(match[0], 0, 1)]
    for match in found:
        start, end = match.span()
        if "!" <= text[start - 1 : start] <= ";":
            start -= 1
        if "?" <= text[start - 1 : start] <= "~" and text[start - 2 : start - 1] in ("", "\n"):
            start -= 1  # what stood before it was a blank and fell off
        if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n", "\r"):
            continue  # a line of its own
        signs = set(match[0]) - set(" ")
        long = len(match[0]) >= 3 * _MANY_UNITS - 2
        sure = len(found) > 1 or (long and sum(not c.isalnum() for c in signs) >= _MANY_SIGNS)
        yield _taken(text, start, end, f"anti-copy noise, {len(found)} on this page", sure)


def _is_noise(run: str, least: int, each: int = 3) -> bool:
    """Whether letters and signs alternate without any order: no list of letters, no formula."""
    signs = {char for char in run if not char.isalnum()} - {" "}
    kinds = {char for char in run if not char.isalpha()} - {" "}
    letters = {char for char in run if char.isalpha()}
    return len(signs) >= least and len(kinds) >= each and len(letters) >= each


def _site(text: str) -> Iterator[Edit]:
    """Addresses and 本文来自… in the middle of sentences."""
    groups: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    patterns = _patterns()
    for start, end in _signed_lines(text):
        for match in patterns.site.finditer(text, start, end):
            if not patterns.led_in.search(text[max(0, match.start() - 4) : match.start() + 1]):
                groups[match[0].strip(" ()（）【】[]/").lower()].append(match.span())
    for places in groups.values():
        yield from _proved(text, places, "a string of the site", _LEAST_ADDRESSES)


def _signed_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines in which an address or 本文来自 may stand: a few, and looking for one is dear."""
    end = -1
    for sign in _patterns().sign.finditer(text):
        if sign.start() > end:
            start = text.rfind("\n", 0, sign.start()) + 1
            end = text.find("\n", sign.start())
            end = len(text) if end < 0 else end
            yield start, end


def _title(text: str) -> Iterator[Edit]:
    """The title of the page in the middle of sentences."""
    title, _, rest = text.lstrip().partition("\n")
    title = title.strip()
    if len(title) not in _TITLE or title not in rest:
        return
    places = []
    at = text.index(title) + len(title)
    while (at := text.find(title, at)) >= 0:
        places.append((at, at + len(title)))
        at += len(title)
    inside = [(start, end) for start, end in places if _splits(text, start, end)]
    if len(inside) == len(places):
        yield from _proved(text, places, "the title", _LEAST_SPLITS)


def _proved(text: str, places: list[tuple[int, int]], what: str, least: int) -> Iterator[Edit]:
    """Those that cut a word in two; all, where there are many of them."""
    splits = [_splits(text, start, end) for start, end in places]
    sure = len(places) >= least and sum(splits) >= max(_LEAST_SPLITS, _SPLIT_SHARE * len(places))
    for (start, end), is_split in zip(places, splits, strict=True):
        if sure or is_split:
            reason = f"{what} pushed in: {len(places)} on this page, {sum(splits)} inside words"
            yield _taken(text, start, end, reason, sure)


def _splits(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands inside a word: 新…闻."""
    known = words()
    left, right = text[max(0, start - 3) : start], text[end : end + 3]
    return any(
        known.get(left[-before:] + right[:after], -99.0) > _COMMON_WORD
        for before, after in product((1, 2, 3), repeat=2)
        if before <= len(left) and after <= len(right) and before + after <= 4
    )


_COMMON_WORD = -13.0
"""Log share of running words of one that two characters do not make by chance."""


def _taken(text: str, start: int, end: int, reason: str, sure: bool) -> Edit:
    state = State.APPLIED if sure else State.PROPOSED
    confidence = 0.97 if sure else 0.6
    return Edit(start, end, text[start:end], "", "jammer", confidence, reason, state)
