import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tui.annotate.anchor import Fitter
from tui.annotate.span import Anchor, new_span
from tui.exchange import jsonl
from tui.exchange.documents import Document
from tui.repair.pipeline import clean
from tui.text.blocks import Block, BlockType
from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.script import CONFIGS, convert
from tui.text.source import decode, read

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SCHEMA = json.loads((ROOT / "docs" / "export.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
ATTACKS = json.loads(Path(__file__).with_name("jsonl_attacks.json").read_text("utf-8"))


def a_document(edition, ranges, config="s2twp", note="", by="lin"):
    fitter = Fitter(edition)
    spans = [new_span(fitter.place(*one), "ORG", by, "manual", note) for one in ranges]
    spans.sort(key=lambda span: span.order)
    return Document("pages/一.txt", edition, convert(edition.text, config), tuple(spans))


def exported(document):
    """The one line that a document becomes, read back and found to fit the schema."""
    out = io.BytesIO()
    assert jsonl.write([document], out) == ()
    line = out.getvalue().decode("utf-8", "strict")
    assert line.count("\n") == 1
    assert line.splitlines() == [line[:-1]]
    record = json.loads(line)
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    return record


def check_offsets(record, source):
    """Every offset of every span cuts out its text, in every unit and every text."""
    text, view = record["text"], record["view"]["text"]
    utf16, utf8 = text.encode("utf-16-le"), text.encode()
    for span in record["spans"]:
        quote = text[span["start"] : span["end"]]
        assert span["text"] == quote != ""
        place16, place8 = span["utf16"], span["utf8"]
        assert utf16[2 * place16["start"] : 2 * place16["end"]].decode("utf-16-le") == quote
        assert utf8[place8["start"] : place8["end"]].decode() == quote
        shown, raw = span["view"], span["source"]
        assert view[shown["start"] : shown["end"]] == shown["text"]
        assert source.text[raw["start"] : raw["end"]] == raw["text"]
        assert source.byte_range(raw["start"], raw["end"]) == (raw["byte_start"], raw["byte_end"])


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema"]["const"] == jsonl.SCHEMA
    defs = SCHEMA["$defs"]
    assert defs["block"]["properties"]["type"]["enum"] == [str(kind) for kind in BlockType]
    assert defs["edit"]["properties"]["state"]["enum"] == [str(state) for state in State]
    assert SCHEMA["properties"]["view"]["properties"]["config"]["examples"] == list(CONFIGS)
    assert {*defs["span"]["properties"]["anchor"]["enum"]} == {
        anchor.value or "firm" for anchor in Anchor if anchor is not Anchor.LOST
    }


def test_the_schema_refuses_what_is_wrong():
    record = exported(a_document(clean(decode("在北京大学读书。".encode())), [(1, 5)]))
    span = record["spans"][0]
    for broken in (
        {**record, "spans": [{**span, "start": -1}]},
        {**record, "spans": [{**span, "start": 2**63}]},
        {**record, "spans": [{**span, "start": 1.5}]},
        {**record, "spans": [{**span, "extra": 1}]},
        {**record, "spans": [{k: v for k, v in span.items() if k != "utf8"}]},
        {**record, "schema": "jiaozhu-export/2"},
        {**record, "blocks": [{"start": 0, "end": 1, "type": "poem", "article": 0}]},
        {**record, "score": 1},
    ):
        assert not VALIDATOR.is_valid(broken)


def test_check_value():
    source = decode("𠮷野家在北京".encode("gb18030"))
    record = exported(a_document(Edition.make(source, ()), [(0, 6), (0, 1), (4, 6)]))
    whole = max(record["spans"], key=lambda span: span["end"] - span["start"])
    assert (whole["start"], whole["end"]) == (0, 6)
    assert (whole["utf16"], whole["utf8"]) == ({"start": 0, "end": 7}, {"start": 0, "end": 19})
    assert (whole["source"]["byte_start"], whole["source"]["byte_end"]) == (0, 14)
    check_offsets(record, source)


@pytest.mark.parametrize("config", ["s2twp", "t2s"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_spans_all_over_a_seed(seed, config):
    edition = clean(read(seed))
    length = len(edition.text)
    ranges = [(i, min(length, i + 1 + i % 13)) for i in range(0, length, 7)]
    record = exported(a_document(edition, ranges, config))
    assert len(record["spans"]) == len(ranges)
    check_offsets(record, edition.source)
    assert record["digest"] == edition.digest


CHARS = st.sampled_from("𠮷野家，网络软件发干a1 \n\r\u2028\x85\x7f\x9b\ufffd\u202e😀é")
TEXTS = st.text(CHARS, min_size=1, max_size=30)


@st.composite
def documents(draw):
    """A page with edits and spans anywhere, in some encoding, damaged or not."""
    encoding = draw(st.sampled_from(["utf-8", "utf-16", "gb18030"]))
    data = draw(TEXTS).encode(encoding) + draw(st.sampled_from([b"", b"\xff"]))
    source = decode(data, encoding=encoding)
    text = source.text
    cuts = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8).map(sorted))
    edits = [
        Edit(a, b, text[a:b], draw(st.text(CHARS, max_size=3)), "test", 0.5, "why", state)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        for state in [draw(st.sampled_from(State))]
    ]
    edition = Edition.make(source, edits)
    length = len(edition.text)
    edition = replace(edition, blocks=(Block(0, length, BlockType.BODY, 1),))
    points = st.integers(0, length)
    pairs = draw(st.lists(st.tuples(points, points), max_size=5))
    ranges = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    note = draw(st.text(CHARS, max_size=5))
    return a_document(edition, ranges, draw(st.sampled_from(CONFIGS)), note)


@settings(max_examples=150)
@given(documents())
def test_any_document_fits_the_schema_and_its_offsets_hold(document):
    record = exported(document)
    check_offsets(record, document.edition.source)
    assert [s["id"] for s in record["spans"]] == [span.id for span in document.spans]


def test_a_span_over_repaired_text_gives_the_stretch_as_found():
    source = decode("責(zé)任重于泰山".encode())
    edition = Edition.make(source, [Edit(1, 5, "(zé)", "", "pinyin")])
    record = exported(a_document(edition, [(0, 2), (0, 1)], "t2s"))
    both = next(span for span in record["spans"] if span["end"] == 2)
    assert both["text"] == "責任"
    assert both["source"] == {
        "start": 0,
        "end": 6,
        "text": "責(zé)任",
        "byte_start": 0,
        "byte_end": 11,
    }
    assert both["view"] == {"start": 0, "end": 2, "text": "责任"}
    first = next(span for span in record["spans"] if span["end"] == 1)
    assert first["source"]["text"] == "責"  # what was deleted beside it is no part of it


def test_a_phrase_that_changes_length_is_taken_whole_in_the_view():
    edition = Edition.make(decode("上互联网看".encode()), ())
    record = exported(a_document(edition, [(1, 4)], "s2twp"))
    assert record["spans"][0]["view"] == {"start": 1, "end": 5, "text": "網際網路"}


def test_changed_and_lost_spans_are_said_to_be_that():
    edition = Edition.make(decode("在北京大学读书。".encode()), ())
    document = a_document(edition, [(1, 5)])
    changed = replace(document.spans[0], anchor=Anchor.CHANGED, was="北京大學")
    gone = replace(document.spans[0], anchor=Anchor.LOST, start=900, end=904, quote="清华大学")
    record = exported(replace(document, spans=(changed,), lost=(gone,)))
    assert (record["spans"][0]["anchor"], record["spans"][0]["was"]) == ("changed", "北京大學")
    assert record["spans"][0]["text"] == "北京大学"
    assert record["lost"][0]["text"] == "清华大学"
    assert "start" not in record["lost"][0]


TEXT_ATTACKS = [attack for attack in ATTACKS if isinstance(attack["input"], str)]


@pytest.mark.parametrize("attack", TEXT_ATTACKS, ids=lambda attack: attack["name"])
def test_attacks_stay_text(attack):
    text = attack["input"]
    assert len(ATTACKS) - len(TEXT_ATTACKS) == 1  # the huge offset, which the store refuses
    edition = Edition.make(decode(text.encode(), encoding="utf-8"), ())
    document = a_document(edition, [(0, len(text)), (0, 1)], note=text, by="lin")
    record = exported(document)
    assert record["text"] == text
    assert {span["note"] for span in record["spans"]} == {text}
    check_offsets(record, edition.source)


def test_pretty_says_the_same():
    document = a_document(clean(read(SEEDS[0])), [(3, 9)])
    out = io.BytesIO()
    jsonl.write([document], out, pretty=True)
    assert out.getvalue().count(b"\n") > 20
    assert json.loads(out.getvalue()) == exported(document)
