"""What the sequence model sees of each character of a sentence.

Beside the characters themselves these are priors that hold before anything was tagged: words and
their parts of speech from the dictionary, once with and once without its guesses at unknown words,
names of the dictionary wherever they begin, surnames, and the characters that foreign names are
written with. All of it is asked of the Simplified form, so that both scripts are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董"
    "梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮"
    "龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束"
    "龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农"
    "温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福覃付"
)  # the Hundred Family Surnames, of the tenth century, and a few of today
_FOREIGN = frozenset(
    "阿埃艾安奥巴贝本比彼波博布查达戴德迪蒂丁杜多厄恩尔法菲费佛弗福盖格戈古哈海汉赫亨胡华霍基吉加贾杰金卡坎康考科克库拉莱兰朗劳勒雷里利连林"
    "卢鲁伦罗洛马麦曼梅蒙米莫默姆穆纳内尼涅诺欧帕佩皮普奇恰乔切让日荣瑞萨塞桑森沙舍什施史斯苏索塔泰坦汤特廷托瓦万维温文沃乌西希夏辛休许雅亚扬"
    "耶伊因英尤约扎兹佐"
)
_DIGITS = frozenset("0123456789一二三四五六七八九十百千万亿两〇零")
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})  # parts of speech that are names
_LONGEST_WORD = 6

Features = list[list[str]]


def features(sentence: str) -> Features:
    """The features of each code point of a sentence in Simplified characters."""
    import rjieba

    length = len(sentence)
    padded = ["^2", "^1", *sentence, "$1", "$2"]
    kinds = ["^", "^", *map(_kind, sentence), "$", "$"]
    guessed = _Words(rjieba.tag(sentence))
    known = _Words(rjieba.tag(sentence, False))
    names = _names(sentence)
    found: Features = []
    for at in range(length):
        before, here, after = padded[at + 1 : at + 4]
        place, tag = guessed.places[at], guessed.tags[at]
        last, this, next_ = guessed.around(at)
        row = [
            "b",
            "c0=" + here,
            "c-=" + before,
            "c+=" + after,
            "d-=" + before + here,
            "d+=" + here + after,
            "e=" + before + "_" + after,
            "p=" + place + tag,
            "pp=" + place + last[1] + tag,
            "pn=" + place + tag + next_[1],
            "w=" + place + this[0],
            "pw=" + place + last[0],
            "nw=" + place + next_[0],
            "ws=" + place + this[0][-1],
            "wp=" + place + this[0][0],
            "ns=" + place + tag + next_[0][-1],
            "wl=" + place + str(min(len(this[0]), 5)) + tag,
            "k=" + "".join(kinds[at : at + 5]),
            "f=" + "".join("01"[char in _FOREIGN] for char in padded[at : at + 5]),
        ]
        unguessed = known.places[at] + known.tags[at]
        row += [
            "h=" + unguessed,
            "h-=" + (known.places[at - 1] + known.tags[at - 1] if at else "^") + unguessed,
            "h+="
            + unguessed
            + (known.places[at + 1] + known.tags[at + 1] if at + 1 < length else "$"),
        ]
        for offset in (-2, -1, 0, 1):
            place_of = at + offset
            if (
                0 <= place_of < length
                and sentence[place_of] in _SURNAMES
                and guessed.places[place_of] in "BS"
            ):
                row.append(f"s{offset}")
        row += names[at]
        found.append(row)
    return found


class _Words:
    """A sentence cut into words with their parts of speech, to look up by character."""

    def __init__(self, cut: list[tuple[str, str]]) -> None:
        self._cut = [("^", "^"), *cut, ("$", "$")]
        self.places: list[str] = []
        """Whether a character begins a word, ends it, is inside, or is all of it."""
        self.tags: list[str] = []
        self._numbers: list[int] = []
        for number, (word, tag) in enumerate(cut, 1):
            length = len(word)
            self.places += ["S"] if length == 1 else ["B", *"M" * (length - 2), "E"]
            self.tags += [tag] * length
            self._numbers += [number] * length

    def around(self, at: int) -> list[tuple[str, str]]:
        """The word before, the word here, the word after."""
        number = self._numbers[at]
        return self._cut[number - 1 : number + 2]


def _kind(char: str) -> str:
    if char in _DIGITS:
        return "d"
    if "\u3400" <= char <= "\u9fff":
        return "h"
    return "a" if char.isascii() and char.isalpha() else "p"


def _names(sentence: str) -> list[list[str]]:
    """The names of the dictionary each character may belong to, however the sentence was cut."""
    found: list[set[str]] = [set() for _ in sentence]
    for start in range(len(sentence)):
        for length in range(2, _LONGEST_WORD + 1):
            word = sentence[start : start + length]
            if len(word) == length and (tag := _tag(word)) in _NAMES:
                for at in range(length):
                    place = "B" if at == 0 else "E" if at == length - 1 else "M"
                    found[start + at].add("l=" + place + tag)
    return [sorted(names) for names in found]


@lru_cache(maxsize=1 << 16)
def _tag(word: str) -> str:
    """The part of speech of a word of the dictionary; empty for what is none."""
    import rjieba

    if not rjieba.has_word(word):
        return ""
    cut: list[tuple[str, str]] = rjieba.tag(word, False)
    return cut[0][1] if len(cut) == 1 else ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text, blank ones left out. Code points."""
    start = 0
    for at, char in enumerate(text):
        ends = char == "\n" or at - start >= _LONGEST_SENTENCE
        if not ends and at > start and text[at - 1] in _STOPS:
            ends = char not in _STOPS and char not in _CLOSERS
            if ends and start < at:
                yield start, at
                start = at
            continue
        if ends:
            if text[start:at].strip():
                yield start, at
            start = at + 1 if char == "\n" else at
    if text[start:].strip():
        yield start, len(text)


_STOPS = frozenset("。！？!?")
_CLOSERS = frozenset("”’」』》）)\"'")
_LONGEST_SENTENCE = 400  # code points; text without stops is cut there
