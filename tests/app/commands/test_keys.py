"""Keys: full-width forms, sequences, counts."""

from __future__ import annotations

import pytest

from tui.app.commands.keys import KeyReader, Pressed, shown, token


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("j", "j", "j"),
        ("upper_j", "J", "J"),
        ("question_mark", "?", "?"),
        ("fullwidth_question_mark", "？", "?"),
        ("fullwidth_colon", "：", ":"),
        ("fullwidth_solidus", "／", "/"),
        ("fullwidth_digit_one", "１", "1"),
        ("fullwidth_comma", "，", ","),
        ("ideographic_full_stop", "。", "."),
        ("left_double_angle_bracket", "《", "<"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("space", " ", "space"),
        ("ideographic_space", "\u3000", "space"),
        ("shift+left", None, "shift+left"),
        ("tab", "\t", "tab"),
        ("escape", "\x1b", "escape"),
        ("党", "党", "党"),
    ],
)
def test_the_token_of_a_key_is_what_is_printed_on_it(
    key: str, character: str | None, expected: str
) -> None:
    assert token(key, character) == expected


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        ("j", "j"),
        ("g g", "gg"),
        ("ctrl+d", "Ctrl-d"),
        ("shift+left", "Shift-Left"),
        ("enter", "Enter"),
        ("+", "+"),
        ("ctrl+w h", "Ctrl-w h"),
    ],
)
def test_sequences_are_shown_as_people_write_them(sequence: str, expected: str) -> None:
    assert shown(sequence) == expected


def reader() -> KeyReader:
    return KeyReader({"j": "down", "g g": "top", "0": "start", "z a": "fold", "z z": "center"})


def feed(keys: KeyReader, typed: str, counting: bool = True) -> list[Pressed]:
    return [keys.press(key, counting) for key in typed]


def test_a_key_calls_its_command() -> None:
    assert reader().press("j") == Pressed("down")


def test_a_sequence_waits_and_shows_what_was_typed() -> None:
    assert feed(reader(), "gg") == [Pressed(pending="g"), Pressed("top")]


def test_a_sequence_that_goes_wrong_means_nothing_and_is_forgotten() -> None:
    assert feed(reader(), "gjj") == [Pressed(pending="g"), Pressed(), Pressed("down")]


def test_digits_are_the_count_of_the_next_command() -> None:
    assert feed(reader(), "12j") == [
        Pressed(pending="1"),
        Pressed(pending="12"),
        Pressed("down", 12),
    ]


def test_zero_is_a_command_unless_a_count_was_begun() -> None:
    assert feed(reader(), "0")[-1] == Pressed("start")
    assert feed(reader(), "10j")[-1] == Pressed("down", 10)


def test_a_count_goes_before_a_sequence() -> None:
    assert feed(reader(), "3gg")[-1] == Pressed("top", 3)


def test_a_count_is_not_kept_for_the_command_after() -> None:
    keys = reader()
    feed(keys, "3j")
    assert keys.press("j") == Pressed("down")


def test_counts_have_an_end() -> None:
    assert feed(reader(), "9" * 400 + "j")[-1] == Pressed("down", 9999)


def test_digits_are_keys_where_they_do_not_count() -> None:
    assert feed(reader(), "3j", counting=False) == [Pressed(), Pressed("down")]


def test_clear_forgets_what_was_typed() -> None:
    keys = reader()
    feed(keys, "3g")
    assert keys.is_pending
    keys.clear()
    assert not keys.is_pending
    assert keys.press("j") == Pressed("down")
