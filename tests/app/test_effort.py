"""The bench that counts keys: it drives the app, and what is stored at the end is the gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import effort
from benchmarks.corpus import from_bio, from_jsonl, label_name, label_set
from benchmarks.effort import figures
from benchmarks.oracle import Tagged
from tui.annotate.labels import RESERVED, LabelSet

SENTENCES = (
    ("新华社北京五月九日电", ((0, 3, "ORG"), (3, 5, "LOC"))),
    ("记者王东在山东省东营市采访。", ((2, 4, "PER"), (5, 8, "LOC"), (8, 11, "LOC"))),
    ("北京大学的王东和李岚清，都到了北京。", ((0, 4, "ORG"), (5, 7, "PER"), (8, 11, "PER"))),
)


def bio(sentences: tuple[tuple[str, tuple[tuple[int, int, str], ...]], ...] = SENTENCES) -> str:
    """Character BIO."""
    parts = []
    for text, spans in sentences:
        tags = ["O"] * len(text)
        for start, end, label in spans:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        parts.append("".join(f"{c} {tag}\n" for c, tag in zip(text, tags, strict=True)))
    return "\n".join(parts)


def test_the_stored_spans_are_the_gold_and_every_key_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.corpus.SENTENCES", 2)
    (tmp_path / "gold.bio").write_text(bio(), "utf-8")
    out = tmp_path / "out.json"
    # AssertionError if the store has anything else than the gold.
    effort.main(["--bio", str(tmp_path / "gold.bio"), "--documents", "9", "--json", str(out)])
    result = json.loads(out.read_text("utf-8"))
    assert result["documents"] == 2
    assert result["missed"] == {"off": [], "on": []}
    for name in ("off", "learned"):
        assert {"median", "mean", "p90"} <= set(result[name])
    assert result["off"]["spans"] == result["on"]["spans"] == 8
    assert result["off"]["spans"] * 2 <= result["off"]["keys"] <= 60  # a motion and a label each
    assert sum(result["off"]["ways"].values()) == pytest.approx(1, abs=0.01)
    assert [point["documents"] for point in result["curve"]] == [[1, 2]]
    assert "suggestions off" in capsys.readouterr().out


def test_bio_becomes_documents_of_so_many_sentences() -> None:
    first, second = from_bio(bio().splitlines(), 2)
    assert first.text == "".join(f"{text}\n" for text, _ in SENTENCES[:2])
    assert [(first.text[a:b], label) for a, b, label in first.spans] == [
        ("新华社", "ORG"),
        ("北京", "LOC"),
        ("王东", "PER"),
        ("山东省", "LOC"),
        ("东营市", "LOC"),
    ]
    assert second.spans[0] == (0, 4, "ORG")


def test_other_forms_of_bio() -> None:
    lines = ["王\tS-nr", "李 B-nr", "东 E-nr", "在 O", "京 I-ns", "沪 I-nr", ""]
    (document,) = from_bio(lines)
    assert document.spans == ((0, 1, "NR"), (1, 3, "NR"), (4, 5, "NS"), (5, 6, "NR"))
    with pytest.raises(ValueError, match="line 2 has no tag"):
        list(from_bio(["王 O", "东"]))


def test_jsonl_of_tables_and_of_lists() -> None:
    lines = [
        '{"text": "王东", "spans": [{"start": 0, "end": 2, "label": "PER"}]}',
        '{"text": "北京", "label": [[0, 2, "地名"]]}',
    ]
    first, second = from_jsonl(lines)
    assert first.spans == ((0, 2, "PER"),)
    assert second.spans == ((0, 2, label_name("地名")),)


def test_any_labels_get_keys_that_the_reader_leaves_free() -> None:
    names = ["LOC", "NR", "PERSON", "PER", *(f"X{n}" for n in range(20))]
    labels = LabelSet.parse(label_set(names).encode(), "made")
    assert [label.name for label in labels] == names
    assert not {label.key for label in labels} & RESERVED


def test_the_ninetieth_percentile_is_of_the_keys_of_single_spans() -> None:
    spans = [Tagged((0, 1, "PER"), "王", "way", ("k",) * n) for n in range(1, 11)]
    found = figures(spans)
    assert (found["median"], found["mean"], found["p90"], found["keys"]) == (5.5, 5.5, 9, 55)
