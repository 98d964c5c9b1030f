import json
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len

from tui.text.width import cell_len, cell_offsets, cell_widths, clip, safe_display

ATTACKS = json.loads((Path(__file__).parent / "display_attacks.json").read_text("utf-8"))
HARMFUL = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)}
HARMFUL |= set("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c")
HARMFUL |= {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)
tricky = st.text(st.sampled_from("字a葛\u0301\U000e0100\ufe0f\u200d👨☀🇨\x1b\u202e“…\ud800 각"))


@given(anything | tricky)
def test_one_harmless_code_point_for_each(text: str) -> None:
    display = safe_display(text)
    assert len(display) == len(text)
    assert not HARMFUL & set(display)
    assert not any("\ud800" <= char <= "\udfff" for char in display)


@given(anything | tricky)
def test_nothing_is_drawn_without_a_cell_of_its_own_or_a_base(text: str) -> None:
    widths = cell_widths(safe_display(text))
    assert not widths or widths[0] > 0
    run = 0
    for width in widths:
        run = 0 if width else run + 1
        assert run <= 4


@given(anything | tricky)
def test_widths_are_those_the_screen_is_composed_with(text: str) -> None:
    display = safe_display(text)
    assert sum(cell_widths(display)) == rich_cell_len(display)


def test_every_code_point_takes_one_cell_or_two() -> None:
    for code in (*range(0x20000), *range(0x20000, 0x110000, 251)):
        char = chr(code)
        display = safe_display(char)
        assert len(display) == 1
        assert cell_widths(display) in ([1], [2])
        if display == char and east_asian_width(char) == "A":
            assert cell_widths(display, ambiguous=2) == [2]


@given(anything | tricky)
def test_safe_text_is_left_alone(text: str) -> None:
    display = safe_display(text)
    kept = "".join(c for c in display if c not in "\u034f◌")  # what stood for something else
    if kept == display:
        assert safe_display(display) == display


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
def test_attacks_show_as_text(attack: dict[str, str]) -> None:
    text = attack["input"]
    display = safe_display(text)
    assert len(display) == len(text)
    assert not HARMFUL & set(display)
    for char, drawn in zip(text, display, strict=True):
        if char in HARMFUL:
            assert cell_len(drawn) == 1


def test_markup_is_left_as_it_is() -> None:
    for text in ("[@click=app.quit]點我[/]", "價格[/]完", "[link=http://evil]x[/link]", "\\[red]x"):
        assert safe_display(text) == text


def test_ideographic_variants_and_accents_stay_on_their_base() -> None:
    assert safe_display("葛\U000e0100城") == "葛\U000e0100城"
    assert cell_widths("葛\U000e0100城") == [2, 0, 2]
    assert cell_widths(safe_display("e\u0301a")) == [1, 0, 1]
    assert cell_widths(safe_display("\u1100\u1161\u11a8")) == [2, 0, 0]


def test_a_selector_where_it_has_no_business_is_seen() -> None:
    assert safe_display("a\U000e0100") == "a¦"
    assert safe_display("葛\U000e0100\U000e0101") == "葛\U000e0100¦"
    assert safe_display("\u0301x") == "◌x"


def test_emoji_never_change_the_width_of_a_neighbour() -> None:
    assert safe_display("👨\u200d👩") == "👨¦👩"
    assert safe_display("🇨🇳") == "CN"
    assert cell_len("☀\ufe0f") == cell_len("☀")


def test_ambiguous_width_is_what_the_terminal_says() -> None:
    assert cell_widths("“中”…—·") == [1, 2, 1, 1, 1, 1]
    assert cell_widths("“中”…—·", ambiguous=2) == [2] * 6
    assert cell_widths("「，。」", ambiguous=2) == [2] * 4


def test_rare_han_are_wide() -> None:
    assert cell_widths(safe_display("𠮷\U0002ebf0\U00031350\U00033479")) == [2, 2, 2, 2]


def test_offsets_add_up() -> None:
    assert cell_offsets("a中b") == [0, 1, 3, 4]


@given(anything, st.integers(0, 40))
def test_clipped_text_fits(text: str, cells: int) -> None:
    assert sum(cell_widths(clip(text, cells))) <= cells


def test_clip_says_that_it_cut() -> None:
    assert clip("人民日报社论", 12) == "人民日报社论"
    assert clip("人民日报社论", 11) == "人民日报.."
