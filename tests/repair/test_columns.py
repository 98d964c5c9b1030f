from __future__ import annotations

import random

import pytest

from tests.repair.gold import Seed, seeds
from tests.repair.templates import BODIES, VERSE_AND_LISTS
from tui.repair.columns import columns
from tui.repair.page import Page
from tui.text.edit import apply_edits


def joined(text: str) -> str:
    """`text` with the applied joins made."""
    return apply_edits(text, [edit for edit in columns(Page(text)) if edit.applied])


def before_columns(seed: Seed, *left: str) -> tuple[str, set[tuple[int, int]]]:
    """The seed as the repair meets it, without edits of the kinds `left`; and the true cuts."""
    parts: list[str] = []
    cuts: set[tuple[int, int]] = set()
    position = length = 0
    for edit in seed.edits():
        keep = edit["class"] in {"whitespace", "column_break", "duplicate", *left}
        new = edit["old"] if keep else edit["new"]
        parts += (seed.raw[position : edit["start"]], new)
        length += edit["start"] - position
        if edit["class"] == "column_break":
            cuts.add((length, length + len(new)))
        length += len(new)
        position = edit["end"]
    return "".join(parts) + seed.raw[position:], cuts


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
@pytest.mark.parametrize("left", [(), ("lookalike", "missing_stop")], ids=["set right", "as found"])
def test_joins_the_cuts_of_the_seeds_and_nothing_else(seed: Seed, left: tuple[str, ...]) -> None:
    text, cuts = before_columns(seed, *left)
    edits = list(columns(Page(text)))
    assert {(edit.start, edit.end) for edit in edits if edit.applied} == cuts
    assert all(edit.old == text[edit.start : edit.end] and edit.new == "" for edit in edits)


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_leaves_the_seeds_set_right_alone(seed: Seed) -> None:
    assert not [edit for edit in columns(Page(seed.text)) if edit.applied]


def cut_page(random_: random.Random, between: str) -> tuple[str, str]:
    """A page as printed, and the same with a cut in about every other paragraph."""
    whole: list[str] = []
    cut: list[str] = []
    for headline, *paragraphs in BODIES:
        whole.append(headline)
        cut.append(headline)
        for paragraph in paragraphs:
            whole.append(paragraph)
            if random_.random() < 0.5:
                at = random_.randrange(12, len(paragraph) - 3)
                # A cut at the end of a sentence leaves nothing to see.
                if paragraph[at - 1] not in "。！？；：”" and paragraph[at] not in "“”":
                    paragraph = paragraph[:at] + between + paragraph[at:]
            cut.append(paragraph)
    return "\n\n".join(whole), "\n\n".join(cut)


def test_joins_most_random_cuts_and_no_neighbours() -> None:
    made = undone = wrong = 0
    for number in range(40):
        whole, cut = cut_page(random.Random(number), "\n\n")
        for edit in columns(Page(cut)):
            # A true cut is a break of the cut page that the whole page lacks.
            left = cut[: edit.start].rsplit("\n", 1)[-1].rstrip()
            right = cut[edit.end :].split("\n", 1)[0]
            true = left + edit.new + right in whole
            undone += edit.applied and true
            wrong += edit.applied and not true
        made += cut.count("\n\n") - whole.count("\n\n")
    assert made > 150
    assert undone >= 0.9 * made
    assert wrong == 0


def test_joining_twice_is_joining_once() -> None:
    for number in range(20):
        once = joined(cut_page(random.Random(number), "\n\n")[1])
        assert joined(once) == once


def test_what_is_whole_again_tells_of_the_next_cut() -> None:
    # The middle piece alone could be a title; after the first half it is running text.
    text = (
        "项目负责人介绍，团队先后收集整理了两千多份种质资源，又进行了多年的田间试\n\n"
        "验，采用分子标记辅\n\n助选择的方法，历时六年，最终选育出三个综合性状优良的新品种。"
    )
    assert "\n" not in joined(text)


@pytest.mark.parametrize("text", VERSE_AND_LISTS)
def test_leaves_lines_that_are_lines_alone(text: str) -> None:
    for page in (text, text.replace("\n", "\n\n"), text.replace("\n", "\n\n　　")):
        assert joined(page) == page


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (
            "会议指出，要认真学习《中国共产党\n\n章程》，严格落实各项制度，推动工作走深走实。",
            "会议指出，要认真学习《中国共产党章程》，严格落实各项制度，推动工作走深走实。",
        ),
        (
            "本报讯（牡丹晚报全媒体记者 姜\n\n培军） 近日，市委组织部印发意见，引导党员发挥作用。",
            "本报讯（牡丹晚报全媒体记者 姜培军） 近日，市委组织部印发意见，引导党员发挥作用。",
        ),
        ("文/图 记者 黄\n\n启峰 通讯员 苑肇波", "文/图 记者 黄启峰 通讯员 苑肇波"),
        (
            "全市共有三百余名志愿者参加了本次活动，累计服务时长达12\n\n00小时，受到群众好评。",
            "全市共有三百余名志愿者参加了本次活动，累计服务时长达1200小时，受到群众好评。",
        ),
        (
            "面对突如其来的疫情，全市各级党组织迅速行动\n\n，广大党员冲锋在前，筑牢防控防线。",
            "面对突如其来的疫情，全市各级党组织迅速行动，广大党员冲锋在前，筑牢防控防线。",
        ),
        (
            "面對突如其來的疫情，全市各級黨組織迅速行動，築牢防\n\n線，廣大黨員衝鋒在前，群眾拍手稱讚。",
            "面對突如其來的疫情，全市各級黨組織迅速行動，築牢防線，廣大黨員衝鋒在前，群眾拍手稱讚。",
        ),
    ],
)
def test_joins_what_one_mark_or_word_holds_together(cut: str, whole: str) -> None:
    assert joined(cut) == whole


@pytest.mark.parametrize(
    "text",
    [
        # A lost stop is not a cut: most paragraphs of the page end without one.
        "\n\n".join(
            f"{'会议要求，各级各部门要严格落实责任，' * 2}扎实做好各项工作" for _ in range(6)
        ),
        # A headline above the text, a caption, a signature, a date line.
        "主动扛起责任，守住疫情防线\n\n近日，市委组织部印发意见，引导广大党员干部发挥作用。",
        "党员冲在前，连夜做核酸\n\n3月30日，定陶区出现一例确诊病例后，两万多名党员深入一线。",
        "感谢大家一直以来的支持，祝愿各位身体健康，阖家幸福，万事如意\n\n中共商洛市委组织部",
    ],
)
def test_keeps_neighbours_apart(text: str) -> None:
    assert joined(text) == text


def test_a_guess_is_proposed_and_not_made() -> None:
    stops = "\n\n".join(
        "各级各部门要严格落实责任，扎实做好各项工作，切实取得新的成效。" for _ in range(3)
    )
    text = (
        f"{stops}\n\n会议强调，要进一步加强组织领导，强化督导检查，确保各项工作取得实效"
        "\n\n党员干部要注重宣传引导，营造良好氛围，带动身边群众。"
    )
    edits = list(columns(Page(text)))
    assert [edit.applied for edit in edits] == [False]
