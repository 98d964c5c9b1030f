from __future__ import annotations

import pytest

from tests.repair.templates import BODIES
from tui.repair.structure import blocks

TEXT = BODIES[1][1]


def inline(line: str, *below: str) -> list[tuple[str, str]]:
    """Type and text of the inline blocks of a page with `line` under a headline."""
    page = "\n".join(("山村图书馆点亮孩子们的读书梦", line, *below))
    return [(str(b.type), page[b.start : b.end]) for b in blocks(page) if b.inline]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (TEXT, []),
        (f"本报讯（记者 周明）{TEXT}", [("byline", "本报讯（记者 周明）")]),
        (f"本报讯{TEXT}", [("byline", "本报讯")]),
        (f"臨汾新聞網訊 2月4日下午，{TEXT}", [("byline", "臨汾新聞網訊")]),
        (
            f"新华社武汉7月7日电（记者 李伟 王贤）{TEXT}",
            [("dateline", "新华社武汉7月7日电"), ("byline", "（记者 李伟 王贤）")],
        ),
        (f"〔記者王小明／台北報導〕{TEXT}", [("byline", "〔記者王小明／台北報導〕")]),
        (f"{TEXT}文/图 记者 黄启峰", [("credit", "文/图 记者 黄启峰")]),
        (f"{TEXT}（记者 张三 李四）", [("credit", "（记者 张三 李四）")]),
        (f"{TEXT}（何涛）", [("credit", "（何涛）")]),
        (f"{TEXT}（邢渭林 摄）{TEXT}", [("credit", "（邢渭林 摄）")]),
        (f"{TEXT}8 |3 u0 T! A7 I- Y", [("ad", "8 |3 u0 T! A7 I- Y")]),
        (f"{TEXT}He said: to be or not to be", []),
        (f"据新华社消息，{TEXT}", []),
        (f"{TEXT}（见图）", []),
    ],
)
def test_finds_who_wrote_and_who_photographed(line: str, found: list[tuple[str, str]]) -> None:
    assert inline(line) == found


def test_takes_an_extract_apart() -> None:
    found = inline(
        TEXT,
        "相关阅读",
        "• 多地出台新政",
        "我市转发通知 多地出台新政 本报讯（党率航） 2月3日，市领导小组办公室转发了通知...",
        "时间：02-06",
        "• 用担当铸就防线",
        "——洛南县党员工作侧记 杨民 赵强 疫病无情，人间有爱。1月31日，正在执勤的民警看到...",
    )
    assert found == [
        ("kicker", "我市转发通知"),
        ("headline", "多地出台新政"),
        ("byline", "本报讯（党率航）"),
        ("subhead", "——洛南县党员工作侧记"),
        ("byline", "杨民 赵强"),
    ]


def test_the_original_title_is_a_headline() -> None:
    assert inline("原标题：各级党组织投身防控", TEXT) == [("headline", "各级党组织投身防控")]
