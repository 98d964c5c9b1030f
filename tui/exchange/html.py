"""Annotated pages as one HTML file that needs nothing else: to read, to print, to show.

Edition left, script view right, block by block. Labels are drawn, not written into the text, so
that what is copied out of the file is the text alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import BinaryIO

from tui.annotate.labels import Label, LabelSet
from tui.exchange.documents import Document
from tui.exchange.runs import Marked, Run, lanes, runs
from tui.text.alignment import Alignment
from tui.text.blocks import Block, BlockType
from tui.text.script import detect
from tui.text.width import safe_display

_LINE = 2  # pixels of a line under the text
_PITCH = 4  # from one line to the next
_FALLBACK = "#8899AA"  # of a label that is no longer in the set

_STYLE = """\
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 92rem; padding: 0 2rem; background: #fff; color: #1c1c1c;
  font: 1.05rem/2.1 "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
h1 { font-size: 1rem; font-weight: normal; color: #666; border-bottom: 1px solid #ccc; }
.legend { font: .85rem/1.8 system-ui, sans-serif; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem;
  padding: 0; list-style: none; }
.legend b { border-bottom: .2rem solid var(--c); }
.page { display: grid; grid-template-columns: 1fr 1fr; column-gap: 3rem; }
.page.one { grid-template-columns: minmax(0, 42rem); }
.page > * { margin: 0 0 .7rem; min-width: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.headline { font-weight: bold; font-size: 1.25em; line-height: 1.7; }
.subhead { font-weight: bold; }
.kicker, .byline, .dateline, .caption, .credit { color: #666; }
.meta, .nav, .related, .disclaimer, .ad { color: #999; font-size: .85em; }
.article { border-top: 1px solid #ccc; padding-top: .7rem; }
.s { background-repeat: no-repeat; padding-bottom: var(--d); border-radius: 2px; }
i[data-l]::after { content: attr(data-l); font: .58em/1 system-ui, sans-serif; color: #555;
  vertical-align: -.55em; margin: 0 .15em; }
footer { color: #999; font: .75rem/1.5 system-ui, sans-serif; margin: 2rem 0; }
@media (max-width: 60rem) { .page { grid-template-columns: 1fr; } }
@media print { body { margin: 0; max-width: none; } .page > * { break-inside: avoid; } }
"""


def write(
    documents: Iterable[Document],
    labels: LabelSet,
    out: BinaryIO,
    *,
    both: bool = True,
    furniture: bool = False,
) -> None:
    """Write `documents` as they come; `both`: with the script view beside; UTF-8."""
    out.write(
        f'<!DOCTYPE html>\n<html lang="zh">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>Jiaozhu 校注</title>\n'
        f"<style>\n{_STYLE}</style>\n".encode()
    )
    for document in documents:
        text = "\n".join(_page(document, labels, both, furniture)) + "\n"
        out.write(text.encode())
    out.write(b"</html>\n")


def _page(one: Document, labels: LabelSet, both: bool, furniture: bool) -> Iterator[str]:
    yield f"<h1>{_text(one.id)}</h1>"
    yield from _legend(one, labels)
    yield f'<main class="page{"" if both else " one"}">'
    placed = lanes(Marked(span.start, span.end, span.label) for span in one.spans)
    beside = lanes(
        Marked(*one.view.alignment.map_range(span.start, span.end), span.label)
        for span in one.spans
    )
    colours = {label.name: label.color for label in labels}
    languages = _language(one.edition.text), _language(one.view.text)
    article = 0
    for block in one.edition.blocks:
        if block.inline or (block.type.is_furniture and not furniture):
            continue
        first = bool(article and block.article != article)
        article = block.article or article
        inside = [b for b in one.edition.blocks if b.inline and block.start <= b.start < block.end]
        yield _block(one.edition.text, block, inside, placed, colours, languages[0], first)
        if both:
            shown, *parts = (_moved(b, one.view.alignment) for b in (block, *inside))
            yield _block(one.view.text, shown, parts, beside, colours, languages[1], first)
    yield "</main>"
    yield f"<footer>{_text(_origin(one))}</footer>"


def _legend(one: Document, labels: LabelSet) -> Iterator[str]:
    counts = Counter(span.label for span in one.spans)
    if not counts:
        return
    known: list[Label] = [label for label in labels if label.name in counts]
    yield '<ul class="legend">'
    for label in known:
        said = " ".join(filter(None, (label.gloss_zh, label.gloss_en)))
        yield (
            f'<li><b style="--c:{label.color}">{_text(label.name)}</b> {_text(said)} '
            f"{counts[label.name]:,}</li>"
        )
    for name in sorted(counts.keys() - {label.name for label in known}):
        yield f'<li><b style="--c:{_FALLBACK}">{_text(name)}</b> {counts[name]:,}</li>'
    yield "</ul>"


def _block(
    text: str,
    block: Block,
    inside: list[Block],
    placed: list[tuple[Marked, int]],
    colours: Mapping[str, str],
    language: str,
    first: bool,
) -> str:
    """One block of a pane; `inside`: the inline blocks in it, which have a type of their own."""
    classes = f"{block.type}{' article' if first else ''}"
    parts: list[str] = []
    position = block.start
    for part in inside:
        parts += _spans(text, position, part.start, placed, colours)
        inner = "".join(_spans(text, part.start, part.end, placed, colours))
        parts.append(f'<span class="{part.type}">{inner}</span>')
        position = part.end
    parts += _spans(text, position, block.end, placed, colours)
    tag = "h2" if block.type is BlockType.HEADLINE else "p"
    return f'<{tag} class="{classes}" lang="{language}">{"".join(parts)}</{tag}>'


def _spans(
    text: str, start: int, end: int, placed: list[tuple[Marked, int]], colours: Mapping[str, str]
) -> Iterator[str]:
    for run in runs(start, end, placed) if start < end else ():
        shown = _text(text[run.start : run.end])
        yield f"<span{_drawn(run, colours)}>{shown}</span>" if run.lanes else shown
        if run.ending:
            yield f'<i data-l="{_text(" ".join(run.ending))}"></i>'


def _drawn(run: Run, colours: Mapping[str, str]) -> str:
    """Attributes that draw a line for each mark over a run."""
    deepest = max(run.lanes)
    images, places = [], []
    for lane, label in run.lanes.items():
        colour = colours.get(label, _FALLBACK)
        images.append(f"linear-gradient({colour},{colour})")
        places.append(f"0 calc(100% - {(deepest - lane) * _PITCH}px)/100% {_LINE}px")
    layers = ",".join(f"{image} {place}" for image, place in zip(images, places, strict=True))
    style = f"background:{layers};background-repeat:no-repeat;--d:{(deepest + 1) * _PITCH}px"
    title = _text(" ".join(dict.fromkeys(run.lanes.values())))
    return f' class="s" title="{title}" style="{style}"'


def _moved(block: Block, alignment: Alignment) -> Block:
    start, end = alignment.map_range(block.start, block.end)
    return Block(start, end, block.type, block.article, block.inline)


def _language(text: str) -> str:
    return "zh-Hant" if detect(text) == "t" else "zh-Hans"


def _origin(one: Document) -> str:
    """Where the page is from, so that what was printed can be found again."""
    by = ", ".join(sorted({span.by for span in one.spans})) or "nobody"
    return (
        f"{one.id}, SHA-256 {one.edition.source.sha256}; edition {one.edition.digest}; "
        f"view {one.view.config}; annotated by {by}. Jiaozhu 校注."
    )


def _text(text: str) -> str:
    """Page text as it may stand in the file: harmless, and no markup."""
    return escape(safe_display(text))
