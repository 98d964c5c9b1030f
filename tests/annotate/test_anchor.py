"""Spans when their page is cleaned anew, or was replaced."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.annotate.helpers import edition, project
from tui.annotate.anchor import Fitter, Report, fit_all
from tui.annotate.requote import Finder
from tui.annotate.span import Anchor, Span, new_span
from tui.annotate.store import NewSpan, Store
from tui.text.edition import Edition
from tui.text.fold import fold
from tui.text.script import convert

DOC = "page.txt"
RAW = "市委zu组(zhi)织部今日，，张三说：“責任重于泰山”。李四在东营区。"


def tagged(page: Edition, *quotes: str) -> list[Span]:
    fitter = Fitter(page)
    places = [(page.text.index(quote), len(quote)) for quote in quotes]
    return [
        new_span(fitter.place(start, start + length), "PER", "lin", "manual", "")
        for start, length in places
    ]


def cut(raw: str, *pieces: tuple[str, str]) -> list[tuple[int, int, str]]:
    """Replacements of the first occurrence of each piece, by place."""
    return sorted((raw.index(old), raw.index(old) + len(old), new) for old, new in pieces)


BEFORE = edition(RAW, cut(RAW, ("zu", ""), ("，，", "，")))


def test_same_edition_needs_nothing() -> None:
    spans = tagged(BEFORE, "市委组", "张三")
    assert fit_all(spans, Fitter(BEFORE)) == ([], Report())
    assert not Report()


def test_spans_move_with_new_repairs() -> None:
    after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", ""), ("，，", "，"), ("李四在", "")))
    spans = tagged(BEFORE, "部今日，", "张三", "“責任重于泰山”", "东营区")
    pairs, report = fit_all(spans, Fitter(after))
    assert report == Report(moved=4)
    for old, new in pairs:
        assert after.text[new.start : new.end] == new.quote == old.quote
        assert (new.id, new.updated, new.label) == (old.id, old.updated, old.label)
        assert (new.digest, new.anchor) == (after.digest, Anchor.FIRM)
        assert (new.source_start, new.source_end) == (old.source_start, old.source_end)


def test_text_that_was_repaired_inside_is_flagged_and_followed() -> None:
    after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", ""), ("，，", "，"), ("責", "责")))
    spans = tagged(BEFORE, "市委组(zhi)织部", "責任重于泰山")
    pairs, report = fit_all(spans, Fitter(after))
    assert report == Report(changed=2)
    assert [(new.quote, new.was, new.anchor) for _, new in pairs] == [
        ("市委组织部", "市委组(zhi)织部", "changed"),
        ("责任重于泰山", "責任重于泰山", "changed"),
    ]
    # Back again: what was tagged is there, so nothing is to be looked at any more.
    again, report = fit_all([new for _, new in pairs], Fitter(BEFORE))
    assert report == Report(moved=2)
    assert [new for _, new in again] == spans


def test_text_that_was_taken_out_is_lost_but_kept_and_comes_back() -> None:
    after = edition(RAW, cut(RAW, ("zu", ""), ("张三说：", "")))
    (span,) = tagged(BEFORE, "张三")
    ((_, lost),), report = fit_all([span], Fitter(after))
    assert report == Report(lost=1)
    assert lost.anchor is Anchor.LOST
    assert (lost.start, lost.end, lost.quote, lost.digest) == (
        span.start,
        span.end,
        span.quote,
        span.digest,
    )
    ((_, still),), report = fit_all([lost], Fitter(after))
    assert still == lost
    assert report == Report(lost=1)
    ((_, back),), report = fit_all([lost], Fitter(BEFORE))
    assert back == span
    assert report == Report(moved=1)


def test_part_of_something_replaced_as_a_whole_is_found_by_its_text() -> None:
    raw = "前文???????后文"
    first = edition(raw, [(2, 9, "党员干部带头上")])
    (span,) = tagged(first, "干部")
    second = edition(raw, [(2, 9, "党员、干部带头上")])
    ((_, new),), report = fit_all([span], Fitter(second))
    assert report == Report(moved=1)
    assert second.text[new.start : new.end] == "干部"


def test_text_inserted_by_a_repair_is_followed() -> None:
    raw = "甲乙丙丁"
    (span,) = tagged(edition(raw, [(2, 2, "。")]), "。")
    ((_, new),), report = fit_all([span], Fitter(edition(raw, [(0, 1, ""), (2, 2, "。")])))
    assert report == Report(moved=1)
    assert (new.start, new.quote) == (1, "。")


@given(st.data())
def test_any_two_editions_of_a_source(data: Any) -> None:
    raw = data.draw(st.text("甲乙丙丁戊己庚辛壬癸", min_size=5, max_size=40))

    def some(seed: str) -> Edition:
        rng = random.Random(data.draw(st.integers(0, 10**6), label=seed))
        edits, position = [], 0
        while position < len(raw):
            position += rng.randint(1, 6)
            end = min(position + rng.randint(0, 3), len(raw))
            if position < len(raw):
                edits.append((position, end, "".join(rng.choices("甲乙丙", k=rng.randint(0, 3)))))
            position = end + 1
        return edition(raw, edits)

    first, second = some("first"), some("second")
    if not first.text:
        return
    fitter = Fitter(first)
    start = data.draw(st.integers(0, len(first.text) - 1))
    end = data.draw(st.integers(start + 1, len(first.text)))
    span = new_span(fitter.place(start, end), "PER", "lin", "manual", "")
    new = Fitter(second).fit(span)
    if new.anchor is Anchor.LOST:
        assert (new.start, new.end, new.quote) == (span.start, span.end, span.quote)
    else:
        assert second.text[new.start : new.end] == new.quote
        assert (new.anchor is Anchor.FIRM) == (new.quote == span.quote)
        assert new.was == ("" if new.anchor is Anchor.FIRM else span.quote)
        # It never leaves what its source range can have become.
        low, high = second.alignment.cover(span.source_start, span.source_end)
        if new.anchor is Anchor.CHANGED:
            assert low <= new.start < new.end <= high


# --- the source itself was replaced

ARTICLE = (
    "本报讯（记者 王小明）1月28日上午，市委书记张建国到东营区调研疫情防控工作。"
    "张建国先后来到火车站、银座商城和市人民医院，察看值守情况，慰问一线人员。"
    "他强调，各级党组织要把人民群众生命安全和身体健康放在第一位，坚决打赢疫情防控阻击战。"
    "市委常委、组织部部长李红参加调研。李红说，党员干部要“冲锋在前、勇于担当”。\n"
    "《牡丹晚报》记者从市卫健委获悉，截至28日12时，全市无新增确诊病例。"
    "市卫健委提醒，市民要少出门、戴口罩、勤洗手。记者 王小明 摄影报道"
)
QUOTES = ("王小明", "张建国", "东营区", "李红", "“冲锋在前、勇于担当”", "《牡丹晚报》", "28日12时")


def by_quote(text: str, quote: str, nth: int = 0) -> Span:
    """What becomes of the nth occurrence of a quote in ARTICLE when the page reads `text`."""
    page = edition(ARTICLE)
    start = -1
    for _ in range(nth + 1):
        start = ARTICLE.index(quote, start + 1)
    span = new_span(Fitter(page).place(start, start + len(quote)), "PER", "lin", "manual", "")
    return Fitter(edition(text)).fit(span)


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize(
    "text",
    [
        "导航　首页　新闻\n" + ARTICLE + "\n版权所有",
        ARTICLE.replace("，", ",").replace("。", "."),
        ARTICLE.replace("，", "").replace("。", "\n"),
        ARTICLE.replace(" ", "").replace("\n", "\r\n\r\n"),
        ARTICLE.replace("疫情", "疾情").replace("组织", "組織"),
        "\n".join(ARTICLE[i : i + 17] for i in range(0, len(ARTICLE), 17)),
    ],
    ids=["boilerplate", "width", "stripped", "blanks", "characters", "reflowed"],
)
def test_found_again_in_a_replaced_page(text: str, quote: str) -> None:
    new = by_quote(text, quote)
    there = text[new.start : new.end]
    kept = "".join(c for c in quote if c.isalnum())
    assert "".join(c for c in there if c.isalnum()) == kept
    assert new.anchor is (Anchor.FIRM if there == quote else Anchor.CHANGED)
    # The right one of several: the same letters stand before it.
    before = "".join(c for c in ARTICLE[: ARTICLE.index(quote)] if c.isalnum())[-3:]
    got = "".join(c for c in text[: new.start] if c.isalnum())[-3:]
    assert sum(a == b for a, b in zip(before, got, strict=False)) >= min(len(before), 2)


def test_marks_at_the_edges_are_taken_along() -> None:
    text = "新的开头。" + ARTICLE.replace("，", ",")
    for quote in ("《牡丹晚报》", "“冲锋在前、勇于担当”"):
        new = by_quote(text, quote)
        assert (new.quote, new.anchor) == (quote, Anchor.FIRM)


def test_found_again_in_the_other_script() -> None:
    text = "導航\n" + convert(ARTICLE, "s2t").text.replace("，", ",")
    for quote in QUOTES:
        new = by_quote(text, quote)
        assert fold(new.quote) == fold(quote)


def test_each_of_several_occurrences_is_told_apart() -> None:
    text = "导航\n" + ARTICLE.replace("，", "")
    starts = [by_quote(text, "王小明", nth).start for nth in range(2)]
    assert starts == [text.index("王小明"), text.rindex("王小明")]


def test_a_quote_that_was_corrected_is_found_and_flagged() -> None:
    new = by_quote("更正\n" + ARTICLE.replace("张建国", "张健国"), "张建国")
    assert (new.quote, new.was, new.anchor) == ("张健国", "张建国", Anchor.CHANGED)


def test_what_is_not_there_is_lost_not_guessed() -> None:
    other = "今天天气很好，市委书记王强在家看书。记者张建国，另一位。" * 3
    for quote in QUOTES:
        assert by_quote(other, quote).anchor is Anchor.LOST
    assert by_quote("", "李红").anchor is Anchor.LOST
    # Two equally good places: which one it was cannot be known.
    assert by_quote(ARTICLE + "\n" + ARTICLE, "李红").anchor is Anchor.LOST


def test_punctuation_alone_is_not_looked_up() -> None:
    page = edition(ARTICLE)
    span = new_span(Fitter(page).place(3, 4), "PER", "lin", "manual", "")
    assert span.quote == "（"
    assert Finder("（（（甲（乙").find(span) is None


def test_a_large_replaced_page_does_not_guess_among_hundreds() -> None:
    """A short quote that is everywhere, on a page whose punctuation was stripped."""
    rng = random.Random(7)
    words = ["疫情", "防控", "工作", "党员", "干部", "群众", "社区", "医院", "张三", "李四"]
    text = "，".join("".join(rng.choices(words, k=6)) for _ in range(800))
    page = edition(text)
    fitter = Fitter(page)
    places = rng.sample([i for i in range(len(text) - 2) if text[i : i + 2] == "张三"], 60)
    spans = [new_span(fitter.place(i, i + 2), "PER", "lin", "manual", "") for i in places]
    new = Fitter(edition("首页" + text.replace("，", "")))
    right = 0
    for span in spans:
        found = new.fit(span)
        if found.anchor is not Anchor.LOST:
            assert found.start == 2 + span.start - text.count("，", 0, span.start)
            right += 1
    assert right >= 57


# --- in the store


def test_opening_moves_reports_and_keeps(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, DOC, BEFORE) as store:
        for quote in ("市委组(zhi)织部", "李四", "张三"):
            start = BEFORE.text.index(quote)
            store.add(start, start + len(quote), "PER", quote)
    after = edition(RAW, cut(RAW, ("(zhi)", ""), ("张三说：", "")))
    shown = Store.read(place, DOC, after)
    assert shown.report == Report(1, 1, 1)
    with Store.open(place, DOC, after) as store:
        assert str(store.report) == "1 moved, 1 changed, 1 lost"
        assert store.spans() == shown.spans()
        assert [span.quote for span in store.lost] == ["张三"]
        assert len(store) == 3
        (changed,) = (span for span in store.spans() if span.anchor is Anchor.CHANGED)
        assert changed.was == "市委组(zhi)织部"
        store.confirm(changed.id)
        (lost,) = store.lost
        store.move(lost.id, 0, 2)
    with Store.open(place, DOC, after) as store:
        assert not store.report
        assert [span.anchor for span in store.spans()] == [Anchor.FIRM] * 3
        assert store.lost == []
    meta = json.loads(place.file(DOC).read_bytes())["_meta"]["1"]
    assert meta["source"] == Fitter(after).source_sha256


def test_undo_reaches_back_over_a_new_edition(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, DOC, BEFORE) as store:
        start = BEFORE.text.index("李四")
        one, two = store.add_many([NewSpan(start, start + 2, "PER"), NewSpan(0, 2, "ORG")])
        store.relabel(one.id, "ROLE")
        store.move(two.id, 0, 3)
        store.delete(one.id)
    after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", ""), ("，，", "")))
    with Store.open(place, DOC, after) as store:
        assert store.steps == (4, 0)
        (change,) = store.undo()  # the deleted one comes back, at its place in this edition
        assert change.after is not None
        assert after.text[change.after.start : change.after.end] == "李四"
        assert change.after.label == "ROLE"
        store.undo()
        assert [span.quote for span in store.spans()] == ["市委", "李四"]
        store.undo()
        assert [span.label for span in store.spans()] == ["ORG", "PER"]
        store.undo()
        assert len(store) == 0
        for _ in range(4):
            store.redo()
        assert [span.quote for span in store.spans()] == ["市委组"]
    with Store.open(place, DOC, BEFORE) as store:
        assert store.steps == (4, 0)
        store.undo()
        assert [(span.quote, span.label) for span in store.spans()] == [
            ("市委组", "ORG"),
            ("李四", "ROLE"),
        ]


def test_rebase_in_the_middle_of_work(tmp_path: Path) -> None:
    with Store.open(project(tmp_path), DOC, BEFORE) as store:
        start = BEFORE.text.index("李四")
        store.add(start, start + 2, "PER")
        after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", "")))
        store.rebase(after)
        assert store.report == Report(moved=1)
        (span,) = store.spans()
        assert after.text[span.start : span.end] == "李四"
        assert store.add(span.start, span.end, "PER") == span
        store.rebase(BEFORE)
        assert store.spans_at(start)[0].id == span.id
        store.undo()
        assert len(store) == 0


def test_spans_that_are_pulled_in_are_moved_too(tmp_path: Path) -> None:
    """The other machine has another version of the program, which cleans the page otherwise."""
    place = project(tmp_path)
    after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", "")))
    path = place.file(DOC)
    with Store.open(place, DOC, after) as store:
        start = after.text.index("李四")
        store.add(start, start + 2, "PER")
    pulled = path.read_bytes()
    with Store.open(place, DOC, BEFORE) as store:
        store.add(0, 2, "ORG")
        store.idle()
        other = path.with_name("pulled")
        other.write_bytes(pulled)
        other.replace(path)
        store.add(2, 4, "LOC")
        store.idle()
        assert store.problem == ""
        assert [span.quote for span in store.spans()] == ["组(", "李四"]
        for span in store.spans():
            assert BEFORE.text[span.start : span.end] == span.quote
        mine = store.spans()
    with Store.open(place, DOC, BEFORE) as store:
        assert not store.report
        assert store.spans() == mine


def test_layers_of_others_are_shown_on_this_edition_and_not_written(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, DOC, BEFORE, "wang") as store:
        start = BEFORE.text.index("李四")
        store.add(start, start + 2, "PER")
    path = place.file(DOC, "wang")
    before = path.read_bytes()
    after = edition(RAW, cut(RAW, ("zu", ""), ("(zhi)", "")))
    (layer,) = Store.layers(place, DOC, after)
    (span,) = layer.spans()
    assert after.text[span.start : span.end] == "李四"
    assert path.read_bytes() == before
