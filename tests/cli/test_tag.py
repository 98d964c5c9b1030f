"""`jiaozhu tag` and `jiaozhu spans`, as processes and as functions."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main
from tui.repair.pipeline import clean
from tui.text.source import read

TEXT = "市委组织部\n牡丹晚报记者张三，张三说：𠮷野家在东营区。\n张三摄影"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "lin")
    return tmp_path


def tag(requests: list[Any], monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    """Run `jiaozhu tag -` on lines, which may be text, bytes or what becomes JSON."""
    lines = []
    for request in requests:
        if not isinstance(request, bytes):
            text = request if isinstance(request, str) else json.dumps(request)
            request = text.encode()
        lines.append(request + b"\n")
    stdin = io.TextIOWrapper(io.BytesIO(b"".join(lines)), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    return main(["tag", "-", *args])


def answers(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def spans(capfd: pytest.CaptureFixture[str], *args: str) -> list[dict[str, Any]]:
    capfd.readouterr()
    assert main(["spans", "page.txt", "--json", *args]) == 0
    return answers(capfd)


def test_one_span(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = clean(read("page.txt")).text
    start = text.index("𠮷野家")
    words = ["--start", str(start), "--end", str(start + 3), "--label", "ORG", "--note", "店名"]
    assert main(["tag", "page.txt", *words]) == 0
    out, err = capfd.readouterr()
    assert "made" in err
    assert str(folder / "annotations") in err
    (line,) = out.splitlines()
    span = json.loads(line)
    assert (span["doc"], span["quote"], span["label"]) == ("page.txt", "𠮷野家", "ORG")
    assert (span["note"], span["by"], span["origin"]) == ("店名", "lin", "imported")
    assert main(["tag", "page.txt", *words]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert json.loads(out) == span
    assert spans(capfd) == [span]
    assert spans(capfd, "--annotator", "wang") == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["page.txt", "--start", "3", "--end", "3", "--label", "PER"], "no stretch"),
        (["page.txt", "--start", "0", "--end", "9999", "--label", "PER"], "no stretch"),
        (["page.txt", "--start=-1", "--end", "1", "--label", "PER"], "no stretch"),
        (["page.txt", "--start", "0", "--end", "1", "--label", "per"], "no label 'per'"),
        (["gone.txt", "--start", "0", "--end", "1", "--label", "PER"], "gone.txt"),
        ([".", "--start", "0", "--end", "1", "--label", "PER"], "folder"),
    ],
)
def test_what_cannot_be_tagged(
    folder: Path, capfd: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["tag", *words]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert says in err
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("jiaozhu: ")


def test_no_project_is_made_for_what_is_no_page(folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    for name in ("gone.txt", "binary.txt"):
        assert main(["tag", name, "--start", "0", "--end", "1", "--label", "PER"]) == 1
        assert main(["spans", name]) == 1
    assert not (folder / "annotations").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["page.txt"],
        ["page.txt", "--start", "0", "--end", "1"],
        ["page.txt", "--start", "x", "--end", "1", "--label", "PER"],
        ["page.txt", "--start", "9" * 5000, "--end", "1", "--label", "PER"],
        ["-", "--start", "0"],
        ["-", "--note", "x"],
        [],
    ],
)
def test_wrong_usage(folder: Path, capfd: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["tag", *words])
    assert caught.value.code == 2
    assert "usage: jiaozhu tag" in capfd.readouterr().err


def test_every_request_has_its_answer(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tag(
        [
            {"doc": "page.txt", "start": 0, "end": 5, "label": "ORG", "note": "x"},
            "",
            "{",
            "[1]",
            b"\xd6\xd0",
            "[" * 100_000,
            '{"doc": "page.txt", "start": 0, "end": ' + "9" * 5000 + ', "label": "ORG"}',
            {"doc": "gone.txt", "start": 0, "end": 5, "label": "ORG"},
            {"doc": "../../etc/passwd", "start": 0, "end": 5, "label": "ORG"},
            {"doc": "-", "start": 0, "end": 5, "label": "ORG"},
            {"doc": "a\0b", "start": 0, "end": 5, "label": "ORG"},
            {"doc": 5, "start": 0, "end": 5, "label": "ORG"},
            {"doc": "page.txt", "start": True, "end": 5, "label": "ORG"},
            {"doc": "page.txt", "start": 0, "end": 5.0, "label": "ORG"},
            {"doc": "page.txt", "start": 0, "end": 5, "label": ["ORG"]},
            {"doc": "page.txt", "start": 0, "end": 5, "label": "ORG", "note": 5},
            {"doc": "page.txt", "start": 0, "end": 5, "label": "ORG", "nope": 5},
            {"doc": "page.txt", "label": "ORG"},
            {"doc": str(folder / "page.txt"), "start": 0, "end": 2, "label": "LOC"},
            {"doc": "page.txt", "start": 0, "end": 5, "label": "ORG"},
        ],
        monkeypatch,
    )
    got = answers(capfd)
    assert code == 1
    assert [answer["line"] for answer in got] == [1, *range(3, 21)]
    assert [answer["line"] for answer in got if answer["ok"]] == [1, 19, 20]
    assert got[0]["id"] == got[-1]["id"]
    for answer in got:
        assert isinstance(answer["error"] if not answer["ok"] else answer["id"], str)
    assert len(spans(capfd)) == 2


def test_all_good_is_exit_nought(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tag([{"doc": "page.txt", "start": 0, "end": 1, "label": "ORG"}], monkeypatch) == 0
    assert tag([], monkeypatch) == 0


def test_placed_by_quote(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = clean(read("page.txt")).text
    starts = [i for i in range(len(text)) if text.startswith("张三", i)]
    base = {"doc": "page.txt", "quote": "张三", "label": "PER"}
    tag(
        [
            base,
            {**base, "nth": 1},
            {**base, "nth": 3},
            {**base, "nth": 4},
            {**base, "nth": 0},
            {**base, "near": starts[1] + 1},
            {**base, "near": 10**9},
            {**base, "near": "x"},
            {**base, "quote": "东营区", "label": "LOC"},
            {**base, "quote": "无"},
            {**base, "quote": ""},
            {**base, "quote": 3},
            {**base, "start": starts[0], "end": starts[0] + 2},
            {**base, "start": starts[0] + 1, "end": starts[0] + 3},
        ],
        monkeypatch,
    )
    got = answers(capfd)
    assert [a.get("start") for a in got] == [
        None,
        starts[0],
        starts[2],
        None,
        None,
        starts[1],
        starts[2],
        None,
        text.index("东营区"),
        None,
        None,
        None,
        starts[0],
        None,
    ]
    assert "3 times" in got[0]["error"]
    assert [s["start"] for s in spans(capfd) if s["label"] == "PER"] == starts


def test_many_pages_are_opened_and_closed(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.txt" for number in range(40)]
    for name in names:
        (folder / name).write_text(TEXT, encoding="utf-8")
    requests = [{"doc": name, "start": 0, "end": 2, "label": "ORG"} for name in [*names, *names]]
    assert tag(requests, monkeypatch) == 0
    assert len(answers(capfd)) == 80
    assert len(list((folder / "annotations").glob("*/*/*.json"))) == 40


def test_annotator_is_the_one_named(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"doc": "page.txt", "start": 0, "end": 1, "label": "ORG"}
    assert tag([request], monkeypatch, "--annotator", "sample") == 0
    assert [span["by"] for span in spans(capfd, "--annotator", "sample")] == ["sample"]
    assert main(["spans", "page.txt"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "no spans by lin in page.txt; there are some by sample" in err
    assert tag([request], monkeypatch, "--annotator", "a\x1b[31m") == 1
    assert "\x1b" not in capfd.readouterr().out


def test_table_of_spans(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["--start", "0", "--end", "7", "--label", "ORG", "--note", "注\x1b[31m\n记"]
    assert main(["tag", "page.txt", *words]) == 0
    assert main(["tag", "page.txt", "--start", "10", "--end", "12", "--label", "LOC"]) == 0
    span = json.loads(capfd.readouterr().out.splitlines()[0])
    assert main(["spans", "page.txt"]) == 0
    out = capfd.readouterr().out
    first, second = out.splitlines()
    assert first.split()[:4] == [span["id"][-8:], "0", "7", "ORG"]
    assert first.startswith(f"{span['id'][-8:]}   0   7  ORG  市委组织部")
    assert "注" in first
    assert "\x1b" not in out
    assert second.split()[1:4] == ["10", "12", "LOC"]


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui", "tag", "-"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ask(process: subprocess.Popen[bytes], **request: Any) -> dict[str, Any]:
    """One request, and its answer before the next: as a program at the other end would."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"doc": "page.txt", "label": "PER", **request}).encode() + b"\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


