from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.templates import BODIES
from tui.repair import furniture
from tui.repair.furniture import Rule, fold, formula, rules, spelled, table

SECTIONS = ("opening", "reporter", "closing", "within")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_wording_knows_its_examples(rule: Rule) -> None:
    assert rule.examples
    for example in rule.examples:
        assert formula(fold(example)) is rule, example


def test_names_are_unique_and_limits_are_known() -> None:
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names)
    assert all(0 <= rule.longest <= 200 for rule in rules())


@pytest.mark.parametrize(
    ("section", "entry"),
    [(section, entry) for section in SECTIONS for entry in table("names.toml")[section]],
    ids=lambda value: value if isinstance(value, str) else value["name"],
)
def test_every_formula_knows_its_examples(section: str, entry: dict[str, str]) -> None:
    for example in entry["examples"]:
        assert re.match(entry["pattern"], fold(example)), example
        assert spelled(section).match(fold(example)), example


def test_running_text_and_headlines_have_no_wording() -> None:
    for article in BODIES:
        for line in article:
            assert formula(line) is None, line


@pytest.mark.parametrize(
    "line",
    [
        "时间就是生命，疫情就是命令。",
        "来源于生活的艺术才有生命力",
        "作者以细腻的笔触描写了故乡的风景。",
        "首页上的这条消息引起了广泛关注。",
        "广告业的春天来了",
        "编辑部的故事",
        "记者来到现场时，火已经扑灭",
        "中国地图的变迁",
        "一张世界地图",
        "他们正在拍摄",
        "下一页的故事由你书写，未来的道路由你来走。",
        "关注留守儿童，关爱孤寡老人",
        "版权保护，从我做起",
        "更多的人走上街头",
        "今日头条推荐算法调整",
        "评论员的文章写得很好",
        "返回祖国的怀抱",
        "2020年1月26日下午，会议在市政府召开",
        "3月30日定陶区出现一例新冠确诊病例",
        "阅读改变人生",
        "据新华社消息，代表团今天抵京。",
        "声明一出，舆论哗然",
        "责任重于泰山",
        "图书馆点亮孩子们的读书梦",
    ],
)
def test_ordinary_lines_are_not_furniture(line: str) -> None:
    rule = formula(line)
    assert rule is None, rule


def test_fold_keeps_the_length_and_simplifies_the_wordings() -> None:
    text = "責任編輯：暢任杰 來源：臨汾新聞網"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("责任编辑：")
    assert "来源：" in fold(text)


ENDS = ("", "。", "摄", "）", "！")


@pytest.mark.parametrize(
    "seed",
    [
        *("来源：甲 ", "甲 > ", "（", "记者 ", "张三 ", "2020-01-01 ", "[ 1 ", "12 ", "01", "1页"),
        *("共1页 ", "评论", "收藏 ", "#题 ", "首页", "页", "中"),
        *("1", "１", "a", " ", "-", "、", "·", "»"),
    ],
)
def test_no_wording_backtracks_without_bound(seed: str) -> None:
    # Each would take longer than the suite if its time grew faster than the line.
    for end in ENDS:
        for longest in (60, 200):  # shorter lines meet more wordings
            formula((seed * longest)[: longest - 1] + end)
        formula(seed * 20_000 + end)


@given(
    st.lists(
        st.sampled_from([*"1１aA记者中年月日时页共第报讯摄编 　|、，：:/-—·.…>»[]（）()"]),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(ENDS),
)
def test_no_line_of_few_signs_takes_for_ever(signs: list[str], end: str) -> None:
    seed = "".join(signs)
    for longest in (60, 200):
        formula((seed * longest)[: longest - 1] + end)


def folds() -> tuple[str, str]:
    """The Traditional forms of all characters of the wordings, and these, by OpenCC's table."""
    rows = (Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8")
    pairs = (row.split("\t") for row in rows.splitlines())
    simple = {pair[0]: pair[1].split(" ")[0] for pair in pairs}
    data = table("names.toml")
    written = {char for rule in rules() for char in rule.pattern}
    written |= {
        char for section in SECTIONS for entry in data[section] for char in entry["pattern"]
    }
    written |= set(data["surnames"]) | set("".join(data["compound"]))
    written |= set("".join(table("furniture.toml")["menu"]))
    for module in Path(furniture.__file__).parent.glob("*.py"):
        if "folded" in (source := module.read_text("utf-8")):
            # What the code itself looks for in folded lines; other lines it reads in both scripts.
            written |= {char for char in source if simple.get(char, char) == char}
    found = sorted(char for char, plain in simple.items() if plain in written and char != plain)
    found = [char for char in found if char not in written]
    return "".join(found), "".join(simple[char] for char in found)


def test_the_wordings_are_written_in_simplified() -> None:
    traditional, _ = folds()
    assert not {char for rule in rules() for char in rule.pattern} & set(traditional + "於報導發")


def test_the_fold_has_all_characters_of_the_wordings() -> None:
    fold_table = table("names.toml")["fold"]
    assert (fold_table["traditional"], fold_table["simplified"]) == folds()
