"""The blocks of a clean page: what each line is, and which article it belongs to.

A line is known by its wording (`furniture`), or as running text; what is left are titles of some
kind, which their neighbours tell apart. Nothing is ever taken away here.
"""

from __future__ import annotations

from itertools import pairwise

from tui.repair.inline import inline_blocks
from tui.repair.rows import Row, is_menu_word, is_word_list, names, rows
from tui.repair.zones import is_letter_date, mark_related, mark_tail
from tui.text.blocks import Block, BlockType
from tui.text.regex import lazy

_SECTION = lazy(
    r".{0,20}(?:报道|动态|快讯|简讯|要闻|纪实|侧记|一览|扫描|聚焦|特写|集锦|综述|专题|专版|来信|掠影)$"
)
_SUBTITLE = lazy(r"——|—|--|－－|（副题）")
_NUMBERED = lazy(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}(?:[、.．](?!\d)| )|[①-⑳]"
    r"|第[一二三四五六七八九十]+[章节部]"
)
_SITE = lazy(r".{2,10}(?:网|在线|日报|晚报|新闻中心|频道|门户|客户端|电视台|网站)$")
_CAPTION = 30
_LABEL = 16
_USER = 10
_HEAD = 12
"""How many lines below a title at the top are looked at for the headline."""
_DATED = frozenset({"date", "time", "date-line", "posted"})
_SENTENCE = 90
"""The longest title, title of several, and sentence that is a caption above a photographer."""


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, a clean edition: one a line, each before the inline ones it contains.

    Blank lines belong to no block. Offsets are code points.
    """
    page = rows(text)
    if not any(row.is_running or row.is_truncated for row in page):
        # Verse, a list, a single line: no title has a place relative to running text.
        for row in page:
            row.type = row.type or BlockType.BODY
    _settle(page)
    mark_related(page)
    mark_tail(page)
    _Articles(page).run()
    found: list[Block] = []
    for row in page:
        found.append(Block(row.start, row.end, row.type or BlockType.BODY, row.article))
        found.extend(inline_blocks(row, text))
    return tuple(found)


def _settle(page: list[Row]) -> None:
    """Take back wordings that count only at the foot of a page; let a headline exclaim."""
    text_follows = False
    for row in reversed(page):
        if row.role == "tail" and text_follows:
            row.type, row.rule = BlockType.BODY, None
        text_follows = text_follows or row.is_running
    _settle_menus(page)
    text_above = False
    for row, after in pairwise(page):
        if row.role == "floor" and after.role == "floor":
            continue
        if after.role == "floor" and row.is_title and len(row.text) <= _USER:
            row.type = BlockType.META  # who wrote what stands below
        if row.type is BlockType.BODY and after.role == "photo":
            pictured = not text_above and len(row.text) <= _SENTENCE and "。" not in row.text[:-1]
            if "图为" in row.folded or pictured:
                row.type = BlockType.CAPTION
        text_above = text_above or row.is_running
    _settle_links(page)
    for row in page:
        if row.type is BlockType.BODY:
            exclaims = row.text[-1] in "！？!?" and len(row.text) <= 40 and row.text[0] not in "“「"
            if exclaims and text_follows and len(page) > 1:
                row.type = None
        if not (row.rule or row.type is BlockType.NAV):
            break


def _settle_menus(page: list[Row]) -> None:
    """Above the headline and below all text, lines of short words are menus."""
    running = [index for index, row in enumerate(page) if row.is_running]
    if not running:
        return
    head, tail = page[: running[0]], page[running[-1] + 1 :]
    lists = [row for row in head if row.is_title and is_word_list(row.folded)]
    if len(lists) == sum(row.is_title for row in head):
        lists = lists[:-1]  # one of them may be the headline
    lists += [row for row in tail if row.is_title and is_word_list(row.folded)]
    for row in lists:
        row.type = BlockType.NAV


def _settle_links(page: list[Row]) -> None:
    """Above all text a title with a date stands for another page only in a list of such."""
    for index, row in enumerate(page):
        if row.is_running:
            return
        if row.rule is not None and row.rule.name == "dated-link" and not row.has_bullet:
            around = page[max(0, index - 1) : index] + page[index + 1 : index + 2]
            if not any(near.type is BlockType.RELATED for near in around):
                row.type, row.rule = None, None


class _Articles:
    """One walk down the page: kinds of titles, and the numbers of the articles."""

    def __init__(self, page: list[Row]) -> None:
        self.page = page
        self.number = 0
        self._open()
        self.briefs = False  # under a section head every title opens a piece of its own

    def _open(self) -> None:
        self.has_body = self.has_opening = self.has_subhead = self.is_over = False

    def run(self) -> None:
        """Set the type and the article of every row."""
        index = 0
        while index < len(self.page):
            end = index
            while end < len(self.page) and self.page[end].is_title:
                end += 1
            if index < end:
                self._titles(index, end)
                index = end
            else:
                self._other(index)
                index += 1
        self._number_entries()

    def _number_entries(self) -> None:
        """Other pages that are quoted with some text are articles of their own."""
        with_text = {row.item for row in self.page if row.item_title}
        numbers: dict[int, int] = {}
        for row in self.page:
            if row.item in with_text:
                row.article = numbers.setdefault(row.item, self.number + len(numbers) + 1)

    def _other(self, index: int) -> None:
        row = self.page[index]
        kind = row.type
        if row.role == "editor":
            self.is_over = self.has_body
        if kind is None or (kind.is_furniture and kind is not BlockType.META):
            return
        if kind is BlockType.META:
            if self.has_body and is_letter_date(row):
                row.type = BlockType.DATELINE
            # Above the text it is the article's, below it the page's.
            if row.type is BlockType.DATELINE or not self.has_body:
                row.article = max(1, self.number)
            return
        if row.rule is not None and row.rule.page:
            return
        self.number = row.article = max(1, self.number)
        if kind is BlockType.BODY:
            self.has_body = True
            self.has_opening = self.has_opening or row.opening > 0
            self.is_over = row.closing >= 0
        elif kind in (BlockType.CREDIT, BlockType.BYLINE):
            above = self.page[index - 1].type if index else None
            self.is_over = self.has_body and above is BlockType.BODY
            self.has_body = self.has_body or above is BlockType.CAPTION  # a picture with its text

    # --- titles ----------------------------------------------------------------------------------

    def _titles(self, begin: int, end: int) -> None:
        run = self.page[begin:end]
        after = self.page[end] if end < len(self.page) else None
        if run[-1].text[-1] in "：:" and after is not None and after.type is BlockType.BODY:
            # A salutation, or what leads in a list: the text begins here.
            run[-1].type = BlockType.BODY
            end -= 1
            self._titles(begin, end) if begin < end else None
            self._other(end)
            return
        run = self._captions(run, after)
        if self.number == 0:
            if self._is_above_menu(end):
                for row in run:
                    row.type = BlockType.NAV
                return
            run = self._masthead(run)
        if not run:
            return
        if self.number and not self.has_body:
            self._deck(run)
        elif self.number == 0 or self._opens_article(run, after):
            self._headlines(run, end)
        elif len(run) > 1 and _SECTION.match(run[0].folded) and len(run) <= 3:
            run[0].type = BlockType.KICKER
            self.briefs = any(row.is_title for row in self.page[end:])
            self._headlines(run[1:], end)
            run[0].article = 0 if self.briefs else self.number
        else:
            self._within(run, after)

    def _captions(self, run: list[Row], after: Row | None) -> list[Row]:
        """Titles right above the photographers' names; gives back the others."""
        if (
            after is None
            or after.role != "photo"
            or after.folded.startswith(("文", "图文", "图/文"))
        ):
            return run
        at = len(run)
        while at and len(run[at - 1].text) <= (_LABEL if len(run) > 2 else _CAPTION):
            at -= 1
        if self.number == 0:
            at = max(at, 1)
        for row in run[at:]:
            row.type, row.article = BlockType.CAPTION, max(1, self.number)
        return run[:at]

    def _is_above_menu(self, end: int) -> bool:
        """Whether a menu and then another title stand below, before any text."""
        below = self.page[end : end + _HEAD]
        kinds = [row.type for row in below]
        if not kinds or kinds[0] not in (BlockType.NAV, BlockType.AD) or None not in kinds:
            return False
        between = kinds[: kinds.index(None)]
        return all(kind in (BlockType.NAV, BlockType.AD, BlockType.META) for kind in between)

    def _masthead(self, run: list[Row]) -> list[Row]:
        """What a site puts above the first headline; gives back the headlines."""
        words = [row for row in run if is_menu_word(row.folded)]
        rest = [row for row in run if len(words) < 3 or row not in words]
        if len(rest) > 1:
            sites = [row for row in rest[:-1] if _SITE.match(row.folded) and len(row.text) <= 12]
            rest = [row for row in rest if row not in sites]
        for row in run:
            if row not in rest:
                row.type = BlockType.NAV
        if len(rest) > 1 and _is_page_title(rest[0].text, rest[1].text):
            rest[0].type, rest[0].article = BlockType.META, 1
            rest = rest[1:]
        return rest

    def _opens_article(self, run: list[Row], after: Row | None) -> bool:
        if after is None:
            return False
        if self.is_over or after.opening > 0 or self.briefs:
            return True
        if after.type is BlockType.CAPTION:
            return self.has_opening and not self.has_subhead
        heads = after.type is BlockType.BYLINE or (
            after.type is BlockType.META and not is_letter_date(after)
        )
        return heads and after.role != "editor" and not (after.rule and after.rule.page)

    def _headlines(self, run: list[Row], end: int) -> None:
        """A new article: kicker, headline, subheads, names."""
        self.number += 1
        self._open()
        rest = list(run)
        if self.number == 1 and len(run) == 2 and _SECTION.match(run[0].folded):
            self.briefs = self._briefs_follow(end)
        if len(rest) > 1 and self._is_source(rest[-1], end):
            rest.pop().type = BlockType.META
        while len(rest) > 1 and names(rest[-1].folded):
            rest.pop().type = BlockType.BYLINE
        while len(rest) > 1 and (_SUBTITLE.match(rest[-1].text) or _NUMBERED.match(rest[-1].text)):
            rest.pop().type = BlockType.SUBHEAD
        at = 0 if len(rest) == 1 or (len(rest) == 2 and self._has_deck(rest, end)) else 1
        for index, row in enumerate(rest):
            row.type = (
                BlockType.KICKER
                if index < at
                else BlockType.HEADLINE
                if index == at
                else BlockType.SUBHEAD
            )
        for row in run:
            row.article = self.number
        if self.briefs and run[0].type is BlockType.KICKER:
            run[0].article = 0

    def _is_source(self, row: Row, end: int) -> bool:
        """Whether `row` is the site or the account that is named above the date."""
        after = self.page[end] if end < len(self.page) else None
        if after is None or after.type is not BlockType.META or len(row.text) > _USER:
            return False
        dated = after.rule is not None and after.rule.name in _DATED
        return dated and not names(row.folded) and " " not in row.text.strip()

    def _briefs_follow(self, end: int) -> bool:
        """Whether single titles, each with a paragraph or two, follow the first of its kind."""
        below = self.page[end:]
        titles = [index for index, row in enumerate(below) if row.is_title]
        gaps = [after - before for before, after in pairwise([-1, *titles])]
        return len(titles) >= 2 and all(1 < gap <= 4 for gap in gaps)

    def _has_deck(self, rest: list[Row], end: int) -> bool:
        """Whether of two titles the second is the deck: on the web, not below a kicker."""
        on_the_web = end < len(self.page) and self.page[end].type is BlockType.META
        first, second = rest[0].text, rest[1].text
        return on_the_web and first[-1] not in "：:" and 10 * len(first) > 7 * len(second)

    def _deck(self, run: list[Row]) -> None:
        """Titles between a headline and its text."""
        for row in run:
            row.type = BlockType.BYLINE if names(row.folded) else BlockType.SUBHEAD
            row.article = self.number

    def _within(self, run: list[Row], after: Row | None) -> None:
        """Titles inside an article: subheads, a letter's signature, or lines of a list."""
        if after is not None and is_letter_date(after):
            run[-1].type, run[-1].article = BlockType.BYLINE, self.number
            run = run[:-1]
        is_list = len(run) > 2 or after is None or after.type is not BlockType.BODY
        for row in run:
            row.type = BlockType.BODY if is_list else BlockType.SUBHEAD
            row.article = self.number
        self.has_subhead = self.has_subhead or not is_list


def _is_page_title(first: str, second: str) -> bool:
    """Whether `first` is `second` with the site's name after it: 标题_频道_网站."""
    return (
        first.startswith(second) and len(first) > len(second) and first[len(second)] in " _-|—–·,("
    )
