"""Injected pinyin goes, glosses a writer set stay."""

from __future__ import annotations

import pytest

from tui.repair.page import Page
from tui.repair.pinyin import pinyin
from tui.repair.readings import covered, parse, readings
from tui.text.edit import State, apply_edits


def cleaned(text: str) -> str:
    return apply_edits(text, [edit for edit in pinyin(Page(text)) if edit.applied])


INJECTED = [
    (
        "責(zé)任重于泰山 堯都區(qū)時(shí)刻保持“戰(zhàn)時(shí)狀態(tài)”,區(qū)長說。",
        "責任重于泰山 堯都區時刻保持“戰時狀態”,區長說。",
    ),
    (  # one reading a character, also where it is wrong; full-width brackets
        "校長（cháng）和局長（cháng）發（fā）了言,發（fā）言很長（cháng）。",
        "校長和局長發了言,發言很長。",
    ),
    (  # Simplified: whole words, and a character of the word by itself
        "据新闻周刊(xīnwénzhōukān)报道,古泉村(cūn)(gǔquáncūn)的村(cūn)民在村(cūn)口修路,"
        "新闻周刊(xīnwénzhōukān)记者到了现场采访,他们说今年的收成很好,大家都很高兴。",
        "据新闻周刊报道,古泉村的村民在村口修路,"
        "新闻周刊记者到了现场采访,他们说今年的收成很好,大家都很高兴。",
    ),
    (  # ü in all its spellings
        "綠(lǜ)色發(fā)展,綠(lǜ)化工程,發(fā)動群眾,旅(lǚ)游",
        "綠色發展,綠化工程,發動群眾,旅游",
    ),
]

KEPT = [
    "甪直(lùzhí)是苏州的一个古镇,镇上有许多石桥。",
    "粵語有「曱甴(yuē zhá)」一詞,指蟑螂。",
    "亳(bó)州在安徽,歙(shè)县也在安徽,黟(yī)县、枞(zōng)阳、濉(suī)溪都在安徽。",
    "他在咖啡馆(café)里读贝利(Pelé)的传记。",
    "选项(a)和选项(b)都不对,见附录(c)。",
    "本课生词\n学习(xuéxí)\n朋友(péngyou)\n汉语(hànyǔ)\n老师(lǎoshī)\n苹果(píngguǒ)",
    "我(wǒ)是(shì)中(zhōng)国(guó)人(rén),我(wǒ)爱(ài)北(běi)京(jīng)。",
    "六(lù)安在安徽,台(tāi)州在浙江,铅(yán)山在江西,番(pān)禺在广东。",
    "齟(jǔ)齬(yǔ)、蹀(dié)躞(xiè)、囹(líng)圄(yǔ)都是連綿字。",
    "學而時習之,不亦說(yuè)乎?有朋自遠方來,不亦樂乎?",
    "",
]


@pytest.mark.parametrize(("dirty", "clean"), INJECTED)
def test_injected_glosses_are_taken_out(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean
    assert not list(pinyin(Page(clean)))


@pytest.mark.parametrize("text", KEPT)
def test_glosses_a_writer_set_stay(text: str) -> None:
    assert cleaned(text) == text


def test_a_rare_name_keeps_its_gloss_on_an_injected_page() -> None:
    text = "區(qū)長和區(qū)委書記責(zé)成甪直(lùzhí)鎮負責(zé)。"
    assert cleaned(text) == "區長和區委書記責成甪直(lùzhí)鎮負責。"


def test_what_is_unclear_is_proposed_with_its_reason() -> None:
    edits = list(pinyin(Page("區(qū)長說了話,時間不早了。")))
    assert [(edit.old, edit.state) for edit in edits] == [("(qū)", State.PROPOSED)]
    assert edits[0].evidence == "區 is glossed 1 of 1 times on this page, as are 0 others"


@pytest.mark.parametrize(
    ("before", "written", "count"),
    [
        ("新闻周刊", "xīnwénzhōukān", 4),
        ("今天的花儿", "huār", 2),
        ("學習", "xué xí", 2),
        ("區", "qū", 1),
        ("區", "qu1", 1),
        ("綠", "lv4", 1),
        ("區", "qú", 0),
        ("銀行", "yínhángqū", 0),
        ("", "qū", 0),
    ],
)
def test_a_reading_covers_the_characters_it_reads(before: str, written: str, count: int) -> None:
    assert covered(before, parse(written)) == count


def test_the_usual_reading_comes_first() -> None:
    assert readings("務")[0] == parse("wù")
    assert readings("a") == ()
