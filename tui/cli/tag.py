"""`jiaozhu tag`: spans from scripts, each on disk when it is answered."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu tag page.txt --start 36 --end 40 --label ORG --note "also in the byline"
  jiaozhu tag - <requests.jsonl

START and END count the code points of the clean text (`jiaozhu clean`) from 0, END is exclusive.
--attribute DIFF sets a flag, --attribute NAME=VALUE another attribute of labels.toml.
The span is printed as one JSON line, and the exit code is 0, once it is on disk.

`-` reads one request a line from standard input and answers each with one line:
  {"doc": "page.txt", "start": 36, "end": 40, "label": "ORG", "note": "…"}
      {"ok": true, "line": 1, "id": "…", "start": 36, "end": 40}
  {"doc": "page.txt", "quote": "牡丹晚报", "label": "ORG", "near": 36}
      placed by its text: the occurrence next to `near`, or the one of number `nth` (from 1);
      with neither the text must occur once. With start and end the quote is checked.
      "attributes": {"DIFF": true, "NAME": "VALUE"} may be added.
  {"doc": "page.txt", "link": "speaker", "from": "ID", "to": "ID"}
      links two spans by their ids.
  {"doc": "page.txt", "start": 9, "end": 3, "label": "ORG"}
      {"ok": false, "line": 3, "error": "…"}   and it goes on; the exit code is 1 in the end
Tagging the same stretch with the same label again gives the span that is there.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu tag",
        description=tr("Add a span to a page, or many from standard input."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("doc", metavar="DOC", help=tr("a page; `-`: requests on standard input"))
    parser.add_argument("--start", type=int, metavar="N", help=tr("first code point of the span"))
    parser.add_argument("--end", type=int, metavar="N", help=tr("code point after the span"))
    parser.add_argument("--label", metavar="L", help=tr("a label of annotations/labels.toml"))
    parser.add_argument("--note", metavar="T", help=tr("a remark to keep with the span"))
    parser.add_argument(
        "--attribute",
        metavar="A",
        action="append",
        help=tr("a flag of the span, or NAME=VALUE; may be repeated"),
    )
    parser.add_argument(
        "--annotator", metavar="A", help=tr("who says so (else JIAOZHU_ANNOTATOR, else the user)")
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help=tr("encoding of the pages, if not found")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Add what is asked for; 1 if any of it could not be added."""
    single = {"--start": args.start, "--end": args.end, "--label": args.label}
    if args.doc == "-":
        if given := [
            name
            for name, value in {
                **single,
                "--note": args.note,
                "--attribute": args.attribute,
            }.items()
            if value is not None
        ]:
            parser().error(
                tr("with `-` the spans come from standard input: no {given}", given=given[0])
            )
        return _many(args)
    if missing := [name for name, value in single.items() if value is None]:
        parser().error(tr("{missing} is needed", missing=missing[0]))
    from tui.cli.desk import Desk, add_with
    from tui.cli.streams import put_bytes
    from tui.exchange import lines

    with Desk(args.annotator, args.encoding) as desk:
        store = desk.store(args.doc)
        place = args.start, args.end
        values = _values(args.attribute or ())
        span = add_with(store, place, args.label, args.note or "", values)
        put_bytes(lines.dumps(desk.line(args.doc, span)))
    return 0


def _values(given: Iterable[str]) -> dict[str, bool | str]:
    """`NAME` is a flag that is true, `NAME=VALUE` a text."""
    pairs = (one.partition("=") for one in given)
    return {name: value if sign else True for name, sign, value in pairs}


def _many(args: argparse.Namespace) -> int:
    from tui.cli.desk import Desk
    from tui.cli.streams import put_bytes
    from tui.errors import JiaozhuError
    from tui.exchange import lines

    failed = False
    with Desk(args.annotator, args.encoding) as desk:
        for number, line in _lines():
            answer: dict[str, Any] = {"ok": True, "line": number}
            try:
                request = _request(line)
                if "link" in request:
                    answer |= {"id": desk.link(request).id}
                else:
                    span = desk.add(request)
                    answer |= {"id": span.id, "start": span.start, "end": span.end}
            except JiaozhuError as error:
                failed = True
                answer |= {"ok": False, "error": str(error)}
            put_bytes(lines.dumps(answer))
            sys.stdout.buffer.flush()  # whoever asked may be waiting before asking again
    return int(failed)


def _lines() -> Iterator[tuple[int, bytes]]:
    """The lines of standard input that are not blank, as soon as each is there."""
    for number, line in enumerate(iter(sys.stdin.buffer.readline, b""), 1):
        if line.strip():
            yield number, line


def _request(line: bytes) -> dict[str, Any]:
    from tui.errors import JiaozhuError

    try:
        request = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise JiaozhuError(tr("The line is not JSON: {error}.", error=error)) from None
    if not isinstance(request, dict):
        raise JiaozhuError(tr("The line is not a JSON object."))
    return request
