"""The rules: what each repair is called, what it mends, and an example of it.

An edit carries the name of its rule, or of several joined by ``+``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a rule may do by itself."""

    OFF = "off"  # nothing
    PROPOSE = "propose"  # everything it finds is left to a person
    APPLY = "apply"  # what is certain is made, what is likely is proposed


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `before` becomes `after` on a page that has the defect throughout."""

    name: str
    term: str
    """What collation 校勘 calls the defect or what is done about it."""
    mends: str
    before: str
    after: str
    default: Level = Level.APPLY


RULES = (
    Rule(
        "mojibake",
        "亂碼",
        "bytes read out of step: the lost byte is found again by the text around it",
        "點(diǎn)區(qū)域?!八暮蟆贝胧﹦?wù)必再務(wù)實(shí)",
        "點區域。“四后”措施務必再務實",
    ),
    Rule(
        "redecode",
        "亂碼",
        "paragraphs decoded with the wrong table; proposed where bytes were lost",
        "ÎÒÃÇÔÚÒ»Æð",
        "我们在一起",
    ),
    Rule(
        "remnant",
        "衍文",
        "what is left of tags and entities in running text",
        "今天开会。/p>明天&nbsp;休息",
        "今天开会。\n明天 休息",
    ),
    Rule(
        "jammer",
        "衍文",
        "anti-copy noise, addresses and titles pushed into sentences; a single one is proposed",
        "今天开会。8 |3 u0 T! A7 I- Y2 q",
        "今天开会。",
    ),
    Rule(
        "blank",
        "空白",
        "blanks inside words and on the wrong side of a mark in running text",
        "中 国 人 民",
        "中国人民",
    ),
    Rule(
        "pinyin",
        "衍文",
        "readings pushed in after characters all over a page",
        "堯都區(qū)時(shí)刻保持戰(zhàn)時(shí)狀態(tài)",
        "堯都區時刻保持戰時狀態",
    ),
    Rule(
        "punctuation",
        "標點",
        "half-width and doubled marks; the width of letters and digits",
        "近日,市委组织部(宣传部)印发意见",
        "近日，市委组织部（宣传部）印发意见",
    ),
    Rule(
        "lookalike",
        "訛字",
        "characters replaced by others that look alike",
        "扎实莋好疫情防控各项工作",
        "扎实做好疫情防控各项工作",
    ),
    Rule(
        "stops",
        "脫文",
        "every second ，or 。lost; made where its place is beyond doubt, else proposed",
        "扎实有力做好东营市防控工作\n\n面对不断严峻的疫情形势,",
        "扎实有力做好东营市防控工作。\n面对不断严峻的疫情形势，",
    ),
    Rule(
        "column_break",
        "斷行",
        "sentences cut by the line ends of a printed column",
        "充分发挥基层党组织的战\n\n斗堡垒作用。",
        "充分发挥基层党组织的战斗堡垒作用。",
    ),
    Rule(
        "duplicate",
        "重出",
        "titles, labels and paragraphs that were taken twice",
        "来源:来源:商洛日报",
        "来源：商洛日报",
    ),
    Rule(
        "whitespace",
        "空白",
        "blank lines, indents, runs of spaces, characters that cannot be seen",
        "\u3000\u3000第一段。\n\n\n第\u200b二段。",
        "第一段。\n第二段。",
    ),
)
"""All rules of the pipeline."""

OWN = "own"
"""Rule of an edit that a person added."""

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
