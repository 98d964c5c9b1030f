import gzip
from pathlib import Path

import pytest

from tui.text.encoding import detect

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
FAMILY = [
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "big5hkscs",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
]
# Running text that the weights were not measured on: a novel of 1921, an essay, a notice.
SIMPLIFIED = (
    "鲁镇的酒店的格局，是和别处不同的：都是当街一个曲尺形的大柜台，柜里面预备着热水，可以随时温酒。"
    "做工的人，傍午傍晚散了工，每每花四文铜钱，买一碗酒，靠柜外站着，热热的喝了休息。"
    "燕子去了，有再来的时候；杨柳枯了，有再青的时候；桃花谢了，有再开的时候。"
    "各有关单位：为切实做好春季造林绿化工作，现将有关事项通知如下，请认真贯彻执行。"
)
TRADITIONAL = (
    "魯鎮的酒店的格局，是和別處不同的：都是當街一個曲尺形的大櫃檯，櫃裏面預備着熱水，可以隨時溫酒。"
    "做工的人，傍午傍晚散了工，每每花四文銅錢，買一碗酒，靠櫃外站着，熱熱的喝了休息。"
    "燕子去了，有再來的時候；楊柳枯了，有再青的時候；桃花謝了，有再開的時候。"
    "各有關單位：為切實做好春季造林綠化工作，現將有關事項通知如下，請認真貫徹執行。"
)


@pytest.mark.parametrize("encoding", FAMILY)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_in_every_encoding_that_can_hold_them(seed, encoding):
    text = seed.read_text("utf-8")
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        assert encoding == "big5hkscs"
        return
    assert detect(data) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
        (SIMPLIFIED, "utf-8"),
    ],
)
def test_a_few_characters_are_enough(text, encoding):
    share = {2: 0.55, 4: 0.85, 8: 0.98, 16: 1.0, 64: 1.0}
    for length, least in share.items():
        stretches = [text[i : i + length] for i in range(len(text) - length)]
        right = sum(detect(s.encode(encoding)) == encoding for s in stretches)
        assert right / len(stretches) >= least, length


def test_bytes_that_prove_themselves():
    assert detect(b"") == "utf-8"
    assert detect(b"plain\n") == "utf-8"
    assert detect("Café".encode()) == "utf-8"  # also a GBK 茅: sound UTF-8 comes first
    assert detect("\ufeff中".encode("gb18030")) == "gb18030"


def test_damage_does_not_change_what_a_page_is():
    for encoding in ("utf-8", "gb18030", "big5hkscs", "utf-16-le"):
        data = TRADITIONAL.encode(encoding)
        assert detect(data + data[:3] if encoding != "utf-16-le" else data + data[:2]) == encoding
        if encoding != "utf-16-le":
            assert detect(data[:60] + b"\xff" + data[60:] + b"\xff") == encoding


def test_a_stray_byte_is_not_taken_for_another_language():
    assert detect(b"\xff") == detect(b"plain text \xff and more") == "utf-8"


def test_chinese_far_behind_ascii_is_found():
    page = "<html>" + "x" * 200_001 + SIMPLIFIED
    assert detect(page.encode("gb18030")) == "gb18030"
    assert detect(page.encode("utf-16-le")) == "utf-16-le"


def test_other_scripts_are_left_to_the_library():
    assert detect(("Le café était fermé, où est-il allé ? " * 20).encode("cp1252")) == "cp1252"
    assert detect(("Съешь же ещё этих мягких булок. " * 20).encode("koi8_r")) == "koi8-r"
    assert detect(("日本語の文章をカタカナで書きます。" * 20).encode("cp932")) == "cp932"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        gzip.compress(SIMPLIFIED.encode() * 9, mtime=0) + b"\0",
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01\0\0\0",
        b"\0",
        b"\0" * 64,
        "中文\0中文".encode(),
    ],
)
def test_what_has_nuls_and_is_not_utf16_is_no_text(data):
    assert detect(data) is None
