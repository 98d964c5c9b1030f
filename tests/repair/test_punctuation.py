"""Width and doubled marks: Chinese gets full-width marks, everything else keeps its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.gold import seeds
from tui.repair.page import Page
from tui.repair.punctuation import punctuation
from tui.text.edit import State, apply_edits

FOLD = str.maketrans("，；：？！（）", ",;:?!()")


def cleaned(text: str) -> str:
    return apply_edits(text, [edit for edit in punctuation(Page(text)) if edit.applied])


FOLDED = "会上,市委书记讲了话,大家都很高兴。\n"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("县(区)、镇(办),发现疫情,要报告!", "县（区）、镇（办），发现疫情，要报告！"),
        ("本报讯(王广伟 李治军) 近日,", "本报讯（王广伟 李治军） 近日，"),
        ("时间:02-06 11:21:31", "时间：02-06 11:21:31"),
        ("达20%,约1,000人;比分3:2,", "达20%，约1,000人；比分3:2，"),
        ("什么是5G?疾控中心(CDC)说:“是网络。”", "什么是5G？疾控中心（CDC）说：“是网络。”"),
        ("他问“好吗?”,我说“好!”", "他问“好吗？”，我说“好！”"),
        ("你疯了?!真的吗??", "你疯了？！真的吗？？"),
        ("面对...\n(一)总则", "面对...\n（一）总则"),
        ("(全媒体记者\n姜培军)报道,", "（全媒体记者\n姜培军）报道，"),
        (
            "Hello, world; see http://a.cn/?a=1,2 (ok)!",
            "Hello, world; see http://a.cn/?a=1,2 (ok)!",
        ),
        ("领秀&#8226;慧谷", "领秀&#8226;慧谷"),
        ("哈哈:) 好的;-)", "哈哈:) 好的;-)"),
        ("邮箱a,b@c.cn 电话0354-123:8", "邮箱a,b@c.cn 电话0354-123:8"),
        ("曱甴(yuē zhá)是蟑螂", "曱甴(yuē zhá)是蟑螂"),
    ],
)
def test_on_a_folded_page_chinese_gets_its_marks_back(dirty: str, clean: str) -> None:
    assert cleaned(FOLDED + dirty) == FOLDED.translate({ord(","): "，"}) + clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "剩女用五套房当嫁妆征婚(图)\n他已经是联盟第一中锋!\n黄山旅游：业绩大增",
        "他说，这是好事。真的?真的!（笑）。",
        "姓名,年龄,城市\n张三,25,北京\n李四,31,上海",
        "x = {'名': 1, '值': 2}  # 读取,返回\nif x == {}: f(x); g(x_1)",
        "Beijing, (北京) is the capital; isn't it?",
        "私はその人を常に先生と呼んでいた,だから",
        "沉默是今晚的康桥。。。",
        "真的吗？？！！",
        "１９９８年１２月３１日，北京",
        "第Ⅰ级，共3种。",
    ],
)
def test_other_pages_keep_theirs(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("一,,二,三。", "一，二，三。"),
        ("一，二，。", "一，二。"),
        ("一,二,。", "一，二。"),
        ("一，，二。。", "一，二。"),
        ("一：：二、、三", "一：二、三"),
    ],
)
def test_doubled_marks_become_one(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean


def test_stray_full_width_letters_become_ascii_and_lone_ones_are_proposed() -> None:
    assert cleaned("2020年1月2６日，共3０0人，A座12层B区34号") == (
        "2020年1月26日，共300人，A座12层B区34号"
    )
    lone = "汤臣Ｃ栋房源，2009年开盘，共300套，均价12000元"
    assert cleaned(lone) == lone
    assert [edit.state for edit in punctuation(Page(lone))] == [State.PROPOSED]


def test_the_gold_texts_come_back_from_folding() -> None:
    for seed in seeds():
        assert cleaned(seed.text) == seed.text
        assert cleaned(seed.text.translate(FOLD)) == seed.text


def test_every_mark_is_an_edit_of_its_own_with_the_reason() -> None:
    edits = list(punctuation(Page("县(区),镇。")))
    assert [(edit.old, edit.new) for edit in edits] == [("(", "（"), (")", "）"), (",", "，")]
    assert edits[0].evidence == "half width: 1 of 1 marks in the Chinese of this page"


@given(st.text(alphabet="漢字a1 ,;:?!()（），。、；：？！“”\n.Ａ９", max_size=60))
def test_twice_is_once(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
