"""`jiaozhu convert`: text in another Chinese script standard, with the map back on request."""

from __future__ import annotations

import argparse
import sys

from tui.language import tr, tr_later

EXAMPLES = tr_later("""\
examples:
  jiaozhu convert --to t page.txt          Traditional characters
  jiaozhu convert --to twp page.txt        Taiwan's characters and words: 软件 → 軟體
  curl … | jiaozhu convert --to s -        `-` is standard input
  jiaozhu convert --config tw2sp page.txt  this OpenCC configuration, whatever the page is in
  jiaozhu convert --to t --clean page.txt  the clean text, with your decisions about edits
  jiaozhu convert --to t --json page.txt   one object a page: source, config, text, alignment

--to looks at the script the page is in; one that is in the target already is printed as it is.
The alignment lists what changed length, as [start, end, start, end] in code points of the two
texts; all else is one to one.
""")

_TARGETS: dict[str, dict[str, str | None]] = {
    "s": {"s": None, "t": "t2s"},
    "t": {"s": "s2t", "t": None},
    "tw": {"s": "s2tw", "t": "t2tw"},
    "twp": {"s": "s2twp", "t": "t2tw"},
    "hk": {"s": "s2hk", "t": "t2hk"},
}


def parser() -> argparse.ArgumentParser:
    """The arguments of the command."""
    from tui.text.script import CONFIGS

    parser = argparse.ArgumentParser(
        prog="jiaozhu convert",
        description=tr("Print pages in another Chinese script standard."),
        epilog=tr(EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help=tr("file, folder or `-`"))
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument(
        "--to",
        choices=_TARGETS,
        help=tr("s Simplified, t Traditional, tw Taiwan, twp Taiwan with its words, hk Hong Kong"),
    )
    target.add_argument("--config", metavar="NAME", help=", ".join(CONFIGS))
    parser.add_argument("--clean", action="store_true", help=tr("convert the clean text"))
    parser.add_argument(
        "--annotator",
        metavar="A",
        help=tr("whose decisions about edits count with --clean (else JIAOZHU_ANNOTATOR's, yours)"),
    )
    parser.add_argument(
        "--opencc-data",
        metavar="FOLDER",
        help=tr("convert by the data of this official OpenCC (its share/opencc)"),
    )
    parser.add_argument(
        "--json", action="store_true", help=tr("print one JSON object a page, a line")
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help=tr("encoding of the pages, if not found")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Print every page that can be read; 1 if there was another."""
    from tui.annotate.project import Project
    from tui.annotate.standards import data_of
    from tui.cli.streams import Pages, put_bytes
    from tui.errors import JiaozhuError
    from tui.exchange import lines, records
    from tui.text.alignment import Alignment
    from tui.text.script import CONFIGS, ScriptView, convert

    data_of(None, args.opencc_data)  # a slip is told once
    sources = Pages(args.paths, args.encoding)
    for source in sources:
        text, forms = source.text, None
        try:
            project = None if source.path == "-" else Project.find(source.path, args.annotator)
            data = data_of(project, args.opencc_data)
            if args.clean:
                from tui.annotate.editions import forms_at, page_at

                edition = page_at(source.path, source, args.annotator, propose=False).edition
                text, forms = edition.text, forms_at(source.path, edition, args.annotator)
            config = args.config or _config(text, args.to, source.path)
            if config and data is None and config not in CONFIGS:
                raise JiaozhuError(
                    tr(
                        "There is no configuration {config!r}; there are {configs}.",
                        config=config,
                        configs=", ".join(CONFIGS),
                    )
                )
            if config:
                view = convert(text, config, forms=forms or {}, data=data)
            else:
                view = ScriptView("", text, Alignment.identity(len(text)))
        except JiaozhuError as error:
            sources.report(error)
            continue
        if args.json:
            record = {
                "source": records.source(source),
                "config": config,
                "text": view.text,
                "alignment": [[s.a0, s.a1, s.b0, s.b1] for s in view.alignment.steps],
            }
            put_bytes(lines.dumps(record))
        else:
            _put(view.text + "\n" if args.clean and view.text else view.text)
    return int(sources.failed)


def _config(text: str, target: str, path: str) -> str | None:
    """What brings `text` to the target; None, and a note, where it is there already."""
    from tui.text.script import detect
    from tui.text.width import safe_display

    script = detect(text)
    config = _TARGETS[target][script]
    if config is None or (target, script) == ("twp", "t"):
        kind = tr("Traditional") if script == "t" else tr("Simplified")
        done = tr("only its characters are converted") if config else tr("it is printed as it is")
        print(
            tr(
                "jiaozhu: {path} is in {kind} already; {done}",
                path=safe_display(path),
                kind=kind,
                done=done,
            ),
            file=sys.stderr,
        )
    return config


def _put(text: str) -> None:
    """`text` as it is, line ends and all; made harmless where it goes to a terminal."""
    from tui.cli.streams import put, put_bytes

    if sys.stdout.isatty():
        put(text.removesuffix("\n"))
    else:
        put_bytes(text.encode("utf-8", "surrogateescape"))
