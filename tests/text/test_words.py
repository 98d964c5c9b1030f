"""Word borders in both scripts, and beside other scripts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.script import convert
from tui.text.words import add_words, version, words

SEEDS = [
    path.read_bytes().decode("utf-8-sig")
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ", []),
        ("香港特區政府發言人", ["香港特區政府", "發言人"]),
        ("中華民國陸軍司令部", ["中華民國", "陸軍", "司令部"]),
        ("号召各级党组织", ["号召", "各级", "党组织"]),
        ("说：“好”。", ["说", "：“", "好", "”。"]),
        ("foo.bar(x_1)  baz", ["foo", ".", "bar", "(", "x_1", ")", "baz"]),
        ("在PM2.5下", ["在", "PM2", ".", "5", "下"]),
        ("カタカナとひらがな한국어", ["カタカナ", "とひらがな", "한국어"]),
        ("𠮷野家", ["𠮷", "野家"]),
        ("cafe\u0301 au", ["cafe\u0301", "au"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text())
def test_words_are_all_but_the_blanks(text: str) -> None:
    position = 0
    for start, end in words(text):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert not any(character.isspace() for character in text[start:end])
        position = end
    assert not text[position:].strip()


def test_both_scripts_have_the_same_words() -> None:
    for text in SEEDS[:4]:
        for line in text.split("\n"):
            other = convert(line, "s2t").text
            assert len(words(line)) == len(words(other))


def test_a_name_becomes_a_word_in_both_scripts() -> None:
    name = "馮驥懿號"
    assert len(words(f"见{name}来")) > 3
    before = version()
    add_words([name, name, "", "x", "号"])
    assert version() == before + 1
    assert cut(f"见{name}来") == ["见", name, "来"]
    assert cut("见冯骥懿号来") == ["见", "冯骥懿号", "来"]


def test_words_may_be_added_while_others_are_cut() -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(50):
                if number:
                    words(f"第{number}{turn}次推进改革加快发展" * 20)
                else:
                    add_words([f"甲乙丙{chr(0x5000 + turn)}"])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
