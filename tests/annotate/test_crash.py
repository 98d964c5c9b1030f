"""Real processes, killed for real: what was acknowledged is there, whole, and nothing else broke.

The worker tells before a change that it tries and, after the call returned, the whole state. After
the kill the store must hold that state, or that of the one change that was under way, made whole.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.annotate.crash_worker import TEXT
from tests.annotate.helpers import edition, project
from tui.annotate.layer import read_tables
from tui.annotate.project import Project
from tui.annotate.store import Locked, Store

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")

ROOT = Path(__file__).parents[2]
State = dict[str, str]


@dataclass
class Told:
    """What a killed worker said: the state it acknowledged last, and what it was trying."""

    state: State = field(default_factory=dict)
    trying: list[str] = field(default_factory=list)
    promised: list[str] = field(default_factory=list)
    """Ids of the spans that the last acknowledgement was about."""
    acknowledged: int = 0
    ended: bool = False


def listen(output: bytes, told: Told) -> None:
    """Follow the lines of a worker."""
    for line in output.decode().split("\n")[:-1]:
        word, _, rest = line.partition("\t")
        words = rest.split("\t")
        if word == "TRY":
            told.trying, told.promised = words[1:], []
        elif word == "ACK":
            told.acknowledged += 1
            told.promised = words[1:]
        elif word == "STATE":
            told.state = dict(w.split("=", 1) for w in words[1:])
            told.trying = []
        elif word == "END":
            told.ended = True


class Nurse:
    """Starts workers, follows what they say and kills them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.annotate.crash_worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def raise_worker(self, place: Project, *words: object) -> int:
        """Start one; its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(("\t".join(map(str, (place.root, *words))) + "\n").encode())
        self.process.stdin.flush()
        self.said = b""
        while b"\n" not in self.said:
            self.hear()
        return int(self.said.split()[1])

    def hear(self) -> None:
        """Read some of what it says."""
        assert self.process.stdout is not None
        part = os.read(self.process.stdout.fileno(), 65536)
        assert part, "the nurse died"
        self.said += part

    def hear_lines(self, count: int) -> None:
        """Read until it has said so many lines, or is dead."""
        while self.said.count(b"\n") < count and b"\nDEAD" not in self.said:
            self.hear()

    def follow_to_the_end(self, told: Told) -> int:
        """Read until it is dead; its exit code, which is minus nine if it was killed."""
        while not (self.said.endswith(b"\n") and b"\nDEAD\t" in self.said):
            self.hear()
        said, _, code = self.said.rpartition(b"\nDEAD\t")
        assert b"\nERROR" not in said, said.decode()
        listen(said, told)
        return int(code)


@pytest.fixture(scope="module")
def nurse() -> Iterator[Nurse]:
    raised = Nurse()
    yield raised
    assert raised.process.stdin is not None
    raised.process.stdin.close()
    raised.process.wait()


def state_of(store: Store) -> State:
    return {s.id: f"{s.start},{s.end},{s.note}" for s in store.spans()}


def check(place: Project, told: Told) -> None:
    """Open what a crash left, hold it against what was told, and go on from there."""
    with Store.open(place, "page.txt", edition(TEXT)) as store:
        found = state_of(store)
        assert not store.report
        if told.trying:
            assert found.keys() >= set(told.promised)
        if found != told.state:
            # Only the change under way may have been made, and only whole.
            assert told.trying, "an acknowledged change is gone or altered"
            new = found.keys() - told.state.keys()
            gone = told.state.keys() - found.keys()
            altered = [k for k in found.keys() & told.state.keys() if found[k] != told.state[k]]
            kind = told.trying[0]
            if kind == "add":
                assert (len(gone), len(altered)) == (0, 0)
                wanted = [eval(w)[:2] for w in told.trying[1:-1]]
                assert sorted(tuple(map(int, found[k].split(",")[:2])) for k in new) == sorted(
                    set(wanted)
                )
            elif kind == "note":
                assert (len(new), len(gone), altered) == (0, 0, [told.trying[1]])
                assert found[told.trying[1]].endswith("," + told.trying[2])
            elif kind == "delete":
                assert (len(new), gone, len(altered)) == (0, {told.trying[1]}, 0)
            else:
                assert kind == "undo"
        told.state, told.trying = found, []
        assert not store.notices
    if place.file("page.txt").exists():
        with TinyDB(place.file("page.txt"), encoding="utf-8") as stock:
            assert len(stock.table("spans")) == len(told.state)
    leftovers = {p.suffix for p in place.file("page.txt").parent.iterdir()}
    assert leftovers <= {".json", ".log", ".lock"}


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_random_moments(tmp_path: Path, nurse: Nurse, seed: int) -> None:
    """Ten kills in a row of the same file: 60 in all, each going on where the last one died."""
    place = project(tmp_path)
    rng = random.Random(seed)
    told = Told()
    for trial in range(10):
        process = nurse.raise_worker(place, seed * 100 + trial, 10_000)
        # After so many lines, wherever it is by then: it does not wait for us.
        nurse.hear_lines(rng.randint(2, 90))
        os.kill(process, signal.SIGKILL)
        assert nurse.follow_to_the_end(told) == -signal.SIGKILL
        check(place, told)
    assert told.acknowledged > 50


@pytest.mark.parametrize("side", ["<", ">"])
@pytest.mark.parametrize(
    ("call", "times"),
    [
        ("write", (1, 2, 7, 19, 20, 21)),
        ("fdatasync", (1, 2, 5, 18, 19, 20)),
        ("snapshot", (1, 1, 2, 2)),
        ("replace", (1, 2)),
        ("fsync", (1, 2, 3, 4, 5)),
        ("ftruncate", (1,)),
        ("unlink", (1,)),
    ],
)
def test_killed_inside_a_system_call(
    tmp_path: Path, nurse: Nurse, call: str, times: tuple[int, ...], side: str
) -> None:
    place = project(tmp_path)
    told = Told()
    for turn, time in enumerate(times):
        nurse.raise_worker(place, turn, 40, f"{call}{side}{time}")
        code = nurse.follow_to_the_end(told)
        assert code == (0 if told.ended else -signal.SIGKILL)
        told.ended = False
        check(place, told)


def test_log_cut_at_every_byte_keeps_every_whole_line(tmp_path: Path) -> None:
    place = project(tmp_path)
    store = Store.open(place, "page.txt", edition(TEXT))
    store.add(0, 1, "PER")
    store.idle()
    log = place.file("page.txt").with_suffix(".log")
    states = [(log.stat().st_size, state_of(store))]
    for number in range(3):
        store.add(number + 5, number + 9, "LOC")
        states.append((log.stat().st_size, state_of(store)))
    store.delete([span.id for span in store.spans()[:2]])
    states.append((log.stat().st_size, state_of(store)))
    store._storage.abandon()
    data = log.read_bytes()
    for size in range(states[0][0], len(data) + 1):
        log.write_bytes(data[:size])
        tables = read_tables(place.file("page.txt"))
        expected = [state for end, state in states if end - 1 <= size][-1]
        assert len(tables["spans"]) == len(expected)
        if size % 211 == 0:
            with Store.open(place, "page.txt", edition(TEXT)) as again:
                assert state_of(again) == expected
                again._storage._unfolded = []  # leave the snapshot as it was for the next cut


def test_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    """RLIMIT_FSIZE in a process of its own: writes beyond it fail as on a full disk."""
    place = project(tmp_path)
    script = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from tests.annotate.crash_worker import TEXT, say
from tests.annotate.helpers import edition
from tui.annotate.project import Project
from tui.annotate.store import NotSaved, Store
store = Store.open(Project(Path({str(tmp_path)!r}), "lin"), "page.txt", edition(TEXT))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
refused = 0
for number in range(100):
    try:
        say("ACK", store.add(number, number + 3, "PER").id)
    except NotSaved as error:
        refused += 1
        assert not store.saved and "Not saved" in store.problem
say("REFUSED", refused)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
say("ACK", store.add(2000, 2003, "LOC").id)
assert store.saved
import os
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    acknowledged = [words[1] for words in lines if words[0] == "ACK"]
    (refused,) = (int(words[1]) for words in lines if words[0] == "REFUSED")
    assert refused + len(acknowledged) == 101
    assert refused > 30
    with Store.open(place, "page.txt", edition(TEXT)) as store:
        assert sorted(span.id for span in store.spans()) == sorted(acknowledged)


def test_second_process_is_refused_until_the_first_dies(tmp_path: Path, nurse: Nurse) -> None:
    place = project(tmp_path)
    told = Told()
    process = nurse.raise_worker(place, 1, 100_000)
    nurse.hear_lines(20)
    with pytest.raises(Locked, match=f"being annotated by process {process} on "):
        Store.open(place, "page.txt", edition(TEXT))
    # Reading is possible all the time, and shows what was acknowledged by then.
    assert len(Store.read(place, "page.txt", edition(TEXT))) > 0
    os.kill(process, signal.SIGKILL)
    assert nurse.follow_to_the_end(told) == -signal.SIGKILL
    check(place, told)


def test_many_writers_at_once_all_keep_what_they_were_promised(tmp_path: Path) -> None:
    """Five annotators on one page, and as many processes wanting to be the same annotator."""
    place = project(tmp_path)
    script = """
import sys
from pathlib import Path
from tests.annotate.crash_worker import TEXT, say
from tests.annotate.helpers import edition
from tui.annotate.project import Project
from tui.annotate.store import Locked, Store
page = edition(TEXT)
done = 0
while done < 40:
    try:
        with Store.open(Project(Path(sys.argv[1]), sys.argv[2]), "page.txt", page) as store:
            for number in range(10):
                start = int(sys.argv[3]) * 100 + done
                say("ACK", store.add(start, start + 1, "PER").id)
                done += 1
    except Locked:
        pass
"""
    names = ["a", "b", "same", "same", "same"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), name, str(number)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        for number, name in enumerate(names)
    ]
    promised: dict[str, set[str]] = {name: set() for name in names}
    for name, process in zip(names, processes, strict=True):
        output, _ = process.communicate()
        assert process.returncode == 0
        promised[name] |= {line.split("\t")[1] for line in output.decode().splitlines()}
    for name in promised:
        layer = Store.read(place, "page.txt", edition(TEXT), name)
        assert {span.id for span in layer.spans()} == promised[name]
    assert len(promised["same"]) == 120
