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
from functools import lru_cache
from math import log

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
_ASCII = re.compile(r"[\x01-\x7f]+")
_SAMPLE = 1 << 16  # bytes; more of them tell nothing new

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
_COMMON_LEADS = {
    "gb2312": range(0xB0, 0xD8),
    "big5": range(0xA4, 0xC7),
}  # of level 1 Han
_MARKS_OF_CHINESE = "\u3000，。、：；？！（）《》“”‘’「」『』—…·％"
_PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"  # crawled pages are full of injected readings

# What share of a page each class of characters has, over the size of the class: measured on the
# same texts, rounded. All that matters is their order of magnitude.
_LOG_SHARE = {
    "commonest": log(0.40 / 240),
    "common": log(0.35 / 4000),
    "mark": log(0.10 / 25),
    "ascii": log(0.10 / 100),
    "pinyin": log(0.01 / 25),
    "other": log(0.01 / 10_000),
    "han": log(0.005 / 20_000),
    "alien": log(0.0005 / 140_000),
    "undecodable": log(1e-12),
}
_NOT_CHINESE = -11.0  # nats for each character beyond ASCII, below which no Chinese page falls
_HANDICAP = {"utf-16-le": -6.0, "utf-16-be": -6.0}  # hardly any page is in them without a mark
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
        best, text = _best(data[:_SAMPLE], ("utf-16-le", "utf-16-be"))
        sound = len(data) % 2 == 0 and "\0" not in text and _plausible(text)
        return best if sound else None
    try:
        data.decode()
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def _legacy(data: bytes) -> str:
    """The encoding of bytes that are not sound UTF-8, by a sample that starts where it matters."""
    first = re.search(rb"[\x80-\xff]", data)
    start = (first.start() if first else 0) & ~1  # UTF-16 counts in twos
    sample = data[start : start + _SAMPLE]
    best, text = _best(sample, ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))
    if _plausible(text):
        return best
    from charset_normalizer import from_bytes  # only the rare page that is not Chinese needs it

    match = from_bytes(data[:_SAMPLE], cp_isolation=_ELSEWHERE).best()
    return match.encoding.replace("_", "-") if match else best


def _best(sample: bytes, encodings: Iterable[str]) -> tuple[str, str]:
    """The likeliest of `encodings` and what `sample` reads in it."""
    # The sample may end inside a character: an incremental decoder leaves that out.
    readings = [(e, codecs.getincrementaldecoder(e)("replace").decode(sample)) for e in encodings]
    return max(readings, key=lambda one: likelihood(one[1]) + _HANDICAP.get(one[0], 0))


def _plausible(text: str) -> bool:
    """Whether what stands in `text` beside ASCII can be Chinese at all."""
    telling = _ASCII.sub("", text)
    return likelihood(telling) + _ONE_ODD_CHARACTER > _NOT_CHINESE * len(telling)


def likelihood(text: str) -> float:
    """Log-likelihood of `text` as Chinese, in the script that suits it better."""
    counts = Counter(text).items()
    return max(
        sum(count * _LOG_SHARE[_class(char, charset)] for char, count in counts)
        for charset in _COMMONEST
    )


@lru_cache(maxsize=1 << 15)
def _class(char: str, charset: str) -> str:
    """Which of `_LOG_SHARE` a character belongs to, read as a page of `charset`."""
    if char in _COMMONEST[charset]:
        return "commonest"
    if "\u4e00" <= char <= "\u9fff":
        try:
            lead = char.encode(charset)[0]
        except UnicodeEncodeError:
            return "han"
        return "common" if lead in _COMMON_LEADS[charset] else "han"
    if char in _MARKS_OF_CHINESE:
        return "mark"
    if char in _PINYIN:
        return "pinyin"
    if " " <= char <= "~" or char in "\t\n\r":
        return "ascii"
    if char == "\ufffd":
        return "undecodable"
    if "\u3000" <= char <= "\u312f" or "\uff00" <= char <= "\uffe6" or "\u2010" <= char <= "\u2027":
        return "other"
    return "other" if "\xa0" <= char <= "\u024f" else "alien"
