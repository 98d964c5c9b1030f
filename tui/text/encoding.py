"""Which encoding a page's bytes are in, also where there are only a few of them.

Byte order marks and strict UTF-8 prove themselves. Beyond those, the encodings of Chinese text are
told apart by what the bytes would say: a misread page is made of rare characters. Bytes that make
no Chinese in any of them are handed to charset-normalizer, which knows the rest of the world.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import log

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
_ASCII_TEXT = re.compile(r"[\x01-\x7f]+")
_SAMPLE = 1 << 12  # bytes; a few dozen are enough, if they are not all ASCII

# The commonest characters of news, Simplified (People's Daily 1998, headlines) and Traditional
# (CityU, Hong Kong), by frequency: half of all running text is made of them.
_COMMONEST = {
    "gb2312": (
        "的国一大中人在年不有是上生图为发新了日业出和高会行金学地家成开市对美多月将作元个公全要机子万时经场基长小部"
        "来现后以分自名本天下到这价动主利理前工考力报平被方期与能产进民重资展我最三政组女加法可网用斯北他合者关于队"
        "电员保度面内实房起战赛化建之文们强事科股同明西海手第心定总过首世京两体外说联球就入通好点比得华代称南次区济"
        "盘持交收特指品制其等专商调情提山游军水东城里无也安务系性增表题因当所男界相回布际十结教受今门信应问转司看二"
    ),
    "big5": (
        "的一中在人國有不大是年為了會上他時到出發民日地生公以水和來成對重後多高行工政教家作電要個於這與法員前名也場"
        "動現部全分說及力主過區隊天可面美而加演被長西萬表市理開能外台方月業江問自但就利已心下化達將學因經新風本度用"
        "關事山機最進十建得流小文船內三都超受我等兩指運展同次們數百造軍農之子當所南道路調團五情入明海產氣局元者東制"
        "此著治龍港其交特考舉實村安起金平然合賽去位如示提好總強並派無應集計由定昨間雨資代府組保更還拉聯失球至近今帶"
    ),
}
# The bytes of the first level of Han of these character sets: leads and trails.
_LEVEL_1 = {
    "gb2312": (range(0xB0, 0xD8), range(0xA1, 0xFF)),
    "big5": (range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
}
_MARKS_OF_CHINESE = "\u3000，。、：；？！（）《》“”‘’「」『』—…·％"
_PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"  # crawled pages are full of injected readings

# What share of a page each class of characters has, over the size of the class: measured on the
# same texts, rounded. All that matters is their order of magnitude.
_COMMONEST_HAN = log(0.40 / 240)
_COMMON_HAN = log(0.35 / 4000)
_HAN = log(0.005 / 20_000)
_MARK = log(0.10 / 25)
_ASCII = log(0.10 / 100)
_READING = log(0.01 / 25)
_OTHER = log(0.01 / 10_000)
_ALIEN = log(0.0005 / 140_000)
_UNDECODABLE = log(1e-12)

_NOT_CHINESE = -11.0  # nats for each character beyond ASCII, below which no Chinese page falls
_HANDICAP = {"utf-16-le": -6.0, "utf-16-be": -6.0}  # hardly any page is in them without a mark
_A_GUESS_NEEDS = 4  # bytes beyond ASCII
_ELSEWHERE = ["cp1252", "cp1251", "koi8_r", "cp932", "euc_jp", "cp949"]
_ONE_ODD_CHARACTER = 12.0  # nats that a short page may fall below it


def by_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark at the start says, if there is one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def detect(data: bytes) -> str | None:
    """Python's name of the encoding of `data`; None where it is no text (NULs, not UTF-16).

    With that codec a byte order mark is not part of the text, save in GB18030, where it is U+FEFF.
    """
    marked = by_mark(data)
    if marked is not None:
        return marked
    if 0 in data:
        best, text = _best(data, ("utf-16-le", "utf-16-be"))
        sound = len(data) % 2 == 0 and "\0" not in text and _plausible(text)
        return best if sound else None
    try:
        data.decode()
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def _legacy(data: bytes) -> str:
    """The encoding of bytes that are not sound UTF-8, by a sample that starts where it matters."""
    first = _ABOVE_ASCII.search(data)
    start = (first.start() if first else 0) & ~1  # UTF-16 counts in twos
    best, text = _best(data[start:], ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))
    if _plausible(text):
        return best
    if len(_ABOVE_ASCII.findall(data, 0, _SAMPLE)) < _A_GUESS_NEEDS:
        return "utf-8"  # nearly all of it is ASCII; the rest will be shown as undecodable
    from charset_normalizer import from_bytes  # only the rare page that is not Chinese needs it

    match = from_bytes(data[:_SAMPLE], cp_isolation=_ELSEWHERE).best()
    return match.encoding.replace("_", "-") if match else best


def _best(data: bytes, encodings: Iterable[str]) -> tuple[str, str]:
    """The likeliest of `encodings` and what the beginning of `data` reads in it."""
    sample = data[:_SAMPLE]
    whole = len(sample) == len(data)  # else it may end inside a character, which is left out
    readings = [
        (encoding, codecs.getincrementaldecoder(encoding)("replace").decode(sample, whole))
        for encoding in encodings
    ]
    return max(readings, key=lambda one: likelihood(one[1]) + _HANDICAP.get(one[0], 0))


def _plausible(text: str) -> bool:
    """Whether what stands in `text` beside ASCII can be Chinese at all."""
    telling = _ASCII_TEXT.sub("", text)
    return likelihood(telling) + _ONE_ODD_CHARACTER > _NOT_CHINESE * len(telling)


def likelihood(text: str) -> float:
    """Log-likelihood of `text` as Chinese, in the script that suits it better."""
    counts = Counter(text).items()
    return max(
        sum(count * (weights.get(char) or _rare(char)) for char, count in counts)
        for weights in map(_weights, _COMMONEST)
    )


@cache
def _weights(charset: str) -> dict[str, float]:
    """Log-likelihood of the characters that a page of `charset` is made of."""
    leads, trails = _LEVEL_1[charset]
    level_1 = (bytes((lead, trail)) for lead in leads for trail in trails)
    return {
        **dict.fromkeys((pair.decode(charset, "ignore") for pair in level_1), _COMMON_HAN),
        **dict.fromkeys(_COMMONEST[charset], _COMMONEST_HAN),
        **dict.fromkeys(_MARKS_OF_CHINESE, _MARK),
        **dict.fromkeys(_PINYIN, _READING),
        **dict.fromkeys(map(chr, (9, 10, 13, *range(0x20, 0x7F))), _ASCII),
        "\ufffd": _UNDECODABLE,
    }


def _rare(char: str) -> float:
    """Log-likelihood of a character that is not common in Chinese."""
    if "\u4e00" <= char <= "\u9fff":
        return _HAN
    if "\u3000" <= char <= "\u312f" or "\uff00" <= char <= "\uffe6":
        return _OTHER  # kana, bopomofo, marks, full-width letters
    return _OTHER if "\xa0" <= char <= "\u024f" or "\u2010" <= char <= "\u2027" else _ALIEN
