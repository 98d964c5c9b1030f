import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.exchange.lines import dumps

ODD = st.characters() | st.sampled_from(
    '\x00\x1b\x7f\x85\x9b\u2028\u2029\u202e\ufeff\ud800\udfff\uffff\\"\n'
)


@given(st.dictionaries(st.text(ODD), st.text(ODD) | st.integers() | st.lists(st.text(ODD))))
def test_one_line_that_reads_back_and_no_terminal_obeys(record):
    line = dumps(record)
    text = line.decode("utf-8", "strict")
    assert json.loads(text) == record
    assert text.splitlines() == [text[:-1]]
    assert line.count(b"\n") == 1
    assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in text[:-1])


@given(st.dictionaries(st.text(ODD), st.lists(st.text(ODD), max_size=3)))
def test_pretty_is_the_same_value_on_several_lines(record):
    assert json.loads(dumps(record, pretty=True)) == record


def test_chinese_stays_legible():
    assert dumps({"text": "𠮷野家，在北京"}) == '{"text": "𠮷野家，在北京"}\n'.encode()


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_json_does_not_have_is_refused(number):
    with pytest.raises(ValueError, match="JSON"):
        dumps({"score": number})
