"""`jiaozhu spans`: what an annotator said of a page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.language import tr, tr_later

if TYPE_CHECKING:
    from tui.annotate.layer import Layer
    from tui.annotate.link import Link
    from tui.annotate.span import Span

EXAMPLES = tr_later("""\
examples:
  jiaozhu spans page.txt                      id, start, end, label, text and note of each span
  jiaozhu spans page.txt --annotator sample   what somebody else tagged
  jiaozhu spans page.txt --json               all that is stored, one JSON object a line

The table's id is the end of the whole one. Spans whose text changed since they were tagged, or
whose place is gone, say so before their note; attributes and links stand there too.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu spans",
        description=tr("List the spans of a page."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("doc", metavar="DOC", help=tr("a page"))
    parser.add_argument(
        "--annotator", metavar="A", help=tr("whose (else JIAOZHU_ANNOTATOR, else the user's)")
    )
    parser.add_argument(
        "--json", action="store_true", help=tr("print one JSON object a span, a line")
    )
    parser.add_argument("--encoding", metavar="NAME", help=tr("encoding of the page, if not found"))
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the spans by place, then those whose place is gone."""
    from tui.annotate.store import Store
    from tui.cli.desk import Desk, tell
    from tui.cli.streams import put, put_bytes
    from tui.exchange import lines
    from tui.text.width import cell_len, safe_display

    desk = Desk(args.annotator, args.encoding)
    edition = desk.edition(args.doc)
    project = desk.project(args.doc)
    doc_id = project.doc_id(args.doc)
    layer = Store.read(project, doc_id, edition)
    spans = [*layer.spans(), *layer.lost]
    if not spans:
        others = [other.annotator for other in Store.layers(project, doc_id, edition)]
        also = (
            tr("; there are some by {others} (--annotator)", others=", ".join(others))
            if others
            else ""
        )
        tell(
            tr(
                "no spans by {annotator} in {doc}{also}",
                annotator=layer.annotator,
                doc=args.doc,
                also=also,
            )
        )
    if args.json:
        for span in spans:
            put_bytes(lines.dumps(desk.line(args.doc, span)))
        return 0
    rows = []
    for span in spans:
        said = (
            span.anchor and f"[{_said(span.anchor, span.was)}]",
            " ".join(_attributes(span)),
            *(_linked(one, span, layer) for one in layer.links.of(span.id)),
            span.note,
        )
        note = " ".join(filter(None, said))
        cells = (span.id[-8:], str(span.start), str(span.end), span.label, span.quote, note)
        rows.append([safe_display(cell) for cell in cells])
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:4]
    for row in rows:
        fixed = (
            f"{cell:>{width}}" if 0 < index < 3 else f"{cell:<{width}}"
            for index, (cell, width) in enumerate(zip(row, widths, strict=False))
        )
        put("  ".join((*fixed, *row[4:])).rstrip())
    return 0


def _attributes(span: Span) -> Iterator[str]:
    for name, value in sorted(span.attributes.items()):
        yield name if value is True else f"{name}={value}"


def _linked(link: Link, span: Span, layer: Layer) -> str:
    """A link as seen from one of its spans."""
    other = layer.get(link.other(span.id))
    arrow = "->" if link.source == span.id else "<-"
    return f"{arrow} {link.type} {other.quote if other else tr('a span that is gone')}"


def _said(anchor: str, was: str) -> str:
    return tr("{anchor}: was {was}", anchor=anchor, was=was) if was else anchor
