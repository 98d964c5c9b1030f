"""A program that cleans pages beside the one a person looks at, and the frames they exchange.

A process of its own, because a thread would make the keys wait. It is asked on its standard input
and answers on its standard output, one page after the other; it ends as soon as nobody can ask it
any more, also in the middle of a page. `tui.app.cleaning` is the side that asks.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, NamedTuple, cast

_LENGTH = 8  # bytes before each frame
_MODEST = 5  # by so much others come first where processors are few: keys and the first page


class Request(NamedTuple):
    """A page to clean. Plain values."""

    number: int
    path: str
    encoding: str | None
    root: str | None
    """Of the project whose settings count."""
    data: bytes | None
    """The page in `encoding`; None: it is read from `path`, and only kept for later."""


class Answer(NamedTuple):
    """What there is to say of the request with this number. Plain values."""

    number: int
    share: float
    """How much of the work is done: 1 in the last answer."""
    entry: str = ""
    """Name of the entry in the cache, which tells whether both sides meant the same."""
    packed: tuple[Any, ...] | None = None
    """The edition, unless it was only to be kept."""
    problem: str = ""
    """Why there is none."""


def put(file: BinaryIO, value: Request | Answer) -> None:
    """Write one frame. OSError when nobody reads."""
    data = marshal.dumps(tuple(value))
    file.write(len(data).to_bytes(_LENGTH) + data)
    file.flush()


def take(file: BinaryIO) -> tuple[Any, ...] | None:
    """Read one frame; None when there is no other."""
    head = file.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    data = file.read(size := int.from_bytes(head))
    return cast("tuple[Any, ...]", marshal.loads(data)) if len(data) == size else None


def main() -> None:
    """Answer until standard input ends."""
    # What others print must not come between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for the one who asks
    if hasattr(os, "nice"):
        os.nice(_MODEST)
    requests: SimpleQueue[Request] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    import tui.repair.pipeline  # noqa: F401  # before the first page comes

    while True:
        request = requests.get()
        try:
            answer = _answer(request, answers)
        except Exception as error:
            answer = Answer(request.number, 1, problem=repr(error))
        put(answers, answer)


def _listen(file: BinaryIO, requests: SimpleQueue[Request]) -> None:
    while (values := take(file)) is not None:
        requests.put(Request(*values))
    os._exit(0)  # whoever asked is gone, and whatever is being done is for nobody


def _answer(request: Request, answers: BinaryIO) -> Answer:
    from tui.annotate import cache
    from tui.annotate.project import Project
    from tui.annotate.settings import settings_of
    from tui.repair.pipeline import clean
    from tui.text.packed import pack
    from tui.text.source import Source, read

    number, path, encoding, root, data = request
    settings = settings_of(None if root is None else Project(Path(root), ""))
    if data is None:
        source = read(path, encoding)
        if cache.load(source, settings) is not None:
            return Answer(number, 1)
    else:
        assert encoding is not None
        source = Source(path, data.decode(encoding, "replace"), data, encoding)
    edition = clean(
        source, settings=settings, tell=lambda share: put(answers, Answer(number, share))
    )
    packed = pack(edition)
    if root is not None:
        cache.save_packed(source, packed, settings)
    entry = cache.name_of(source, settings)
    return Answer(number, 1, entry, None if data is None else packed)


if __name__ == "__main__":
    main()
