"""White space and what cannot be seen: before the other repairs, and after them.

`invisible` comes first, so that the others meet no zero-width characters and one kind of line
end. `whitespace` comes last, for blank lines and indents are evidence until the lines are right:
it leaves one line feed between lines, none at the ends, and one ordinary space where several
blanks or an unusual one stood. Single spaces were set by somebody and stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.repair.page import Page
from tui.text.edit import Edit
from tui.text.regex import lazy

# Line ends, then what is dropped. Joiners are dropped only where they join nothing.
_INVISIBLE = lazy(
    "(?P<line>\r\n|[\r\v\f\x85\u2028\u2029])"
    "|(?P<drop>[\u200b\u2060\ufeff\u00ad\ufffc\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+)"
    "|(?P<joiner>[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+)"
)
_ANY = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffc]"
)
_JOINED = lazy("[^\u0000-\u058f\u2000-\u206f\u2e80-\uffef]")
_RUN = lazy(r"\s{2,}|[^\S \n]")


def invisible(page: Page) -> Iterator[Edit]:
    """One kind of line end; no zero-width, control or byte-order characters."""
    text = page.text
    first = _ANY.search(text)  # one class, quicker than the three
    for match in _INVISIBLE.finditer(text, first.start()) if first else ():
        start, end = match.span()
        if match["line"]:
            yield Edit(start, end, match[0], "\n", "whitespace", 1.0, "line end")
        elif match["drop"]:
            yield Edit(start, end, match[0], "", "whitespace", 0.99, "cannot be seen")
        elif not _JOINED.search(text[max(0, start - 2) : start] + text[end : end + 2]):
            yield Edit(start, end, match[0], "", "whitespace", 0.99, "joins nothing")


def whitespace(page: Page) -> Iterator[Edit]:
    """One line feed between lines, one space inside them, nothing at the ends of the page."""
    text = page.text
    head = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    if head:
        yield _edit(text, 0, head, "", "before the text")
    layout = page.is_code  # its indents and columns mean something
    for match in _RUN.finditer(text, head, max(head, tail)):
        start, end = match.span()
        if "\n" in match[0]:
            feed = start + match[0].index("\n")
            yield from _around(text, start, feed, _without_indent(text, end, layout), "blank line")
        elif not (layout or (page.is_tab_table and "\t" in match[0])):
            space = match[0].find(" ")
            if space >= 0:
                yield from _around(text, start, start + space, end, "several blanks")
            else:
                yield _edit(text, start, end, " ", "unusual blank")
    if head < tail < len(text):
        yield _edit(text, tail, len(text), "", "after the text")


def _without_indent(text: str, end: int, layout: bool) -> int:
    """Where the white space before a line ends, its indent left out if that is to stay."""
    return text.rindex("\n", 0, end) + 1 if layout else end


def _around(text: str, start: int, kept: int, end: int, reason: str) -> Iterator[Edit]:
    """Take out `text[start:end]` but for the one character at `kept`."""
    if start < kept:
        yield _edit(text, start, kept, "", reason)
    if kept + 1 < end:
        yield _edit(text, kept + 1, end, "", reason)


def _edit(text: str, start: int, end: int, new: str, reason: str) -> Edit:
    return Edit(start, end, text[start:end], new, "whitespace", 0.99, reason)
