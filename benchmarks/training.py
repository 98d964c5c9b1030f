"""How long a key takes while the model trains beside the app, and while nothing does.

    python benchmarks/training.py --bio FILE [--keys 300] [--json OUT]

Makes a project of the sentences of FILE (as benchmarks/suggestions.py reads them), all tagged and
done but the last page, opens that page in a terminal in tmux and presses keys that move, go through
suggestions and decide on them: with nothing going on, and while the learning process, started as
the app starts it, trains over and over. The two take turns. A key's time is as in
benchmarks/latency.py: from the key to the last byte of its answer. On two processors what counts
is the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread

if __name__ == "__main__":  # run as a file, only the folder of this one is on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.latency import summary
from benchmarks.suggestions import Sentence, documents, labels_toml, page, read
from benchmarks.terminal import terminal

KEYS = (
    "\t",
    "\r",
    "u",
    "\t",
    "x",
    "u",
    "j",
    "w",
    "v",
    "l",
    "p",
    "u",
)  # no Esc: terminals wait for it


def project_of(folder: Path, pages: list[Sentence]):
    """A project with these pages, all but the last tagged and done."""
    from tui.annotate.editions import edition_for
    from tui.annotate.project import Project
    from tui.annotate.store import NewSpan, Store
    from tui.text.source import read as read_page

    folder.mkdir()
    project = Project.create(folder, "bench")
    names = sorted({label.upper() for one in pages for _, _, label in one.spans})
    (project.folder / "labels.toml").write_text(labels_toml(names), encoding="utf-8")
    for number, one in enumerate(pages):
        path = folder / f"{number:04}.txt"
        path.write_text(one.text, encoding="utf-8")
        if number == len(pages) - 1:
            break
        edition = edition_for(project, path.name, read_page(path))
        with Store.open(project, path.name, edition) as store:
            moved = ((*edition.alignment.map_range(a, b), label) for a, b, label in one.spans)
            store.add_many(NewSpan(a, b, label.upper()) for a, b, label in moved if a < b)
            store.set_done(True)
    return project


class Trainer:
    """The learning process, training anew as long as it is wanted."""

    def __init__(self, project) -> None:
        self.rounds = 0
        self._wanted = Event()
        self._ended = False
        self._request = {"do": "learn", "root": str(project.root), "by": "bench", "model": True}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tui.annotate.suggest.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._thread = Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        while self._wanted.wait() and not self._ended:
            for model in Path(os.environ["XDG_CACHE_HOME"]).rglob("*.crf"):
                model.unlink()
            print(json.dumps(self._request), file=self._child.stdin, flush=True)
            answer = self._child.stdout.readline()
            if not self._ended:
                if not json.loads(answer).get("spans"):
                    raise SystemExit(f"training.py: nothing was learned: {answer}")
                self.rounds += 1

    def train(self, wanted: bool) -> None:
        """Begin, or stop at once (the process is held, not ended)."""
        (self._wanted.set if wanted else self._wanted.clear)()
        self._child.send_signal(signal.SIGCONT if wanted else signal.SIGSTOP)

    def close(self) -> None:
        """End it."""
        self._ended = True
        self._wanted.set()
        self._child.kill()
        self._thread.join()


TURN = 50  # keys


def measure(project, folder: Path, keys: int) -> dict[str, list[float]]:
    """The times of the keys of both rows."""
    last = project.pages()[-1]
    command = [sys.executable, "-m", "tui", "--annotator", "bench", str(last)]
    found: dict[str, list[float]] = {"idle": [], "training": []}
    trainer = Trainer(project)
    trainer.train(True)
    with terminal(command, folder, tmux=True) as running:
        running.until(last.name)
        running.settle(3)
        for row in ("idle", "idle", *("training", "idle") * -(-keys // TURN)):
            trainer.train(row == "training")
            times = [running.press(key) for key in islice(cycle(KEYS), TURN)]
            found[row] += [time for time in times if time is not None]
        found["idle"] = found["idle"][2 * TURN :]  # the first keys load what they need
    trainer.close()
    print(f"the model was trained {trainer.rounds} times and more")
    return found


def main() -> None:
    """Print both rows."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bio", type=Path, required=True, metavar="FILE")
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--json", type=Path, metavar="OUT")
    args = parser.parse_args()
    pages = [page(document) for document in documents(read(args.bio))]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        project = project_of(Path(folder, "project"), pages)
        found = measure(project, Path(folder), args.keys)
    print(f"{len(pages)} pages, {args.keys} keys")
    rows = {}
    for name, values in found.items():
        middle, p95 = summary(values)
        rows[name] = {"median": round(middle, 1), "p95": round(p95, 1)}
        print(f"{name:>9}  median {middle:6.1f} ms   p95 {p95:6.1f} ms")
    ratio = rows["training"]["p95"] / rows["idle"]["p95"]
    print(f"    ratio  p95 {ratio:.2f}")
    if args.json:
        args.json.write_text(json.dumps({**rows, "ratio": round(ratio, 2)}, indent=1))


if __name__ == "__main__":
    main()
