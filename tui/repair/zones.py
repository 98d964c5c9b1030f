"""Stretches of a page: lists of other pages, and what follows the last running text."""

from __future__ import annotations

from tui.repair.rows import TITLE, Row, each_title_run, names
from tui.text.blocks import BlockType
from tui.text.regex import lazy

_DETAIL = frozenset({"date", "time", "date-line", "source", "counts", "counts-after", "labelled"})
"""Wordings that may stand under the title of another page: when, from where, how often read."""


def mark_related(page: list[Row]) -> None:
    """Type the entries under 相关阅读 and the like, and number them."""
    index = item = 0
    while index < len(page):
        index += 1
        if page[index - 1].role != "related":
            if not _is_extract(page, index - 1):
                continue
            index -= 1
        title = -1  # index of the title of the entry at hand
        while index < len(page):
            row = page[index]
            if _opens_entry(page, index):
                item += 1
                title = index
            elif title >= 0 and (_is_detail(row) or _is_snippet(page, index, title)):
                if row.type is BlockType.BODY:
                    row.item_title = page[title].folded.lstrip("•·●■◆★▪►▶→>»☆□○◎- ")
            elif row.type in (BlockType.NAV, BlockType.AD) or row.type is BlockType.RELATED:
                index += 1
                continue
            else:
                break
            row.type, row.item = BlockType.RELATED, item
            index += 1


def _opens_entry(page: list[Row], index: int) -> bool:
    row = page[index]
    after = page[index + 1] if index + 1 < len(page) else None
    if row.is_title or (row.type is BlockType.CAPTION and len(row.text) <= TITLE):
        reports = after is not None and after.opening > 0 and not after.is_truncated
        return row.has_bullet or not reports
    short = len(row.text) <= TITLE + 15 and not row.text.endswith("。")
    return row.type is BlockType.BODY and short and row.has_bullet


def _is_extract(page: list[Row], index: int) -> bool:
    """Whether an entry stands here without a head above: a bullet, a title, a text cut off."""
    row = page[index]
    if row.type is not None or not row.has_bullet or index + 1 == len(page):
        return False
    return page[index + 1].is_truncated


def _is_detail(row: Row) -> bool:
    return row.rule is not None and row.rule.name in _DETAIL


def _is_snippet(page: list[Row], index: int, title: int) -> bool:
    """Whether the text under an entry's title is an extract: cut off, or dated below."""
    row = page[index]
    if row.type is not BlockType.BODY or index > title + 2:
        return False
    after = page[index + 1] if index + 1 < len(page) else None
    return row.is_truncated or (after is not None and _is_detail(after))


def mark_tail(page: list[Row]) -> None:
    """Type the titles of unknown kind after the last running text of the page."""
    last = max((i for i, row in enumerate(page) if row.is_running), default=-1)
    if last < 0:
        return
    _mark_ads(page, last + 1)
    foot = next(
        (
            i
            for i in range(last + 1, len(page))
            if page[i].type in _FOOT or page[i].role == "editor"
        ),
        len(page),
    )
    on_the_web = sum(row.type in _FURNITURE for row in page) >= _FURNISHED
    for begin, end in list(each_title_run(page)):
        if begin <= last:
            continue
        run = page[begin:end]
        after = page[end] if end < len(page) else None
        if after is not None and is_letter_date(after):
            run[-1].type = BlockType.BYLINE
            run = run[:-1]
        kind = BlockType.BODY
        is_list = page[begin - 1].text[-1] in "：:" or (run and _ITEM.match(run[0].text))
        if begin > foot and (on_the_web or len(run) > 1 or any(row.has_bullet for row in run)):
            kind = BlockType.RELATED  # below the foot of an article stand other pages
        elif on_the_web and len(run) > 1 and not is_list:
            kind = BlockType.RELATED
        for row in run:
            row.type = BlockType.BYLINE if kind is BlockType.BODY and names(row.folded) else kind
            if after is not None and after.role == "photo" and kind is BlockType.BODY:
                row.type = BlockType.CAPTION
    if on_the_web:
        for row in page[foot + 1 :]:
            if row.text[0] in "（(" and row.text[-1] in "）)":
                continue  # who the writer is
            if row.type is BlockType.BODY and len(row.text) <= TITLE and not row.runs:
                row.type = BlockType.RELATED


_FURNISHED = 3
"""So many lines of furniture make a page of a site, not a bare text."""
_FURNITURE = frozenset(kind for kind in BlockType if kind.is_furniture)
_ITEM = lazy(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|附件|[A-Da-d][.、．]")
_FOOT = frozenset({BlockType.NAV, BlockType.RELATED, BlockType.DISCLAIMER})


def _mark_ads(page: list[Row], begin: int) -> None:
    """Slogans stand in groups: the unknown lines among known ones are slogans too."""
    index = begin
    while index < len(page):
        end = index
        while end < len(page) and (page[end].is_title or page[end].type is BlockType.AD):
            end += 1
        group = page[index:end]
        known = sum(row.type is BlockType.AD for row in group)
        if known and 3 * known >= len(group):
            for row in group:
                row.type = BlockType.AD
        index = max(end, index + 1)


def is_letter_date(row: Row) -> bool:
    """Whether `row` is a date as letters and notices end with: 2020年1月26日."""
    return row.role == "date" and "年" in row.text and "：" not in row.text
