"""The process that cleans pages: what it answers, and that it never outlives who asks."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tui.annotate import cache
from tui.annotate.cleaner import Answer, Request, put, take
from tui.annotate.project import Project
from tui.annotate.settings import settings_of
from tui.repair.pipeline import clean
from tui.repair.settings import AS_SHIPPED
from tui.text.packed import pack
from tui.text.source import decode, read

PAGE = "堯都區(qū)時(shí)刻保持戰(zhàn)時(shí)狀態(tài)\n来源:来源:商洛日报\n"


@pytest.fixture
def process(tmp_path, monkeypatch) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "tui.annotate.cleaner"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    yield running
    running.kill()
    running.communicate()


def ask(process, *request) -> list[Answer]:
    put(process.stdin, Request(*request))
    answers = []
    while not answers or answers[-1].share < 1:
        answers.append(Answer(*take(process.stdout)))
    return answers


def test_it_answers_with_the_edition_and_says_how_far_it_is(process):
    source = decode(PAGE.encode())
    answers = ask(process, 7, "-", "utf-8", None, PAGE.encode())
    shares = [answer.share for answer in answers]
    assert shares == sorted(shares)
    assert len(shares) > 10
    assert {answer.number for answer in answers} == {7}
    assert answers[-1].packed == pack(clean(source))
    assert answers[-1].entry == cache.name_of(source, AS_SHIPPED).replace(
        cache._FOLDER, "editions", 1
    )


def test_what_cannot_be_read_is_a_problem_and_the_next_page_is_cleaned(process, tmp_path):
    (answer,) = ask(process, 1, str(tmp_path / "none.txt"), None, None, None)
    assert "none.txt" in answer.problem
    assert ask(process, 2, "-", "utf-8", None, b"abc")[-1].packed


def test_the_settings_of_the_project_count(process, tmp_path):
    project = Project.create(tmp_path, "lin")
    (project.folder / "repairs.toml").write_text('[rules]\npinyin = "off"\n')
    (tmp_path / "a.txt").write_text(PAGE)
    source = read(tmp_path / "a.txt")
    last = ask(process, 1, source.path, "utf-8", str(tmp_path), source.data)[-1]
    assert last.packed == pack(clean(source, settings=settings_of(project)))
    assert last.packed != pack(clean(source))


def test_it_ends_when_nobody_can_ask_it_any_more_also_at_work(process):
    put(process.stdin, Request(1, "-", "utf-8", None, (PAGE * 20_000).encode()))
    take(process.stdout)  # it has begun
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdin = None
    assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_is_for_the_one_who_asks(process):
    assert ask(process, 1, "-", "utf-8", None, b"abc")[-1].packed
    process.send_signal(signal.SIGINT)
    assert ask(process, 2, "-", "utf-8", None, b"abc")[-1].packed
