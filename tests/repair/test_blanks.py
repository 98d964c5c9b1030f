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


def test_one_that_cuts_a_word_goes_alone() -> None:
    text = PROSE.replace("会议", "会 议").replace("市政府礼堂", "市政府 礼堂")
    assert applied(text) == PROSE.replace("市政府礼堂", "市政府 礼堂")


def test_where_the_word_is_less_sure_one_is_proposed() -> None:
    text = (PROSE + SECOND).replace("各部门", "各部 门")
    (edit,) = blanks(Page(text))
    assert text[edit.start - 1 : edit.end + 1] == "部 门"
    assert not edit.applied


def test_names_keep_theirs() -> None:
    text = PROSE.replace("全市", "演员李 明与全市")
    assert not any(edit.applied for edit in blanks(Page(text)))


def test_no_blank_stands_before_a_mark_that_closes_or_behind_one_that_opens() -> None:
    text = PROSE.replace("，部署", " ，部署").replace("供暖工作会议", "“ 供暖工作会议\u3000”")
    assert applied(text) == PROSE.replace("供暖工作会议", "“供暖工作会议”")


def test_blanks_behind_pauses_go_where_they_are_not_the_habit_of_the_page() -> None:
    long = (PROSE + SECOND) * 3
    assert applied(long.replace("，部署", "，\xa0部署", 1)) == long
    habit = long.replace("，", "， ")
    assert applied(habit) == habit
    verse = long + "诗人说得好，白日依山尽，\u3000黄河入海流。"
    assert applied(verse) == verse


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


def test_where_words_are_cut_the_others_are_noise() -> None:
    text = (PROSE + SECOND).replace("责任", "\u3000责任").replace("检修", " 检修")
    assert applied(text) == text
    assert applied(text.replace("会议", "会\u2002议").replace("居民", "居\xa0民")) == PROSE + SECOND


def test_blanks_of_one_kind_between_words_stay() -> None:
    parted = (
        (PROSE + SECOND).replace("昨天，", "昨天，第一条\xa0").replace("市长", "第二条\xa0市长")
    )
    assert applied(parted) == parted
