"""Injected pinyin: 責(zé)任, 新闻周刊(xīnwénzhōukān).

Some publishers run a replace over whole pages that puts `(reading)` after certain characters or
words: always the same ones, always with the same reading. So the page decides, not the bracket: a
page is taken for injected when common characters, which no writer glosses, are glossed in their
usual reading wherever they occur. Glosses of rare characters, head words and lessons stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tui.repair.page import Page
from tui.repair.readings import Reading, covered, is_common, is_traditional, parse, readings
from tui.text.edit import Edit, State
from tui.text.regex import lazy

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Reading letters, with the tone marks as GBK has them and as combining marks.
LETTERS = "a-zɑɡāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ\u0300\u0301\u0304\u0308\u030c"
_GLOSS = lazy(rf"[(（][ \xa0]?([{LETTERS}][{LETTERS}'’·\- 1-5]{{0,47}})[)）]")
_LESSON = lazy("[拼注]音|[读讀]音|[读讀][作做]|生[字词詞]|多音字|[词詞字]典|[汉漢][语語]|聲調|声调")
_HAN_END = lazy(f"[{_HAN}]{{1,12}}$")
_HAN_RUN = lazy(f"[{_HAN}]+")
_LINE_HEAD = lazy(r"[\W\d_]*")

# From which score on a page is injected, by whether it glosses Traditional characters only; and
# from which on it is beyond doubt, so that exceptions to the rule do not count.
_SCORE = {True: 2, False: 3}
_PLENTY = 10


class _Gloss(NamedTuple):
    """`text[start:end]` is a bracket that fits the `word` before it."""

    start: int
    end: int
    word: str
    reading: Reading


def pinyin(page: Page) -> Iterator[Edit]:
    """Take the glosses out of a page that was injected with them; propose where it is unclear."""
    glosses = list(_glosses(page.text))
    if not glosses:
        return
    places = Counter((gloss.word, gloss.reading) for gloss in glosses)
    words = {word for word, _ in places}
    total = _occurrences(page.text, words)
    share = {key: count / max(1, total[key[0]]) for key, count in places.items()}
    score = sum(
        min(count, 3)
        for (word, reading), count in places.items()
        if share[word, reading] >= 0.8 and _is_unneeded(word, reading)
    )
    traditional = sum(is_traditional(word) for word in words if len(word) == 1)
    only_traditional = traditional >= 0.9 * len(words)
    if not score or _is_lesson(page.text, glosses, only_traditional):
        return
    injected = score >= _SCORE[only_traditional]
    plenty = score >= _PLENTY
    said: dict[tuple[str, Reading], tuple[float, str, State]] = {}
    for (word, reading), count in places.items():
        part = share[word, reading]
        certain = injected and part >= (0.25 if plenty else 0.5 if only_traditional else 0.8)
        if not all(map(is_common, word)):  # a reader may need it
            tabled = injected and len(word) == 1 and is_traditional(word)
            if not (tabled or plenty):
                continue
            certain = part >= 0.8 and (tabled or count > 1)
        evidence = (
            f"{word} is glossed {count} of {total[word]} times on this page, "
            f"as are {len(words) - 1} others"
        )
        state = State.APPLIED if certain else State.PROPOSED
        said[word, reading] = 0.99 if certain else 0.6, evidence, state
    for start, end, word, reading in glosses:
        if verdict := said.get((word, reading)):
            yield Edit(start, end, page.text[start:end], "", "pinyin", *verdict)


def _glosses(text: str) -> Iterator[_Gloss]:
    """The brackets that hold a reading of what stands before them, other glosses left out."""
    bare, bare_end = "", 0  # the text up to `bare_end`, as far as it matters, without its glosses
    for match in _GLOSS.finditer(text):
        start, end = match.span()
        fresh = text[max(bare_end, start - 12) : start]
        before = bare + fresh if len(fresh) == start - bare_end else fresh
        run = _HAN_END.search(before)
        reading = parse(match[1])
        count = covered(run[0], reading) if run else 0
        if run and count:
            yield _Gloss(start, end, run[0][-count:], reading)
            bare, bare_end = before[-12:], end
        else:
            bare, bare_end = "", end


def _occurrences(text: str, words: set[str]) -> Counter[str]:
    """How often each word stands in `text`, glossed or not."""
    singles = "".join(word for word in words if len(word) == 1)
    total = Counter(re.findall(f"[{singles}]", text)) if singles else Counter[str]()
    longer = [word for word in words if len(word) > 1]
    bare = _GLOSS.sub("", text) if longer else ""  # their characters may carry glosses too
    for word in longer:
        total[word] = bare.count(word)
    return total


def _is_unneeded(word: str, reading: Reading) -> bool:
    """Whether nobody would gloss this: common characters in their usual reading."""
    # Publishers' tables have 長 cháng; but 六(lù)安 in a Simplified page is a writer's help.
    usual = readings(word)[: 2 if is_traditional(word) else 1] if len(word) == 1 else (reading,)
    return reading in usual and all(map(is_common, word))


def _is_lesson(text: str, glosses: list[_Gloss], only_traditional: bool) -> bool:
    """Whether the glosses are what the page is about: a lesson, a vocabulary, a dictionary."""
    ends = [match.start() for match in re.finditer("\n", text)] + [len(text)]
    glossed = han = heads = 0
    for line, group in groupby(glosses, lambda gloss: bisect_left(ends, gloss.start)):
        inside = list(group)
        start = ends[line - 1] + 1 if line else 0
        glossed += sum(len(gloss.word) for gloss in inside)
        han += sum(map(len, _HAN_RUN.findall(text, start, ends[line])))
        head = _LINE_HEAD.match(text, start)
        heads += head is not None and inside[0].start == head.end() + len(inside[0].word)
    if glossed > 0.6 * han or (heads > 2 and heads > 0.5 * len(glosses)):
        return True  # nearly everything is glossed, or what opens its line
    kinds = len({gloss.word for gloss in glosses})
    if (only_traditional and kinds >= 5) or (kinds >= 10 and glossed < 0.3 * han):
        return False
    return _LESSON.search(text) is not None
