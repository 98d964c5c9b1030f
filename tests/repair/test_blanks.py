"""Blanks inside words: closed up where a page is full of them, proposed where there are few."""

from __future__ import annotations

import pytest

from benchmarks.damage import damaged
from benchmarks.samples import gold_texts
from tests.repair.wild import apart, stray
from tui.repair.blanks import blanks
from tui.repair.page import Page
from tui.text.edit import apply_edits

PROSE = "昨天，全市供暖工作会议在市政府礼堂召开，部署今冬供暖工作，保障居民温暖过冬。"


def applied(text: str) -> str:
    return apply_edits(text, [edit for edit in blanks(Page(text)) if edit.applied])


def test_a_page_set_apart_is_closed_up() -> None:
    for name, text in gold_texts().items():
        text = text.replace(" ", "")
        sample = damaged(name, text, [apart], 1)
        assert applied(sample.dirty) == text


def test_stray_blanks_go_when_there_are_many() -> None:
    gone = count = 0
    for name, text in gold_texts().items():
        sample = damaged(name, text, [stray], 1)
        result = applied(sample.dirty)
        assert result.replace(" ", "") == text.replace(" ", "")
        assert result.count(" ") >= text.count(" ")  # those of the writer stay
        count += len(sample.changes)
        gone += sample.dirty.count(" ") - result.count(" ")
    assert gone >= 0.7 * count > 0


def test_few_are_proposed() -> None:
    text = PROSE.replace("会议", "会 议").replace("居民", "居 民")
    edits = list(blanks(Page(text)))
    assert [text[edit.start - 1 : edit.end + 1] for edit in edits] == ["会 议", "居 民"]
    assert not any(edit.applied for edit in edits)


@pytest.mark.parametrize(
    "text",
    [
        "通 知",
        "春 眠 不 觉 晓\n处 处 闻 啼 鸟",
        "赤 橙 黄 绿 青 蓝 紫",
        f"记者 高 峰 通讯员 白 雪 报道 {PROSE}",
        f"（记者高 峰 摄影文 静）{PROSE}",
        "今天 天气 很 好 ， 我们 去 公园 散步 。 " * 10,
        "姓名 性别 籍贯\n高 峰 男 江苏\n白 雪 女 四川",
    ],
)
def test_blanks_of_writers_stay(text: str) -> None:
    assert list(blanks(Page(text))) == []


SECOND = "市长在会上强调，各部门要认真落实责任，确保供暖设施按时完成检修。"


def test_blanks_of_many_kinds_are_noise() -> None:
    cut = PROSE.replace("会议", "会\u2002议").replace("居民", "居\xa0民") + SECOND
    assert applied(cut) == cut  # two kinds only
    assert applied(cut.replace("责任", "\u3000责任")) == PROSE + SECOND


def test_blanks_of_one_kind_between_words_stay() -> None:
    parted = (
        (PROSE + SECOND).replace("昨天，", "昨天，第一条\xa0").replace("市长", "第二条\xa0市长")
    )
    assert applied(parted) == parted
