"""Pages printed as HTML and as figures, read back as other programs read them."""

import io
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.test_jsonl import SEEDS, a_document
from tui.annotate.labels import default_labels
from tui.errors import JiaozhuError
from tui.exchange import figure, html
from tui.exchange.figure import Look
from tui.repair.pipeline import clean
from tui.text.source import decode, read
from tui.text.width import safe_display

SVG = "{http://www.w3.org/2000/svg}"


class Blocks(HTMLParser):
    """The text of each block, and the labels drawn behind spans."""

    def __init__(self):
        super().__init__()
        self.blocks, self.labels, self.tags = [], [], []
        self._depth = 0

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("p", "h2"):
            self.blocks.append("")
            self._depth = 1
        elif tag == "i":
            self.labels += dict(attrs)["data-l"].split(" ")

    def handle_endtag(self, tag):
        if tag in ("p", "h2"):
            self._depth = 0

    def handle_data(self, data):
        if self._depth:
            self.blocks[-1] += data


def page(text, ranges=()):
    return a_document(clean(decode(text.encode(), "一.txt")), ranges)


def as_html(one, **look):
    out = io.BytesIO()
    html.write([one], default_labels(), out, **look)
    found = Blocks()
    found.feed(out.getvalue().decode())
    return found


def test_the_seeds_stand_side_by_side_with_nothing_but_their_text():
    for path in SEEDS:
        edition = clean(read(path))
        one = a_document(edition, [(0, 3), (1, 6)])
        found = as_html(one, furniture=True)
        blocks = [block for block in edition.blocks if not block.inline]
        left = [safe_display(edition.text[block.start : block.end]) for block in blocks]
        assert found.blocks[::2] == left
        right = one.view.text.split("\n")
        assert found.blocks[1::2] == [safe_display(line) for line in right]
        assert found.labels == ["ORG"] * 4


def test_furniture_stays_out_unless_it_is_wanted():
    one = page(
        "首页 >> 新闻 >> 正文\n\n市委印发意见。\n\n免责声明：本文仅代表作者个人观点，与本网无关。"
    )
    assert as_html(one, both=False).blocks == ["市委印发意见。"]
    assert len(as_html(one, both=False, furniture=True).blocks) == 3


@settings(max_examples=50)
@given(st.text(alphabet="ab<>&\"'北京，\u202e\x1b\n", min_size=1, max_size=40))
def test_no_text_of_a_page_becomes_markup(text):
    one = page(text)
    found = as_html(one, furniture=True)
    assert set(found.tags) <= {"html", "meta", "title", "style", "h1", "main", "h2", "p", "footer"}
    if one.edition.text.strip():
        drawn = ElementTree.fromstring(figure.svg(one, default_labels(), Look(furniture=True)))
        assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {
            "svg",
            "title",
            "rect",
            "text",
        }


def test_a_figure_has_every_character_in_its_cell():
    one = page("市委组织部印发意见，引导广大党员充分发挥作用。" * 4, [(0, 5), (2, 9)])
    drawn = ElementTree.fromstring(figure.svg(one, default_labels(), Look(han=10, both=False)))
    rows = [text for text in drawn.iter(f"{SVG}text") if " " in text.get("x")]
    assert "".join(row.text for row in rows) == one.edition.text
    for row in rows:
        xs = [int(x) for x in row.get("x").split()]
        assert len(xs) == len(row.text) <= 10
        assert xs == [xs[0] + 18 * n for n in range(len(xs))]


def test_a_figure_can_be_of_one_article():
    one = a_document(clean(read(SEEDS[0])), [])
    whole = figure.svg(one, default_labels())
    part = figure.svg(one, default_labels(), Look(article=2))
    assert len(part) < len(whole) / 3
    with pytest.raises(JiaozhuError, match="nothing to draw"):
        figure.svg(one, default_labels(), Look(article=99))
