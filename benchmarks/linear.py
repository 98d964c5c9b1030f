"""Whether any repair costs more than its text is long: texts made to slow it down.

    python -m benchmarks.linear [--longest 100000] [--random 100] [--seed 1]

Each text is one piece over and over: brackets that never close, runs of marks, blanks, chains of
entities, words set apart, lines cut in two, and pieces put together at random from what the repairs
look for. Every repair gets each text by itself, a tenth as long and whole, then the pipeline does.
Printed are, by repair, the dearest text and the one whose cost grew most: 10 times is linear.
Processor time; texts that cost less than `FLOOR` say nothing about growth.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from itertools import count
from time import process_time

from tui.repair.page import Page
from tui.repair.pipeline import STAGES, clean
from tui.repair.stops import lost_stops
from tui.repair.structure import blocks
from tui.text.source import decode

FLOOR = 0.002
"""Seconds below which a time is mostly noise."""
STEPS = 10
_serial = count()
_HAN = "我们今天在北京召开了一次重要的会议讨论经济发展问题"
PIECES = (
    "(", ")", "（中）(", "((中", "“", "”“", "《", "a ", "中 ", "?", "？", "?!", "，。", ",.",
    "::", "…", "...", "—", "*", "**中", "&amp;", "&amp", "&nbsp;", "nbsp;", "<", "<p>", "/p>",
    "<br ", "[img]", "[b", "</", " ", "\u3000", "\u00a0", "\n", "\r\n", " \n", "\t", "a\tb\n",
    "a,b\n", "1", "1月", "12:30 ", "2020年1月1日", "A", "_", "-", "=", "# ", "~",
    "def a(b): return c;\n", "ａ", "の", "한", "𠀀", "囷", "莋中", "陸", "ā", "a\u0301",
    "中(zhōng)", "zhōng(", "中(a", "Ã©", "\ufffd", "\u200b", "\u200d", "a.com", "中a.com中",
    "www.a.", "@", " A0 b1", " ?0 @1", "来源：", "来源：来源：\n", "记者 王小明 ", "记者\n",
    "（图）", "首页|新闻|", "浏览次数：1 ", "中国人民\n", "我们今天在北京召开了一次\n",
    "“我们今天\n",
    _HAN, f"{_HAN}，", f"{_HAN}，{_HAN}\n", f"{_HAN}{_HAN}{_HAN}。\n", f"{_HAN}{_HAN}，{_HAN}\n\n",
)  # fmt: skip


def pieces(number: int, seed: int) -> Iterator[str]:
    """The fixed ones, and `number` of two to six of them or their first characters in a row."""
    yield from PIECES
    chance = random.Random(seed)
    for _ in range(number):
        picked = chance.choices(PIECES, k=chance.randint(2, 6))
        yield "".join(p if chance.random() < 0.5 else p[: chance.randint(1, 3)] for p in picked)


def repairs() -> dict[str, Callable[[str], object]]:
    """What is measured: every repair on a text, and all of them."""

    def alone(repair: Callable[[Page], object]) -> Callable[[str], object]:
        return lambda text: list(repair(Page(text)))  # type: ignore[call-overload]

    named = {getattr(repair, "__name__", "?"): alone(repair) for repair in STAGES}
    return {
        **named,
        "lost stops": alone(lost_stops),
        "blocks": blocks,
        "all": lambda text: clean(decode(text.encode())),
    }


def spent(repair: Callable[[str], object], text: str) -> float:
    """Seconds for `text`, the less of two times."""
    times = []
    for _ in range(2 if len(text) < 50_000 else 1):
        anew = f"{next(_serial)}页{text}"  # repairs remember the last texts they saw
        start = process_time()
        repair(anew)
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--longest", type=int, default=100_000, help="code points")
    parser.add_argument("--random", type=int, default=100, help="pieces put together at random")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    units = list(pieces(args.random, args.seed))
    print(f"{len(units)} texts of {args.longest // STEPS} and {args.longest} code points")
    print(f"{'repair':<12}{'µs a code point, dearest':>26}{'':24}{'growth × 10, most':>20}")
    for name, repair in repairs().items():
        clean(decode(_HAN.encode()))
        dearest, steepest = (0.0, ""), (0.0, "")
        for unit in units:
            text = (unit * (args.longest // len(unit) + 1))[: args.longest]
            short, long = spent(repair, text[: args.longest // STEPS]), spent(repair, text)
            dearest = max(dearest, (long / len(text) * 1e6, unit))
            if long > FLOOR * STEPS:
                steepest = max(steepest, (long / max(short, FLOOR / 10), unit))
        print(
            f"{name:<12}{dearest[0]:26.2f}  {dearest[1][:16]!r:<22}"
            f"{steepest[0]:20.1f}  {steepest[1][:16]!r}",
            flush=True,
        )


if __name__ == "__main__":
    main()
