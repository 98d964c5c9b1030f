from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.layout import NO_ROW_END, NO_ROW_START, Rows, wrap

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

news = st.text(
    st.sampled_from(
        "人民日报北京的是在了，。、；：？！“”‘’「」《》（）——……12.5%abcé ,.()"
        "\u0301葛\U000e0100𠮷👨\x1b"
    ),
    max_size=120,
)
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
widths = st.integers(2, 24)


def rows_of(rows: Rows) -> list[str]:
    return [rows.display[slice(*rows.bounds(row))] for row in range(len(rows))]


@given(news | anything, widths, st.sampled_from((0, 4)), st.sampled_from((1, 2)))
def test_rows_tile_the_text_and_fit(text: str, width: int, indent: int, ambiguous: int) -> None:
    rows = wrap(text, width, indent=indent, ambiguous=ambiguous)
    assert "".join(rows_of(rows)) == rows.display
    assert len(rows.display) == len(text)
    for row, drawn in enumerate(rows_of(rows)):
        start, end = rows.bounds(row)
        assert end > start or not text
        used = rows.cells[end] - rows.cells[start] + (0 if row else rows.indent)
        assert used <= max(width, 2) + drawn.endswith(" ")
        assert rows.stop(start) == start  # no row starts between a base and its marks


def may_be_cut(display: str, row_start: int, place: int) -> bool:
    """A second statement of 避头尾, to hold against the first."""
    if display[place] == display[place - 1] and display[place] in "—…":
        before = display[row_start:place]
        return (len(before) - len(before.rstrip(display[place]))) % 2 == 0
    return display[place] not in NO_ROW_START and display[place - 1] not in NO_ROW_END


@given(news, widths)
def test_marks_are_kept_where_they_belong_unless_nothing_else_fits(text: str, width: int) -> None:
    rows = wrap(text, width)
    for row in range(1, len(rows)):
        start, end = rows.bounds(row - 1)
        if not may_be_cut(rows.display, start, end):
            others = [p for p in range(start + 1, end) if rows.stop(p) == p]
            assert not any(may_be_cut(rows.display, start, place) for place in others)


@pytest.mark.parametrize("width", [36, 46, 56, 76, 80])
@pytest.mark.parametrize("page", SEEDS, ids=lambda path: path.stem)
def test_no_row_of_a_real_page_starts_or_ends_wrong(page: Path, width: int) -> None:
    for paragraph in page.read_text("utf-8").splitlines():
        rows = wrap(paragraph, width)
        for row in rows_of(rows)[1:]:
            assert row[0] not in NO_ROW_START
        for row in rows_of(rows)[:-1]:
            assert row.rstrip(" ")[-1:] not in NO_ROW_END


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("人民日报，社论", 8, ["人民日", "报，社论"]),
        ("他说：“好的”", 8, ["他说：", "“好的”"]),
        ("他说《论语》", 6, ["他说", "《论", "语》"]),
        ("等等……再说", 6, ["等等……", "再说"]),
        ("一二——三四", 5, ["一二", "——三", "四"]),
        ("增长12.5%以上", 8, ["增长", "12.5%以", "上"]),
        ("the quick brown", 10, ["the quick ", "brown"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),
        ("", 8, [""]),
        ("葛\U000e0100城人", 4, ["葛\U000e0100城", "人"]),
    ],
)
def test_known_rows(text: str, width: int, expected: list[str]) -> None:
    assert rows_of(wrap(text, width)) == expected


def test_a_long_run_of_one_mark_stays_quick_and_whole() -> None:
    rows = wrap("…" * 100_001, 41)
    assert {end - start for start, end in map(rows.bounds, range(len(rows) - 1))} == {40}


@given(news, widths, st.data())
def test_columns_lead_back_to_the_character(text: str, width: int, data: st.DataObject) -> None:
    rows = wrap(text, width, indent=4)
    offset = rows.stop(data.draw(st.integers(0, max(0, len(text) - 1))))
    row = rows.row_of(offset)
    if text:
        assert rows.at(row, rows.column(row, offset)) == offset
        assert rows.after(offset) > offset


def test_both_halves_of_a_wide_character_are_that_character() -> None:
    rows = wrap("人民", 8)
    assert [rows.at(0, column) for column in range(5)] == [0, 0, 1, 1, 1]


def test_the_first_row_may_be_indented() -> None:
    assert rows_of(wrap("人民日报社论", 8, indent=4)) == ["人民", "日报社论"]
