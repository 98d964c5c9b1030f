"""Tables over a project, against counts by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.study.conftest import tag
from tests.study.test_concordance import WORDS, made
from tui.errors import JiaozhuError
from tui.study import measures, tables
from tui.study.index import Index
from tui.study.table import Column, Table, dumps, form_of
from tui.study.words import Cutter, Words
from tui.text.query import Query
from tui.text.searchable import Searchable


def rows(table: Table) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def test_words_are_folded_and_without_marks() -> None:
    words = Words(Searchable("臺灣的總統，ＡＢ 12！\n\n台湾的总统。"))
    assert words.forms == ["台湾", "的", "总统", "ab", "12", "台湾", "的", "总统"]
    assert list(words.within(0, 3)) == [0, 1]
    assert list(words.within(1, 2)) == [0]
    assert words.around(range(2, 3), 5) == (range(2), range(3, 5))
    assert words.around(range(5, 6), 1) == (range(5, 5), range(6, 7))


@given(st.text("台湾的总统，a1 \n", max_size=60), st.data())
def test_words_within_a_stretch_are_those_that_touch_it(text: str, data: st.DataObject) -> None:
    words = Words(Searchable(text))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = list(zip(words.starts, words.ends, strict=True))
    assert places == sorted(places)
    if start < end:
        touching = [n for n, (a, b) in enumerate(places) if a < end and start < b]
        assert list(words.within(start, end)) == touching


def test_frequency_and_dispersion(index: Index) -> None:
    found = tables.frequency(Cutter(index))
    assert rows(found)["牡丹"] == (7, pytest.approx(rows(found)["牡丹"][1]), 4)
    assert sum(int(row[1]) for row in found.rows) == int(found.about.split()[0])
    assert found.rows[0][1] == max(row[1] for row in found.rows)


def test_span_frequency_and_conflicts(index: Index) -> None:
    tag(index, "a.txt", WORDS, "ORG")
    tag(index, "a.txt", WORDS, "ORG", 1)
    tag(index, "e.txt", "牡丹晚報", "PER")
    tag(index, "b.txt", "今天", "TIME")
    index.load()
    spans = tables.span_frequency(index)
    assert spans.rows[0] == ("牡丹晚报", "ORG", 2, 1)
    assert tables.span_frequency(index, ["PER"]).rows == [("牡丹晚报", "PER", 1, 1)]
    found = tables.conflicts(index)
    assert found.rows == [("牡丹晚报", "ORG 2  PER 1", 3, 1, 2)]


def test_collocates_by_hand(index: Index) -> None:
    found = tables.collocates(Cutter(index), Query(WORDS), 1)
    # 牡丹晚报 is two words; 很好 stands right of it on a.txt and on d.txt.
    together, left, right, count, likelihood, dice, pages = rows(found)["很"]
    assert (together, left, right, count, pages) == (2, 0, 2, 2, 2)
    assert dice == measures.log_dice(2, 7, 2)
    assert isinstance(likelihood, float)
    assert likelihood > 0
    assert "牡丹" not in rows(found)
    assert found.rows == sorted(found.rows, key=lambda row: (-float(row[5]), row[0]))


def test_key_words_of_pages_and_labels(index: Index) -> None:
    found = tables.compared(Cutter(index), "[ad].txt")
    assert "against all others" in found.about
    count, elsewhere, likelihood, ratio, pages = rows(found)["牡丹"]
    assert (count, elsewhere, pages) == (5, 2, 2)
    assert isinstance(likelihood, float)
    assert isinstance(ratio, float)
    assert (likelihood > 0) == (ratio > 0)
    tag(index, "a.txt", WORDS, "ORG")
    index.load()
    inside = tables.compared(Cutter(index), "ORG")
    assert rows(inside)["牡丹"][:2] == (1, 6)
    assert rows(tables.compared(Cutter(index), "a.txt", "b.txt"))["牡丹"][:2] == (3, 1)
    with pytest.raises(JiaozhuError, match="no label and no page"):
        tables.compared(Cutter(index), "nothing")
    with pytest.raises(JiaozhuError, match="labels with labels"):
        tables.compared(Cutter(index), "ORG", "a.txt")


def test_hits_as_rows(index: Index) -> None:
    table = tables.of_hits(made(index, "ORG"))
    assert [row[0] for row in table.rows[:3]] == ["a.txt"] * 3
    assert table.rows[0][4] == "牡丹晚报"
    assert {row[7] for row in table.rows} == {"untagged"}


def test_tables_are_sorted_and_written() -> None:
    columns = (Column("word", str), Column("count", int), Column("rate", float))
    table = Table(columns, [("乙,", 1, 0.123456), ('甲"', 3, 2.0)])
    assert table.sorted(1).rows[0][1] == 3
    assert table.sorted(1, False).rows[0][1] == 1
    assert table.sorted(0).down is False
    read = list(csv.reader(io.StringIO(dumps(table, "csv").decode())))
    assert read == [["word", "count", "rate"], ["乙,", "1", "0.1235"], ['甲"', "3", "2.0"]]
    assert dumps(table, "tsv").decode().split("\n")[0] == "word\tcount\trate"
    lines = [json.loads(line) for line in dumps(table, "json").splitlines()]
    assert lines[1] == {"word": '甲"', "count": 3, "rate": 2.0}
    assert [form_of(name) for name in ("a.TSV", "b.json", "-", "c.csv")] == [
        *["tsv", "json", "csv", "csv"]
    ]
