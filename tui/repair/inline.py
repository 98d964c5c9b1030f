"""Blocks inside a line: the byline that opens a paragraph, the names that close it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.repair.furniture import spelled
from tui.repair.rows import Row, jammed, names
from tui.text.blocks import Block, BlockType
from tui.text.regex import lazy

_HEAD = 120
"""How far into a line its opening may reach. Code points."""
_ORIGINAL_TITLE = lazy(r"[（(]?原(?:标题|题|文标题)[：:] ?(.+?)[）)]?$")
_KICKER = 24
_SUBTITLE = lazy(r"——[^ 　]+")
_PEOPLE = lazy(r"(?:[^ 　，。]{0,8}(?:记者|通讯员)[ 　])")

_WITH_TEXT = frozenset({BlockType.BODY, BlockType.CAPTION, BlockType.RELATED, BlockType.SUBHEAD})


def inline_blocks(row: Row, text: str) -> list[Block]:
    """The blocks within the line `row` of `text`, in order, none touching another."""
    if row.type is BlockType.META and row.rule and row.rule.name == "original-title":
        title = _ORIGINAL_TITLE.match(row.text) or _ORIGINAL_TITLE.match(row.folded)
        spans = [(*title.span(1), BlockType.HEADLINE)] if title else []
    elif row.type in _WITH_TEXT:
        spans = [*_opening(row), *_closing(row)]
    else:
        return []
    if not spans:
        return []
    shift = row.start + text[row.start : row.end].index(row.text)
    found: list[Block] = []
    end = 0
    for begin, finish, kind in sorted(spans):
        if end <= begin < finish:
            found.append(Block(begin + shift, finish + shift, kind, row.article, inline=True))
            end = finish
    return found


def _opening(row: Row) -> Iterator[tuple[int, int, BlockType]]:
    folded, at = row.folded, 0
    if not (row.opening or row.item_title):
        return
    if row.item_title:
        for span in _snippet_head(row):
            yield span
            at = span[1]
        at += len(folded) - at - len(folded[at:].lstrip())
    head = folded[at : at + _HEAD]
    opening = spelled("opening").match(head)
    if opening is None:
        return
    wire = opening.group(1)
    reporter = spelled("reporter").match(head, opening.end())
    if wire is not None:
        yield at, at + opening.end(), BlockType.DATELINE
        if reporter:
            blank = len(reporter.group()) - len(reporter.group().lstrip())
            yield at + reporter.start() + blank, at + reporter.end(), BlockType.BYLINE
    else:
        yield at, at + (reporter or opening).end(), BlockType.BYLINE


def _snippet_head(row: Row) -> Iterator[tuple[int, int, BlockType]]:
    """What stands before the text of an entry whose line breaks were flattened to blanks."""
    folded = row.folded
    at = 0
    if row.item_title and 0 <= (title := folded[:_HEAD].find(row.item_title)) <= _KICKER:
        if title:
            yield 0, len(folded[:title].rstrip()), BlockType.KICKER
        at = title + len(row.item_title)
        yield title, at, BlockType.HEADLINE
        at += folded[at : at + 1].isspace()
    if subtitle := _SUBTITLE.match(folded, at):
        yield (*subtitle.span(), BlockType.SUBHEAD)
        at = subtitle.end() + 1
    begin = finish = at
    if people := _PEOPLE.match(folded, at):
        at = people.end()
    for chunk in re.finditer(r"([^ 　]+)[ 　]", folded[at : at + 60]):
        word = chunk.group(1)
        if not names(word) and not (at > begin and word.endswith(("记者", "通讯员"))):
            break
        finish = at + chunk.end(1)
    if begin < finish:
        yield begin, finish, BlockType.BYLINE


def _closing(row: Row) -> Iterator[tuple[int, int, BlockType]]:
    folded = row.folded
    if row.closing >= 0:
        yield row.closing, len(folded), BlockType.CREDIT
    if "摄" in folded or "供图" in folded:
        for photographer in spelled("within").finditer(folded):
            yield (*photographer.span(), BlockType.CREDIT)
    if (at := jammed(folded)) > 0:
        yield at, len(folded), BlockType.AD
