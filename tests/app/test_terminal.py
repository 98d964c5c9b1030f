"""The program in a real terminal: what it writes, how it ends, what survives a kill."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.conftest import NEWS
from tests.app.terminal import Terminal
from tui.annotate.project import Project

ATTACKS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "display.jsonl").read_text("utf-8").splitlines()
]
FOOT = "all keys"

_SGR = re.compile(rb"\x1b\[[0-9;]*m")
_MOVE = re.compile(rb"\x1b\[[0-9;]*[HG]")
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])"
)


def commands_of(written: bytes) -> set[bytes]:
    """The control sequences in what was written, without colours and places."""
    return {s for s in _SEQUENCE.findall(written) if not (_SGR.match(s) or _MOVE.match(s))}


def text_of(written: bytes) -> str:
    """The rest: what was drawn."""
    return _SEQUENCE.sub(b"", written).decode("utf-8")


def session(root: Path, keys: str = "") -> bytes:
    """Open the list, the first page, tag in it, write a note, come back and leave."""
    with Terminal(str(root), cwd=root) as terminal:
        terminal.until(FOOT)
        terminal.send("\r")
        terminal.until("saved")
        terminal.send("v+p")
        terminal.until("1 span")
        terminal.send("r")
        terminal.until("which label?")
        terminal.send("z")
        terminal.until("is now")
        terminal.send(keys + "q")
        terminal.until("校注")
        terminal.send("q")
        assert terminal.ended() == 0
        return terminal.written


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[bytes]:
    """The control sequences of a session with a page that attacks nothing."""
    root = tmp_path_factory.mktemp("harmless")
    Project.create(root)
    (root / "a.txt").write_text(NEWS, encoding="utf-8")
    (root / "b.txt").write_text(NEWS, encoding="utf-8")
    return commands_of(session(root))


def test_nothing_of_a_page_or_its_name_reaches_the_terminal_as_a_command(
    tmp_path: Path, harmless: set[bytes]
) -> None:
    attacks = [attack["input"] for attack in ATTACKS]
    # NUL would make it a binary file, which is not opened at all.
    text = "\n".join(f"第{n}条：{attack}完" for n, attack in enumerate(attacks)).replace("\0", "")
    Project.create(tmp_path)
    (tmp_path / "a\x1b]0;x\x07[red].txt").write_text(text, encoding="utf-8")
    (tmp_path / "b\x1b[2J\u202e[@click=app.quit].txt").write_text(text, encoding="utf-8")
    written = session(tmp_path, "G")

    assert commands_of(written) <= harmless
    assert b"\x1b[>" not in written  # the kitty key protocol, on which some terminals lose text
    drawn = text_of(written)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", drawn)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", drawn)
    assert "␛" in drawn
    assert "[@click=app.quit]" in drawn


def test_without_a_terminal_one_sentence_names_the_other_way(project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", str(project.root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "jiaozhu clean" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_was_tagged_survives_a_kill(project: Project) -> None:
    page = str(project.root / "news.txt")
    with Terminal(page, cwd=project.root) as terminal:
        terminal.until("saved")
        for number in range(1, 6):
            terminal.send("v+pw")
            terminal.until(f"{number} span")
        terminal.kill()
    with Terminal(page, cwd=project.root) as terminal:
        terminal.until("5 spans")
        terminal.send("u")
        terminal.until("4 spans")
        terminal.send("q")
        assert terminal.ended() == 0


def test_a_second_program_on_a_page_is_told_who_has_it(project: Project) -> None:
    page = str(project.root / "news.txt")
    with Terminal(page, cwd=project.root) as first:
        first.until("saved")
        with Terminal(page, cwd=project.root, size=(160, 36)) as second:
            second.until("read only")
            assert b"annotated by" in second.written
            second.send("q")
            assert second.ended() == 0


def test_a_terminal_that_grows_and_shrinks_while_selecting(project: Project) -> None:
    with Terminal(str(project.root / "news.txt"), cwd=project.root) as terminal:
        terminal.until("saved")
        terminal.send("vll")
        terminal.until("3 characters")
        for size in ((20, 6), (5, 2), (250, 60), (99, 20)):
            terminal.resize(*size)
        terminal.send("p")
        terminal.until("1 span")
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.written


def test_an_unreadable_folder_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o000)
    try:
        with Terminal(str(folder), cwd=tmp_path) as terminal:
            assert terminal.ended() == 1
            assert b"Traceback" not in terminal.written
            expected = b"There are no pages" if os.geteuid() == 0 else b"cannot read"
            assert expected in terminal.written
    finally:
        folder.chmod(0o700)


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes it has made."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("needs Linux's /proc")
    return [int(number) for number in children.read_text().split()]


def is_gone(number: int, seconds: float = 30.0) -> bool:
    """Whether a process ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":  # dead, and whoever adopted it has not looked yet
            return True
    return False


def long_page(folder: Path) -> str:
    lines = (f"第{n}天,市委组织部号召党员守住疫情防线,不让群众失望.\n" for n in range(60_000))
    Project.create(folder)
    (folder / "long.txt").write_text("".join(lines), encoding="utf-8")
    return str(folder / "long.txt")


@pytest.mark.parametrize("how", ["leave", "terminate", "kill"])
def test_no_process_is_left_behind_while_a_page_is_being_cleaned(tmp_path: Path, how: str) -> None:
    with Terminal(long_page(tmp_path), cwd=tmp_path) as terminal:
        terminal.until("% ..")  # how far it is
        (cleaner,) = children(terminal.process)
        terminal.send("jj")  # keys are answered
        terminal.until("\x1b")
        if how == "leave":
            terminal.send("\x11")
            assert terminal.ended() == 0
            assert b"Traceback" not in terminal.written
        elif how == "terminate":
            terminal.process.terminate()
            terminal.ended()
        else:
            terminal.kill()
        assert is_gone(cleaner)


def test_a_page_that_is_left_while_it_is_cleaned_makes_way_for_the_next(tmp_path: Path) -> None:
    long_page(tmp_path)
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    with Terminal(str(tmp_path), cwd=tmp_path, size=(160, 36)) as terminal:
        terminal.until("% ..")
        terminal.send(">")
        terminal.until("saved")
        terminal.send("q")
        terminal.until("校注")
        terminal.send("q")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.written
