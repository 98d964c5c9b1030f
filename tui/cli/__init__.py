"""The command `jiaozhu`: one module a command, imported only when it is called.

Exit codes: 0 done, 1 could not be done (one sentence on stderr says why), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from tui import __version__, language
from tui.errors import JiaozhuError
from tui.language import tr, tr_later

COMMANDS = {
    "open": tr_later("read and annotate pages in the terminal (what `jiaozhu PATH` does)"),
    "tutorial": tr_later("learn the keys in two minutes, on a page"),
    "new": tr_later("make a folder a project, with one of five label sets"),
    "clean": tr_later("print the clean text of pages, their blocks or their whole record"),
    "rules": tr_later("list what the cleaner mends, each with an example"),
    "convert": tr_later("print text in another Chinese script standard"),
    "tag": tr_later("add spans from scripts; each is on disk when it is answered"),
    "spans": tr_later("list the spans of a page"),
    "concordance": tr_later("list all places of a query in a project, in either script"),
    "frequency": tr_later("count the words or the spans of a project"),
    "collocates": tr_later("list the words that stand around a query"),
    "keyness": tr_later("list the words that are typical of pages or of a label"),
    "keys": tr_later("print all keys, with your own of keys.toml"),
    "doctor": tr_later("test whether this terminal shows Chinese pages right"),
    "stats": tr_later("tell what became of suggestions, by annotator, label and source"),
    "export": tr_later("write the annotations as labelled JSONL"),
    "print": tr_later("write annotated pages as standalone HTML, or one as an SVG figure"),
}
"""Name → summary. The module of a command is `tui.cli.NAME` and has `parser()` and `run(args)`."""
_MODULES = {"print": "printing"}
"""Where it is called otherwise: a module `print` here would hide the function of that name."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] in (["-V"], ["--version"]):
        print(f"jiaozhu {__version__}")
        return 0
    try:
        language.use(language.wished())
        code = _run(words)
        sys.stdout.flush()
    except JiaozhuError as error:
        from tui.text.width import safe_display  # a file's name may hold control sequences

        print(f"jiaozhu: {safe_display(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _run(words: list[str]) -> int:
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(_help())
        return 0
    name = words.pop(0) if words and words[0] in COMMANDS else "open"
    command = import_module(f"tui.cli.{_MODULES.get(name, name)}")
    code: int = command.run(command.parser().parse_args(words))
    return code


def _help() -> str:
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {tr(summary)}" for name, summary in COMMANDS.items())
    return tr(
        """\
usage: jiaozhu [PATH …]            open pages, or a folder of pages
       jiaozhu COMMAND [ARG …]     one of the commands below
       jiaozhu COMMAND --help      what it takes, with examples

Jiaozhu 校注: read, clean, compare and annotate Chinese text in a terminal.

commands:
{commands}

  -h, --help     show this
  -V, --version  show the version

In Chinese: JIAOZHU_LANGUAGE=zh-Hans or zh-Hant, or as your locale says.""",
        commands=commands,
    )
