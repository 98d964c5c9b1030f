"""Patterns: times, numbers, titles in 《》, quotations and names after 记者, in either script.

They are looked for in the Simplified form of the text, which is as long as the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.annotate.labels import LabelSet
from tui.annotate.suggest.suggestion import Page, Suggestion
from tui.text.regex import lazy

NAME = "patterns"

_NAMES = {
    "TIME": ("TIME", "DATE"),
    "NUM": ("NUM", "NUMBER", "QUANTITY"),
    "DOC": ("DOC", "BOOK", "WORK"),
    "QUOTE": ("QUOTE", "QUOTATION"),
    "PER": ("PER", "PERSON", "NAME", "NR"),
}
"""What is found → what a label set may call it."""

_SCORES = {"TIME": 0.8, "NUM": 0.7, "DOC": 0.9, "QUOTE": 0.7, "PER": 0.85}

_DIGIT = "[0-9〇○零一二两三四五六七八九十]"
_HAN_DIGIT = "[一二三四五六七八九十]"
_NUMBER = "(?:[0-9][0-9,.]*[十百千万亿]*|[零一二两三四五六七八九十百千万亿]+)"
_DAY_PART = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|午夜|晚|早)"
_CLOCK = (
    f"(?:{_DIGIT}{{1,3}}[时点](?:{_DIGIT}{{1,3}}分|半|整|许)?(?:{_DIGIT}{{1,3}}秒)?"
    "|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
)
_MONTH = f"(?:[0-9]{{1,2}}|{_HAN_DIGIT}{{1,2}})月(?:份|底|初|末|中旬|上旬|下旬)?"
_DATE = f"(?:[0-9]{{1,2}}|{_HAN_DIGIT}{{1,3}})[日号]"
_YEAR = (
    "(?:(?:公元前?)?(?:[0-9]{2,4}|[〇○零一二三四五六七八九]{2,4})年(?:代|度|底|初|末)?"
    "|[今去明前后当]年)"
)
_CENTURY = f"(?:上个?世纪|本世纪|(?:[0-9]{{1,2}}|{_HAN_DIGIT}{{1,3}})世纪)"
_DECADE = "(?:[0-9一二三四五六七八九]0年代|[一二三四五六七八九]十年代)"
_TIME = lazy(
    f"(?:{_YEAR}(?:{_MONTH}(?:{_DATE})?)?|{_MONTH}(?:{_DATE})?"
    f"|(?<![0-9第一二三四五六七八九十]){_DATE}|[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}})"
    f"(?:[ 　]?{_DAY_PART})?(?:[ 　]?{_CLOCK})?"
    f"|{_DAY_PART}{_CLOCK}|[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}|{_CENTURY}{_DECADE}?"
    "|(?:星期|礼拜|周)[一二三四五六日天](?!年|期|报)"
    f"|[今昨明前后当次翌同][天日](?:{_DAY_PART})?"
    "|近日|日前|近年来|近期|连日来|目前|当前|春节|元旦|国庆节|中秋节|端午节|清明节|五一节"
)
_UNITS = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|公顷|千瓦时|千瓦|摄氏度|美元|英镑|欧元|日元|港元|"
    "人民币|人次|周岁|小时|分钟|个百分点|百分点|个月|名次|吨|米|克|升|亩|元|角|分|岁|人|名|位|个|只|条|件|台|"
    "辆|架|艘|座|所|家|户|间|幢|栋|层|本|册|份|张|篇|首|部|幅|支|枚|颗|粒|根|棵|株|头|匹|次|场|届|项|种|类|批|"
    "组|队|天|年|周|倍|成|度|片|块|例|起|步|处|道|门|口|套|双|对|万|亿|℃|%|‰"
)
_NUM = lazy(
    f"百分之{_NUMBER}|(?<![0-9.第]){_NUMBER}[多余几]?(?:{_UNITS})|[0-9][0-9,.]*[%‰]"
    f"|(?:数|几|好几)[十百千万亿]+(?:{_UNITS})"
)
_DOC = lazy(r"《[^《》\n]{1,60}》")
_QUOTE = lazy(r"“[^“”\n]{2,200}”|「[^「」\n]{2,200}」")
_SURNAME = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|[赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
    "谢邹苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝安常于傅康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪舒项祝董梁杜阮蓝"
    "季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡霍万卢莫房丁邓洪包左石崔龚程邢裴陆翁段侯宁武刘景龙叶司黎白蒲卓池乔温庄晏"
    "柴阎连习艾向古廖耿文曾关查游岳涂肖褚覃代闫牛路尤齐甘聂单车冉申仲柯阳麦苟付]"
)
_WRITES = "(?:记者|通讯员|实习生|摄影|编辑|作者|撰稿)"
_NAME_ENDS = r"(?=[ 　、，,）)】\]\n报摄文/]|$)"
_PERSON = f"(?:{_SURNAME})[\u4e00-\u9fff]{{1,2}}{_NAME_ENDS}"
_BYLINE = lazy(f"{_WRITES}[ 　：:/]*({_PERSON})((?:[ 　、，,]+{_PERSON})*)")
_NEXT_NAME = lazy(_PERSON)


class Patterns:
    """Finds what the label set has a label for."""

    name = NAME

    def __init__(self, labels: LabelSet) -> None:
        self._labels = {
            kind: label
            for kind, names in _NAMES.items()
            if (label := next((name for name in names if name in labels), None)) is not None
        }

    def suggest(self, page: Page) -> Iterable[Suggestion]:
        """All that the patterns find, numbers inside of times left out."""
        text = page.simplified
        times = list(_spans(_TIME, text))
        found = {
            "TIME": times,
            "NUM": _outside(_spans(_NUM, text), times),
            "DOC": _spans(_DOC, text),
            "QUOTE": _spans(_QUOTE, text),
            "PER": _people(text),
        }
        for kind, places in found.items():
            if (label := self._labels.get(kind)) is not None:
                for start, end in places:
                    yield Suggestion(start, end, label, NAME, _SCORES[kind])


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text))


def _outside(
    places: Iterable[tuple[int, int]], others: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The places that touch none of `others`; both in order."""
    at = 0
    for start, end in places:
        while at < len(others) and others[at][1] <= start:
            at += 1
        if at == len(others) or others[at][0] >= end:
            yield start, end


def _people(text: str) -> Iterator[tuple[int, int]]:
    """The names of a byline: the first, and those listed after it."""
    for found in _BYLINE.finditer(text):
        yield found.span(1)
        start, end = found.span(2)
        while start < end and (other := _NEXT_NAME.search(text, start, end)):
            yield other.span()
            start = other.end()
