import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from tui.cli import main
from tui.text.blocks import Block, BlockType
from tui.text.edition import Edition

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.fixture
def run(capsysbinary):
    """Run `jiaozhu clean ARG…`: the exit code, what it printed and what it complained of."""

    def run(*args):
        code = main(["clean", *map(str, args)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("第一页。", "utf-8")
    (tmp_path / "b.txt").write_bytes("第二頁，國語。".encode("big5"))
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "x.txt").write_text("不是")
    return tmp_path


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_the_record_of_a_seed_adds_up(run, seed):
    code, out, err = run("--json", seed)
    assert (code, err, out.count("\n")) == (0, "", 1)
    record = json.loads(out)
    data = seed.read_bytes()
    raw = data.decode()
    assert record["source"] == {
        "path": str(seed),
        "sha256": sha256(data).hexdigest(),
        "encoding": "utf-8",
        "undecodable": [],
    }
    rebuilt, position = [], 0
    for edit in record["edits"]:
        assert raw[edit["start"] : edit["end"]] == edit["old"]
        assert 0 <= edit["confidence"] <= 1
        assert edit["rule"]
        if edit["applied"]:
            rebuilt += raw[position : edit["start"]], edit["new"]
            position = edit["end"]
    assert "".join(rebuilt) + raw[position:] == record["text"]
    assert record["edits"] == sorted(record["edits"], key=lambda e: (e["start"], e["end"]))
    for block in record["blocks"]:
        assert 0 <= block["start"] <= block["end"] <= len(record["text"])
        assert BlockType(block["type"])
        assert block["article"] >= 0


def test_masked_words_are_reported_and_left_as_they_are(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("他是一名***员，1921年入党。", "utf-8")
    record = json.loads(run("--json", page)[1])
    (mask,) = record["masks"]
    assert record["text"][mask["start"] : mask["end"]] == mask["text"] == "***"
    assert (mask["length"], mask["guesses"][0]["text"]) == (3, "共产党")


def test_text_is_one_block_a_line_and_typed_says_what_they_are(run):
    seed = SEEDS[4]
    record = json.loads(run("--json", seed)[1])
    assert run(seed) == (0, record["text"] + "\n", "")
    code, typed, err = run("--typed", seed)
    expected = [
        f"{block['type']}\t{record['text'][block['start'] : block['end']]}\n"
        for block in record["blocks"]
        if not block["inline"]
    ]
    assert (code, typed, err) == (0, "".join(expected), "")


def test_typed_leaves_out_what_lies_inside_a_block(run, tmp_path, monkeypatch):
    def clean(source, settings, propose):
        kinds = (0, 2, "headline", False), (3, 9, "body", False), (3, 5, "byline", True)
        blocks = [Block(a, b, BlockType(kind), 1, inline) for a, b, kind, inline in kinds]
        return Edition.make(source, (), blocks)

    monkeypatch.setattr("tui.repair.pipeline.clean", clean)
    (tmp_path / "x.txt").write_text("标题\n记者在北京报")
    assert run("--typed", tmp_path / "x.txt") == (0, "headline\t标题\nbody\t记者在北京报\n", "")
    record = json.loads(run("--json", tmp_path / "x.txt")[1])
    assert [block["inline"] for block in record["blocks"]] == [False, False, True]


def test_a_folder_is_its_pages_with_a_blank_line_between(run, folder):
    assert run(folder) == (0, "第一页。\n\n第二頁，國語。\n", "")
    code, out, _ = run("--json", folder)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [Path(one["source"]["path"]).name for one in found] == ["a.txt", "b.txt"]
    assert [one["source"]["encoding"] for one in found] == ["utf-8", "big5hkscs"]


def test_one_page_that_cannot_be_read_does_not_stop_the_others(run, folder):
    (folder / "aa.txt").write_bytes(b"\x89PNG\0\0\1")
    code, out, err = run(folder / "missing.txt", folder)
    assert (code, out) == (1, "第一页。\n\n第二頁，國語。\n")
    complaints = err.splitlines()
    assert len(complaints) == 2
    assert "missing.txt: No such file" in complaints[0]
    assert "aa.txt is not text" in complaints[1]


def test_standard_input_and_a_named_encoding(run, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO("編碼".encode("big5")))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("--encoding", "big5", "-") == (0, "編碼\n", "")


def test_an_empty_page_and_an_empty_folder(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    assert run(tmp_path / "empty.txt") == (0, "", "")
    assert run("--typed", tmp_path / "empty.txt") == (0, "", "")
    record = json.loads(run("--json", tmp_path / "empty.txt")[1])
    assert (record["text"], record["edits"]) == ("", [])
    (tmp_path / "nothing").mkdir()
    code, out, err = run(tmp_path / "nothing")
    assert (code, out) == (1, "")
    assert "no pages in" in err


def test_undecodable_bytes_are_shown_and_recorded(run, tmp_path):
    (tmp_path / "x.txt").write_bytes("中文页面".encode() + b"\xff" + "结束。".encode())
    record = json.loads(run("--json", tmp_path / "x.txt")[1])
    assert record["source"]["undecodable"] == [{"start": 4, "bytes": "ff"}]
    assert run(tmp_path / "x.txt")[1] == "中文页面\ufffd结束。\n"


@pytest.mark.parametrize("args", [[], ["--typed", "--json", "x"], ["--nonsense", "x"]])
def test_wrong_usage_is_2(args, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["clean", *args])
    assert caught.value.code == 2
    assert "usage: jiaozhu clean" in capsys.readouterr().err


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["clean", "--help"])
    assert caught.value.code == 0
    assert "jiaozhu clean --typed" in capsys.readouterr().out


def on_a_terminal(*args, encoding="utf-8"):
    """What `jiaozhu clean ARG…` sends to a terminal, and its exit code."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "clean", *args],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    os.close(follower)
    shown = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while chunk := os.read(leader, 65536):
            shown += chunk
    os.close(leader)
    return shown.decode(encoding), process.wait()


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_of_a_page_or_its_name_reaches_a_terminal_as_a_command(tmp_path, form):
    name = tmp_path / "n\x1b[2J.txt"
    name.write_text("标题\x1b]52;c;ZXZpbA==\x07\x9b2J\u202e\x85结束", "utf-8")
    shown, code = on_a_terminal(*form, name, name, tmp_path / "m\x1b[2J.txt")
    assert code == 1
    assert "标题" in shown
    assert "==> " in shown or form == ["--json"]
    assert not set("\x1b\x07\x9b\x85\u202e") & set(shown)


def test_a_terminal_that_cannot_show_chinese_is_no_error():
    shown, code = on_a_terminal(SEEDS[0], encoding="ascii")
    assert code == 0
    assert "????" in shown


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m tui clean --json {SEEDS[0].parent} | head -c 10"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the device that is full")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_behind_standard_output_is_said_in_a_sentence(form):
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "tui", "clean", *form, SEEDS[0]]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    expected = "jiaozhu: cannot write to standard output: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, expected)
