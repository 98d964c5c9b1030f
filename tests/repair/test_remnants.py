"""What is left of markup goes; text about markup, comparisons and letters in brackets stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cleaning import lines, ours
from benchmarks.damage import damaged
from benchmarks.samples import gold_texts
from benchmarks.scoring import Score
from tests.repair.wild import markup
from tui.repair.page import Page
from tui.repair.remnants import remnants
from tui.text.edit import apply_edits


def cleaned(text: str) -> str:
    return apply_edits(text, list(remnants(Page(text))))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("第一段。/p>第二段。", "第一段。\n第二段。"),
        ("第一段。</p><p>第二段。", "第一段。\n第二段。"),
        ("他说。p>\n下一段/FONT>结束。<br/>", "他说。\n下一段结束。"),
        ("第一行<br>第二行<br />第三行", "第一行\n第二行\n第三行"),
        ("记者&nbsp;王强说：&quot;好&quot;&#8220;大&#8221;", '记者 王强说："好"“大”'),
        ("nbsp;nbsp;今天天气很好", "今天天气很好"),
        ("&amp;nbsp;甲&amp;amp;乙", "甲&乙"),
        ("见图：<img src='a.jpg' alt='图'/>风景", "见图：风景"),
        ("[img]http://a.com/1.jpg[/img]\n正文[/img]", "\n正文"),
        ("这是[b]重点[/b]，见[url=http://a.cn/x]链接[/url]。", "这是重点，见链接。"),
        ("他<b>非常</b>好<o:p></o:p>", "他非常好"),
        ("国歌br/>响起", "国歌\n响起"),
        ("领秀&#8226;慧谷", "领秀•慧谷"),
    ],
)
def test_remnants_go(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean


@pytest.mark.parametrize(
    "text",
    [
        "检验p>0.05，a<b>c，3>2，若a<b且b>c，10km/s>5，米/s>5",
        "概率p>阈值时拒绝",
        "“<p>”和“<b>”都要成对",
        "<p>是段落标签，<br>是换行标签",
        "在HTML里，&nbsp;是空格，<b>是粗体",
        "声母b读作[p]，i读作[i]",
        "x = a[i] + b[s]; if (p > 0) { return '<br>'; }",
        "`<div>`和`&amp;`",
        "AT&T;和R&D;",
    ],
)
def test_meant_signs_stay(text: str) -> None:
    assert cleaned(text) == text


def test_pages_are_mended_without_damage() -> None:
    score = Score()
    for name, text in gold_texts().items():
        sample = damaged(name, text, [markup], 1)
        score.add(sample, lines(ours(sample.dirty)))
    assert score.undone["markup"] >= 0.97 * score.suffered["markup"] > 0
    assert score.damaged == 0


@given(st.text(st.sampled_from("<>/&;#[]pbrnbsp 中。\n0=imgquot"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    edits = list(remnants(Page(text)))
    assert all(text[edit.start : edit.end] == edit.old for edit in edits)
    apply_edits(text, edits)
