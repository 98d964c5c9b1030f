"""Lost stops: applied where certain, proposed where likely, never on clean pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.gold import Seed, seeds
from tui.repair.clocks import lost_before
from tui.repair.lookalike import lookalike
from tui.repair.page import Page
from tui.repair.pipeline import clean
from tui.repair.spun import spun
from tui.repair.stops import lost_stops, stops
from tui.text.edit import Edit, apply_edits
from tui.text.source import decode

SPUN = seeds()[2]


def found(text: str) -> list[Edit]:
    """What is restored and what is proposed, over `text`, where nothing else is repaired."""
    edition = clean(decode(text.encode(), "page.txt"), [spun])
    return [edit for edit in edition.edits if "stops" in edit.rule]


def thinned(text: str, first: int) -> tuple[str, dict[int, str]]:
    """`text` without every second stop, and what was deleted where."""
    kept: list[str] = []
    lost: dict[int, str] = {}
    number = 0
    for char in text:
        if char in "，。":
            number += 1
            if number % 2 == first:
                lost[len(kept)] = char
                continue
        kept.append(char)
    return "".join(kept), lost


def test_the_lost_stops_of_the_spun_seed_are_found():
    lost = {edit["start"]: edit["new"] for edit in SPUN.edits("missing_stop")}
    assert len(lost) == 158
    edits = found(SPUN.raw)
    assert len(lost.keys() & {edit.start for edit in edits}) >= 150
    applied = {edit.start: edit.new for edit in edits if edit.applied}
    assert len(applied) >= 10
    assert applied.items() <= lost.items()


def test_proposals_are_ranked_by_how_likely_they_are():
    first = [
        e for e in found(SPUN.raw) if "; choice " not in e.evidence or "choice 1 " in e.evidence
    ]
    lost = {edit["start"] for edit in SPUN.edits("missing_stop")}
    right = sum(edit.start in lost for edit in first)
    assert right >= 0.55 * len(first)
    sure = [edit for edit in first if edit.confidence >= 0.8]
    assert sum(edit.start in lost for edit in sure) >= 0.8 * len(sure)  # as they claim


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_gold_stays_as_it_is(seed: Seed):
    assert found(seed.text) == []


@pytest.mark.parametrize("seed", [s for s in seeds() if s != SPUN], ids=lambda s: s.stem[:3])
def test_seeds_that_lost_no_stops_stay_as_they_are(seed: Seed):
    assert found(seed.raw) == []


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.stem[:3])
def test_what_is_applied_is_right_on_every_thinned_page(seed: Seed, first: int):
    text, lost = thinned(seed.text, first)
    edits = found(text)
    assert edits
    assert all(lost.get(edit.start) == edit.new for edit in edits if edit.applied)
    reached = lost.keys() & {edit.start for edit in edits}
    assert len(reached) >= 0.9 * len(lost)


def test_look_alikes_tell_on_which_side_a_stop_was_lost():
    looks = [edit for edit in lookalike(Page(SPUN.raw)) if edit.applied]
    text = apply_edits(SPUN.raw, looks)
    sides = dict(lost_before(text, [edit.start for edit in looks]))
    assert len(sides) == len(looks) == 49
    lost = [edit["start"] for edit in SPUN.edits("missing_stop")]
    kept = [place for place, char in enumerate(text) if char in "，。,"]
    for place, before in sides.items():
        start = max((k for k in kept if k < place), default=0)
        end = min((k for k in kept if k > place), default=len(text))
        (gone,) = (k for k in lost if start < k <= end)
        assert (gone <= place) == before


def test_hundreds_of_places_keep_time_too():
    places = [60 * number - number % 2 for number in range(1, 900)]
    sides = list(lost_before("字" * 60 * 900, places))
    assert len(sides) == len(places)
    assert len({before for _, before in sides}) == 2


def test_places_that_keep_no_time_tell_nothing():
    assert list(lost_before(SPUN.text, range(0, 4000, 61))) == []
    assert list(lost_before(SPUN.text, [5, 65])) == []


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n" * 20,
        "没有标点的语音识别文字一直这样下去说个不停" * 80,
        "会议强调，要坚持以人民为中心的发展思想，扎实推进共同富裕。" * 30,
        "第一条 本办法适用于本市行政区域内的所有建设工程项目，\n" * 20,
        "",
    ],
)
def test_other_texts_with_few_stops_are_left_alone(text: str):
    assert list(stops(Page(text))) == []
    assert list(lost_stops(Page(text))) == []


def test_cost_grows_with_the_length_only():
    # One piece of 300,000 characters between two stops would take hours if it were squared.
    text = "我们来到这里，" * 2000 + "工作会议" * 75_000 + "，结束。"
    assert list(stops(Page(text))) == []
    assert list(lost_stops(Page(text))) == []


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="我们开会，。\n”“的工作在、", max_size=80).map(lambda t: t * 6))
def test_edits_are_insertions_in_order_within_the_text(text: str):
    for edits in (stops(Page(text)), lost_stops(Page(text))):
        places = [edit.start for edit in edits]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


def test_what_was_restored_counts_as_lost_when_the_rest_is_proposed():
    looks = sorted((e for e in spun(Page(SPUN.raw)) if e.applied), key=lambda edit: edit.start)
    page = Page(apply_edits(SPUN.raw, looks))
    made = [edit.start for edit in looks if edit.rule == "stops"]
    restored = [place + number for number, place in enumerate(made)]
    stood = [edit.start for edit in looks if edit.rule == "lookalike"]
    stood = [place + sum(point <= place for point in made) for place in stood]
    edits = list(lost_stops(page, stood, restored))
    assert len(edits) > 400
    assert not {edit.start for edit in edits} & set(restored)
    before = {edit.start for edit in lost_stops(Page(SPUN.raw))}
    back = {edit.start - sum(place < edit.start for place in restored) for edit in edits}
    assert len(before & back) > 0.9 * len(back)
