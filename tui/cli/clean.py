"""`jiaozhu clean`: pages without their defects, as text, typed blocks or the whole record."""

from __future__ import annotations

import argparse
import sys

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu clean page.txt                 the clean text, one block a line
  jiaozhu clean --typed page.txt         TYPE<TAB>TEXT: headline, byline, body, nav …
  jiaozhu clean --json pages/ >out.jsonl one object a page: source, text, edits, blocks, masks
  jiaozhu clean --apparatus pages/       one object an edit: place in the source, old, new, rule,
                                         state, confidence, evidence, context, by whom and when
  curl … | jiaozhu clean -               `-` is standard input
  jiaozhu clean --encoding big5 old.txt  where the encoding is not found by itself

Several pages follow each other with a blank line between; on a terminal each has its name
above it. A page that cannot be read is reported and left out, and the exit code is 1.

In a project its annotations/repairs.toml counts, and what you decided about single edits in the
reader; --annotator takes somebody else's decisions. docs/apparatus.md describes the record.
""")


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(
        prog="jiaozhu clean",
        description=tr(
            "Print pages cleaned: injected pinyin, broken encodings, punctuation, columns."
        ),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help=tr("file, folder or `-`"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--typed", action="store_true", help=tr("print TYPE<TAB>TEXT for each block"))
    form.add_argument(
        "--json", action="store_true", help=tr("print one JSON object a page, a line")
    )
    form.add_argument(
        "--apparatus", action="store_true", help=tr("print one JSON object an edit, a line")
    )
    parser.add_argument(
        "--annotator",
        metavar="A",
        help=tr("whose decisions about edits count (else JIAOZHU_ANNOTATOR's, else the user's)"),
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help=tr("encoding of the pages, if not found")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Print every page that can be read; 1 if there was another."""
    import gc

    from tui.annotate.editions import page_at
    from tui.cli.streams import Pages, put, put_bytes
    from tui.errors import JiaozhuError
    from tui.exchange import lines, records

    # What cleaning makes is in no cycles: looking for them takes a tenth of its time.
    gc.disable()
    sources = Pages(args.paths, args.encoding)
    whole = args.json or args.apparatus  # else nothing that is only proposed is printed
    first = True
    for source in sources:
        try:
            page = page_at(source.path, source, args.annotator, propose=whole)
        except JiaozhuError as error:
            sources.report(error)
            continue
        edition = page.edition
        if args.json:
            put_bytes(lines.dumps(records.page(edition) | {"masks": records.masks(edition)}))
            continue
        if args.apparatus:
            put_bytes(b"".join(map(lines.dumps, records.apparatus(page))))
            continue
        if not first:
            put("")
        first = False
        if sys.stdout.isatty() and len(sources.names) > 1:
            put(f"==> {source.path} <==")
        if args.typed:
            text = "\n".join(
                f"{block.type}\t{edition.text[block.start : block.end]}"
                for block in edition.blocks
                if not block.inline
            )
        else:
            text = edition.text
        if text:
            put(text)
    return int(sources.failed)
