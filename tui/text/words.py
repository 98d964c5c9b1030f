"""Words of a paragraph: Chinese ones by dictionary, all others as vim counts them.

The dictionary knows Simplified words, so it is asked about the simplified text; a fold keeps the
length, so its borders are borders of the text, and both scripts get the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from tui.text.fold import simplified

Range = tuple[int, int]

HAN = re.compile("[々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# What vim's w stops at: runs of letters, of punctuation, of each other script that has no blanks.
_RUN = re.compile(
    "[\u3040-\u309f]+|[\u30a0-\u30ff\u31f0-\u31ff]+|[\uac00-\ud7a3]+"
    "|(?:(?![\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7a3])[\\w\u0300-\u036f])+"
    "|(?:(?![\u0300-\u036f])[^\\w\\s])+"
)

_lock = Lock()  # the dictionary must not change while it is read
_version = 0


def version() -> int:
    """Grows when words are added, so that others can drop what they derived."""
    return _version


def cut(paragraph: str) -> tuple[Range, ...]:
    """Start and end of each word, in order; blanks belong to none. Code points."""
    found: list[Range] = []
    position = other = 0  # text from `other` on is not Chinese
    for token in _cut(simplified(paragraph)):
        end = position + len(token)
        if "\u3400" <= token[0] <= "\u9fff" or HAN.search(token):
            found += (run.span() for run in _RUN.finditer(paragraph, other, position))
            found.append((position, end))
            other = end
        position = end
    found += (run.span() for run in _RUN.finditer(paragraph, other))
    return tuple(found)


words = lru_cache(maxsize=512)(cut)
"""`cut`, remembered for the paragraphs that are on the screen."""


def add_words(names: Iterable[str]) -> None:
    """Take each of `names` for one word from now on, in either script, in this process."""
    global _version
    import rjieba

    with _lock:
        for name in names:
            word = simplified(name)
            if len(word) > 1 and HAN.search(word) and not rjieba.has_word(word):
                rjieba.add_word(word, None, None)
                _version += 1
    words.cache_clear()


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a simplified text, each with the dictionary's part of speech (nr, ns …)."""
    if not HAN.search(text):
        return []
    import rjieba

    with _lock:
        found: list[tuple[str, str]] = rjieba.tag(text)
    return found


def _cut(text: str) -> list[str]:
    if not HAN.search(text):
        return []
    import rjieba  # 130 ms and 33 MB: only when there is something to cut

    with _lock:
        cut: list[str] = rjieba.cut(text)
    return cut
