"""Texts in which nothing is wrong, however odd they look, come out byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.repair.pipeline import clean
from tui.text.source import decode

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("untouchable.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    "text", [pytest.param(row["text"], id=f"{row['kind']}-{i}") for i, row in enumerate(ROWS)]
)
def test_a_right_text_is_kept(text: str):
    assert clean(decode(text.encode())).text == text


def test_there_are_enough_of_them():
    assert len(ROWS) >= 100
    assert len({row["kind"] for row in ROWS}) >= 12
