"""Exact matches and the memory they are made from."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from tui.annotate.suggest.matches import Matches, likelihood
from tui.annotate.suggest.memory import (
    Index,
    Memory,
    Strings,
    untagged,
)
from tui.annotate.suggest.suggestion import Page, Tagged
from tui.text.fold import fold

texts = st.text(alphabet="东营市区a ，", max_size=40)
strings = st.lists(st.text(alphabet="东营市区a", min_size=1, max_size=4), max_size=6)


@given(texts, strings)
def test_the_index_finds_every_occurrence(text: str, words: list[str]) -> None:
    expected = {
        (start, start + len(word))
        for word in words
        for start in range(len(text))
        if text.startswith(word, start)
    }
    found = list(Index(words).find(text))
    assert set(found) == expected
    assert len(found) == len(expected)


@given(st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from(["东营", "市"]),
       st.dictionaries(st.sampled_from(["LOC", "-LOC", ""]), st.integers(1, 5)))))  # fmt: skip
def test_a_page_replaced_counts_as_if_it_had_been_so_from_the_start(pages: dict[str, Strings]):
    memory = Memory({"a": {"市": {"ORG": 3}}})
    for name, said in pages.items():
        memory.put(name, said)
    memory.put("a", pages.get("a", {}))
    plain = Memory(pages)
    for words in {*memory.total, *plain.total}:
        counts = memory.total.get(words, {})
        assert {name: n for name, n in counts.items() if n} == plain.total.get(words, {})
    assert memory.without("b").total == Memory(
        {name: said for name, said in memory.pages.items() if name != "b"}
    ).total  # fmt: skip


def test_evidence_for_raises_and_evidence_against_lowers() -> None:
    once = likelihood("东营市", "LOC", {"LOC": 1})
    assert 0.5 < once < likelihood("东营市", "LOC", {"LOC": 5}) < 1
    assert likelihood("东营市", "LOC", {"LOC": 1, "-LOC": 1}) < once
    assert likelihood("东营市", "LOC", {"LOC": 1, "": 3}) < 0.5
    assert likelihood("东营市", "LOC", {"LOC": 1, "ORG": 1}) < once
    assert likelihood("东", "LOC", {"LOC": 1}) < likelihood("东营", "LOC", {"LOC": 1}) < once


def found(text: str, elsewhere: Strings, here: Strings | None = None) -> Iterable[str]:
    matches = Matches(Page(text), elsewhere)
    alike = matches.suggest(here or {})
    ones = [one for some in alike for one in some if one.score >= 0.5]
    return [text[one.start : one.end] for one in ones]


def test_both_scripts_are_one() -> None:
    assert found("臺灣總統府與台灣人", {fold("台湾"): {"LOC": 2}}) == ["臺灣", "台灣"]


def test_short_matches_keep_to_words() -> None:
    assert found("他在和平路走。", {fold("平路"): {"LOC": 1}}) == []
    assert found("中国和美国", {fold("中"): {"LOC": 2}}) == []
    assert found("访问中国。", {fold("中国"): {"LOC": 2}}) == ["中国"]
    assert found("USA and USAGE", {"usa": {"LOC": 2}}) == ["USA"]


def test_what_this_page_says_counts_at_once() -> None:
    text = "斋堂川很美，斋堂川很远。"
    assert found(text, {}) == []
    assert found(text, {}, {fold("斋堂川"): {"LOC": 1}}) == ["斋堂川"] * 2


def test_rejected_only_is_no_match() -> None:
    assert found("斋堂川很美", {fold("斋堂川"): {"-LOC": 1}}) == []


def test_untagged_counts_what_touches_no_span() -> None:
    text = "广州松日队在广州"
    counts = untagged(text, [Tagged(0, 5, "ORG")], Index(["广州"]))
    assert counts == {"广州": {"": 1}}