@pytest.fixture
def process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = start(folder)
    yield started
    started.kill()
    started.communicate()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_program_asks_and_what_was_answered_survives_a_kill(
    folder: Path, process: subprocess.Popen[bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    ids = [ask(process, start=n, end=n + 2)["id"] for n in range(10)]
    assert not ask(process, start=2, end=1)["ok"]
    # Meanwhile nobody else writes, and is told who does.
    assert main(["tag", "page.txt", "--start", "0", "--end", "1", "--label", "PER"]) == 1
    assert f"being annotated by process {process.pid}" in capfd.readouterr().err
    assert len(spans(capfd)) == 10
    process.kill()
    process.wait()
    assert [span["id"] for span in spans(capfd)] == ids
    again = start(folder)
    assert ask(again, start=0, end=2)["id"] == ids[0]
    assert again.stdin is not None
    again.stdin.close()
    assert again.wait() == 0


def test_help_has_examples(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("tag", "spans"):
        with pytest.raises(SystemExit) as caught:
            main([name, "--help"])
        assert caught.value.code == 0
        assert f"jiaozhu {name} page.txt" in capfd.readouterr().out


def test_attributes_and_links(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (folder / "page.txt").read_text("utf-8")
    one = {"doc": "page.txt", "start": 0, "end": 2, "label": "PER"}
    two = {"doc": "page.txt", "start": 3, "end": 5, "label": "QUOTE"}
    requests: list[Any] = [
        {**one, "attributes": {"DIFF": True}},
        two,
        {**two, "start": 4, "attributes": {"mood": "bad"}},
        {**two, "attributes": 3},
    ]
    assert tag(requests, monkeypatch) == 1
    first, second, third, fourth = answers(capfd)
    assert "QUOTE has no attribute 'mood'" in third["error"]
    assert "'attributes' must be an object" in fourth["error"]
    link = {"doc": "page.txt", "link": "speaker", "from": first["id"], "to": second["id"]}
    assert tag([link, link, {**link, "link": "hates"}, {**link, "near": 1}], monkeypatch) == 1
    made, again, wrong, odd = answers(capfd)
    assert made["id"] == again["id"]
    assert "no link 'hates' in labels.toml; there are speaker holds" in wrong["error"]
    assert "no field 'near' of a link" in odd["error"]
    stored = spans(capfd)
    assert [span.get("attributes") for span in stored] == [{"DIFF": True}, None]
    words = ["tag", "page.txt", "--start", "0", "--end", "2", "--label", "PER"]
    assert main([*words, "--attribute", "DIFF"]) == 0
    assert main([*words, "--attribute", "DIFF=yes"]) == 1
    capfd.readouterr()
    assert main(["spans", "page.txt"]) == 0
    assert f"DIFF -> speaker {text[3:5]}" in capfd.readouterr().out
