"""Bytes out of step are put right; honest question marks are not touched."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.repair.damage import replace_in_bytes
from tests.repair.gold import seeds
from tui.repair import gbk
from tui.repair.lexicon import scripts
from tui.repair.likelihood import Reader, likelihood
from tui.repair.mojibake import mojibake
from tui.repair.page import Page
from tui.repair.pinyin import pinyin
from tui.repair.readings import is_common, is_main_form, readings
from tui.text.edit import Edit, State, apply_edits
from tui.text.script import convert

FOLD = str.maketrans("，；：？！（）", ",;:?!()")


def cleaned(text: str) -> str:
    return apply_edits(text, [edit for edit in mojibake(Page(text)) if edit.applied])


def proposals(text: str) -> list[Edit]:
    return [edit for edit in mojibake(Page(text)) if edit.state is State.PROPOSED]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("他們?cè)跈C(jī)場等人", "他們在機(jī)場等人"),
        ("他們?(cè)跈C(jī)場等人", "他們在機(jī)場等人"),  # a decoder that keeps the bracket
        ("他們\ufffdcè)跈C(jī)場等人", "他們在機(jī)場等人"),
        (
            "重點(diǎn)區(qū)域?！八暮蟆贝胧﹦?wù)必再務(wù)實(shí)",
            "重點(diǎn)區(qū)域。“四后”措施務必再務(wù)實(shí)",
        ),
        (
            "重點(diǎn)區(qū)域?!八暮蟆贝胧﹦?wù)必再務(wù)實(shí)",
            "重點(diǎn)區(qū)域。“四后”措施務必再務(wù)實(shí)",
        ),
        ("江中集?F公司成立", "江中集團公司成立"),  # the gloss is gone
    ],
)
def test_a_run_is_read_in_step_again(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean
    assert not list(mojibake(Page(clean)))


def test_what_is_ambiguous_is_proposed_with_its_readings() -> None:
    (edit,) = proposals("防控措施??梢?,這是大事。")
    assert edit.new == "。可見"
    assert "likeliest first: 。可見 / " in edit.evidence


def test_a_mark_at_the_end_of_a_quotation_is_read_in_step() -> None:
    assert cleaned("他说：“都是磨出来的?！?\n第二段。") == "他说：“都是磨出来的。”\n第二段。"
    for honest in ("真的是他吗?！?\n第二段。", "他说：“是你吗?！”\n第二段。", "怎么会这样?！"):
        assert not list(mojibake(Page(honest)))


def test_runs_beyond_doubt_make_a_shorter_one_beside_them_likely() -> None:
    short = "備戰情?r，使人放心。"
    proof = "首?谩斑B港杯”女子，這樣下個不?！ｎA估還要再過兩，競賽和選拔環境?！斑^去由於隊內分許"
    assert cleaned(short) == short
    assert cleaned(short + proof).startswith("備戰情況，使人放心。")


def test_a_gloss_that_hit_a_letter_is_taken_out() -> None:
    assert cleaned("先後感染S(wéi)ARS，令I(lǐng)CU告急") == "先後感染SARS，令ICU告急"
    honest = "他說A(wéi)型，維C(shēng)素，甲B(yī)"
    assert cleaned(honest) == honest


def test_the_tail_of_a_tag_goes_with_the_run_that_ate_its_head() -> None:
    (edit,) = mojibake(Page("他说:“你说得对?!?/p>"))
    assert edit.old == "?!?/p>"
    assert edit.new == "。”"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你真的懂嗎?!我不信。",
        "真的?好吧?A股又跌了。",
        "什麼??好吧?!",
        "這是什么?你說呢??好吧",
        "Is it? Yes! C'est la vie?",
        "他問:是誰?(笑)沒有人回答。",
        "http://a.cn/?q=漢字&b=?",
        "SELECT * FROM t WHERE a=? AND b=?",
        "誰?\n他?\n你?",
        "(cè)是冊的讀音,冊(cè)",
    ],
)
def test_honest_marks_stay(text: str) -> None:
    assert not list(mojibake(Page(text)))


def damaged_pages(rng: random.Random) -> list[tuple[str, str]]:
    """Lines of the gold texts with one straddling code glossed, which can be undone."""
    table = {
        char: next(iter(written))
        for char in scripts().traditional
        if len(gbk.encode(char)) == 2 and is_common(char) and is_main_form(char)
        if (written := [toned(char)]) and written[0]
    }
    found = []
    for seed in seeds():
        script = seed.text if seed.stem.startswith("004") else convert(seed.text, "s2t").text
        for line in script.split("\n"):
            straddling = [
                (a, char)
                for a, b in pairwise(line)
                if len(gbk.encode(a)) == len(gbk.encode(b)) == 2
                and (char := gbk.decode(gbk.encode(a)[1], gbk.encode(b)[0])) in table
                and char not in line
            ]
            if straddling and rng.random() < 0.5 and all(map(gbk.encode, line)):
                _, char = rng.choice(straddling)
                made = replace_in_bytes(line, {char: table[char]}, fold=rng.random() < 0.5)
                if made.runs and all(made.whole):
                    found.append((made.clean, made.dirty))
    return found


def toned(char: str) -> str:
    """Its usual reading as written, if GBK has the letters."""
    marks = {1: "āēīōūǖ", 2: "áéíóúǘ", 3: "ǎěǐǒǔǚ", 4: "àèìòùǜ"}
    usual = readings(char)[:1]
    if not usual or not usual[0].tones:
        return ""
    letters, tone = usual[0].letters, usual[0].tones[0]
    vowels = [v for v in "aeoiuü" if v in letters]
    if not vowels:
        return ""
    vowel = "u" if letters.endswith("iu") else vowels[0]
    return letters.replace(vowel, marks[tone]["aeiouü".index(vowel)], 1)


def test_nine_in_ten_of_the_runs_that_can_be_undone_are_undone() -> None:
    pages = damaged_pages(random.Random(3))
    assert len(pages) >= 25
    right = wrong = 0
    for clean, dirty in pages:
        edits = [edit for edit in mojibake(Page(dirty)) if edit.applied]
        if apply_edits(dirty, edits).translate(FOLD) == clean.translate(FOLD):
            right += 1
        else:
            wrong += bool(edits)
    assert right >= 0.9 * len(pages)
    assert wrong <= 0.02 * len(pages)


def test_clean_text_is_not_touched_in_any_width_or_script() -> None:
    for seed in seeds():
        for text in (seed.text, convert(seed.text, "s2t").text):
            for page in (text, text.translate(FOLD), text.replace("。", "?")):
                assert not list(mojibake(Page(page)))


def test_glosses_beside_a_run_go_with_the_others() -> None:
    clean = "他們在機場等人,場內的機器壞了,機場關門。"
    table = {"冊": "cè", "機": "jī", "場": "chǎng"}
    dirty = replace_in_bytes(clean, table).dirty
    assert "?cè)" in dirty
    page = cleaned(dirty)
    assert apply_edits(page, [e for e in pinyin(Page(page)) if e.applied]) == clean


@pytest.mark.parametrize("char", ["們", "，", "€", "\ue000", "\ue4c5"])
def test_bytes_of_gbk(char: str) -> None:
    code = gbk.encode(char)
    assert len(code) == 2 or char == "€"
    assert gbk.decode(*code) == char if char in "們，" else True


def test_the_user_defined_pairs_are_where_decoders_put_them() -> None:
    assert gbk.encode("\ue000") == b"\xaa\xa1"
    assert gbk.encode("\ue234") == b"\xf8\xa1"
    assert gbk.encode("\ue4c5") == b"\xfe\xfe"
    assert gbk.decode(0xAA, 0xA1) == ""
    assert 0xFE in gbk.holes()[0xFE]


def test_likelihood_is_the_same_read_at_once_or_by_and_by() -> None:
    text = "全市各級黨組織,要高度重視。"
    reader = Reader()
    for char in text:
        reader = reader.read(char)
    assert reader.total == pytest.approx(likelihood(text))
    assert likelihood("措施") > likelihood("措") + likelihood("施")
    assert likelihood("。。") < 2 * likelihood("。")
