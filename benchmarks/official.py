"""Whether conversion by official OpenCC data gives what that OpenCC gives, to the character.

    python -m benchmarks.official PYTHON [--texts N] [--seed N] [--cases FILE]

PYTHON is the interpreter of an environment that has PyPI's opencc, whose own data are used:

    python -m venv /tmp/official && /tmp/official/bin/pip install opencc

Converted by every configuration are the seeds and N random tangles of its keys, cut, joined and
overlapping, with values, separators and ideographic description sequences among them; and what is
expected in FILE, test/testcases/testcases.json of OpenCC's source.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BETWEEN = "，。 -．\n“A一𠮷\u3000\ufe00\U000e0100"
OPERATORS = "⿰⿱⿲⿳⿴⿻⿾⿿"
WORKER = """
import json, os, sys, opencc
print(os.path.join(os.path.dirname(opencc.__file__), "clib", "share", "opencc"), flush=True)
for line in sys.stdin:
    config, texts = json.loads(line)
    converter = opencc.OpenCC(config)
    print(json.dumps([converter.convert(text) for text in texts]), flush=True)
"""


class Oracle:
    """The official library, in a process of its own."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.folder = Path(self._answer())

    def converted(self, config: str, texts: list[str]) -> list[str]:
        """What it makes of the texts."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([config, texts]) + "\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._answer())
        return found

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")


def tangles(keys: list[list[str]], values: list[str], rnd: random.Random) -> Iterator[str]:
    """Texts in which keys compete, without end."""
    by_first: dict[str, list[str]] = {}
    for some in keys:
        for key in some:
            by_first.setdefault(key[0], []).append(key)
    while True:
        text = ""
        for _ in range(rnd.randint(1, 12)):
            key = rnd.choice(rnd.choice(keys) if rnd.random() < 0.8 else values)
            fate = rnd.random()
            if fate < 0.3:
                key = key[: rnd.randint(1, len(key))]
            elif fate < 0.5:
                key = key[rnd.randint(0, len(key) - 1) :]
            elif fate < 0.6:
                key += rnd.choice(BETWEEN)
            elif fate < 0.63:
                key = rnd.choice(OPERATORS) + key
            overlapping = by_first.get(text[-1:])
            if overlapping and rnd.random() < 0.5:
                key = rnd.choice(overlapping)[1:]
            text += key
        yield text


def cases(path: str | None) -> Iterator[tuple[str, str, str]]:
    """Configuration, input and what is expected, of OpenCC's own test cases."""
    if path:
        text = re.sub(r",(\s*[}\]])", r"\1", Path(path).read_text("utf-8"))  # trailing commas
        for case in json.loads(text)["cases"]:
            for config, expected in case["expected"].items():
                yield config, case["input"], expected


def main() -> None:
    """Compare and print; exit code 1 where anything differs."""
    from tui.text.opencc_data import OpenCCData, files
    from tui.text.script import convert

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("python", metavar="PYTHON", help="interpreter with the package opencc")
    parser.add_argument("--texts", metavar="N", type=int, default=3000, help="of keys (3000)")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of the random ones (0)")
    parser.add_argument("--cases", metavar="FILE", help="OpenCC's testcases.json")
    args = parser.parse_args()
    oracle = Oracle(args.python)
    data = OpenCCData.open(oracle.folder)
    seeds = [p.read_bytes().decode("utf-8-sig") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    expected = list(cases(args.cases))
    wrong = 0
    print("| configuration | own cases met | pages, tangles | differ |\n|---|---|---|---|")
    for config in data.configs:
        entries = [data.entries(file) for file in dict.fromkeys(files(data.recipe(config).nodes))]
        keys = [list(some) for some in entries]
        values = [value for some in entries for values in some.values() for value in values]
        made = tangles(keys, values, random.Random(f"{config} {args.seed}"))
        texts = [*seeds, *(next(made) for _ in range(args.texts))]
        own = [(text, want) for name, text, want in expected if name == config]
        met = sum(convert(text, config, data=data).text == want for text, want in own)
        differ = 0
        for text, want in zip(texts, oracle.converted(config, texts), strict=True):
            view = convert(text, config, data=data)
            lengths = view.alignment.a_length, view.alignment.b_length
            differ += view.text != want or lengths != (len(text), len(want))
        wrong += differ + len(own) - met
        print(f"| {config} | {met} of {len(own)} | {len(texts):,} | {differ} |", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
