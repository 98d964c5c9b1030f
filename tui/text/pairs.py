"""Quotes and brackets that belong together, in text where some have lost their partner."""

from __future__ import annotations

from functools import lru_cache

LIMIT = 200
"""Code points a pair may be long at most: beyond, the partner is more likely lost."""

KINDS = {
    "quote": '“”‘’「」『』﹁﹂﹃﹄〝〞"＂',
    "title": "《》〈〉︽︾︿﹀«»",
    "round": "()（）︵︶",
    "square": "[]［］【】〔〕〖〗︻︼︹︺",
    "curly": "{}｛｝︷︸",
}
"""Name of a kind of pair → its marks."""

_NARROW = str.maketrans(
    "（）［］｛｝＂", '()[]{}"'
)  # half- and full-width marks pair with each other
_PARTNERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄", "〝": "〞"}
_PARTNERS |= {"《": "》", "〈": "〉", "︽": "︾", "︿": "﹀", "«": "»", "(": ")", "︵": "︶"}
_PARTNERS |= {"[": "]", "【": "】", "〔": "〕", "〖": "〗", "︻": "︼", "︹": "︺"}
_PARTNERS |= {"{": "}", "︷": "︸"}
_OPENERS = {closer: opener for opener, closer in _PARTNERS.items()}

CLOSERS = frozenset(_OPENERS) | set("）］｝")
OPENERS = frozenset(_PARTNERS) | set("（［｛")


@lru_cache(maxsize=512)
def pairs(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Places of the opening and closing mark of each pair, by the opening one.

    Pairs are properly nested; a mark without a partner is in none. Linear in the length.
    """
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, mark in enumerate(paragraph.translate(_NARROW)):
        opener = mark if mark == '"' else _OPENERS.get(mark)
        # The nearest opening mark of the kind; those left open inside have lost their partner.
        depth = len(opened)
        while opener and depth and at - opened[depth - 1][1] < LIMIT:
            depth -= 1
            if opened[depth][0] == opener:
                found.append((opened[depth][1], at))
                del opened[depth:]
                break
        else:
            if mark in _PARTNERS or mark == '"':
                opened.append((mark, at))
    return tuple(sorted(found))
