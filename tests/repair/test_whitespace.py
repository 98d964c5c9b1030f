"""White space: one line feed between lines, one space inside, nothing at the ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.repair.page import Page
from tui.repair.whitespace import invisible, whitespace
from tui.text.edit import apply_edits


def cleaned(text: str) -> str:
    for repair in (invisible, whitespace):
        edits = sorted(repair(Page(text)), key=lambda edit: (edit.start, edit.end))
        text = apply_edits(text, edits)
    return text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\n\n  标题 \r\n\r\n\u3000\u3000正文。\r\n", "标题\n正文。"),
        ("首页\xa0 » \xa0新闻", "首页 » 新闻"),
        ("有效措施\xa0宣传", "有效措施 宣传"),
        ("时有所需。  自新时代", "时有所需。 自新时代"),
        ("一。\n \xa0 \n二。", "一。\n二。"),
        ("\ufeff正\u200b文\x07。\x00", "正文。"),
        ("一\u2028二\x0c三", "一\n二\n三"),
        ("正\u200d文", "正文"),
        ("\n \n", ""),
    ],
)
def test_white_space_is_made_even(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "（记者 冯 锴） 近日,市委",
        "👨\u200d👩\u200d👧 一家",
        "می\u200cخواهم 波斯語",
        "姓名\t年龄\n张三\t25\n李四\t31",
        "def f(x):\n    y = {}  # 空\n    return x_y == y;",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert cleaned(text) == text


@given(st.text(alphabet="漢a \t\n\r\x0b\u3000\xa0\u200b\u2028.。", max_size=40))
def test_twice_is_once_and_only_blanks_change(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert once == once.strip()
    assert "".join(once.split()) == "".join(text.replace("\u200b", "").split())
