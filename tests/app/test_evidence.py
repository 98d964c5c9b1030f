"""What repairs say of edits, told in Chinese: no wording of theirs is unknown here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import damage
from tui import language
from tui.app.evidence import retold
from tui.repair.pipeline import clean
from tui.text.source import decode

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    language.use("zh-Hans")
    yield
    language.use("en")


def pages() -> Iterator[bytes]:
    for path in sorted((ROOT / "seeds").iterdir()):
        yield path.read_bytes()
    text = (ROOT / "tests/gold/001_44f3449805548687.clean.txt").read_text("utf-8")
    for kind in (damage.pinyin, damage.mojibake, damage.lookalike, damage.columns,
                 damage.width, damage.doubled, damage.stops, damage.whitespace):  # fmt: skip
        yield damage.damaged("page", text, [kind], 7).dirty.encode()
    yield text.encode("gb18030").decode("latin-1").encode()
    yield text.encode().decode("gb18030", "replace").encode()


def test_no_wording_is_unknown() -> None:
    said = {edit.evidence for page in pages() for edit in clean(decode(page)).edits}
    assert len(said) > 40
    left = {one: told for one in said if re.search(r"\b[a-z]{3,}", told := retold(one))}
    assert left == {}


def test_reasons_are_told_one_by_one() -> None:
    assert retold("战斗 is one word; doubled mark") == "战斗 是一个词; 标点重复"
    assert retold("makes 做好, 49 such on the page, one of every 60 characters") == (
        "合成 做好, 本页同类 49 处, 每 60 字一处"
    )
    assert retold("said by a plug-in") == "said by a plug-in"
    language.use("en")
    assert retold("doubled mark") == "doubled mark"
