"""Look-alikes: what stands for what, told by the neighbours and by the page."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.gold import Seed, seeds
from tui.repair.comb import comb
from tui.repair.context import Window
from tui.repair.lexicon import stand_in
from tui.repair.lookalike import lookalike
from tui.repair.page import Page
from tui.text.edit import apply_edits

SPUN = seeds()[2]


def applied(text: str) -> dict[int, str]:
    return {edit.start: edit.new for edit in lookalike(Page(text)) if edit.applied}


def test_every_stand_in_of_the_spun_seed_is_put_right_and_nothing_else():
    expected = {edit["start"]: edit["new"] for edit in SPUN.edits("lookalike")}
    assert len(expected) == 49
    assert applied(SPUN.raw) == expected


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_gold_stays_as_it_is(seed: Seed):
    assert list(lookalike(Page(seed.text))) == []


@pytest.mark.parametrize("seed", [s for s in seeds() if s != SPUN], ids=lambda s: s.stem[:3])
def test_seeds_that_were_not_spun_stay_as_they_are(seed: Seed):
    assert list(lookalike(Page(seed.raw))) == []


def test_an_edit_says_why():
    edits = list(lookalike(Page(SPUN.raw)))
    first = next(edit for edit in edits if edit.old == "囮")
    assert first.rule == "lookalike"
    assert "转化" in first.evidence
    assert "every 60 characters" in first.evidence
    assert all(SPUN.raw[edit.start : edit.end] == edit.old for edit in edits)


# Stand-ins that are not in the seeds, from the general table.
STAND_INS = {
    "的": "哋啲菂", "了": "孒", "是": "昰湜", "我": "莪", "人": "亾", "这": "這適", "个": "個",
    "们": "們", "中": "狆", "国": "國囯", "地": "哋", "时": "時溡", "要": "婹", "会": "會浍",
    "可": "岢", "对": "對怼", "生": "甡", "而": "洏", "年": "姩秊", "过": "過", "发": "發",
    "后": "後苸", "道": "檤", "家": "傢", "成": "荿", "方": "汸", "多": "哆茤", "学": "學敩",
    "新": "噺", "工": "笁", "民": "姄", "力": "劦", "机": "機", "明": "眀", "三": "叁弎",
    "业": "業嶪", "外": "迯", "高": "滈髙", "两": "兩倆", "重": "偅", "物": "粅", "手": "掱",
    "体": "體軆", "政": "炡", "部": "蔀", "通": "嗵", "组": "組", "党": "黨", "区": "區嶇",
}  # fmt: skip


@pytest.mark.parametrize("seed", [s for s in seeds() if s.stem < "004"], ids=lambda s: s.stem[:3])
@pytest.mark.parametrize("periodic", [True, False])
def test_stand_ins_of_other_pages_are_put_right(seed: Seed, periodic: bool):
    chance = random.Random(7)
    characters = list(seed.text)
    expected: dict[int, str] = {}
    for place, right in enumerate(characters):
        hit = place % 20 == 3 if periodic else chance.random() < 0.04
        if hit and right in STAND_INS:
            characters[place] = chance.choice(STAND_INS[right])
            expected[place] = right
    found = applied("".join(characters))
    right_ones = sum(found.get(place) == right for place, right in expected.items())
    assert right_ones >= 0.8 * len(expected)  # what is asked of the whole defect
    assert all(expected.get(place) == new for place, new in found.items())


@pytest.mark.parametrize(
    "text",
    [
        "囷仓里堆满了粮食，茬口安排得当，宝塔矗立山头。",
        "演员吴铨、记者黄啟峰和学者莪相到场。",
        "他写道：「這個國家的歷史，後來發生了很大變化。」这是原话。",
        "《後漢書》與《資治通鑑》都有记载，馆藏版本保存完好。",
        "山不在高，有仙则名。水不在深，有龙则灵。斯是陋室，惟吾德馨。",
        "東京では新しい総理が記者会見を開き、経済対策を発表した。",
        "第①条 总则\n第②条 细则\n━━━━━━\n一、说明",
        "佢哋喺香港住咗好耐，唔知幾時返嚟，啲嘢冇晒。",
        "囍字贴在窗上，囧囧的表情，槑得可爱，昇哥、喆妹、犇犇、淼淼都来了。",
    ],
)
def test_rare_characters_in_their_place_are_left_alone(text: str):
    assert applied(text) == {}
    assert applied(text * 8) == {}


def test_a_lone_certain_one_is_proposed_not_applied():
    text = "市政府召開会议研究部署疫情防控工作，要求各部门落实责任。"
    edits = list(lookalike(Page(text)))
    assert [(e.old, e.new, e.applied) for e in edits] == [("開", "开", False)]


def test_traditional_pages_get_traditional_characters():
    text = "政府昨日召開會議，硏究如何囮解問題，並為巿民提供粅資。莋為第一線的醫護亾員。"
    mended = apply_edits(text, [e for e in lookalike(Page(text)) if e.applied])
    assert "化解" in mended
    assert "物資" in mended
    assert "作為" in mended
    assert "召開會議" in mended


def test_names_on_a_spun_page_keep_their_characters():
    names = "记者黄啟峰和吴铨报道。吴铨说，黄啟峰到过现场。黄啟峰证实，吴铨在场。"
    text = SPUN.raw.replace("行动是最有力的带动", names + "行动是最有力的带动")
    edits = [edit for edit in lookalike(Page(text)) if edit.applied]
    expected = [edit["new"] for edit in SPUN.edits("lookalike")]
    right = [edit.new for edit in edits]
    assert names in apply_edits(text, edits)
    # The names put the rest of the page out of step with its period, which costs a few.
    assert len(right) >= 40
    assert not set(right) - set(expected)


def test_a_name_may_begin_a_clause():
    text = SPUN.raw + "\n\n吴铨说，汪恸到场。吴铨证实，汪恸在场。"
    assert apply_edits(text, [e for e in lookalike(Page(text)) if e.applied]).endswith(
        "吴铨说，汪恸到场。吴铨证实，汪恸在场。"
    )


SPUN_TEXT = (
    "市政府昨日召开会议，硏究如何囮解问题，并为巿民提供粅资。莋为第一线的医护亾员，他们很辛苦。"
)


def test_on_a_spun_page_common_characters_that_make_no_word_are_suspects():
    text = (
        SPUN_TEXT * 3
        + "吸引了许多读锗，使用的人越来越多。报告指岀，㐱院长出席了会议，土地面积很大。"
    )
    mended = apply_edits(text, [e for e in lookalike(Page(text)) if e.applied])
    assert "读者，" in mended
    assert "指出，" in mended
    plain = text.replace(SPUN_TEXT, "")
    assert not any(e.old == "锗" for e in lookalike(Page(plain)))


def test_a_strange_character_that_nothing_explains_is_proposed():
    text = SPUN_TEXT + seeds()[0].text[:1500] + "楼梯葢在外面。"
    (edit,) = [e for e in lookalike(Page(text)) if e.old == "葢"]
    assert (edit.new, edit.applied) == ("盖", False)
    assert edit.confidence < 0.5


def test_letters_that_are_no_han_stand_in_at_the_start_of_a_clause():
    text = SPUN_TEXT * 3 + "另外，ㄖ本古生物学家昨天说，①是天气，②是地形。"
    mended = apply_edits(text, [e for e in lookalike(Page(text)) if e.applied])
    assert mended.endswith("日本古生物学家昨天说，①是天气，②是地形。")


def test_a_particle_is_told_by_its_neighbours():
    # 哋 stands for 的 and for 地: only after a word and before no verb is it certain.
    text = SPUN.raw + "\n\n这是一个漂亮哋东西。他们更有力哋促进工作，从多哋赶来。"
    assert apply_edits(text, [e for e in lookalike(Page(text)) if e.applied]).endswith(
        "这是一个漂亮的东西。他们更有力哋促进工作，从多哋赶来。"
    )


def test_common_characters_of_traditional_text_are_not_suspected():
    spun = "政府昨日召開會議，硏究如何囮解問題，並為巿民提供粅資。莋為第一線的醫護亾員。"
    right = "居民出現類似徵狀，至於土庫鎮，可是縣行領導說，小夥子在辛吉絲旁。"
    text = spun * 3 + right
    assert apply_edits(text, [e for e in lookalike(Page(text)) if e.applied]).endswith(right)


def test_a_traditional_form_is_the_usual_one():
    text = "政府昨日召開會議，硏究如何囮解問題，並為巿民提供粅資。囩南省莋為第一線。" * 3
    mended = apply_edits(text, [e for e in lookalike(Page(text)) if e.applied])
    assert "雲南省" in mended


def test_doing_it_again_changes_nothing():
    for seed in seeds():
        once = apply_edits(seed.raw, [e for e in lookalike(Page(seed.raw)) if e.applied])
        assert applied(once) == {}


def test_a_list_of_rare_characters_is_not_a_spun_page():
    rare = "".join(map(chr, range(0x6B9A, 0x7000)))
    assert list(lookalike(Page(rare * 50))) == []


def test_context_prefers_the_word():
    window = Window("转", "为优势")
    assert window.fit("化").word == "转化"
    assert window.fit("化").total > window.fit("花").total


def test_a_comb_is_found_and_chance_is_not_one():
    text = "字" * 6000
    places = list(range(14, 6000, 60))
    teeth = comb(text, [place for i, place in enumerate(places) if i % 5])
    assert teeth is not None
    assert teeth.period == 60
    assert all(teeth.in_phase(text, places))
    chance = random.Random(3)
    scattered = sorted(chance.sample(range(6000), 30))
    assert comb(text, scattered) is None


def test_the_table_knows_both_kinds():
    assert "六" in stand_in("陸").sure
    assert "情" in stand_in("凊").sure
    assert "青" in "".join(stand_in("圊")) or "请" in "".join(stand_in("圊"))


@settings(deadline=None)  # the first call reads tables
@given(st.text(alphabet="囷和莋作湔前全铨一┅的哋不鈈，。 \nabc1之這这個个", max_size=200))
def test_edits_fit_the_text(text: str):
    edits = list(lookalike(Page(text)))
    assert all(text[e.start : e.end] == e.old != e.new for e in edits)
    assert [e.start for e in edits] == sorted({e.start for e in edits})
