"""Processes that annotate until they are killed, and tell what the store acknowledged.

    python -m tests.annotate.crash_worker

reads lines ``ROOT SEED COUNT [HOOK]`` and forks a worker for each, so that Python starts once.
The worker says `PID`, then `TRY n op …` before each change, `ACK n` once it returned and `STATE`
with all there is; `DEAD status` comes when it is gone. HOOK is `NAME:K`: the process
kills itself inside the K-th call of the named system call, before (`NAME<K`) or after it.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.annotate.helpers import edition
from tui.annotate import storage
from tui.annotate.project import Project
from tui.annotate.store import NewSpan, Store

TEXT = "字" * 3000


def main(root: str, seed: str, count: str, hook: str = "") -> None:
    storage.SNAPSHOT_EVERY = 6_000  # so that crashes meet snapshots too
    storage.TRIM_ABOVE = 30_000
    page = edition(TEXT)
    place = Project(Path(root), "lin")
    if hook:
        arm(*re.fullmatch(r"(\w+)([<>])(\d+)", hook).groups())  # type: ignore[union-attr]
    rng = random.Random(seed)
    store = Store.open(place, "page.txt", page)
    for number in range(int(count)):
        change(store, rng, number)
    store.close()
    say("END")


def change(store: Store, rng: random.Random, number: int) -> None:
    """Make one random change, told before and after."""
    spans = store.spans()
    pick = rng.random()
    if pick < 0.5 or len(spans) < 3:
        many = [(n, n + rng.randint(1, 9), "PER") for n in rng.sample(range(2900), 3)]
        if pick < 0.4:
            many = many[:1]
        say("TRY", number, "add", *many, f"{number}-{os.getpid()}")
        found = store.add_many(NewSpan(*where, f"{number}-{os.getpid()}") for where in many)
        say("ACK", number, *(span.id for span in found))
    elif pick < 0.65:
        span = rng.choice(spans)
        say("TRY", number, "note", span.id, f"note {number}")
        store.set_note(span.id, f"note {number}")
        say("ACK", number)
    elif pick < 0.8:
        span = rng.choice(spans)
        say("TRY", number, "delete", span.id)
        store.delete(span.id)
        say("ACK", number)
    else:
        say("TRY", number, "undo")
        store.undo()
        say("ACK", number)
    # The whole state at the acknowledgement: what must be there after a crash.
    say("STATE", number, *(f"{s.id}={s.start},{s.end},{s.note}" for s in store.spans()))


def say(*words: object) -> None:
    # Straight to the pipe: what was said survives the kill.
    os.write(1, ("\t".join(map(str, words)) + "\n").encode())


def arm(name: str, side: str, count: str) -> None:
    """Die at the COUNTth call of `os.NAME`: before it does anything, or right after."""
    snapshots = name == "snapshot"  # writes of one, which begin like this
    name = "write" if snapshots else name
    real: Callable[..., Any] = getattr(os, name)
    calls = 0

    def fatal(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if (name == "write" and args[0] == 1) or (snapshots and bytes(args[1][:2]) != b"{\n"):
            return real(*args, **kwargs)
        calls += 1
        if calls < int(count):
            return real(*args, **kwargs)
        if side == ">":
            real(*args, **kwargs)
        elif name == "write":
            real(args[0], bytes(args[1])[: len(args[1]) // 2])  # torn
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(os, name, fatal)


def nurse() -> None:
    """Raise workers, one at a time."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            say("PID", os.getpid())
            try:
                main(*line.rstrip("\n").split("\t"))
            except BaseException:
                say("ERROR", traceback.format_exc().replace("\n", " | "))
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, b"\n")  # the worker may have died in the middle of a line
        say("DEAD", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    nurse()
