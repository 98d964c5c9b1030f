import marshal
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.blocks import Block, BlockType
from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.packed import pack, unpack
from tui.text.source import Source


def source_of(text):
    return Source("-", text, text.encode("utf-8", "surrogatepass"), "utf-8")


@st.composite
def editions(draw):
    text = draw(st.text(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(max_size=4))
        state = draw(st.sampled_from(State))
        if edits and (edits[-1].end > start or (edits[-1].start, edits[-1].end) == (start, end)):
            continue
        rule, why = draw(st.sampled_from(["pinyin", "a+b"])), draw(st.text(max_size=3))
        edits.append(Edit(start, end, text[start:end], new, rule, 0.5, why, state))
    kinds = st.sampled_from(BlockType)
    blocks = [
        Block(n, n + 1, draw(kinds), n % 3, draw(st.booleans())) for n in range(len(text) // 9)
    ]
    return Edition.make(source_of(text), edits, blocks)


@given(editions())
def test_what_was_packed_is_the_same_edition(edition):
    packed = marshal.loads(marshal.dumps(pack(edition)))
    found = unpack(edition.source, packed)
    assert found.text == edition.text
    assert found.alignment == edition.alignment
    assert found.edits == edition.edits
    assert found.blocks == edition.blocks
    assert found == edition
    assert edition == found
    assert found.digest == edition.digest
    assert pack(found) == pack(edition)


def test_it_is_an_edition_like_any_other():
    source = source_of("一二三")
    edition = unpack(source, pack(Edition.make(source, [Edit(0, 1, "一", "壹", "own")])))
    other = replace(edition, blocks=(Block(0, 3, BlockType.BODY),))
    assert (other.text, other.edits, len(other.blocks)) == ("壹二三", edition.edits, 1)
    assert other != edition
    assert edition != "壹二三"


def test_of_another_text_it_is_refused():
    source = source_of("一二三")
    with pytest.raises(ValueError, match="another source"):
        unpack(source_of("一二"), pack(Edition.make(source, ())))
    with pytest.raises(ValueError, match="does not quote"):
        pack(Edition.make(source, [Edit(0, 1, "二", "", "own")]))
