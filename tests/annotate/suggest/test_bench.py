"""The bench of suggestions: reads its corpora, and judges what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.suggestions import (
    DOCUMENT,
    Sentence,
    documents,
    measure,
    page,
    plain_matching,
    read,
)


def test_both_formats_are_read(tmp_path: Path) -> None:
    bio = tmp_path / "a.bio.txt"
    bio.write_text("在 O\n北 B-LOC\n京 I-LOC\n上 B-LOC\n海 I-LOC\n\n好 O\n", encoding="utf-8")
    first = Sentence("在北京上海", ((1, 3, "LOC"), (3, 5, "LOC")))
    assert read(bio) == [first, Sentence("好", ())]
    lines = tmp_path / "a.json"
    record = {"text": "在北京上海", "label": {"LOC": {"上海": [[3, 4]], "北京": [[1, 2]]}}}
    lines.write_text(json.dumps(record) + "\n")
    assert read(lines) == [first]


def test_a_document_is_twelve_sentences_a_line_each() -> None:
    sentences = [Sentence("在北京", ((1, 3, "LOC"),))] * (DOCUMENT + 1)
    assert [len(document) for document in documents(sentences)] == [DOCUMENT, 1]
    joined = page(sentences[:2])
    assert joined == Sentence("在北京\n在北京\n", ((1, 3, "LOC"), (5, 7, "LOC")))


def test_plain_matching_takes_the_longest_and_the_most_frequent() -> None:
    tagged = [
        Sentence("北京", ((0, 2, "LOC"),)),
        Sentence("北京队", ((0, 3, "ORG"),)),
        Sentence("北京", ((0, 2, "ORG"),)),
        Sentence("北京", ((0, 2, "LOC"),)),
    ]
    assert list(plain_matching(tagged, "北京队在北京")) == [(0, 3, "ORG"), (4, 6, "LOC")]


def test_what_is_learned_is_judged_on_what_was_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")  # measure sets its own
    places = (
        "北京",
        "上海",
        "广州",
        "东营",
        "菏泽",
        "商洛",
        "天津",
        "济南",
        "青岛",
        "西安",
        "成都",
    )
    tagged = [page([Sentence(f"记者昨天来到{place}采访。", ((6, 8, "LOC"),))]) for place in places]
    unseen = [page([Sentence("记者昨天来到长沙采访。", ((6, 8, "LOC"),))])]
    systems = measure(tagged, unseen, ["LOC"])["systems"]
    assert systems["all"]["f1"] == 1
    assert systems["strings"]["f1"] == 0
