"""Merging: what sources propose becomes one list that leaves open what is open."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tui.annotate.labels import default_labels
from tui.annotate.rejection import Refused, from_record, new_rejection
from tui.annotate.suggest.merge import merge, nesting_groups
from tui.annotate.suggest.suggestion import Page, Suggestion, Tagged

TEXT = "国家主席江泽民在北京会见了朝阳区委书记王小虎。\n他说：“责任重于泰山。”"
LABELS = default_labels()
GROUP = {label.name: label.group for label in LABELS}


def propose(words: str, label: str, score: float = 0.8, source: str = "test") -> Suggestion:
    start = TEXT.index(words)
    return Suggestion(start, start + len(words), label, source, score)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 1))
    return start, draw(st.integers(start + 1, len(TEXT)))


names = st.sampled_from([label.name for label in LABELS])
suggestions = st.builds(
    lambda place, label, score: Suggestion(*place, label, "test", score),
    stretches(),
    names,
    st.floats(0, 1),
)
spans = st.builds(lambda place, label: Tagged(*place, label), stretches(), names)


@given(st.lists(suggestions), st.lists(spans), st.floats(0, 1))
def test_what_is_shown_is_likely_open_and_apart(
    candidates: list[Suggestion], tagged: list[Tagged], threshold: float
) -> None:
    found = merge(candidates, Page(TEXT, tuple(tagged)), LABELS, threshold)
    assert set(found) <= set(candidates)
    assert found == sorted(found, key=lambda one: one.order)
    for one in found:
        assert one.score >= threshold
        assert LABELS.get(one.label).suggest  # type: ignore[union-attr]
        for span in tagged:
            if GROUP[span.label] == GROUP[one.label] or span[:2] == (one.start, one.end):
                assert span.end <= one.start or one.end <= span.start
    for one, other in combinations(found, 2):
        if GROUP[one.label] == GROUP[other.label]:
            assert one.end <= other.start
        assert (one.start, one.end) != (other.start, other.end)


@given(st.lists(suggestions, min_size=1))
def test_the_likeliest_is_always_shown(candidates: list[Suggestion]) -> None:
    fit = [
        one
        for one in candidates
        if LABELS.get(one.label).suggest  # type: ignore[union-attr]
        and TEXT[one.start : one.end].strip() == TEXT[one.start : one.end]
    ]
    if fit:
        best = max(one.score for one in fit)
        assert best in {one.score for one in merge(candidates, Page(TEXT), LABELS, 0.0)}


def test_what_was_rejected_stays_away_here_and_only_here() -> None:
    text = TEXT + "江泽民又说，"
    start = text.index("江泽民")
    record = new_rejection(text, start, start + 3, "PER", "lin")[1]
    page = Page(text, refused=Refused([from_record(record)]))
    again = text.rindex("江泽民")
    places = [Suggestion(at, at + 3, "PER", "test", 0.9) for at in (start, again)]
    assert merge(places, page, LABELS, 0.5) == [places[1]]
    other = Suggestion(start, start + 3, "ORG", "test", 0.9)
    assert merge([other], page, LABELS, 0.5) == [other]


def test_a_rejection_outlives_cleaning_and_script() -> None:
    start = TEXT.index("北京")
    record = new_rejection(TEXT, start, start + 2, "LOC", "lin")[1]
    cleaned = "國家主席 江澤民在北京會見了，朝陽區委書記"
    refused = Refused([from_record(record)])
    at = cleaned.index("北京")
    assert refused.holds(cleaned, at, at + 2, "LOC")
    assert not refused.holds(cleaned, at, at + 2, "ORG")
    assert not refused.holds("他在北京住过", 2, 4, "LOC")


def test_nesting_is_learned_and_then_allowed() -> None:
    org = Tagged(0, 6, "ORG")
    inner = Tagged(0, 2, "LOC")
    assert nesting_groups([[org]], LABELS) == set()
    assert nesting_groups([[org, inner], [org, inner]], LABELS) == {"name"}
    start = TEXT.index("朝阳区委")
    page = Page(TEXT, (Tagged(start, start + 4, "ORG"),))
    offer = propose("朝阳", "LOC")
    assert merge([offer], page, LABELS, 0.5) == []
    assert merge([offer], page, LABELS, 0.5, {"name"}) == [offer]
    crossing = propose("了朝阳", "LOC")
    assert merge([crossing], page, LABELS, 0.5, {"name"}) == []
