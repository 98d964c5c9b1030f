from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.reader_pages import other, page, seed, typed_page
from tui.app.reader.model import Model, Options
from tui.app.reader.motions import Motion
from tui.app.reader.sheet import EDITION, VIEW, Spot
from tui.text.edition import Edition
from tui.text.script import ScriptView

BOTH = (EDITION, VIEW)


@cache
def texts(name: str) -> tuple[Edition, ScriptView]:
    edition = {
        "typed": typed_page,
        "seed": lambda: seed(2),
        "odd": lambda: page("葛\U000e0100城e\u0301\x1b[2J\n\n\u202e互联网👨\u200d👩软件\n"),
        "one": lambda: page("字"),
        "empty": lambda: page(""),
        "long": lambda: page("人民日报，软件和信息。" * 1500),
    }[name]()
    return edition, other(edition)


NAMES = ("typed", "seed", "odd", "one", "empty", "long")


def model(name: str, *, width: int = 20, height: int = 12, paired: bool = True) -> Model:
    edition, view = texts(name)
    made = Model(edition, view, Options())
    made.resize(height, BOTH if paired else (EDITION,), width)
    return made


def screen_row(made: Model) -> int:
    row = made.screen_row
    assert row is not None
    return row


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_right_visits_every_character_once_and_left_goes_back(name: str, side: int) -> None:
    made = model(name)
    made.side = side
    places = [made.cursor]
    while made.move(Motion.RIGHT):
        places.append(made.cursor)
        assert len(places) <= len(made.edition.text)
    assert all(before < after for before, after in pairwise(places))
    back = [made.cursor]
    while made.move(Motion.LEFT):
        back.append(made.cursor)
    assert back == places[::-1]
    if side == EDITION and name != "typed":  # nothing folded
        text = made.edition.text
        skipped = set(range(len(text))) - set(places)
        assert {text[offset] for offset in skipped} <= set("\n\u0301\U000e0100")


