"""Kept patterns are the patterns `re` compiles, and lazy ones behave like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.repair.furniture import Wordings
from tui.text import regex
from tui.text.regex import compiled, lazy

PATTERNS = ["[㐀-鿿]+", "(?P<one>一)|(?P<two>二)(三)?", "(?<!。)[，。]{2,}$", "", r"\w\S(?i:é)"]
TEXT = "，，二三É，。"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    regex.forget()
    yield tmp_path
    regex.forget()


@pytest.mark.parametrize("flags", [0, re.M, re.I | re.S])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_compiles_what_re_compiles(pattern: str, flags: int) -> None:
    expected = re.compile(pattern, flags)
    for _ in range(2):
        found = compiled(pattern, flags)
        assert (found, found.groupindex) == (expected, expected.groupindex)
        match, other = found.search(TEXT), expected.search(TEXT)
        assert match is not None
        assert other is not None
        assert (match.regs, match.lastgroup) == (other.regs, other.lastgroup)
        regex.keep()
        regex.forget()  # as in another run


@pytest.mark.parametrize("limit", [60, 200, 201])
def test_compiles_the_wordings_of_furniture(limit: int) -> None:
    wordings = Wordings()
    first = wordings._compiled(limit)
    regex.keep()
    regex.forget()
    assert wordings._compiled(limit) == first == re.compile(first.pattern)


def test_compiles_only_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("[一二]")
    regex.keep()
    regex.forget()
    monkeypatch.setattr(regex, "_compile", None)
    assert compiled("[一二]") == re.compile("[一二]")
    [kept] = (folder / "jiaozhu").iterdir()
    kept.write_bytes(b"damaged")
    regex.forget()
    assert compiled("[一二]") == re.compile("[一二]")  # without `_compile`


def test_reports_a_mistake_as_re_does() -> None:
    with pytest.raises(re.error):
        compiled("(一")


def test_lazy_pattern_is_compiled_at_its_first_use() -> None:
    bad = lazy("(一")
    with pytest.raises(re.error):
        bad.match("")
    pattern = lazy("(?P<one>一)|二", re.M)
    assert pattern.findall("一二") == ["一", ""]
    assert pattern.sub("三", "一二") == "三三"
    assert pattern.pattern == "(?P<one>一)|二"
    assert pattern.groups == 1
