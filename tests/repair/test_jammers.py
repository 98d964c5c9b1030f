"""Strings pushed in against copying: several prove each other, one is proposed."""

from __future__ import annotations

import pytest

from benchmarks.cleaning import lines, ours
from benchmarks.damage import damaged
from benchmarks.samples import gold_texts
from benchmarks.scoring import Score
from tests.repair.wild import noise, site
from tui.repair.jammers import jammers
from tui.repair.page import Page
from tui.text.edit import apply_edits


def applied(text: str) -> str:
    return apply_edits(text, [edit for edit in jammers(Page(text)) if edit.applied])


def test_noise_goes_from_lines_and_stays_where_it_is_one() -> None:
    text = '景色很美。" R; t1 o: R3 q, Z# x\n8 |3 u0 T! A7 I- Y门票四十元。\n8 |3 u0 T! A7 I- Y2 q'
    assert applied(text) == "景色很美。\n门票四十元。\n8 |3 u0 T! A7 I- Y2 q"


def test_one_short_noise_is_proposed() -> None:
    text = "景色很美。8 |3 u0 T! A7 I\n门票四十元。"
    (edit,) = jammers(Page(text))
    assert not edit.applied
    assert edit.old == "8 |3 u0 T! A7 I"


@pytest.mark.parametrize(
    "text",
    [
        "选 A B C D E F G，或 a, b, c, d, e, f, g。",
        "座位：A1 B2 C3 D4 E5 F6 G7 H8。\n座位：J1 K2 L3 M4 N5 P6 Q7 R8。",
        "1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6，白方先行。",
        "请登录www.abc.com查询，或访问www.abc.com购票，也可在www.abc.com留言。",
        "他叫我看sina.com今天的新闻。",
        "《东湖公园举办龙舟赛》一文\n本报曾刊发《东湖公园举办龙舟赛》一文，反响热烈。",
    ],
)
def test_honest_strings_stay(text: str) -> None:
    assert list(jammers(Page(text))) == []


def test_addresses_inside_words_go_together() -> None:
    text = "今天的新www.a-b.com闻报道说，经济发www.a-b.com展很快，人民www.a-b.com生活好了。"
    assert applied(text) == "今天的新闻报道说，经济发展很快，人民生活好了。"
    (edit,) = jammers(Page("今天的新www.a-b.com闻报道说，经济发展很快。"))
    assert not edit.applied


@pytest.mark.parametrize("string", ["www.a-b.com", "(A-B.Com.Cn)", "www.a-b.cc/", "本文来自甲乙网"])
@pytest.mark.parametrize("between", ["，", "\n", "。\n\n没有地址的一行。\n"])
def test_strings_of_the_site_are_found_on_every_line(string: str, between: str) -> None:
    parts = ["今天的新{}闻报道说", "经济发{}展很快", "人民生{}活好了"]
    dirty = between.join(part.format(string) for part in parts)
    assert applied(dirty) == between.join(part.format("") for part in parts)


def test_a_title_inside_words_goes() -> None:
    title = "东湖公园举办龙舟赛"
    text = f"{title}\n昨天新{title}闻报道，比赛很精彩。\n观众都说发{title}展得很快。"
    assert applied(text) == f"{title}\n昨天新闻报道，比赛很精彩。\n观众都说发展得很快。"


@pytest.mark.parametrize(("mechanism", "least"), [(noise, 0.99), (site, 0.75)])
def test_pages_are_mended_without_damage(mechanism, least: float) -> None:
    score = Score()
    for seed in range(3):
        for name, text in gold_texts().items():
            sample = damaged(name, text, [mechanism], seed)
            score.add(sample, lines(ours(sample.dirty)))
    assert sum(score.undone.values()) >= least * sum(score.suffered.values()) > 0
    assert score.damaged == 0