@pytest.mark.parametrize("side", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_down_reaches_the_end_row_by_row_and_up_the_start(name: str, side: int) -> None:
    made = model(name)
    made.side = side
    spots = [made.spot]
    while made.move(Motion.DOWN):
        spots.append(made.spot)
        assert screen_row(made) < made.height
    assert spots == sorted(set(spots))
    assert made.spot.piece == len(made.pieces) - 1
    while made.move(Motion.UP):
        assert screen_row(made) >= 0
    assert made.spot == spots[0]


motions = st.lists(
    st.tuples(st.sampled_from(list(Motion)), st.sampled_from((1, 1, 2, 7))), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(NAMES),
    motions,
    st.sampled_from(BOTH),
    st.booleans(),
    st.integers(2, 30),
    st.integers(1, 14),
)
def test_any_motions_end_on_a_character_on_the_screen(
    name: str,
    moves: list[tuple[Motion, int]],
    side: int,
    selecting: bool,
    width: int,
    height: int,
) -> None:
    made = model(name, width=width, height=height)
    made.side = side
    if selecting:
        made.begin_selection()
    for motion, count in moves:
        made.move(motion, count)
        assert made.settled(made.cursor) == made.cursor
        assert 0 <= screen_row(made) < height
        assert len(made.sheet.screenful(made.top, height)) <= height
    if selecting:
        assert made.selection is not None
        start, end = made.selection
        assert start <= made.cursor <= end <= len(made.edition.text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.data(), st.integers(2, 30))
def test_the_mouse_finds_the_character_that_is_drawn_there(
    name: str, data: st.DataObject, width: int
) -> None:
    made = model(name, width=width)
    sheet = made.sheet
    made.jump(data.draw(st.integers(0, len(made.edition.text))))
    for side in BOTH:
        spot = sheet.spot_of(made.cursor, side)
        if sheet.pieces[spot.piece].folded or not made.edition.text:
            continue
        laid = sheet.laid(spot.piece, side)
        local = sheet.local(made.cursor, spot.piece, side)
        column = laid.rows.column(laid.rows.row_of(local), local)
        found = sheet.offset_at(spot, side, column)
        # In the view a phrase that was converted as a whole leads to its first character.
        assert found <= made.cursor
        assert (
            sheet.sides[side].range(found, min(found + 1, len(made.edition.text)))[0]
            <= laid.start + local
        )
        if side == EDITION:
            assert found == made.cursor


@pytest.mark.parametrize("name", NAMES)
def test_rows_far_down_are_counted_as_they_are_walked(name: str) -> None:
    made = model(name, width=14)
    sheet = made.sheet
    spots = sheet.screenful(Spot(0, 0), 10_000)
    for rows in (0, 1, 5, len(spots) - 1):
        rows = min(rows, len(spots) - 1)
        assert sheet.advance(Spot(0, 0), rows) == (spots[rows], rows)
        assert sheet.advance(spots[rows], -rows) == (Spot(0, 0), -rows)
        assert sheet.distance(spots[0], spots[rows], 10_000) == rows
    assert sheet.last_spot == spots[-1]
    assert sheet.advance(Spot(0, 0), len(spots) + 5) == (spots[-1], len(spots) - 1)
    assert sheet.advance(spots[-1], -len(spots) - 5) == (Spot(0, 0), 1 - len(spots))


def test_a_paragraph_takes_the_same_rows_in_both_panes() -> None:
    text = "互联网软件信息" * 9 + "\n" + "短"
    edition = page(text)
    view = other(edition)
    assert len(view.text) > len(text)
    made = Model(edition, view, Options())
    made.resize(40, BOTH, 14)
    first, second = (len(made.sheet.laid(0, side).rows) for side in BOTH)
    assert first < second == made.sheet.height(0)
    assert made.sheet.text_row(Spot(0, first), EDITION) is None
    assert made.sheet.text_row(Spot(0, first), VIEW) is not None


def test_down_keeps_to_its_column_over_shorter_rows() -> None:
    made = Model(page("甲乙丙丁戊\n一\n子丑寅卯辰"), None, Options())
    made.resize(10, (EDITION,), 20)
    made.jump(3)
    made.move(Motion.DOWN)
    assert made.cursor == 6
    made.move(Motion.DOWN)
    assert made.edition.text[made.cursor] == "卯"


def test_a_selection_takes_in_the_characters_at_both_ends() -> None:
    made = Model(page("葛\U000e0100城一二"), None, Options())
    made.resize(5, (EDITION,), 20)
    made.begin_selection()
    assert made.selection == (0, 2)
    made.move(Motion.RIGHT)
    assert made.selection == (0, 3)
    made.swap_ends()
    assert (made.cursor, made.selection) == (0, (0, 3))
    made.clear_selection()
    assert made.selection is None


def test_a_given_selection_is_kept_to_the_code_point() -> None:
    made = Model(page("葛\U000e0100城一二"), None, Options())
    made.resize(5, (EDITION,), 20)
    made.select(0, 1)  # ends between a base and its selector: someone tagged it so
    assert made.selection == (0, 1)
    made.swap_ends()
    assert made.selection == (0, 1)
    made.move(Motion.RIGHT)
    assert made.selection == (0, 3)


def test_rows_of_the_view_are_walked_even_where_one_phrase_fills_several() -> None:
    edition = page("上互联网去互联网了")
    made = Model(edition, other(edition), Options())
    made.resize(30, BOTH, 2)
    made.side = VIEW
    down = [made.cursor]
    while made.move(Motion.DOWN):
        down.append(made.cursor)
    up = [made.cursor]
    while made.move(Motion.UP):
        up.append(made.cursor)
    assert down == [0, 1, 4, 5, 8] == up[::-1]


def test_motions_in_the_view_go_by_its_characters() -> None:
    edition = page("用软件好")
    view = other(edition)
    assert view.text == "用軟體好"
    edition = page("上互联网去")
    view = other(edition)
    assert view.text == "上網際網路去"
    made = Model(edition, view, Options())
    made.resize(5, BOTH, 20)
    made.side = VIEW
    stops = [made.cursor]
    while made.move(Motion.RIGHT):
        stops.append(made.cursor)
    assert stops == [0, 1, 4]  # the phrase was converted as a whole


def test_furniture_is_one_row_until_something_in_it_is_wanted() -> None:
    made = model("typed", width=40)
    assert made.pieces[0].folded
    assert made.pieces[0].blocks == 2
    assert made.sheet.height(0) == 1
    inside = made.edition.text.index("来源")
    made.jump(inside)
    assert made.cursor == inside
    assert not made.pieces[0].folded
    assert made.pieces[-1].folded
    assert made.fold()
    assert made.cursor == 0
    assert made.pieces[0].folded
    made.fold_all(False)
    assert not any(piece.folded for piece in made.pieces)
    made.fold_all(True)
    assert [piece.folded for piece in made.pieces].count(True) == 2
    made.jump(made.edition.text.index("守住"))
    assert not made.fold()


def test_articles_and_blocks_are_stepped_through() -> None:
    made = model("typed")
    text = made.edition.text
    made.move(Motion.ARTICLE_NEXT)
    assert text.startswith("市委组织部号召\n", made.cursor)
    made.move(Motion.ARTICLE_NEXT)
    assert text.startswith("党员冲在前", made.cursor)
    assert not made.move(Motion.ARTICLE_NEXT)
    made.move(Motion.BLOCK_NEXT)
    assert text.startswith("连夜", made.cursor)
    made.move(Motion.BLOCK_END)
    assert text[made.cursor + 1] == "\n"
    made.move(Motion.BLOCK_PREV)
    assert text.startswith("连夜", made.cursor)
    made.move(Motion.ARTICLE_PREV)
    assert text.startswith("党员冲在前", made.cursor)
    assert made.place.article == 2


def test_the_outline_names_what_can_be_jumped_to() -> None:
    headings = model("typed").outline()
    assert [(heading.depth, heading.title[:5]) for heading in headings] == [
        (0, "首页 > "),
        (0, "守住疫情防"),
        (0, "党员冲在前"),
        (0, "免责声明："),
    ]


def test_another_width_keeps_the_text_at_the_top() -> None:
    made = model("seed", width=30)
    for _ in range(3):
        made.move(Motion.PAGE_DOWN)
    first = made.sheet.offset_at(made.top, EDITION, 0)
    made.resize(12, BOTH, 16)
    bounds = made.sheet.text_row(made.top, EDITION)
    assert bounds is None or bounds[0] <= first
    assert screen_row(made) < 12


def test_pages_overlap_and_end_on_a_full_screen() -> None:
    made = model("seed", width=30)
    before = made.sheet.screenful(made.top, made.height)
    made.move(Motion.PAGE_DOWN)
    after = made.sheet.screenful(made.top, made.height)
    assert after[0] == before[-2]
    made.move(Motion.BOTTOM)
    assert made.sheet.screenful(made.top, made.height)[-1] == made.sheet.last_spot
    assert made.place.fraction == 1.0


def test_one_endless_paragraph_is_cut_after_sentences() -> None:
    made = model("long")
    text = made.edition.text
    assert len(made.pieces) > 3
    assert made.pieces[0].start == 0
    assert made.pieces[-1].end == len(text)
    for before, after in pairwise(made.pieces):
        assert before.end == after.start
        assert text[before.end - 1] == "。"
        assert after.lead == ()
    assert made.block_starts == [0]


def test_what_is_far_away_is_never_laid_out() -> None:
    made = model("long")
    made.move(Motion.DOWN)
    made.move(Motion.BOTTOM)
    assert len(made.sheet._laid) <= 6


def test_scrolling_takes_the_cursor_along_only_when_it_would_be_lost() -> None:
    made = model("seed")
    made.jump(made.sheet.offset_at(Spot(*made.sheet.advance(Spot(0, 0), 8)[0]), EDITION, 0))
    here = made.cursor
    assert made.scroll(2)
    assert made.cursor == here
    assert made.scroll(10)
    assert made.cursor != here
    assert screen_row(made) == made.margin


def test_paragraph_gap_and_indent_are_options() -> None:
    edition = page("一二三四五六\n七八")
    made = Model(edition, None, Options(paragraph_gap=False, indent=2))
    made.resize(9, (EDITION,), 8)
    assert [piece.lead for piece in made.pieces] == [(), ()]
    assert made.sheet.laid(0, EDITION).rows.starts == (0, 2)
    made.set_options(Options())
    assert [piece.lead for piece in made.pieces] == [(), ("gap",)]
