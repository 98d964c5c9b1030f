"""Wrong decodings: undone where no byte is lost, proposed where some are, never in honest text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.damage import damaged
from tests.repair.gold import seeds
from tests.repair.wild import misread
from tui.repair.page import Page
from tui.repair.pipeline import clean
from tui.repair.redecode import redecode
from tui.text.edit import State, apply_edits
from tui.text.script import convert
from tui.text.source import decode

TEXT = "会议指出，要坚持以人民为中心的发展思想，2020年增长6.1%，推进“五位一体”总体布局。"


def applied(text: str) -> str:
    return apply_edits(text, [edit for edit in redecode(Page(text)) if edit.applied])


@pytest.mark.parametrize(
    ("meant", "shown", "least"),
    [
        ("gbk", "latin-1", 0.99),
        ("utf-8", "latin-1", 0.99),
        ("utf-8", "gb18030", 0.4),  # U+FFFD stands for the last byte of many lines
    ],
)
def test_pages_are_read_anew(meant: str, shown: str, least: float) -> None:
    right = count = 0
    for seed in seeds():
        text = seed.text.encode(meant, "ignore").decode(meant)
        sample = damaged(seed.stem, text, [misread(meant, shown)], 1)
        pairs = zip(applied(sample.dirty).split("\n"), text.split("\n"), strict=True)
        same = [(line == good) for line, good in pairs if len(good) > 5]
        right, count = right + sum(same), count + len(same)
    assert right >= least * count


def test_traditional_pages_are_read_anew() -> None:
    text = convert(TEXT, "s2t").text
    for shown in ("latin-1", "gb18030"):
        assert applied(text.encode("big5", "ignore").decode(shown)).startswith("會議指出，要堅持")
    assert applied(text.encode().decode("latin-1")) == text


def test_what_was_taken_for_latin_1_twice_is_read_anew() -> None:
    once = TEXT.encode().decode("latin-1")
    assert applied(once.encode().decode("latin-1")) == TEXT
    assert (
        applied("Ã¼bung macht den Meister, dÃ©jÃ\xa0 vu")
        == "Ã¼bung macht den Meister, dÃ©jÃ\xa0 vu"
    )


def test_what_kinds_of_big5_show_otherwise_is_read_anew() -> None:
    text = "他说，企业亲切会见，从曲处还求直，意入圆时觉更方。"
    assert applied(text.encode("gbk").decode("big5hkscs")) == text


def test_a_byte_that_only_can_be_one_is_put_back() -> None:
    text = "中国人民的生活很好，我们一起去。"
    shown = text.encode().decode("gb18030", "replace")
    assert "\ufffd" in shown
    assert applied(shown) == text


@pytest.mark.parametrize(
    ("meant", "shown"), [("utf-8", "gbk"), ("utf-8", "cp1252"), ("gbk", "big5")]
)
def test_what_lost_bytes_is_proposed_with_its_reading(meant: str, shown: str) -> None:
    text = TEXT.encode(meant).decode(shown, "replace")
    (edit,) = redecode(Page(text))
    assert edit.state is State.PROPOSED
    assert "bytes were lost" in edit.evidence
    same = sum(a == b for a, b in zip(edit.new, TEXT, strict=False))
    assert same > 0.9 * len(TEXT)
    assert applied(text) == text


def test_a_paragraph_among_right_ones() -> None:
    page = f"标题\n{TEXT.encode('gbk').decode('latin-1')}\n{TEXT}"
    assert applied(page) == f"标题\n{TEXT}\n{TEXT}"


def test_a_short_line_needs_others_that_vouch_for_it() -> None:
    name = "张强".encode("gbk").decode("latin-1")
    assert applied(name) == name
    assert applied(f"{TEXT.encode('gbk').decode('latin-1')}\n{name}") == f"{TEXT}\n张强"


@pytest.mark.parametrize(
    "text",
    [
        "Être ou ne pas être, là est la question posée à l'élève âgé.",
        "Größe, Übermut, Äpfel und Öl; die Straße wäre naß.",
        "把“中国”当成Latin-1就会看到“ÖÐ¹ú”，这叫乱码。",
        "涓浗浜烘皯是四个生僻字吗？不是。",
        "洹水、洺河、浉河、浐河、浠水、涑水、涞水。",
        "±5℃ ×2 ÷3 §4 °C ²³ ½ ¼ ©®",
        "ÿþ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
    ],
)
def test_honest_text_stays(text: str) -> None:
    assert applied(text) == text


def test_a_page_of_them_does_not_take_forever() -> None:
    text = "\n".join([TEXT.encode().decode("gbk", "replace")] * 400)
    assert len(list(redecode(Page(text)))) <= 40  # the others are not looked into


@given(st.text(st.sampled_from("ÖÐ¹úä¸­å›½涓浗笢弊\ufffd€ \nabé，的"), max_size=40))
def test_any_text_is_read(text: str) -> None:
    edits = list(redecode(Page(text)))
    assert all(text[edit.start : edit.end] == edit.old for edit in edits)
    once = clean(decode(text.encode())).text
    assert clean(decode(once.encode())).text == once
